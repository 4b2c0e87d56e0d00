package reject

import (
	"bufio"
	"cmp"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/smtpspec/smtpspec/runner/smtp"
)

// real is a reply of testdata/replies.tsv, with what is known of it.
type real struct {
	id, server, reply string
	stage             smtp.Stage // empty where the source does not show it
	classes           []string   // all of them right, the first preferred
	families          []string   // of the classes
}

// corpus reads the collection of real replies.
func corpus(t testing.TB) []real {
	t.Helper()
	f, err := os.Open("testdata/replies.tsv")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var out []real
	lines := bufio.NewScanner(f)
	for lines.Scan() {
		if strings.HasPrefix(lines.Text(), "#") {
			continue
		}
		r, err := readReal(lines.Text())
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, r)
	}
	if err := lines.Err(); err != nil {
		t.Fatal(err)
	}
	return out
}

func readReal(line string) (real, error) {
	const columns = 9 // id, stage, code, enhanced code, classes, family, server, source, reply
	cells := strings.Split(line, "\t")
	if len(cells) != columns {
		return real{}, fmt.Errorf("%d columns, not %d: %.40s", len(cells), columns, line)
	}
	r := real{id: cells[0], stage: stageOf(cells[1]), server: cells[6], reply: cells[8], classes: strings.Split(cells[4], "|")}
	for _, id := range r.classes {
		c, ok := Builtin().Lookup(id)
		if !ok {
			return real{}, fmt.Errorf("%s: no class %q", r.id, id)
		}
		r.families = append(r.families, c.Family)
	}
	return r, nil
}

// stageOf is a stage by its name in the collection.
func stageOf(name string) smtp.Stage {
	switch name {
	case "connect":
		return smtp.Banner // refused on connecting: that is what stands in the greeting
	case "eod":
		return smtp.Message
	case "unknown":
		return ""
	}
	return smtp.Stage(name)
}

// microsoft reports whether a reply is one of Microsoft's services'.
func (r real) microsoft() bool {
	return r.server == "m365-mx" || r.server == "m365-submission" || r.server == "outlook.com"
}

// score counts what the base makes of replies.
type score struct {
	all, exact int
	strange    []string // given a class of another family
}

func (s *score) add(r real, got *Class) (exact bool) {
	s.all++
	if slices.Contains(r.classes, got.ID) {
		s.exact++
		return true
	}
	if got.ID != Unknown && !slices.Contains(r.families, got.Family) {
		s.strange = append(s.strange, fmt.Sprintf("%s is %s, not %s: %s", r.id, got.ID, r.classes[0], r.reply))
	}
	return false
}

func (s *score) percent() float64 { return 100 * float64(s.exact) / float64(max(1, s.all)) }

// TestCorpus gives every reply of the collection to the base. With -v it prints
// each miss and the table of what was taken for what.
func TestCorpus(t *testing.T) {
	var all, microsoft score
	confused := map[[2]string]int{}
	for _, r := range corpus(t) {
		reply, _ := ParseReply(r.reply)
		got := Builtin().Classify(r.stage, reply).Class
		if !all.add(r, got) {
			t.Logf("%s (%s): %s, not %s: %s", r.id, r.server, got.ID, strings.Join(r.classes, " or "), r.reply)
			confused[[2]string{r.classes[0], got.ID}]++
		}
		if r.microsoft() {
			microsoft.add(r, got)
		}
	}
	t.Logf("%d of %d replies exactly right (%.1f%%); Microsoft's %d of %d (%.1f%%)",
		all.exact, all.all, all.percent(), microsoft.exact, microsoft.all, microsoft.percent())
	logConfusion(t, confused)
	if all.percent() < 95 {
		t.Errorf("%.1f%% of all replies are right, and 95%% have to be", all.percent())
	}
	if microsoft.percent() < 98 {
		t.Errorf("%.1f%% of Microsoft's replies are right, and 98%% have to be", microsoft.percent())
	}
	for _, s := range all.strange {
		t.Errorf("a class of another family, where unknown were better: %s", s)
	}
}

// TestCorpusWithoutStages gives the replies alone, as `explain` mostly gets them: that
// costs few of them their class.
func TestCorpusWithoutStages(t *testing.T) {
	var all score
	for _, r := range corpus(t) {
		reply, _ := ParseReply(r.reply)
		got := Builtin().Classify("", reply).Class
		if !all.add(r, got) {
			t.Logf("%s (%s): %s, not %s: %s", r.id, r.stage, got.ID, strings.Join(r.classes, " or "), r.reply)
		}
	}
	if all.percent() < 99 {
		t.Errorf("%.1f%% of the replies are right where the stage is not known, and 99%% have to be", all.percent())
	}
	if len(all.strange) > 2 {
		t.Errorf("a class of another family:\n%s", strings.Join(all.strange, "\n"))
	}
}

// logConfusion prints what was taken for what, the most frequent first.
func logConfusion(t *testing.T, confused map[[2]string]int) {
	var pairs [][2]string
	for p := range confused {
		pairs = append(pairs, p)
	}
	slices.SortFunc(pairs, func(a, b [2]string) int {
		return cmp.Or(cmp.Compare(confused[b], confused[a]), cmp.Compare(a[0], b[0]), cmp.Compare(a[1], b[1]))
	})
	for _, p := range pairs {
		t.Logf("%3d  %-28s taken for %s", confused[p], p[0], p[1])
	}
}

// TestRulesMemoriseNothing keeps rules to words that carry over: none holds a
// reply of the collection whole.
func TestRulesMemoriseNothing(t *testing.T) {
	var wholes []string
	for _, r := range corpus(t) {
		if whole := bare(r.reply); len(strings.Fields(whole)) > 3 {
			wholes = append(wholes, whole)
		}
	}
	for _, c := range Builtin().Classes() {
		for _, rule := range c.Rules {
			words := bare(unescape(rule.Text))
			for _, whole := range wholes {
				if strings.Contains(words, whole) {
					t.Errorf("class %q: the rule /%s/ holds a whole reply: %s", c.ID, rule.Text, whole)
				}
			}
		}
	}
}

// bare is a text without codes, case and signs, so that what was memorised shows
// whatever it was wrapped in.
func bare(text string) string {
	words := strings.FieldsFunc(strings.ToLower(text), func(r rune) bool {
		return (r < 'a' || r > 'z') && (r < 0x80)
	})
	return strings.Join(words, " ")
}

// unescape takes the escapes out of an expression that hide its words.
func unescape(expression string) string {
	return strings.NewReplacer(`\b`, " ", `\s`, " ", `\S`, " ", `\d`, " ", `\n`, " ").Replace(expression)
}

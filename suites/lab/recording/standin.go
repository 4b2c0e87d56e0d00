package recording

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/smtpspec/smtpspec/runner/result"
)

// placeholder is what a redacted run has in place of a name of the client's. No
// server could say it: it is no name and no address. A name out of those that are
// reserved for examples takes its place (RFC 2606, RFC 5737), so that a profile can
// be played.
var placeholder = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`<(domain|mailbox|host|ip|tenant|user|name|id|site)-(\d+)>|\[<session>\]|<session> - gsmtp|<session>`)
})

// StandIns makes names out of placeholders, the same one for the same placeholder,
// and remembers which.
type StandIns struct{ made map[string]string }

// Test is the test with names in place of placeholders.
func (s *StandIns) Test(t result.Test) (result.Test, error) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false) // it would escape the brackets of the placeholders
	if err := enc.Encode(t); err != nil {
		return t, err
	}
	var out result.Test
	if err := json.Unmarshal([]byte(s.replace(b.String())), &out); err != nil {
		return t, err
	}
	for i := range out.Stages { // in the JSON, bytes are base64
		s.bytes(out.Stages[i].Reply)
		for _, p := range out.Stages[i].Parts {
			s.bytes(p.Reply)
		}
	}
	return out, nil
}

// Text is a text with names in place of placeholders.
func (s *StandIns) Text(text string) string { return s.replace(text) }

func (s *StandIns) bytes(r *result.Reply) {
	if r != nil && r.Raw != nil {
		r.Raw = []byte(s.replace(string(r.Raw)))
	}
}

func (s *StandIns) replace(text string) string {
	return placeholder().ReplaceAllStringFunc(text, func(p string) string {
		if s.made == nil {
			s.made = map[string]string{}
		}
		if s.made[p] == "" {
			s.made[p] = standIn(p)
		}
		return s.made[p]
	})
}

func standIn(p string) string {
	kind, number, _ := strings.Cut(strings.Trim(p, "<>[]"), "-")
	n, _ := strconv.Atoi(number)
	switch kind {
	case "domain":
		return fmt.Sprintf("client-%d.example", n)
	case "mailbox":
		return fmt.Sprintf("mailbox-%d@client.example", n)
	case "host":
		return fmt.Sprintf("host-%d.client.example", n)
	case "ip":
		// 192.0.2.0/24, then 198.51.100.0/24 and 203.0.113.0/24.
		nets := []string{"192.0.2", "198.51.100", "203.0.113"}
		return fmt.Sprintf("%s.%d", nets[(n-1)/254%len(nets)], (n-1)%254+1)
	case "tenant":
		return fmt.Sprintf("tenant-%d-example", n)
	case "user", "site":
		return fmt.Sprintf("%s-%d", kind, n)
	case "name":
		return fmt.Sprintf("Example %d", n)
	case "id":
		return fmt.Sprintf("00000000-0000-0000-0000-%012d", n)
	}
	if strings.HasSuffix(p, "gsmtp") {
		return "0000000000000-0000000000000 - gsmtp"
	}
	if p[0] == '[' {
		return "[0000000000000000]"
	}
	return "2000-01-01T00:00:00.000Z 0000000000000000"
}

// Made are the names that were put in place of placeholders.
func (s *StandIns) Made() []string { return slices.Sorted(maps.Values(s.made)) }

// kinds are what placeholders stand for, for people.
var kinds = []struct{ kind, one, many string }{
	{"domain", "domain", "domains"}, {"mailbox", "mailbox", "mailboxes"}, {"host", "host name", "host names"},
	{"ip", "address", "addresses"}, {"tenant", "tenant's label", "tenants' labels"}, {"user", "user name", "user names"},
	{"name", "name in a certificate", "names in certificates"}, {"id", "GUID", "GUIDs"}, {"site", "site", "sites"},
}

// mostNamed is how many names are listed for people.
const mostNamed = 8

// Said says what was replaced by what, a kind a line; nothing where nothing was.
func (s *StandIns) Said() []string {
	var out []string
	for _, k := range kinds {
		var names []string
		for _, p := range slices.Sorted(maps.Keys(s.made)) {
			if strings.HasPrefix(p, "<"+k.kind+"-") {
				names = append(names, s.made[p])
			}
		}
		switch len(names) {
		case 0:
		case 1:
			out = append(out, fmt.Sprintf("1 %s (now %s)", k.one, names[0]))
		default:
			named := strings.Join(names[:min(len(names), mostNamed)], ", ")
			if len(names) > mostNamed {
				named += ", …"
			}
			out = append(out, fmt.Sprintf("%d %s (now %s)", len(names), k.many, named))
		}
	}
	if s.made["<session>"] != "" || s.made["[<session>]"] != "" || s.made["<session> - gsmtp"] != "" {
		out = append(out, "numbers of sessions, and the times in trailers (now zeroes)")
	}
	return out
}

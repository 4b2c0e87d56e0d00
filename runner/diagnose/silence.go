package diagnose

import (
	"cmp"
	"fmt"
	"maps"
	"slices"

	"github.com/smtpspec/smtpspec/runner/result"
)

// port is a port of an operator, whatever the host.
type port struct {
	operator string
	number   int
	lab      bool // the lab played it: it is on no line
}

// line is what the tests of a whole run show of the line that they were made from,
// which is one for all of them: which ports were answered, and which were silent.
type line struct {
	answered map[port]Summary // a test that was
	silent   map[port]bool
}

func lineOfRun(tests []Summary) line {
	l := line{answered: map[port]Summary{}, silent: map[port]bool{}}
	for _, s := range tests {
		p := s.path.port
		if _, ok := l.answered[p]; s.path.answered && !ok {
			l.answered[p] = s
		}
		l.silent[p] = l.silent[p] || s.path.vanished && p.operator != ""
	}
	for p := range l.answered {
		delete(l.silent, p)
	}
	return l
}

// silences are the ports that do not answer while another port of the same operator
// does: packets to them vanish somewhere. Where the same port of a second operator is
// silent too, it is not the server that drops them. That it is the provider is never
// said, since no session of a computer clears that computer and its firewall.
func (l line) silences(own []Summary) []result.Conclusion {
	var out []result.Conclusion
	told := map[port]bool{}
	for _, s := range own {
		p := s.path.port
		if !s.path.vanished || !l.silent[p] || told[p] {
			continue
		}
		told[p] = true
		if other, ok := l.beside(p); ok {
			out = append(out, l.silence(s, other))
		}
	}
	return out
}

func (l line) silence(s, other Summary) result.Conclusion {
	p := s.path.port
	text := fmt.Sprintf("port %d of %s does not answer, while port %d of %s does", p.number, s.path.host, other.path.port.number, other.path.host)
	if second := l.silentToo(p); second != "" {
		text += fmt.Sprintf(", and port %d of %s does not answer either: packets to port %d vanish on this side (this computer's antivirus, a firewall, the line)",
			p.number, second, p.number)
	} else {
		text += fmt.Sprintf(": packets to port %d vanish somewhere (this computer's antivirus, a firewall, the line, the server)", p.number)
	}
	c := result.Conclusion{Text: text, Evidence: []string{s.test}, Proof: proofSilence}
	if other.suite == s.suite {
		c.Evidence = append(c.Evidence, other.test)
	}
	return c
}

// beside is a test that the same operator answered on another port.
func (l line) beside(silent port) (Summary, bool) {
	for _, p := range ordered(l.answered) {
		if p.operator == silent.operator && p.lab == silent.lab {
			return l.answered[p], true
		}
	}
	return Summary{}, false
}

// silentToo is a second operator whose same port answers nobody, or "".
func (l line) silentToo(silent port) string {
	for _, p := range ordered(l.silent) {
		if l.silent[p] && p.operator != silent.operator && p.number == silent.number && p.lab == silent.lab {
			return p.operator
		}
	}
	return ""
}

// ordered are the ports in an order that does not change from run to run.
func ordered[V any](ports map[port]V) []port {
	return slices.SortedFunc(maps.Keys(ports), func(a, b port) int {
		if a.operator != b.operator {
			return cmp.Compare(a.operator, b.operator)
		}
		return cmp.Compare(a.number, b.number) // lab or not makes no difference to what is picked
	})
}

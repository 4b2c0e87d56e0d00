package redact

import (
	"fmt"
	"strings"
	"testing"

	"github.com/smtpspec/smtpspec/runner/result"
)

// hostile are lines that a server may send to keep a report waiting, each as long as a line
// may be.
func hostile() map[string]string {
	lines := map[string]string{}
	for _, part := range []string{"contoso.com.", "contoso.com!", "contoso.com%", "contoso.com-", "a@contoso.com.", "mx.contoso.com.outlook.com."} {
		lines[part] = strings.Repeat(part, 8192/len(part))
	}
	var hosts strings.Builder
	for i := 0; hosts.Len() < 8192; i++ {
		fmt.Fprintf(&hosts, "h%d.contoso.com ", i)
	}
	lines["hosts"] = hosts.String()
	return lines
}

func learning() *names {
	n := newNames(result.Header{Names: []result.Name{{Kind: domain, Value: "contoso.com"}}})
	n.learning = true
	return n
}

// TestHostileLine learns a few names from a line at most, and none that is longer than any.
func TestHostileLine(t *testing.T) {
	for part, line := range hostile() {
		n := learning()
		before := len(n.known)
		n.redact(line)
		// A host or a mailbox may be known in two forms and by its first part.
		if got := len(n.known) - before; got > 3*mostTaught {
			t.Errorf("%s taught %d names", part, got)
		}
		for name := range n.known {
			if len(name) > 2*longestName+len("@") {
				t.Errorf("%s taught a name of %d bytes", part, len(name))
			}
		}
		n.learning = false
		clear(n.clean)
		if got := n.redact(line); part != "mx.contoso.com.outlook.com." && strings.Contains(got, "contoso.com") {
			t.Errorf("%s is left in %.80q", part, got)
		}
	}
}

// TestNameRead reads no more of a name than shows that it is longer than any.
func TestNameRead(t *testing.T) {
	low := strings.Repeat("a.", 4096)
	if got := nameEnd(low, 0); got != longestName+1 {
		t.Errorf("read %d bytes ahead", got)
	}
	if got := len(low) - nameStart(low, len(low)); got != longestName+1 {
		t.Errorf("read %d bytes back", got)
	}
	for _, list := range [][]string{tenantSuffixes, otherOperators, {"smtp-legacy.partner.outlook.cn"}} {
		for _, name := range list {
			if words := strings.FieldsFunc(name, func(r rune) bool { return !wordRune(r) }); len(words) > mostWords {
				t.Errorf("%s has %d words", name, len(words))
			}
		}
	}
	if name := strings.Repeat("a.", 4096) + "outlook.com"; operatorsPart(name) != "outlook.com" || ofOperator(name, len(name)-len("look.com"), len(name)) {
		t.Errorf("a name of %d bytes is an operator's", len(name))
	}
	if name := "mx.outlook.com"; !ofOperator(name, len(name)-len("look.com"), len(name)) {
		t.Errorf("%s is not an operator's", name)
	}
}

// BenchmarkHostile goes through lines that were made to take long.
func BenchmarkHostile(b *testing.B) {
	lines := hostile()
	for b.Loop() {
		for _, line := range lines {
			n := learning()
			n.redact(line)
			n.replied(line)
			n.learning = false
			clear(n.clean)
			n.redact(line)
		}
	}
}

package main

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestUnfolding is about which lines are one reply; a bar stands for the end of a line.
func TestUnfolding(t *testing.T) {
	soft := "Remote server returned 550 5.7.509 Access denied, sending domain does n="
	long := "550-" + strings.Repeat("x", maxPasted-len("550-"))
	wrapped := "Send-MailMessage : The SMTP server requires a secure connection. The server response was:"
	for _, test := range []struct {
		name, pasted string
		want         []string
	}{
		{"a wrapped line between two of a reply", "550-5.7.1 a|  b|550 5.7.1 c", []string{"550-5.7.1 a|  b|550 5.7.1 c"}},
		{"Postfix's paragraph with the code on each line", "<x@example.com>: host mx said:|    550-5.7.1 a b|    c 550-5.7.1 d|    550 5.7.1 e|    f|<y@example.com>: host mx said: 550 5.1.1 g",
			[]string{"<x@example.com>: host mx said:|    550-5.7.1 a b|    c 550-5.7.1 d|    550 5.7.1 e|    f", "<y@example.com>: host mx said: 550 5.1.1 g"}},
		{"one with another code inside", "<x@example.com>: host mx said: 530 5.7.57 a. Error:|    535 5.7.139 b", []string{"<x@example.com>: host mx said: 530 5.7.57 a. Error:|    535 5.7.139 b"}},
		{"one without a code", "<x@example.com> (expanded from <y@example.com>): Host not found for|    name=example.com", []string{"<x@example.com> (expanded from <y@example.com>): Host not found for|    name=example.com"}},
		{"a line of a log with the code on each line", "mx: host a said: 550-5.7.1|    a 550 5.7.1 b", []string{"mx: host a said: 550-5.7.1|    a 550 5.7.1 b"}},
		{"a folded field", "Diagnostic-Code: smtp; 550-5.7.1 a|    b 550 5.7.1 c", []string{"Diagnostic-Code: smtp; 550-5.7.1 a|    b 550 5.7.1 c"}},
		{"a list", "  550 5.1.1 a|  550 5.1.1 b|  c: 550 5.1.1 d", []string{"  550 5.1.1 a", "  550 5.1.1 b", "  c: 550 5.1.1 d"}},
		{"a list below a code", "550 5.1.1 a|  b: 550 5.1.1 c", []string{"550 5.1.1 a", "  b: 550 5.1.1 c"}},
		{"a session", "<-  550 5.1.1 <x@example.com>: host mx said: no| -> QUIT|<-  221 Bye", []string{"<-  550 5.1.1 <x@example.com>: host mx said: no", " -> QUIT", "<-  221 Bye"}},
		{"a wrapped line behind what sendmail made of a paragraph", "<<< host mx said: 550 5.1.1 a|550 5.1.1 b|    c", []string{"<<< host mx said: 550 5.1.1 a", "    c"}},
		{"a soft line break", soft + "|ot pass", []string{soft + "|ot pass"}},
		{"a line too short for one", "550 5.7.1 a =|b", []string{"550 5.7.1 a =", "b"}},
		{"and one too long", soft + soft + "|b", []string{soft + soft, "b"}},
		{"as long as may be", long + "|550 a", []string{long, "550 a"}},
		{"PowerShell, wrapped in front of a code", wrapped + "|5.7.57 a", []string{wrapped + "|5.7.57 a"}},
		{"Java's exceptions", "a: b;|  nested exception is:|\tc: d;|  nested exception is: |\te: f|\tat g", []string{"a: b;|  nested exception is:|\tc: d;|  nested exception is: |\te: f", "\tat g"}},
		{"nothing for one to be inside", "|nested exception is:", []string{"nested exception is:"}},
		{"one header with a refusal", "To: x  Result: 550 5.7.1 a| b|c", []string{"To: x  Result: 550 5.7.1 a| b", "c"}},
		{"one at the end", "a|X-Error: 550 5.7.1 a", []string{"a", "X-Error: 550 5.7.1 a"}},
		{"headers of a message", "Subject: 550 5.7.1 a| b|To: x|X-Error: 550 5.7.1 c| 550 d|e", []string{"e"}},
		{"a header that never ends", "X-Error: 550 5.7.1 a| " + long + "|b", []string{"b"}},
		{"a field of a report", "Received-From-MTA: dns; a|Diagnostic-Code: smtp; 550 b", []string{"Received-From-MTA: dns; a", "Diagnostic-Code: smtp; 550 b"}},
	} {
		u := &unfolding{}
		var got []string
		keep := func(_ int, reply string) {
			if strings.TrimSpace(reply) != "" {
				got = append(got, strings.ReplaceAll(reply, "\n", "|"))
			}
		}
		for line := range strings.SplitSeq(test.pasted, "|") {
			keep(u.add(line))
		}
		keep(u.rest())
		if diff := cmp.Diff(test.want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%.1000s", test.name, diff)
		}
	}
}

package say

import (
	"strings"

	"github.com/smtpspec/smtpspec/reports/internal/text"
	"github.com/smtpspec/smtpspec/runner/result"
)

// Offer is what the last EHLO that a server answered says of AUTH: the keyword
// with its mechanisms, or "" where it is not offered. known is false where none was
// answered.
func Offer(t result.Test) (auth string, known bool) {
	last, ok := t.Stage("ehlo-tls")
	if !ok || last.Outcome != "accept" {
		if last, ok = t.Stage("ehlo"); !ok || last.Outcome != "accept" {
			return "", false
		}
	}
	for _, k := range last.Strings("keywords") {
		if name, _, _ := strings.Cut(k, " "); strings.EqualFold(name, "AUTH") {
			return text.Line(k), true
		}
	}
	return "", true
}

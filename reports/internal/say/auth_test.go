package say

import (
	"testing"

	"github.com/smtpspec/smtpspec/runner/result"
)

func TestOffer(t *testing.T) {
	ehlo := func(name, outcome string, keywords ...string) result.Stage {
		return result.Stage{Name: name, Outcome: outcome, Attrs: map[string]any{"keywords": keywords}}
	}
	for _, c := range []struct {
		name   string
		stages []result.Stage
		auth   string
		known  bool
	}{
		{"none", nil, "", false},
		{"in clear", []result.Stage{ehlo("ehlo", "accept", "SIZE 1", "AUTH LOGIN")}, "AUTH LOGIN", true},
		{"inside TLS only", []result.Stage{ehlo("ehlo", "accept", "STARTTLS"), ehlo("ehlo-tls", "accept", "auth PLAIN")}, "auth PLAIN", true},
		{"before TLS only", []result.Stage{ehlo("ehlo", "accept", "AUTH LOGIN"), ehlo("ehlo-tls", "accept", "SIZE 1")}, "", true},
		{"the second EHLO refused", []result.Stage{ehlo("ehlo", "accept", "AUTH LOGIN"), ehlo("ehlo-tls", "reject")}, "AUTH LOGIN", true},
		{"a keyword that begins alike", []result.Stage{ehlo("ehlo", "accept", "AUTHX LOGIN")}, "", true},
		{"refused", []result.Stage{ehlo("ehlo", "reject")}, "", false},
	} {
		t.Run(c.name, func(t *testing.T) {
			if auth, known := Offer(result.Test{Stages: c.stages}); auth != c.auth || known != c.known {
				t.Errorf("%q, %t, want %q, %t", auth, known, c.auth, c.known)
			}
		})
	}
}

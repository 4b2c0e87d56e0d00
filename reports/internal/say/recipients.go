package say

import (
	"fmt"
	"strings"

	"github.com/smtpspec/smtpspec/reports/internal/text"
	"github.com/smtpspec/smtpspec/runner/result"
	"github.com/smtpspec/smtpspec/runner/transcript"
)

// Recipients are those of an envelope, counted: a run that has been refused enough
// leaves the rest alone, and what was said of a few holds for no more than those.
type Recipients struct {
	All, Alike, Untried int // Alike came to what the stage came to, or to something as bad
	Why                 string
}

// RecipientsOf counts the recipients of a test at its stage RCPT TO; at another stage
// there are none.
func RecipientsOf(t result.Test, s result.Stage) Recipients {
	r := Recipients{All: len(s.Parts)}
	if s.Name != "rcpt" || r.All == 0 {
		return Recipients{}
	}
	for _, p := range s.Parts {
		if Bad(p.Outcome) == Bad(s.Outcome) {
			r.Alike++
		}
	}
	named := map[string]bool{}
	for _, to := range t.To {
		named[to] = true
	}
	if len(named) <= r.All {
		return r
	}
	r.All, r.Untried = len(named), len(named)-r.All
	for _, e := range t.Transcript {
		if why, _, ok := strings.Cut(e.Text, "; not tried: "); ok && e.Stage == s.Name && e.Dir == transcript.Trouble {
			r.Why = text.Line(why)
		}
	}
	return r
}

// Count is "3 of 12, 9 not tried", or "" where there is nothing to count: one recipient,
// or several that were all taken.
func (r Recipients) Count(s result.Stage) string {
	switch {
	case r.Untried > 0:
		return fmt.Sprintf("%d of %d, %d not tried", r.Alike, r.All, r.Untried)
	case r.All > 1 && Bad(s.Outcome):
		return fmt.Sprintf("%d of %d", r.Alike, r.All)
	}
	return ""
}

// Left says who was not named to the server, and why; "" where everybody was.
func (r Recipients) Left() string {
	if r.Untried == 0 {
		return ""
	}
	words := fmt.Sprintf("%d of %d recipients", r.Untried, r.All)
	if r.Why != "" {
		words += ": " + r.Why
	}
	return words
}

package casestudy

import (
	"strings"

	"github.com/smtpspec/smtpspec/reports/internal/say"
	"github.com/smtpspec/smtpspec/runner/result"
)

// folder makes cases of tests that no suite states one of: one for each cause, so that
// one dead port is not written up as often as it was met.
type folder struct {
	cases []study
	at    map[string]int
	tests int
}

// add puts a test to those that failed alike, or makes a case of it. It is false where
// there are too many already.
func (f *folder) add(s result.Suite, t result.Test) bool {
	if f.tests == maxGeneric {
		return false
	}
	f.tests++
	key, ok := causeOf(t)
	if i, known := f.at[key]; ok && known {
		f.cases[i].tests = append(f.cases[i].tests, t)
		return true
	}
	if f.at == nil {
		f.at = map[string]int{}
	}
	if ok {
		f.at[key] = len(f.cases)
	}
	f.cases = append(f.cases, study{suite: s, tests: []result.Test{t}})
	return true
}

// causeOf is what a test has in common with others that failed for the same reason, at
// the same server and stage. What is answered to somebody who signs in or to an envelope
// is answered to those alone, and an instance may be a client of its own. It is false
// where the cause is not known.
func causeOf(t result.Test) (string, bool) {
	s, failed := say.Failed(t)
	c := say.ClassAt(t, s)
	if !failed || c == nil || c.ID == "unknown" || c.ID == "" && c.Cause == "" || strings.Contains(t.Address, "[") {
		return "", false
	}
	module := t.Address[:max(0, strings.LastIndex(t.Address, "test."))]
	parts := []string{t.Suite, module, string(t.Status), t.Client, say.HostPort(t.Endpoint), t.Endpoint.Lab, t.Endpoint.TLS, s.Name, s.Outcome, c.ID, c.Title, say.Codes(s.Reply)}
	for _, sign := range t.Diagnosis.Signs {
		parts = append(parts, sign.Text)
	}
	switch s.Name {
	case "auth", "mail", "rcpt", "data", "message":
		parts = append(parts, t.Login, t.From, strings.Join(t.To, ","))
	}
	return strings.Join(parts, "\x00"), true
}

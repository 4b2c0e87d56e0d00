package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/smtpspec/smtpspec/reports/screen"
	"github.com/smtpspec/smtpspec/runner/result"
	"github.com/smtpspec/smtpspec/runner/smtp"
)

// recommended is what the run's diagnosis recommends; a probe is about one tenant.
func recommended(run result.Run) *result.Recommendation {
	for _, d := range run.Footer.Diagnoses {
		if d.Recommendation != nil {
			return d.Recommendation
		}
	}
	return nil
}

// afterAcceptance is what the diagnosis recommends, what mends a sign-in that was
// wanted and refused, and how to keep the probe as a test.
func (p *probing) afterAcceptance(run result.Run, lines []screen.Line) []string {
	out := []string{"RCPT TO accepted is not delivery: send one scan, and look for it in the mailbox."}
	if r := recommended(run); r != nil {
		out = []string{strings.TrimSpace(methodName(r.Method) + ": " + strings.TrimSuffix(r.Text, ".") + ". " + r.Next)}
		out = append(out, together(r.Reasons)...)
	}
	out = append(append(out, p.signInRefused(lines)...), ownAuthority(lines)...)
	if p.flags.wantsSuite() {
		return out
	}
	return append(out, "Keep this as a test:", p.again("--out", suiteName(p.survey.target)))
}

// signInRefused is what the knowledge base says first of a sign-in that was refused
// where another way was accepted: who names a mailbox wants that one to work.
func (p *probing) signInRefused(lines []screen.Line) []string {
	l := find(lines, func(l screen.Line) bool { return blocked(l) && l.Test.Login != "" })
	if l == nil || l.Test.Diagnosis.Finding == nil || l.Test.Diagnosis.Finding.Class.Advice == "" {
		return nil
	}
	class := l.Test.Diagnosis.Finding.Class
	first, _, _ := strings.Cut(strings.Join(strings.Fields(class.Advice), " "), ". ")
	return []string{
		fmt.Sprintf("%s was refused (%s). %s. More on that:", methodName(l.Name), l.Detail, strings.TrimSuffix(first, ".")),
		"smtpspec classes " + class.ID,
	}
}

// ownAuthority is what a certificate needs that only this computer's roots vouch for, at
// a server that is nobody's who is known.
func ownAuthority(lines []screen.Line) []string {
	var tls result.Stage
	l := find(lines, func(l screen.Line) bool {
		if !envelopeTaken(l) {
			return false
		}
		tls, _ = l.Test.Stage(string(smtp.TLS))
		_, known := smtp.OperatorOf(l.Test.Endpoint.Host)
		return !known && intercepted(tls)
	})
	if l == nil {
		return nil
	}
	return []string{fmt.Sprintf("The certificate of %s is of a private authority that this computer trusts, issuer %q. Where that is the owner's own, a suite takes it with trust = \"system\" in the endpoint, "+
		"and the device has to know it, too; if it names a firewall or an antivirus, TLS is read along.", address(*l.Test), tls.String("issuer"))}
}

// together makes one paragraph of sentences: a screen has few lines.
func together(sentences []string) []string {
	if len(sentences) == 0 {
		return nil
	}
	return []string{strings.Join(sentences, " ")}
}

// methodName is a sending method at the beginning of a sentence.
func methodName(method string) string {
	switch method {
	case "direct-send":
		return "Direct Send"
	case "client-submission":
		return "Client submission"
	case "relay":
		return "Relay by a connector"
	case "hve":
		return "High Volume Email"
	case "acs":
		return "Azure Communication Services Email"
	}
	return method
}

// inOwnWords is the end of a run with what a probe can do itself where the diagnosis
// names a suite: whoever probes has none.
func (p *probing) inOwnWords(f result.Footer) result.Footer {
	f.Diagnoses = slices.Clone(f.Diagnoses)
	for i, d := range f.Diagnoses {
		if d.Recommendation != nil {
			r := *d.Recommendation
			r.Next = p.ownStep(r.Next)
			f.Diagnoses[i].Recommendation = &r
		}
	}
	return f
}

// ownStep is a next step of the diagnosis as a probe takes it.
func (p *probing) ownStep(next string) string {
	if strings.Contains(next, "builtin:m365/client-submission") && p.flags.user == "" {
		if p.survey.target.domain == "" {
			return "Sign in with a mailbox that may use SMTP AUTH: " + p.signIn() + "."
		}
		return "Run the same probe with --user MAILBOX, a mailbox that may use SMTP AUTH."
	}
	return strings.NewReplacer(
		"un the suite again", "un the same probe again",
		"test it with a recipient of your own outside Microsoft 365", "run the same probe with --relay-to and a mailbox of your own outside Microsoft 365",
	).Replace(next)
}

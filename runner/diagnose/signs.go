package diagnose

import (
	"fmt"

	"github.com/smtpspec/smtpspec/runner/result"
	"github.com/smtpspec/smtpspec/runner/smtp"
)

// signs are what point at something in the middle of the path. None is proof of
// who did it. What the suite's own client does is no sign: one that says HELO or
// knows no STARTTLS asked for nothing else.
func (f facts) signs() []result.Sign {
	var out []result.Sign
	for _, s := range f.t.Stages {
		for _, text := range []string{f.signOfGreeting(s), signOfMask(s), f.signOfEHLO(s), f.signOfSTARTTLS(s), f.signOfTLS(s), f.signOfSize(s)} {
			if text != "" {
				out = append(out, result.Sign{Text: text, Evidence: []string{s.Name}})
			}
		}
	}
	return out
}

func (f facts) signOfGreeting(s result.Stage) string {
	switch {
	case s.Name == "banner" && s.Bool("masked"):
		return "the greeting is masked with asterisks, as firewalls with SMTP inspection do"
	case s.Failure != nil && s.Failure.Class == smtp.FailPortRedirected:
		return "the greeting is not the operator's: " + s.Failure.Detail
	case s.Name == "banner" && f.known && s.Failure != nil && s.Failure.Class == smtp.FailNotSMTP:
		return fmt.Sprintf("what answered for a host of %s is no mail server: %s", f.operator.Name, s.Failure.Detail)
	}
	return ""
}

// signOfEHLO: EHLO was said and refused, and HELO taken; and STARTTLS is missing in what an operator's server answered that has it.
func (f facts) signOfEHLO(s result.Stage) string {
	switch {
	case s.Name != "ehlo" || !f.known || s.Outcome != "accept":
		return ""
	case f.refusedEHLO():
		return fmt.Sprintf("EHLO was refused and HELO taken, although %s knows EHLO", f.operator.Name)
	case f.introduced() && !f.offersTLS() && f.greeted:
		return fmt.Sprintf("STARTTLS is not offered, although %s offers it", f.operator.Name)
	}
	return ""
}

func (f facts) signOfSTARTTLS(s result.Stage) string {
	if s.Failure != nil && s.Failure.Class == smtp.FailInjection {
		return "clear text came behind the reply to STARTTLS: " + s.Failure.Detail
	}
	return ""
}

// signOfTLS: a root that is no public one, where the operator's is, known here or not.
// That the suite trusts it changes nothing.
func (f facts) signOfTLS(s result.Stage) string {
	for _, finding := range s.Findings {
		switch {
		case !f.known:
			// A server of one's own may have its certificate from the company's own authority.
		case finding.Class == smtp.TLSIntercepted:
			return "the certificate leads to a root of this computer, not to a public one: " + finding.Detail
		case finding.Class == smtp.CertUntrusted || finding.Class == smtp.CertChainIncomplete:
			return fmt.Sprintf("the certificate leads to no public root, although those of %s do: %s", f.operator.Name, finding.Detail)
		}
	}
	if s.Name == "tls" && f.known && f.certified() && !f.proven {
		return fmt.Sprintf("the certificate leads to a root that the suite trusts, although those of %s lead to public ones; issuer %q",
			f.operator.Name, s.String("issuer"))
	}
	return ""
}

// signOfSize: a message is what a session has of large packets on the way to the
// server. The way from there is the handshake's to show, and the lab is on no way.
func (f facts) signOfSize(s result.Stage) string {
	switch {
	case s.Name != string(smtp.Message) || s.Failure == nil || s.Failure.Class != smtp.FailReplyTimeout:
		return ""
	case f.outcome(string(smtp.Data)) != "accept" || f.t.Endpoint.Lab != "" || f.troubleBefore(s.Name):
		return ""
	}
	return "no reply came after 354, although everything before it worked: large packets on the way to the server may be lost (MTU): " + lineOf(s)
}

// troubleBefore reports whether a stage before the named one was refused or failed.
func (f facts) troubleBefore(stage string) bool {
	for _, s := range f.t.Stages {
		if s.Name == stage {
			return false
		}
		if s.Refused() || s.Outcome == "fail" {
			return true
		}
	}
	return false
}

func signOfMask(s result.Stage) string {
	if k := masked(s.Strings("keywords")); k != "" {
		return fmt.Sprintf("a keyword is masked (%s), as firewalls with SMTP inspection do", k)
	}
	return ""
}

// masked finds a keyword that is made of X only.
func masked(keywords []string) string {
	for _, k := range keywords {
		n := 0
		for n < len(k) && (k[n] == 'X' || k[n] == 'x') {
			n++
		}
		if n >= 4 && n >= len(k)-1 {
			return k
		}
	}
	return ""
}

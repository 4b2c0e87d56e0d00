package fitness

import (
	"fmt"
	"slices"
	"strings"

	"github.com/smtpspec/smtpspec/runner/result"
	"github.com/smtpspec/smtpspec/runner/smtp"
)

// signs looks at what stands between, by the signs that the diagnosis found. One
// that several servers show is said once.
func (j *judge) signs(tests []result.Test) {
	var texts []string
	hosts := map[string][]string{}
	for _, t := range tests {
		redirected := redirection(t)
		if redirected != "" {
			j.spoilt(Redirected, "%s", redirected)
			if port := t.Endpoint.Port; !slices.Contains(j.out.Redirected, port) {
				j.out.Redirected = append(j.out.Redirected, port)
			}
		}
		for _, sign := range t.Diagnosis.Signs {
			if redirected != "" && strings.Contains(sign.Text, redirected) || slices.Contains(sign.Evidence, string(smtp.TLS)) && unknown(t) {
				continue // it is said of its own
			}
			if hosts[sign.Text] == nil {
				texts = append(texts, sign.Text)
			}
			if !slices.Contains(hosts[sign.Text], t.Endpoint.Host) {
				hosts[sign.Text] = append(hosts[sign.Text], t.Endpoint.Host)
			}
		}
		if s, ok := t.Stage(string(smtp.TLS)); ok && intercepted(s) {
			j.problems[Roots] = true
		}
	}
	for _, text := range texts {
		who := strings.Join(hosts[text], ", ")
		if strings.Contains(text, hosts[text][0]) {
			j.wrong("%s", text)
			continue
		}
		j.wrong("%s: %s", who, text)
	}
}

// redirection says who answered in the operator's place, where somebody did.
func redirection(t result.Test) string {
	if s, ok := t.Stage(string(smtp.Banner)); ok && s.Failure != nil && s.Failure.Class == smtp.FailPortRedirected {
		return s.Failure.Detail
	}
	return ""
}

// redirected reports whether somebody else answers for every port that is not
// reached: then none of them is kept back.
func (j *judge) redirected() bool {
	any := false
	for name, t := range j.byName {
		switch {
		case name == "resolver" || j.reached(name):
		case redirection(t) == "":
			return false
		default:
			any = true
		}
	}
	return any
}

// intercepted reports whether TLS led to a root of this computer.
func intercepted(s result.Stage) bool {
	return s.Class != nil && s.Class.ID == smtp.TLSIntercepted ||
		slices.ContainsFunc(s.Findings, func(f result.Failure) bool { return f.Class == smtp.TLSIntercepted })
}

// unknown reports whether TLS led to a root that neither the public nor this computer
// knows.
func unknown(t result.Test) bool {
	s, ok := t.Stage(string(smtp.TLS))
	return ok && s.Outcome == "ok" && !s.Bool("public") && !s.Bool("verified") && !intercepted(s)
}

// certificates looks at those that prove nobody. The operators have theirs from
// different issuers; where all of them come from one that no public root stands
// behind, it is somebody between.
func (j *judge) certificates(tests []result.Test) {
	issuers := map[string]bool{}
	var hosts, says []string
	public := false
	for _, t := range tests {
		s, ok := t.Stage(string(smtp.TLS))
		switch {
		case !ok || s.Outcome == "fail":
			j.noTLS(t)
			continue
		case s.Outcome == "absent" || s.Bool("verified") || intercepted(s) || j.problems[Clock] && dated(s):
			continue
		}
		words := fmt.Sprintf("TLS with %s proves nobody (%s)", t.Endpoint.Host, reason(s))
		if unknown(t) && s.String("issuer") != "" {
			words = fmt.Sprintf("TLS with %s proves nobody (%s, issuer %q)", t.Endpoint.Host, reason(s), s.String("issuer"))
		}
		public = public || !unknown(t)
		issuers[s.String("issuer")] = true
		hosts, says = append(hosts, t.Endpoint.Host), append(says, words)
	}
	slices.Sort(hosts)
	if hosts = slices.Compact(hosts); len(hosts) > 1 && len(issuers) == 1 && !issuers[""] && !public {
		for issuer := range issuers {
			says = []string{fmt.Sprintf("TLS with %s proves nobody: their certificates all come from %q, behind which no public root stands. It is an authority of this site's own, or TLS is read along",
				strings.Join(hosts, ", "), issuer)}
		}
	}
	for _, words := range says {
		j.spoilt(Roots, "%s", words)
	}
}

// noTLS names a server that was heard, and whose session ended before TLS was there.
func (j *judge) noTLS(t result.Test) {
	s, ok := t.Stage(t.Decided)
	if greeting, heard := t.Stage(string(smtp.Banner)); ok && heard && greeting.Outcome == "accept" {
		j.wrong("TLS with %s did not come about (%s at %s)", t.Endpoint.Host, reason(s), smtp.Stage(s.Name).Command())
	}
}

// dated reports whether a certificate was refused for its dates.
func dated(s result.Stage) bool {
	return s.Class != nil && (s.Class.ID == smtp.CertExpired || s.Class.ID == smtp.CertNotYetValid || s.Class.ID == smtp.ClockSkew)
}

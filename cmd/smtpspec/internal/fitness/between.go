package fitness

import (
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
		}
		for _, sign := range t.Diagnosis.Signs {
			if redirected != "" && strings.Contains(sign.Text, redirected) {
				continue
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

// certificates looks at those that prove nobody. The operators have theirs from
// different issuers; where all of them come from one, it is somebody between.
func (j *judge) certificates(tests []result.Test) {
	issuers := map[string]bool{}
	var hosts []string
	var classes []string
	for _, t := range tests {
		s, ok := t.Stage(string(smtp.TLS))
		if !ok || s.Outcome == "absent" || s.Bool("verified") || intercepted(s) || j.problems[Clock] && dated(s) {
			continue
		}
		issuers[s.String("issuer")] = true
		hosts, classes = append(hosts, t.Endpoint.Host), append(classes, reason(s))
	}
	switch {
	case len(hosts) == 0:
		return
	case len(hosts) > 1 && len(issuers) == 1 && !issuers[""]:
		for issuer := range issuers {
			j.spoilt(Roots, "TLS with %s proves nobody: their certificates all come from %q, which is no public root. It is a root of this site's own, or TLS is read along",
				strings.Join(slices.Compact(slices.Sorted(slices.Values(hosts))), ", "), issuer)
		}
	default:
		for i, host := range hosts {
			j.spoilt(Roots, "TLS with %s proves nobody (%s)", host, classes[i])
		}
	}
}

// dated reports whether a certificate was refused for its dates.
func dated(s result.Stage) bool {
	return s.Class != nil && (s.Class.ID == smtp.CertExpired || s.Class.ID == smtp.CertNotYetValid || s.Class.ID == smtp.ClockSkew)
}

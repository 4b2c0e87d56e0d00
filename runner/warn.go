package runner

import (
	"fmt"
	"strings"

	"github.com/smtpspec/smtpspec/dsl"
	"github.com/smtpspec/smtpspec/runner/result"
	"github.com/smtpspec/smtpspec/runner/smtp"
)

// warningsOf are what a person should know of a test beyond its status.
func warningsOf(t *dsl.Test, stages []result.Stage) []string {
	var out []string
	if w := oddName(t); w != "" {
		out = append(out, w)
	}
	if w := exposed(t, stages); w != "" {
		out = append(out, w)
	}
	if w := outOfStep(stages); w != "" {
		out = append(out, w)
	}
	return out
}

// outOfStep warns of a reply that was found only when QUIT was due: it may have
// come in time to be taken for the answer to an earlier command.
func outOfStep(stages []result.Stage) string {
	for _, s := range stages {
		if s.Name == string(smtp.Quit) && s.Failure != nil && s.Failure.Class == smtp.FailUnexpected {
			return "a reply came that belongs to no command, and was seen at QUIT only: the replies before it may each belong to the command before theirs"
		}
	}
	return ""
}

// oddName warns of an EHLO name that gets the site listed: mail servers count
// such names against the address that they come from. A client that is said to be
// the device's own keeps its name.
func oddName(t *dsl.Test) string {
	if t.Client == nil || t.Client.AsDevice {
		return ""
	}
	name := t.Client.EHLO + t.Client.HELO
	why := ""
	operator, known := smtp.OperatorOf(name)
	switch {
	case name == "" || strings.HasPrefix(name, "["):
		return ""
	case name == "localhost" || strings.HasPrefix(name, "localhost."):
		why = "it is no name of this site"
	case !strings.Contains(name, "."):
		why = "a bare word is no domain name (RFC 5321 §4.1.1.1)"
	case known:
		why = "it is a name of " + operator.Name
	default:
		return ""
	}
	return fmt.Sprintf("the EHLO name %q can get this site's address listed: %s; where the device itself says so, set as_device = true", name, why)
}

// exposed warns that a password went where the server had not been verified.
func exposed(t *dsl.Test, stages []result.Stage) string {
	if t.Credential == nil {
		return ""
	}
	secure, verified := false, false
	for _, s := range stages {
		if s.Name == string(smtp.TLS) && s.Outcome == "ok" {
			secure, verified = true, s.Bool("verified")
		}
		if s.Name != string(smtp.Auth) || s.String("mechanism") == "" {
			continue
		}
		switch {
		case !secure:
			return fmt.Sprintf("the password of %s was sent in clear, since its credential says allow_plaintext = true", t.Credential.Name)
		case !verified:
			return fmt.Sprintf("the password of %s was sent to a server whose certificate was not verified", t.Credential.Name)
		}
	}
	return ""
}

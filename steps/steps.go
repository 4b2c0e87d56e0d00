// Package steps lists the step kinds that are built in. A new kind is a folder
// beside this file and a line in Standard.
package steps

import (
	"github.com/smtpspec/smtpspec/runner/step"
	"github.com/smtpspec/smtpspec/steps/auth"
	"github.com/smtpspec/smtpspec/steps/banner"
	"github.com/smtpspec/smtpspec/steps/connect"
	"github.com/smtpspec/smtpspec/steps/ehlo"
	"github.com/smtpspec/smtpspec/steps/ehlotls"
	"github.com/smtpspec/smtpspec/steps/mail"
	"github.com/smtpspec/smtpspec/steps/quit"
	"github.com/smtpspec/smtpspec/steps/rcpt"
	"github.com/smtpspec/smtpspec/steps/resolve"
	"github.com/smtpspec/smtpspec/steps/starttls"
	"github.com/smtpspec/smtpspec/steps/tls"
)

// Standard are the built-in kinds. The stages of a session stand in the order in
// which a session holds them, since that is how people read the reference;
// kinds that run outside a session follow by name.
var Standard = []*step.Kind{
	resolve.Kind,
	connect.Kind,
	banner.Kind,
	ehlo.Kind,
	starttls.Kind,
	tls.Kind,
	ehlotls.Kind,
	auth.Kind,
	mail.Kind,
	rcpt.Kind,
	quit.Kind,
}

// ByName finds a built-in kind by the label that suites use.
func ByName(name string) (*step.Kind, bool) {
	for _, k := range Standard {
		if k.Name == name {
			return k, true
		}
	}
	return nil, false
}

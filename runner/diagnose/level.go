package diagnose

import (
	"fmt"
	"slices"
	"strings"

	"github.com/smtpspec/smtpspec/runner/smtp"
)

// level is how far things were proven, each step resting on those before it.
func (f facts) level() (int, string) {
	steps := []struct {
		name string
		ok   bool
	}{
		{"network", f.outcome("banner") == "accept" && !f.stranger()},
		{"capabilities", f.outcome("ehlo") == "accept" || f.outcome("ehlo-tls") == "accept"},
		{f.tlsName(), f.proven || f.t.Endpoint.TLS == string(smtp.TLSNone)},
		{f.envelopeName(), f.outcome("rcpt") == "accept" && (f.t.Login == "" || f.outcome("auth") == "accept")},
		{delivery, f.delivered()},
	}
	var proven []string
	for _, s := range steps {
		if !s.ok {
			return len(proven), f.levelText(proven, s.name)
		}
		proven = append(proven, s.name)
	}
	return len(proven), f.levelText(proven[:len(proven)-1], delivery)
}

// delivery is the last level: a message was seen to arrive.
const delivery = "delivery"

// byChoice takes the place of TLS where the suite chose to do without.
const byChoice = "in clear, by choice"

func (f facts) tlsName() string {
	if f.t.Endpoint.TLS == string(smtp.TLSNone) {
		return byChoice
	}
	return "TLS"
}

func (f facts) envelopeName() string {
	if f.t.Login != "" {
		return "sign-in and envelope"
	}
	return "envelope"
}

// levelText says what was proven, what comes next and was not, and where the
// session was refused, if that was later.
func (f facts) levelText(proven []string, next string) string {
	how, later := "not proven", ""
	decided, ok := f.end()
	switch {
	case next == delivery && lost(decided) && f.arrived() != "":
		how = "seen by " + f.arrived() + ", although no reply came to the message"
	case next == delivery && decided.Outcome != "fail" && !decided.Refused():
		next, how = f.deliveryText()
	case ok && decided.Refused() && f.levelOf(decided.Name) == next:
		how = "refused at " + smtp.Stage(decided.Name).Command()
	case ok && decided.Refused():
		later = "; refused at " + smtp.Stage(decided.Name).Command()
	}
	switch {
	case next == "network" && f.stranger() && f.maskedGreeting():
		how = "not proven: the greeting is masked"
	case next == "network" && f.stranger():
		how = "not proven: the greeting is not the operator's"
	case next == "TLS" && f.outcome("starttls") == "absent" && f.introduced() && !f.offersTLS():
		how = "not offered"
	case next == "TLS" && f.refusedEHLO():
		how = "not offered, as EHLO was refused"
	case next == "TLS" && f.outcome("starttls") == "absent":
		how = "not asked for by this client"
	}
	// To stay in clear was the suite's choice, which is nothing to prove.
	if i := slices.Index(proven, byChoice); i >= 0 {
		proven, how = slices.Delete(slices.Clone(proven), i, i+1), how+", in clear by choice"
	}
	if len(proven) == 0 {
		return "nothing proven" + unproven(next, how) + later
	}
	return fmt.Sprintf("%s proven; %s %s%s", strings.Join(proven, ", "), next, how, later)
}

// unproven is how the first level was missed, which "nothing proven" says already.
func unproven(next, how string) string {
	if why, ok := strings.CutPrefix(how, "not proven"); ok {
		return why
	}
	return "; " + next + " " + how
}

// deliveryText is how far a message came, where the envelope was proven and nothing
// refused the message.
func (f facts) deliveryText() (next, how string) {
	seen, missed := f.looked()
	switch {
	case !f.handedOver():
		return delivery, "not tested"
	case len(missed) > 0 && len(seen) > 0:
		return handed + "; " + delivery, "seen by " + by(seen, nil) + ", not by " + by(missed, seen)
	case len(missed) > 0:
		return handed + "; " + delivery, "not seen by " + by(missed, nil)
	case len(seen) > 0:
		return handed + "; " + delivery, "seen by " + by(seen, nil)
	}
	return handed + "; " + delivery, "not tested"
}

// levelOf is the level that a stage belongs to.
func (f facts) levelOf(stage string) string {
	switch smtp.Stage(stage) {
	case smtp.Resolve, smtp.Connect, smtp.Banner:
		return "network"
	case smtp.EHLO:
		return "capabilities"
	case smtp.StartTLS, smtp.TLS, smtp.EHLOTLS:
		return f.tlsName()
	case smtp.Data, smtp.Message:
		return delivery
	}
	return f.envelopeName()
}

package diagnose

import (
	"time"

	"github.com/smtpspec/smtpspec/runner/result"
	"github.com/smtpspec/smtpspec/runner/smtp"
)

// Summary is what the diagnosis across tests needs of one of them, so that no test
// has to be kept.
type Summary struct {
	test, suite, module string
	tenant              string // the client's domain, or ""
	seenFrom            string
	voices              []voice
	listed              bool // the address was refused on port 25 as one on a list
	path                path
}

// voice is what one test says of a sending method.
type voice struct {
	result.Method
	family string // of the class that refused it
	ours   bool   // the host is one of Microsoft's
}

// path is how far a test came on the way to an operator's port.
type path struct {
	host     string
	port     port
	answered bool // with the operator's own greeting
	vanished bool // no packet came back
}

// Summarise takes out of a finished test what Run needs.
func Summarise(t result.Test) Summary {
	f := factsOf(t, time.Time{})
	s := Summary{test: t.Address, suite: t.Suite, module: moduleOf(t), tenant: tenantOf(t), seenFrom: t.Diagnosis.SeenFrom, path: f.path()}
	if m := t.Diagnosis.Method; m != nil && m.Name != "" {
		s.voices = []voice{{*m, f.family(m.Class), f.ours()}}
		s.listed = !needsSignIn(m.Name) && f.listed()
	}
	if f.directBesideRelay() {
		s.voices = append(s.voices, voice{f.judge(directSend), "", true})
	}
	return s
}

// family is the family of a class that the test met.
func (f facts) family(class string) string {
	for _, s := range f.t.Stages {
		if s.Class != nil && s.Class.ID == class {
			return s.Class.Family
		}
	}
	return ""
}

// ours reports whether the host is one of the operator's whose plans and limits the
// recommendations are about.
func (f facts) ours() bool { return f.known && f.operator.Name == microsoft }

// listed reports whether the address was refused as one on a list. A tenant under a
// ban is of the same family, and is no matter of the address.
func (f facts) listed() bool {
	for _, s := range f.t.Stages {
		if s.Outcome == "reject" && s.Class != nil && s.Class.Family == "reputation" && s.Class.ID != "m365-tenant-traffic-blocked" {
			return true
		}
	}
	return false
}

// directBesideRelay reports whether a test of a relay shows Direct Send as well: in
// one session that is proven, a recipient inside was taken and one outside was
// refused for want of a connector, so that no connector took the first.
func (f facts) directBesideRelay() bool {
	if methodOf(f.t) != relay || !f.inside(string(smtp.Rcpt)) {
		return false
	}
	rcpt, _ := f.t.Stage(string(smtp.Rcpt))
	taken, refused := false, false
	for _, p := range rcpt.Parts {
		taken = taken || p.Outcome == "accept" && f.shows(directSend, p.Key)
		refused = refused || p.Class != nil && p.Class.ID == noConnector && f.shows(relay, p.Key)
	}
	return taken && refused
}

// path says how far the test came. Direct Send goes to Microsoft, by whatever name
// the suite knows the host.
func (f facts) path() path {
	out := path{host: f.t.Endpoint.Host, port: port{f.operator.Name, f.t.Endpoint.Port}}
	if !f.known && f.t.Endpoint.Method == directSend {
		out.port.operator = microsoft
	}
	connect, _ := f.t.Stage(string(smtp.Connect))
	out.vanished = connect.Failure != nil && connect.Failure.Class == smtp.FailConnectTimeout
	out.answered = f.outcome("banner") == "accept" && (f.greeted || f.proven)
	return out
}

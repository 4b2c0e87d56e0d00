package diagnose

import (
	"net/netip"
	"slices"
	"strings"
	"time"

	"github.com/smtpspec/smtpspec/runner/result"
	"github.com/smtpspec/smtpspec/runner/smtp"
)

// Summary is what the diagnosis across tests needs of one of them, so that no test
// has to be kept.
type Summary struct {
	test, suite, module string
	tenant              string // the client's domain, or ""
	bySender            bool   // only the sender's address names the tenant
	lab                 bool   // the lab played the server
	seenFrom            string
	voices              []voice
	listed              bool // the address was refused on port 25 as one on a list
	path                path
	hello               hello
}

// voice is what one test says of a sending method.
type voice struct {
	result.Method
	class  result.Class // that refused it, with what is advised
	ours   bool         // the host is one of Microsoft's
	setup  []string     // what the suite set of the session, by the aspects
	to     string       // its recipients
	as     string       // how it was accepted, where it was refused otherwise
	sign   string       // what points at something in the middle of its path
	next   string       // what would decide it, where the test did not
	aside  string       // what is to be seen to on the path of a test that was not accepted
	unseen string       // what is said of a message that a step did not see
	until  string       // when the tenant's change is in force, where that is to be waited for
	clear  bool         // the client cannot come to TLS by STARTTLS
	tls    bool         // the client came to TLS
}

// path is how far a test came on the way to an operator's port.
type path struct {
	host     string
	port     port
	answered bool // with the operator's own greeting
	vanished bool // no packet came back
	shut     bool // the port did not lead to the operator
}

// Summarise takes out of a finished test what Run needs. changed is as for Test.
func Summarise(t result.Test, changed time.Time) Summary {
	f := factsOf(t, changed)
	s := Summary{
		test: t.Address, suite: t.Suite, module: moduleOf(t), lab: t.Endpoint.Lab != "",
		seenFrom: t.Diagnosis.SeenFrom, path: f.path(), hello: f.hello(),
	}
	s.tenant, s.bySender = tenantOf(t)
	if m := t.Diagnosis.Method; m != nil && m.Name != "" {
		s.voices = f.voices(m.Name)
		s.listed = !needsSignIn(m.Name) && f.listed()
	}
	if f.directBesideRelay() {
		s.voices = append(s.voices, f.voice(f.judge(directSend)))
	}
	if f.relayBesideDirect() {
		s.voices = append(s.voices, f.voices(relay)...)
	}
	return s
}

// voice is what the test says of a method, with what the choice of one asks of it.
func (f facts) voice(m result.Method) voice {
	v := voice{Method: m, class: f.class(m.Class), ours: f.ours(), setup: setupOf(f.t), to: strings.Join(f.t.To, ", ")}
	v.clear, v.tls = f.staysInClear(), f.tls.Outcome == "ok"
	if signs := f.signs(); len(signs) > 0 {
		v.sign = signs[0].Text
	}
	if _, missed := f.looked(); len(missed) > 0 && m.State == result.Accepted {
		v.unseen = m.Detail
	}
	if m.State == result.Undecided || m.State == result.Untested {
		v.next = f.step(m.Stage)
		end, _ := f.end()
		if at, ok := f.settles(m.Stage); ok && m.State == result.Undecided && !lost(end) {
			v.until = at.Format("15:04 MST")
		}
	}
	return v
}

// class is a class that the test met, by its name.
func (f facts) class(id string) result.Class {
	for _, s := range f.t.Stages {
		if s.Class != nil && s.Class.ID == id {
			return *s.Class
		}
		for _, p := range s.Parts {
			if p.Class != nil && p.Class.ID == id {
				return *p.Class
			}
		}
	}
	return result.Class{ID: id}
}

// ours reports whether the host is one of the operator's whose plans and limits the
// recommendations are about.
func (f facts) ours() bool { return f.known && f.operator.Name == microsoft }

// listed reports whether the address was refused as one on a list, which a refusal
// says by naming it. A tenant under a ban, and a name on a list (the device's own, or
// the sender's domain), are of the same family and no matter of the address.
func (f facts) listed() bool {
	for _, s := range f.t.Stages {
		if s.Outcome == "reject" && s.Class != nil && About(*s.Class, lineOf(s)) == OfAddress && namesAddress(lineOf(s)) {
			return true
		}
	}
	return false
}

// namesAddress reports whether a reply names an address.
func namesAddress(line string) bool {
	words := strings.FieldsFunc(line, func(r rune) bool { return !strings.ContainsRune("0123456789abcdefABCDEF.:", r) })
	return slices.ContainsFunc(words, func(word string) bool {
		_, err := netip.ParseAddr(strings.Trim(word, ".:"))
		return err == nil
	})
}

// directBesideRelay reports whether a test of a relay shows Direct Send as well: in
// one session that is proven, a recipient inside was taken and one outside was
// refused for want of a connector, so that no connector took the first.
func (f facts) directBesideRelay() bool {
	if methodOf(f.t) != relay || !f.inside(string(smtp.Rcpt)) || f.home() != domainOf(f.t.From) {
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

// relayBesideDirect reports whether a test of Direct Send shows a relay as well: the
// tenant's host took a recipient that no Direct Send reaches.
func (f facts) relayBesideDirect() bool {
	if methodOf(f.t) != directSend || f.t.Endpoint.Host == "" || f.missingAtTenant() != "" {
		return false
	}
	rcpt, _ := f.t.Stage(string(smtp.Rcpt))
	return slices.ContainsFunc(rcpt.Parts, func(p result.Part) bool { return p.Outcome == "accept" && f.shows(relay, p.Key) })
}

// path says how far the test came. Direct Send goes to Microsoft, by whatever name
// the suite knows the host, but for one that is on this side of the line.
func (f facts) path() path {
	out := path{host: f.t.Endpoint.Host, port: port{f.operator.Name, f.t.Endpoint.Port, f.t.Endpoint.Lab != ""}}
	if !f.known && f.t.Endpoint.Method == directSend && !nearby(out.host) {
		out.port.operator = microsoft
	}
	connect, _ := f.t.Stage(string(smtp.Connect))
	out.vanished = connect.Failure != nil && connect.Failure.Class == smtp.FailConnectTimeout
	banner, _ := f.t.Stage(string(smtp.Banner))
	out.shut = out.port.operator != "" && (shutAt(connect) || shutAt(banner))
	out.answered = f.outcome("banner") == "accept" && (f.greeted || f.proven)
	return out
}

// shutAt reports a stage at which a port turned out to be closed on the way, or to lead to
// somebody else.
func shutAt(s result.Stage) bool {
	return s.Failure != nil && slices.Contains([]string{
		smtp.FailConnectTimeout, smtp.FailConnectRefused, smtp.FailConnectProhibited, smtp.FailUnreachable, smtp.FailReset, smtp.FailPortRedirected,
	}, s.Failure.Class)
}

// nearby reports a host of this computer or its network.
func nearby(host string) bool {
	ip, err := netip.ParseAddr(host)
	return host == "localhost" || err == nil && (ip.IsLoopback() || ip.IsPrivate() || ip.IsLinkLocalUnicast())
}

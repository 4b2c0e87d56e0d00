package lab

import (
	"crypto/tls"
	"net/netip"
	"regexp"
	"slices"
	"strings"
	"sync"

	"github.com/smtpspec/smtpspec/dsl"
)

// Learned is what sessions showed of the client that held them.
type Learned struct {
	Client *dsl.Client
	Seen   []string // what a `client` block has no place for
	// Trouble is what Microsoft 365 will not like about the client, each with its
	// source.
	Trouble []string
	// Far says that a session came to AUTH or MAIL. Of a client that did not, an
	// empty Trouble says nothing.
	Far bool
	// Nameless says that no session gave a name, so that of several devices behind
	// one address it may be any.
	Nameless bool
}

// Learn describes the client of some sessions, which are one client's. A later
// session counts for more than an earlier one, since devices try again in another
// way when the first one fails.
func Learn(sessions []Session) Learned {
	v := view{sessions: sessions}
	for _, s := range sessions {
		v.take(s)
	}
	if v.through {
		v.tls = nil // it took the certificate
	}
	out := Learned{Client: v.client(), Far: v.far, Nameless: v.ehlo == "" && v.odd == "" && v.helo == ""}
	out.Seen = v.seen()
	out.Trouble = v.trouble()
	return out
}

// Clients parts sessions by the client that held them: its address, and the name
// that it gives itself. Sessions without a name are those of the one client of their
// address that has one; of several it may be any, and they stand by themselves.
func Clients(sessions []Session) [][]Session {
	type key struct {
		addr netip.Addr
		name string
	}
	var order []key
	held := map[key][]Session{}
	named := map[netip.Addr]int{} // names at an address
	for _, s := range sessions {
		k := key{s.Client.Addr(), heloName(s)}
		if held[k] == nil {
			order = append(order, k)
			if k.name != "" {
				named[k.addr]++
			}
		}
		held[k] = append(held[k], s)
	}
	var out [][]Session
	for _, k := range order {
		switch names := named[k.addr]; {
		case names != 1:
			out = append(out, held[k])
		case k.name != "":
			out = append(out, slices.Concat(held[key{addr: k.addr}], held[k]))
		}
	}
	return out
}

// view is what was seen in all sessions.
type view struct {
	sessions   []Session
	ehlo, helo string
	odd        string // an EHLO argument that is no single word
	hello      *Hello
	mechanisms []string    // every one that it tried
	own        []string    // those that it tried where Microsoft's were offered
	chosen     [][]string  // what else it chose from, each with the choice first
	asked      bool        // Microsoft's mechanisms were offered, no others, and it could go on
	far        bool        // AUTH or MAIL was said
	tls        *TLSFailure // of the last session that ended with a handshake
	heard      bool        // that session's ClientHello was whole
	fellBack   bool        // it went on in clear after a handshake that failed
	through    bool        // a session went on inside TLS
	starttls   bool        // it was said
	passed     bool        // the client went on in clear although STARTTLS was offered
	spoke      bool        // it said a command at all
	info       Session
}

// take adds one session.
func (v *view) take(s Session) {
	if s.Hello != nil {
		v.hello = s.Hello
	}
	v.through = v.through || s.TLS != nil && s.TLSFailure == nil
	if s.TLSFailure != nil {
		v.tls, v.heard = s.TLSFailure, s.Hello != nil
	}
	v.takeAuth(s)
	v.starttls = v.commands(s) || v.starttls
	if s.TLS == nil && s.TLSFailure == nil && s.offered && (says(s, "MAIL") || len(s.Mechanisms) > 0) {
		v.passed, v.fellBack = true, v.fellBack || v.tls != nil
	}
	i := &v.info
	i.Client = s.Client
	i.TLSInClear = i.TLSInClear || s.TLSInClear
	i.otherSender = i.otherSender || s.otherSender
	i.Pipelined, i.Chunking, i.BareLF = i.Pipelined || s.Pipelined, i.Chunking || s.Chunking, i.BareLF || s.BareLF
	i.Waited, i.AtOnce = max(i.Waited, s.Waited), max(i.AtOnce, s.AtOnce)
	if s.GaveUp > 0 && (i.GaveUp == 0 || s.GaveUp < i.GaveUp) {
		i.GaveUp = s.GaveUp
	}
	i.Messages += s.Messages
	i.Quit = i.Quit || s.Quit
	if s.TLS != nil {
		i.TLS = s.TLS
	}
	for _, p := range s.Parameters {
		if !slices.Contains(i.Parameters, p) {
			i.Parameters = append(i.Parameters, p)
		}
	}
}

// microsofts are the mechanisms that client submission offers.
var microsofts = []string{"LOGIN", "XOAUTH2"}

// takeAuth adds how the client signed in. Which mechanisms it knows shows only
// where it had to take one of Microsoft's or do without: offered more, it takes its
// favourite, and its favourite is not all that it knows.
func (v *view) takeAuth(s Session) {
	add := func(list *[]string, m string) {
		if !slices.Contains(*list, m) {
			*list = append(*list, m)
		}
	}
	asked := len(s.signIn) > 0 && !slices.ContainsFunc(s.signIn, func(m string) bool { return !slices.Contains(microsofts, m) })
	v.asked = v.asked || asked && !endedAtSTARTTLS(s)
	for _, m := range s.Mechanisms {
		add(&v.mechanisms, m)
		if asked {
			add(&v.own, m)
		}
	}
	if !asked && len(s.Mechanisms) > 0 {
		v.chosen = append(v.chosen, append([]string{s.Mechanisms[0]}, s.signIn...))
	}
}

// commands looks at what the client said, and reports whether it asked for TLS.
func (v *view) commands(s Session) (starttls bool) {
	for _, line := range s.Commands() {
		v.spoke = true
		verb, arg := splitCommand(line)
		v.far = v.far || verb == "AUTH" || verb == "MAIL"
		switch {
		case verb == "STARTTLS":
			starttls = true
		case verb == "EHLO" && strings.ContainsAny(arg, " \t"):
			v.odd = arg
		case verb == "EHLO" && arg != "":
			v.ehlo = arg
		case verb == "HELO" && arg != "":
			v.helo = arg
		}
	}
	return starttls
}

// endedAtSTARTTLS reports a session that came no further, so that whatever else was
// offered in clear could not be used.
func endedAtSTARTTLS(s Session) bool {
	said := s.Commands()
	if len(said) == 0 {
		return false
	}
	verb, _ := splitCommand(said[len(said)-1])
	return verb == "STARTTLS"
}

// says reports whether the client said a command, accepted or not.
func says(s Session, verb string) bool {
	return slices.ContainsFunc(s.Commands(), func(line string) bool {
		said, _ := splitCommand(line)
		return said == verb
	})
}

// unseen reports a client that asks for TLS and never got anywhere inside. What it
// leaves out in clear, it may do there.
func (v *view) unseen() bool { return v.starttls && !v.through }

// heloName is the last name that a client gave itself, or "".
func heloName(s Session) string {
	name := ""
	for _, line := range s.Commands() {
		if verb, arg := splitCommand(line); verb == "EHLO" || verb == "HELO" {
			name = arg
		}
	}
	return name
}

// knownMechanisms are those that a `client` block can name.
var knownMechanisms = []string{
	"LOGIN", "PLAIN", "CRAM-MD5", "DIGEST-MD5", "SCRAM-SHA-1", "SCRAM-SHA-256", "NTLM", "GSSAPI", "XOAUTH2", "OAUTHBEARER",
}

func (v *view) client() *dsl.Client {
	c := &dsl.Client{Name: v.name(), AsDevice: true, AddressFamily: "ipv4", NoStartTLS: v.passed && !v.starttls}
	if v.info.Client.Addr().Is6() {
		c.AddressFamily = "ipv6"
	}
	switch {
	case sayable(v.ehlo):
		c.EHLO = v.ehlo
	case v.ehlo == "" && v.odd == "" && sayable(v.helo):
		c.HELO = v.helo
	}
	for _, m := range v.own {
		if slices.Contains(knownMechanisms, m) {
			c.Mechanisms = append(c.Mechanisms, m)
		}
	}
	if h := v.hello; h != nil {
		versions := known(h.Versions, versionName)
		if len(versions) > 0 {
			c.MaxVersion = versions[0]
			if h.Listed {
				c.MinVersion = versions[len(versions)-1]
			}
		}
		c.Ciphers, c.Groups = known(h.Ciphers, cipherName), known(h.Groups, groupName)
	}
	return c
}

// sayable reports whether a `client` block can have the name: one word of
// printable ASCII.
func sayable(name string) bool {
	return name != "" && len(name) <= 255 && !strings.ContainsFunc(name, func(r rune) bool { return r <= ' ' || r > '~' })
}

var notInLabel = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`[^A-Za-z0-9]+`) })

// name is a label for the block: the first part of the client's own name.
func (v *view) name() string {
	said := v.ehlo
	if said == "" {
		said = v.helo
	}
	if _, err := netip.ParseAddr(strings.TrimPrefix(strings.Trim(said, "[]"), "IPv6:")); err == nil {
		return "device"
	}
	first, _, _ := strings.Cut(said, ".")
	label := strings.Trim(notInLabel().ReplaceAllString(first, "_"), "_")
	if label == "" || label[0] >= '0' && label[0] <= '9' {
		return strings.Trim("device_"+label, "_")
	}
	return strings.ToLower(label)
}

// known are the names of those that have one, nil where none has.
func known[T any](ids []T, name func(T) string) []string {
	var out []string
	for _, id := range ids {
		if n := name(id); n != "" {
			out = append(out, n)
		}
	}
	return out
}

func versionName(v uint16) string {
	for name, id := range tlsVersions {
		if id == v {
			return name
		}
	}
	return ""
}

var groupNames = map[tls.CurveID]string{
	tls.X25519: "X25519", tls.CurveP256: "P-256", tls.CurveP384: "P-384", tls.CurveP521: "P-521", tls.X25519MLKEM768: "X25519MLKEM768",
}

func groupName(id tls.CurveID) string { return groupNames[id] }

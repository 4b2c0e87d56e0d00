package dns

import (
	"context"
	"errors"
	"fmt"
	"net"
	"strings"
	"time"

	"github.com/miekg/dns"
)

// The types of record that are asked for.
const (
	typeMX    = dns.TypeMX
	typeA     = dns.TypeA
	typeAAAA  = dns.TypeAAAA
	typeTXT   = dns.TypeTXT
	typeCNAME = dns.TypeCNAME
)

// udpSize is the largest answer over UDP that we ask for: it fits every path
// without fragments (the DNS flag day of 2020).
const udpSize = 1232

// question is one question, ready to be sent.
type question struct {
	name  string // absolute, with the final dot
	qtype uint16
}

// newQuestion refuses names that no server could know.
func newQuestion(name string, qtype uint16) (question, error) {
	absolute := fqdn(name)
	if _, ok := dns.IsDomainName(absolute); !ok || name == "" {
		return question{}, fmt.Errorf("%q cannot be a domain name", name)
	}
	return question{absolute, qtype}, nil
}

// fqdn is a name with the final dot.
func fqdn(name string) string { return dns.Fqdn(name) }

// message is a server's answer to a question.
type message struct{ *dns.Msg }

// badAnswer says that something came, and was no answer to the question.
type badAnswer struct{ err error }

// Error is what is wrong with it.
func (b badAnswer) Error() string { return b.err.Error() }

// exchange sends the question over one network and waits for its answer until ctx
// ends. Over UDP anybody may send anything, so what does not answer the question is
// passed over.
func (q question) exchange(ctx context.Context, network, server string, edns bool) (*message, error) {
	var d net.Dialer
	conn, err := d.DialContext(ctx, network, server)
	if err != nil {
		return nil, err
	}
	defer conn.Close()
	deadline, _ := ctx.Deadline()
	conn.SetDeadline(deadline)
	stop := context.AfterFunc(ctx, func() { conn.SetDeadline(time.Unix(1, 0)) })
	defer stop()

	m := new(dns.Msg)
	m.SetQuestion(q.name, q.qtype)
	if edns {
		m.SetEdns0(udpSize, false)
	}
	co := &dns.Conn{Conn: conn, UDPSize: udpSize}
	if err := co.WriteMsg(m); err != nil {
		return nil, err
	}
	return q.await(co, m.Id, network == "tcp")
}

// await reads until the answer comes. A stream carries nothing else.
func (q question) await(co *dns.Conn, id uint16, stream bool) (*message, error) {
	var bad error
	for {
		in, err := co.ReadMsg()
		switch {
		case err == nil && in.Id == id && q.answeredBy(in):
			return &message{in}, nil
		case err == nil:
			bad = badAnswer{errors.New("it answers another question")}
		case in != nil || errors.Is(err, dns.ErrShortRead):
			bad = badAnswer{err} // something came that is no message
		case bad != nil:
			return nil, bad // nothing more will come, and this says more
		default:
			return nil, err
		}
		if stream {
			return nil, bad
		}
	}
}

// answeredBy reports whether a message is about this question. Servers that reject a
// message may leave the question out (RFC 1035 §4.1.1).
func (q question) answeredBy(in *dns.Msg) bool {
	if !in.Response {
		return false
	}
	if len(in.Question) == 0 {
		return in.Rcode != dns.RcodeSuccess && in.Rcode != dns.RcodeNameError
	}
	asked := in.Question[0]
	return strings.EqualFold(asked.Name, q.name) && asked.Qtype == q.qtype && asked.Qclass == dns.ClassINET
}

// rejectsEDNS reports whether the server may be one that does not know EDNS0
// (RFC 6891 §7).
func (m *message) rejectsEDNS() bool {
	return (m.Rcode == dns.RcodeFormatError || m.Rcode == dns.RcodeNotImplemented) && m.IsEdns0() == nil
}

// judge says how the question was answered. OK says nothing of records yet.
func (m *message) judge(server string) Answer {
	a := Answer{Status: OK, Server: server}
	switch m.Rcode {
	case dns.RcodeSuccess:
		if m.referral() {
			a.Status = BadAnswer
			a.Detail = "a referral from " + server + ", which is no recursive server"
		}
		return a
	case dns.RcodeNameError:
		a.Status = NXDomain
	case dns.RcodeRefused:
		a.Status = Refused
	default:
		a.Status = ServFail
	}
	a.Detail = rcodeName(m.Rcode) + " from " + server + m.extended()
	return a
}

// referral reports whether the server only says who else might know (RFC 2308 §2.2):
// name servers without an SOA, and no answer.
func (m *message) referral() bool {
	if len(m.Answer) > 0 || m.Authoritative || m.RecursionAvailable {
		return false
	}
	servers := false
	for _, rr := range m.Ns {
		switch rr.(type) {
		case *dns.SOA:
			return false
		case *dns.NS:
			servers = true
		}
	}
	return servers
}

func rcodeName(rcode int) string {
	if name, ok := dns.RcodeToString[rcode]; ok {
		return name
	}
	return fmt.Sprintf("RCODE %d", rcode)
}

// extended is what the server says of its reasons (RFC 8914), for a Detail.
func (m *message) extended() string {
	opt := m.IsEdns0()
	if opt == nil {
		return ""
	}
	var b strings.Builder
	for _, o := range opt.Option {
		ede, ok := o.(*dns.EDNS0_EDE)
		if !ok {
			continue
		}
		name, known := dns.ExtendedErrorCodeToString[ede.InfoCode]
		if !known {
			name = fmt.Sprintf("extended error %d", ede.InfoCode)
		}
		b.WriteString(" (" + name)
		if text := ede.ExtraText; text != "" {
			fmt.Fprintf(&b, ": %q", text[:min(len(text), 200)])
		}
		b.WriteString(")")
	}
	return b.String()
}

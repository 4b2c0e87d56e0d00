package dns

import (
	"context"
	"fmt"
	"net"
	"net/netip"
	"strings"
	"sync"
	"time"

	"github.com/miekg/dns"
)

// Server answers out of a Zone over UDP and TCP, on loopback. It plays a recursive
// server, so that whatever asks one can be tried against it.
type Server struct {
	zone     Zone
	udp, tcp *dns.Server
	addr     string
	ctx      context.Context
	stop     context.CancelFunc
	done     sync.WaitGroup
}

// Serve starts a server on a free port of 127.0.0.1.
func Serve(zone Zone) (*Server, error) {
	listener, packets, err := listen()
	if err != nil {
		return nil, fmt.Errorf("dns: %w", err)
	}
	s := &Server{zone: zone, addr: listener.Addr().String()}
	s.ctx, s.stop = context.WithCancel(context.Background())
	s.udp = &dns.Server{PacketConn: packets, Handler: s}
	s.tcp = &dns.Server{Listener: listener, Handler: s, IdleTimeout: func() time.Duration { return time.Second }}
	var ready sync.WaitGroup
	for _, server := range []*dns.Server{s.udp, s.tcp} {
		ready.Add(1)
		server.NotifyStartedFunc = ready.Done
		s.done.Go(func() { _ = server.ActivateAndServe() })
	}
	ready.Wait()
	return s, nil
}

// listen finds a port that is free for both.
func listen() (net.Listener, net.PacketConn, error) {
	var last error
	for range 10 {
		listener, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			return nil, nil, err
		}
		packets, err := net.ListenPacket("udp", listener.Addr().String())
		if err == nil {
			return listener, packets, nil
		}
		listener.Close()
		last = err
	}
	return nil, nil, last
}

// Addr is the server's host:port.
func (s *Server) Addr() string { return s.addr }

// Close stops the server and waits for it.
func (s *Server) Close() error {
	s.stop()
	err := s.udp.Shutdown()
	if tcp := s.tcp.Shutdown(); err == nil {
		err = tcp
	}
	s.done.Wait()
	return err
}

// ServeDNS implements the library's Handler.
func (s *Server) ServeDNS(w dns.ResponseWriter, q *dns.Msg) {
	if len(q.Question) != 1 {
		m := new(dns.Msg)
		_ = w.WriteMsg(m.SetRcode(q, dns.RcodeFormatError))
		return
	}
	m := new(dns.Msg)
	m.SetReply(q)
	m.RecursionAvailable = true
	if !s.answer(m, q.Question[0]) {
		return // silence is an answer, too
	}
	size := dns.MaxMsgSize
	if w.RemoteAddr().Network() == "udp" {
		size = dns.MinMsgSize
		if opt := q.IsEdns0(); opt != nil {
			size = int(opt.UDPSize())
		}
	}
	m.Truncate(size)
	_ = w.WriteMsg(m)
}

// answer fills in what the zone says, and reports whether to send it.
func (s *Server) answer(m *dns.Msg, q dns.Question) bool {
	name := q.Name
	for range maxChain {
		records, exists := s.zone.find(name)
		if !wait(s.ctx, records.Delay) || records.Status == Timeout {
			return false
		}
		if !exists {
			m.Rcode = dns.RcodeNameError
			return true
		}
		if records.Status != OK && records.Status != "" {
			s.refuse(m, records)
			return true
		}
		hdr := dns.RR_Header{Name: dns.Fqdn(name), Class: dns.ClassINET, Ttl: uint32(records.ttl() / time.Second)}
		if records.CNAME == "" {
			m.Answer = append(m.Answer, records.rrs(hdr, q.Qtype)...)
			return true
		}
		hdr.Rrtype = dns.TypeCNAME
		m.Answer = append(m.Answer, &dns.CNAME{Hdr: hdr, Target: dns.Fqdn(records.CNAME)})
		if q.Qtype == dns.TypeCNAME {
			return true
		}
		name = records.CNAME
	}
	m.Rcode = dns.RcodeServerFailure
	return true
}

// refuse makes an answer of a status.
func (s *Server) refuse(m *dns.Msg, r Records) {
	switch r.Status {
	case NXDomain:
		m.Rcode = dns.RcodeNameError
	case Refused:
		m.Rcode = dns.RcodeRefused
	case ServFail:
		m.Rcode = dns.RcodeServerFailure
	case BadAnswer:
		m.Question[0].Name = "another.question."
	}
	if r.Detail != "" {
		m.SetEdns0(udpSize, false)
		opt := m.IsEdns0()
		opt.Option = append(opt.Option, &dns.EDNS0_EDE{InfoCode: dns.ExtendedErrorCodeOther, ExtraText: r.Detail})
	}
}

// rrs are the records of one type.
func (r Records) rrs(hdr dns.RR_Header, qtype uint16) []dns.RR {
	hdr.Rrtype = qtype
	var out []dns.RR
	switch qtype {
	case dns.TypeMX:
		for _, mx := range r.MX {
			out = append(out, &dns.MX{Hdr: hdr, Preference: mx.Preference, Mx: dns.Fqdn(strings.TrimSuffix(mx.Host, "."))})
		}
	case dns.TypeA:
		for _, addr := range r.A {
			out = append(out, &dns.A{Hdr: hdr, A: ip(addr)})
		}
	case dns.TypeAAAA:
		for _, addr := range r.AAAA {
			out = append(out, &dns.AAAA{Hdr: hdr, AAAA: ip(addr)})
		}
	case dns.TypeTXT:
		for _, text := range r.TXT {
			out = append(out, &dns.TXT{Hdr: hdr, Txt: parts(text)})
		}
	}
	return out
}

// parts cuts a text as records hold it, 255 octets at most each.
func parts(text string) []string {
	var out []string
	for len(text) > 255 {
		out, text = append(out, text[:255]), text[255:]
	}
	return append(out, text)
}

func ip(addr netip.Addr) net.IP { return net.IP(addr.AsSlice()) }

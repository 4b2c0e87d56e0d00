package steptest

import (
	"context"
	"io"
	"net"
	"net/netip"
	"sync"
	"testing"

	"github.com/smtpspec/smtpspec/runner/dns"
	"github.com/smtpspec/smtpspec/runner/smtp"
	"github.com/smtpspec/smtpspec/runner/smtpclient"
	"github.com/smtpspec/smtpspec/runner/step"
)

// stalled is an environment in which every stage has something to do, and nothing
// ever answers: no name server, no dialled host, no mail server.
func stalled(t testing.TB) (env *step.Env, stop func()) {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	var wait sync.WaitGroup
	wait.Go(func() {
		conn, err := listener.Accept()
		if err == nil {
			io.Copy(io.Discard, conn)
			conn.Close()
		}
	})
	conn, err := net.Dial("tcp", listener.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	env = Env()
	env.Credential = &step.Credential{Name: "scanner", Username: "scanner", Password: "correct horse", AllowPlaintext: true}
	env.World.Resolver = mute{}
	env.World.Dial = func(ctx context.Context, _ netip.Addr, _ netip.AddrPort) (net.Conn, error) {
		<-ctx.Done()
		return nil, ctx.Err()
	}
	s := env.Session
	s.Addrs = []netip.AddrPort{netip.MustParseAddrPort("203.0.113.25:25")}
	client := smtpclient.New(conn, s.Record)
	s.Conn, s.Upgrading, s.Secure = client, true, true
	s.Clear = &smtp.Capabilities{Verb: "EHLO", Domain: Host, Keywords: []smtp.Keyword{
		{Name: "STARTTLS"}, {Name: "AUTH", Params: []string{"PLAIN", "LOGIN"}},
	}}
	return env, func() {
		client.Close()
		listener.Close()
		wait.Wait()
	}
}

// mute is a name service that does not answer.
type mute struct{}

// LookupMX implements dns.Resolver.
func (mute) LookupMX(ctx context.Context, _ string) ([]dns.MX, dns.Answer) {
	<-ctx.Done()
	return nil, dns.Answer{Status: dns.Timeout}
}

// LookupAddr implements dns.Resolver.
func (mute) LookupAddr(ctx context.Context, _, _ string) ([]netip.Addr, dns.Answer) {
	<-ctx.Done()
	return nil, dns.Answer{Status: dns.Timeout}
}

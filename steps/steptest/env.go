package steptest

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"net"
	"net/netip"
	"testing"
	"time"

	"github.com/smtpspec/smtpspec/dsl/schema"
	"github.com/smtpspec/smtpspec/runner/dns"
	"github.com/smtpspec/smtpspec/runner/smtp"
	"github.com/smtpspec/smtpspec/runner/smtpclient"
	"github.com/smtpspec/smtpspec/runner/step"
	"github.com/smtpspec/smtpspec/runner/transcript"
)

// Env is an environment without a session: an endpoint named Host, a client that
// says "copier.example", one sender and one recipient.
func Env() *step.Env {
	return &step.Env{
		Endpoint: step.Endpoint{Name: "mx", Host: Host, Port: 25, TLS: smtp.TLSStartTLS, Verify: true, Trust: "public", AddressFamily: "any"},
		Client:   step.Client{Name: "copier.example"},
		Envelope: step.Envelope{From: "scanner@contoso.com", To: []string{"office@contoso.com"}},
		World: step.World{
			Resolver:    dns.Zone{},
			Dial:        dial,
			Now:         time.Now,
			PublicRoots: Roots,
			SystemRoots: Roots,
		},
		Session: &step.Session{Record: transcript.NewRecorder(time.Now, nil), Host: Host},
	}
}

func dial(ctx context.Context, _ netip.Addr, addr netip.AddrPort) (net.Conn, error) {
	var d net.Dialer
	return d.DialContext(ctx, "tcp", addr.String())
}

// Open connects to a server that plays the script, with a good certificate, and
// closes the connection at the test's end.
func Open(t testing.TB, script string) *step.Env {
	t.Helper()
	return OpenTLS(t, script, Cert{}.Config(t))
}

// OpenTLS is Open with the server's side of a handshake.
func OpenTLS(t testing.TB, script string, config *tls.Config) *step.Env {
	t.Helper()
	begin := make(chan struct{})
	server := serve(t, script, config, begin)
	conn, err := net.Dial("tcp", server.Addr.String())
	close(begin)
	if err != nil {
		t.Fatal(err)
	}
	env := Env()
	env.Session.Peer = server.Addr
	env.Session.Conn = smtpclient.New(conn, env.Session.Record)
	t.Cleanup(func() { env.Session.Conn.Close() })
	return env
}

// System replaces this computer's roots.
func System(env *step.Env, roots *x509.CertPool) {
	env.World.SystemRoots = func() *x509.CertPool { return roots }
}

// Run makes a stage of its kind and runs it. The observation is held against the
// kind's tables.
func Run(t testing.TB, kind *step.Kind, env *step.Env) step.Observation {
	t.Helper()
	o, err := Try(t, kind, env)
	if err != nil {
		t.Fatalf("%s: %v", kind.Name, err)
	}
	return o
}

// Try is Run for what smtpspec itself cannot do.
func Try(t testing.TB, kind *step.Kind, env *step.Env) (step.Observation, error) {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	return TryContext(ctx, t, kind, env)
}

// TryContext is Try under a deadline of the test's own.
func TryContext(ctx context.Context, t testing.TB, kind *step.Kind, env *step.Env) (step.Observation, error) {
	t.Helper()
	s, err := kind.New(schema.Values{})
	if err != nil {
		t.Fatalf("%s: New: %v", kind.Name, err)
	}
	o, err := s.Run(ctx, env)
	if err == nil {
		for _, problem := range against(kind, o) {
			t.Errorf("%s: %s", kind.Name, problem)
		}
	}
	return o, err
}

// Class is the class of an observation's failure, or "".
func Class(o step.Observation) string {
	if o.Failure == nil {
		return ""
	}
	return o.Failure.Class
}

package steps

import (
	"context"
	"net"
	"net/netip"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/smtpspec/smtpspec/runner/dns"
	"github.com/smtpspec/smtpspec/runner/smtp"
	"github.com/smtpspec/smtpspec/runner/step"
	"github.com/smtpspec/smtpspec/runner/transcript"
	"github.com/smtpspec/smtpspec/steps/steptest"
)

// hold runs the stages up to RCPT TO, and QUIT, in the order of the mode, and
// returns what each came to.
func hold(t *testing.T, mode smtp.TLSMode, script string) (outcomes string, env *step.Env) {
	t.Helper()
	server := steptest.Serve(t, script, steptest.Cert{}.Config(t))
	env = steptest.Env()
	env.Endpoint = step.Endpoint{MXOf: "contoso.com", Port: 25, TLS: mode, Verify: true, Trust: "public"}
	env.World.Resolver = dns.Zone{
		"contoso.com": {MX: []dns.MX{{Host: steptest.Host, Preference: 10}}},
		steptest.Host: {A: []netip.Addr{netip.MustParseAddr("203.0.113.25")}},
	}
	env.World.Dial = func(ctx context.Context, _ netip.Addr, _ netip.AddrPort) (net.Conn, error) {
		var d net.Dialer
		return d.DialContext(ctx, "tcp", server.Addr.String())
	}
	env.Credential = &step.Credential{Name: "scanner", Username: "scanner", Password: "correct horse"}
	var out []string
	order := smtp.Order(mode)
	for _, stage := range append(order[:slices.Index(order, smtp.Rcpt)+1], smtp.Quit) {
		kind, ok := ByName(string(stage))
		if !ok {
			t.Fatalf("%s is not built in", stage)
		}
		env.Session.Record.SetStage(string(stage))
		o := steptest.Run(t, kind, env)
		out = append(out, string(stage)+" "+string(o.Outcome))
		if o.Outcome == step.Fail {
			t.Errorf("%s: %v", stage, o.Failure)
			break
		}
	}
	if env.Session.Conn != nil {
		env.Session.Conn.Close()
	}
	return strings.Join(out, ", "), env
}

func TestSessionStartTLS(t *testing.T) {
	got, env := hold(t, smtp.TLSStartTLS, `
		S: 220 mx.example ESMTP
		C: EHLO copier.example
		S: 250-mx.example Hello [203.0.113.7]
		S: 250 STARTTLS
		C: STARTTLS
		S: 220 2.0.0 SMTP server ready
		tls
		C: EHLO copier.example
		S: 250-mx.example Hello [203.0.113.7]
		S: 250 AUTH LOGIN PLAIN
		C: AUTH PLAIN AHNjYW5uZXIAY29ycmVjdCBob3JzZQ==
		S: 235 2.7.0 Authentication successful
		C: MAIL FROM:<scanner@contoso.com>
		S: 250 2.1.0 Sender OK
		C: RCPT TO:<office@contoso.com>
		S: 550 5.7.1 Service unavailable, Client host [203.0.113.7] blocked using Spamhaus
		C: QUIT
		S: 221 2.0.0 Service closing transmission channel`)
	want := "resolve ok, connect ok, banner accept, ehlo accept, starttls accept, tls ok, ehlo-tls accept, auth accept, mail accept, rcpt reject, quit accept"
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	var said []string
	for _, e := range env.Session.Record.Entries() {
		if e.Dir == transcript.Sent {
			said = append(said, e.Text)
		}
	}
	lines := []string{
		"EHLO copier.example", "STARTTLS", "EHLO copier.example", "AUTH PLAIN (sensitive)",
		"MAIL FROM:<scanner@contoso.com>", "RCPT TO:<office@contoso.com>", "QUIT",
	}
	if diff := cmp.Diff(lines, said); diff != "" {
		t.Error(diff)
	}
}

func TestSessionImplicit(t *testing.T) {
	got, _ := hold(t, smtp.TLSImplicit, `
		tls
		S: 220 mx.example ESMTP
		C: EHLO copier.example
		S: 250 mx.example
		C: MAIL FROM:<scanner@contoso.com>
		S: 250 OK
		C: RCPT TO:<office@contoso.com>
		S: 250 OK
		C: QUIT
		S: 221 bye`)
	want := "resolve ok, connect ok, tls ok, banner accept, ehlo-tls accept, auth absent, mail accept, rcpt accept, quit accept"
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestSessionInClear(t *testing.T) {
	got, _ := hold(t, smtp.TLSOpportunistic, `
		S: 220 mx.example ESMTP
		C: EHLO copier.example
		S: 250-mx.example
		S: 250 SIZE
		C: MAIL FROM:<scanner@contoso.com>
		S: 250 OK
		C: RCPT TO:<office@contoso.com>
		S: 250 OK
		C: QUIT
		S: 221 bye`)
	want := "resolve ok, connect ok, banner accept, ehlo accept, starttls absent, tls absent, ehlo-tls absent, auth absent, mail accept, rcpt accept, quit accept"
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

package runner

import (
	"context"
	"net"
	"net/netip"
	"sync"
	"testing"
	"time"

	"github.com/smtpspec/smtpspec/dsl"
	"github.com/smtpspec/smtpspec/dsl/schema"
	"github.com/smtpspec/smtpspec/runner/result"
	"github.com/smtpspec/smtpspec/runner/smtp"
	"github.com/smtpspec/smtpspec/runner/smtpclient"
	"github.com/smtpspec/smtpspec/runner/step"
)

// script says what each stage of a fake session sees; a stage that is not named
// is well answered.
type script map[smtp.Stage]step.Observation

// fakeSession collects which stages were called.
type fakeSession struct {
	script script
	mu     sync.Mutex
	called []smtp.Stage
}

// kinds are step kinds that see what the script says.
func (f *fakeSession) kinds(t *testing.T) []*step.Kind {
	var out []*step.Kind
	for _, s := range smtp.Order(smtp.TLSStartTLS) {
		out = append(out, &step.Kind{Name: string(s), New: func(schema.Values) (step.Step, error) {
			return step.Func(func(ctx context.Context, env *step.Env) (step.Observation, error) {
				return f.see(t, s, env), nil
			}), nil
		}})
	}
	return out
}

func (f *fakeSession) see(t *testing.T, s smtp.Stage, env *step.Env) step.Observation {
	f.mu.Lock()
	f.called = append(f.called, s)
	f.mu.Unlock()
	switch s {
	case smtp.Resolve:
		env.Session.Host = env.Endpoint.Host
	case smtp.Connect:
		if o, ok := f.script[s]; ok && o.Outcome == step.Fail {
			return o
		}
		conn, err := env.World.Dial(t.Context(), netip.Addr{}, netip.MustParseAddrPort("127.0.0.1:25"))
		if err != nil {
			t.Error(err)
		}
		if o := f.script[smtp.Banner]; o.Outcome != step.Fail || o.Failure.Class != smtp.FailReplyTimeout {
			var b [1]byte
			conn.Read(b[:]) // the server's first byte
		}
		env.Session.Conn = smtpclient.New(conn, env.Session.Record)
	}
	if o, ok := f.script[s]; ok {
		return o
	}
	switch s {
	case smtp.StartTLS:
		env.Session.Upgrading = true
	case smtp.TLS:
		env.Session.Secure = true
	}
	switch s {
	case smtp.Resolve, smtp.Connect, smtp.TLS:
		return step.Observation{Outcome: step.OK}
	case smtp.Data:
		return replied(step.Accept, 354)
	}
	return replied(step.Accept, 250)
}

func replied(o step.Outcome, code smtp.Code) step.Observation {
	return step.Observation{Outcome: o, Reply: &smtp.Reply{Code: code, Lines: []string{"words"}}}
}

func failure(class string) step.Observation {
	return step.Observation{Outcome: step.Fail, Failure: &smtp.Failure{Class: class}}
}

// fakeWorld has a clock that stands still and a dialer to a peer that says one
// byte.
func fakeWorld() World {
	return World{
		Now: func() time.Time { return time.Date(2026, 11, 22, 16, 4, 0, 0, time.UTC) },
		Dial: func(context.Context, netip.Addr, netip.AddrPort) (net.Conn, error) {
			client, server := net.Pipe()
			go server.Write([]byte("2"))
			return client, nil
		},
	}
}

// memorySink keeps a run.
type memorySink struct {
	header result.Header
	tests  map[int]result.Test
	footer result.Footer
}

func (m *memorySink) Header(h result.Header) error { m.header = h; return nil }
func (m *memorySink) Footer(f result.Footer) error { m.footer = f; return nil }
func (m *memorySink) Test(i int, t result.Test) error {
	if m.tests == nil {
		m.tests = map[int]result.Test{}
	}
	m.tests[i] = t
	return nil
}

// fakeTest is a test with an endpoint that needs no network.
func fakeTest(mode smtp.TLSMode, expect ...*dsl.Expectation) *dsl.Test {
	from := "a@example.com"
	t := &dsl.Test{
		Address: "test.x", Name: "x", From: &from, To: []string{"b@example.com"}, Expect: expect, Last: "rcpt",
		Endpoint: &dsl.Endpoint{Name: "endpoint.e", Host: "mx.example.com", Port: 25, TLS: string(mode), Verify: true,
			MaxConnections: 2, Timeouts: dsl.DefaultTimeouts},
	}
	last := -1
	for i, s := range smtp.Order(mode) {
		for _, e := range expect {
			if e.Stage == string(s) && s != smtp.Quit && i > last {
				last, t.Last = i, e.Stage
			}
		}
	}
	return t
}

func expect(stage, outcome string) *dsl.Expectation {
	return &dsl.Expectation{Stage: stage, Outcome: outcome}
}

// runFake runs one test against a script.
func runFake(t *testing.T, test *dsl.Test, s script) (*fakeSession, result.Test) {
	t.Helper()
	f := &fakeSession{script: s}
	suite := &dsl.Suite{File: "a.smtp.hcl", Tests: []*dsl.Test{test}}
	plan, err := Compile([]*dsl.Suite{suite}, Selection{}, f.kinds(t))
	if err != nil {
		t.Fatal(err)
	}
	var sink memorySink
	if _, err := plan.Run(t.Context(), Options{World: fakeWorld(), Parallel: 1}, &sink); err != nil {
		t.Fatal(err)
	}
	return f, sink.tests[0]
}

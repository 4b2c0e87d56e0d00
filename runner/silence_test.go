package runner

import (
	"context"
	"net"
	"net/netip"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/smtpspec/smtpspec/dsl"
	"github.com/smtpspec/smtpspec/dsl/schema"
	"github.com/smtpspec/smtpspec/runner/result"
	"github.com/smtpspec/smtpspec/runner/smtp"
	"github.com/smtpspec/smtpspec/runner/smtpclient"
	"github.com/smtpspec/smtpspec/runner/step"
	"github.com/smtpspec/smtpspec/runner/transcript"
)

// greetings plays servers that are silent or greet, session by session, and keeps how
// long each session would have waited.
type greetings struct {
	plays []string // "silent", "greets", or "silent for 5s" where the test's own limit ends the wait
	waits []time.Duration
	conn  net.Conn
}

func (g *greetings) kinds(t *testing.T) []*step.Kind {
	kinds := (&fakeSession{}).kinds(t)
	for _, k := range kinds {
		switch smtp.Stage(k.Name) {
		case smtp.Connect:
			k.New = func(schema.Values) (step.Step, error) { return step.Func(g.connect), nil }
		case smtp.Banner:
			k.New = func(schema.Values) (step.Step, error) { return step.Func(g.banner), nil }
		}
	}
	return kinds
}

func (g *greetings) connect(ctx context.Context, env *step.Env) (step.Observation, error) {
	env.Session.Peer = netip.MustParseAddrPort(env.Endpoint.Host)
	conn, err := env.World.Dial(ctx, netip.Addr{}, env.Session.Peer)
	if err != nil {
		return step.Observation{}, err
	}
	g.conn = conn
	env.Session.Conn = smtpclient.New(conn, env.Session.Record)
	return step.Observation{Outcome: step.OK}, nil
}

func (g *greetings) banner(ctx context.Context, _ *step.Env) (step.Observation, error) {
	deadline, _ := ctx.Deadline()
	wait, plays := time.Until(deadline).Round(time.Second), g.plays[len(g.waits)]
	g.waits = append(g.waits, wait)
	if plays == "greets" {
		g.conn.Read(make([]byte, 1))
		return replied(step.Accept, 220), nil
	}
	o := failure(smtp.FailReplyTimeout)
	o.Took = wait
	if _, long, ok := strings.Cut(plays, " for "); ok {
		o.Took, _ = time.ParseDuration(long)
	}
	return o, nil
}

// TestSilentServers: who waited in vain for a greeting as long as the endpoint says
// has done so for the others as well.
func TestSilentServers(t *testing.T) {
	const a, b = "192.0.2.1:25", "192.0.2.2:25"
	for _, c := range []struct {
		name, plays, hosts string
		change             func(tests []*dsl.Test)
		want               string // seconds
	}{
		{name: "silent", plays: "silent,silent,silent", hosts: a + "," + a + "," + a, want: "1m0s,10s,10s"},
		{name: "another address", plays: "silent,silent,silent", hosts: a + "," + b + "," + a, want: "1m0s,1m0s,10s"},
		{name: "greets in the end", plays: "silent,greets,silent,silent", hosts: a + "," + a + "," + a + "," + a, want: "1m0s,10s,1m0s,10s"},
		{name: "greets", plays: "greets,greets", hosts: a + "," + a, want: "1m0s,1m0s"},
		{name: "cut short", plays: "silent for 5s,silent", hosts: a + "," + a, want: "1m0s,1m0s"},
		{name: "who would wait longer", plays: "silent,silent", hosts: a + "," + a,
			change: func(tests []*dsl.Test) { tests[1].Endpoint.Timeouts.Banner = 2 * time.Minute }, want: "1m0s,2m0s"},
		{name: "who waits no longer anyway", plays: "silent,silent", hosts: a + "," + a,
			change: func(tests []*dsl.Test) { tests[1].Endpoint.Timeouts.Banner = 5 * time.Second }, want: "1m0s,5s"},
		{name: "from another address", plays: "silent,silent", hosts: a + "," + a,
			change: func(tests []*dsl.Test) { tests[1].Endpoint.Source = netip.MustParseAddr("192.0.2.9") }, want: "1m0s,1m0s"},
	} {
		t.Run(c.name, func(t *testing.T) {
			var tests []*dsl.Test
			for _, host := range strings.Split(c.hosts, ",") {
				tests = append(tests, to(1, host)...)
			}
			if c.change != nil {
				c.change(tests)
			}
			g := greetings{plays: strings.Split(c.plays, ",")}
			plan, err := Compile([]*dsl.Suite{{File: "a.smtp.hcl", Tests: tests}}, Selection{}, g.kinds(t))
			if err != nil {
				t.Fatal(err)
			}
			var sink memorySink
			if _, err := plan.Run(t.Context(), Options{World: fakeWorld(), Parallel: 1}, &sink); err != nil {
				t.Fatal(err)
			}
			var got []string
			for i, wait := range g.waits {
				got = append(got, wait.String())
				silent := g.plays[i] != "greets"
				if r := sink.tests[i]; silent != (r.Status == result.Inconclusive) {
					t.Errorf("session %d: %s (%s)", i, r.Status, r.Reason)
				}
				said := slices.ContainsFunc(sink.tests[i].Transcript, func(e transcript.Entry) bool {
					return strings.Contains(e.Text, "another session waited 1m0s for a greeting")
				})
				if said != (wait == 10*time.Second) {
					t.Errorf("session %d: waits %s, and the transcript says that it is for less: %t", i, wait, said)
				}
			}
			if s := strings.Join(got, ","); s != c.want {
				t.Errorf("the sessions would have waited %s, want %s", s, c.want)
			}
		})
	}
}

// TestDeadAddresses: who tried in vain to connect for as long as the endpoint says has
// done so for the others as well.
func TestDeadAddresses(t *testing.T) {
	const connect = 10 * time.Second
	for _, c := range []struct {
		name  string
		plays []string // by session: "dead", "answers", or "dead for 5s"
		want  []time.Duration
	}{
		{"dead", []string{"dead", "dead", "dead"}, []time.Duration{connect, briefly, briefly}},
		{"answers in the end", []string{"dead", "answers", "dead", "dead"}, []time.Duration{connect, briefly, connect, briefly}},
		{"cut short", []string{"dead for 5s", "dead"}, []time.Duration{connect, connect}},
	} {
		t.Run(c.name, func(t *testing.T) {
			var got []time.Duration
			w := watch{sees: func(stage smtp.Stage, env *step.Env) (step.Observation, bool) {
				switch stage {
				case smtp.Resolve:
					env.Session.Addrs = []netip.AddrPort{netip.MustParseAddrPort("192.0.2.1:25")}
				case smtp.Connect:
					plays := c.plays[len(got)]
					part := step.Part{Key: "192.0.2.1", Outcome: step.OK, Took: env.Endpoint.ConnectTimeout}
					got = append(got, env.Endpoint.ConnectTimeout)
					if plays == "answers" {
						return step.Observation{Outcome: step.OK, Parts: []step.Part{part}}, true
					}
					if _, long, ok := strings.Cut(plays, " for "); ok {
						part.Took, _ = time.ParseDuration(long)
					}
					o := failure(smtp.FailConnectTimeout)
					part.Outcome, part.Failure = step.Fail, o.Failure
					o.Parts = []step.Part{part}
					return o, true
				}
				return step.Observation{}, false
			}}
			tests := to(len(c.plays), "a.example.com")
			for _, test := range tests {
				test.Endpoint.Timeouts.Connect = connect
			}
			w.run(t, Options{}, tests...)
			if !slices.Equal(got, c.want) {
				t.Errorf("the sessions would have tried for %v, want %v", got, c.want)
			}
		})
	}
}

package connect

import (
	"context"
	"errors"
	"net"
	"net/netip"
	"os"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/smtpspec/smtpspec/runner/smtp"
	"github.com/smtpspec/smtpspec/runner/step"
	"github.com/smtpspec/smtpspec/steps/steptest"
	"github.com/zclconf/go-cty/cty"
)

// stubs answer by address in place of the network.
type stubs map[string]error

func (s stubs) dial(ctx context.Context, _ netip.Addr, addr netip.AddrPort) (net.Conn, error) {
	err, ok := s[addr.Addr().String()]
	switch {
	case !ok: // it does not answer
		<-ctx.Done()
		return nil, &net.OpError{Op: "dial", Net: "tcp", Err: ctx.Err()}
	case err != nil:
		return nil, &net.OpError{Op: "dial", Net: "tcp", Err: err}
	}
	client, server := net.Pipe()
	context.AfterFunc(ctx, func() { server.Close() })
	return client, nil
}

func errno(e syscall.Errno) error { return os.NewSyscallError("connect", e) }

func addresses(list ...string) []netip.AddrPort {
	var out []netip.AddrPort
	for _, a := range list {
		out = append(out, netip.AddrPortFrom(netip.MustParseAddr(a), 25))
	}
	return out
}

func TestRun(t *testing.T) {
	const first, second = "203.0.113.25", "2001:db8::25"
	byClass := map[string]error{}
	for _, k := range errnos {
		if byClass[k.class] == nil {
			byClass[k.class] = errno(k.errno)
		}
	}
	refused, unreachable := byClass[smtp.FailConnectRefused], byClass[smtp.FailUnreachable]
	tests := []struct {
		name  string
		world stubs
		want  step.Outcome
		class string
		parts map[string]string // the class of each address's failure
		says  string
	}{
		{name: "the first", world: stubs{first: nil}, want: step.OK, parts: map[string]string{first: ""}},
		{
			name: "the second", world: stubs{first: refused, second: nil}, want: step.OK,
			parts: map[string]string{first: smtp.FailConnectRefused, second: ""},
		},
		{
			name: "the second, after silence", world: stubs{second: nil}, want: step.OK,
			parts: map[string]string{first: smtp.FailConnectTimeout, second: ""},
		},
		{
			name: "both refuse", world: stubs{first: refused, second: refused}, want: step.Fail, class: smtp.FailConnectRefused,
			parts: map[string]string{first: smtp.FailConnectRefused, second: smtp.FailConnectRefused},
			says:  "203.0.113.25:25: connection refused; [2001:db8::25]:25: connection refused",
		},
		{
			name: "the last counts", world: stubs{first: refused, second: unreachable}, want: step.Fail, class: smtp.FailUnreachable,
			parts: map[string]string{first: smtp.FailConnectRefused, second: smtp.FailUnreachable},
		},
		{
			name: "silence", world: stubs{}, want: step.Fail, class: smtp.FailConnectTimeout,
			parts: map[string]string{first: smtp.FailConnectTimeout, second: smtp.FailConnectTimeout},
		},
		{
			name: "forbidden here", world: stubs{first: byClass[smtp.FailConnectProhibited], second: byClass[smtp.FailConnectProhibited]},
			want: step.Fail, class: smtp.FailConnectProhibited,
			parts: map[string]string{first: smtp.FailConnectProhibited, second: smtp.FailConnectProhibited},
		},
		{
			name:  "a dialler that knows more",
			world: stubs{first: &smtp.Failure{Class: smtp.FailProxy, Detail: "the proxy refuses"}, second: &smtp.Failure{Class: smtp.FailProxy}},
			want:  step.Fail, class: smtp.FailProxy, parts: map[string]string{first: smtp.FailProxy, second: smtp.FailProxy},
			says: "203.0.113.25:25: the proxy refuses",
		},
		{
			name: "something else", world: stubs{first: errors.New("odd"), second: errors.New("odd")},
			want: step.Fail, class: smtp.FailUnreachable, parts: map[string]string{first: smtp.FailUnreachable, second: smtp.FailUnreachable},
			says: "odd",
		},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			env := steptest.Env()
			env.World.Dial = test.world.dial
			env.Endpoint.ConnectTimeout = 20 * time.Millisecond
			env.Session.Addrs = addresses(first, second)
			o := steptest.Run(t, Kind, env)
			if o.Outcome != test.want || steptest.Class(o) != test.class {
				t.Errorf("%s %q, want %s %q", o.Outcome, steptest.Class(o), test.want, test.class)
			}
			if o.Failure != nil && !strings.Contains(o.Failure.Detail, test.says) {
				t.Errorf("detail %q, want %q in it", o.Failure.Detail, test.says)
			}
			parts := map[string]string{}
			for _, p := range o.Parts {
				parts[p.Key] = ""
				if p.Failure != nil {
					parts[p.Key] = p.Failure.Class
				}
			}
			if diff := cmp.Diff(test.parts, parts); diff != "" {
				t.Error(diff)
			}
			if (env.Session.Conn != nil) != (test.want == step.OK) {
				t.Errorf("connection %v after %s", env.Session.Conn, test.want)
			}
		})
	}
}

func TestLoopback(t *testing.T) {
	server := steptest.Serve(t, "S: 220 mx.example", nil)
	env := steptest.Env()
	env.Session.Addrs = []netip.AddrPort{server.Addr}
	o := steptest.Run(t, Kind, env)
	if o.Outcome != step.OK || env.Session.Peer != server.Addr {
		t.Fatalf("outcome %s, peer %s", o.Outcome, env.Session.Peer)
	}
	env.Session.Conn.Close()
	want := map[string]cty.Value{
		"address": cty.StringVal("127.0.0.1"),
		"local":   cty.StringVal("127.0.0.1"),
		"port":    cty.NumberIntVal(int64(server.Addr.Port())),
		"tried":   step.Strings([]string{"127.0.0.1"}),
	}
	if diff := cmp.Diff(want, o.Attrs, cmp.Comparer(cty.Value.RawEquals)); diff != "" {
		t.Error(diff)
	}
}

// TestClosedPort goes to a port that was just closed, so that the operating
// system's own word for it is met.
func TestClosedPort(t *testing.T) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	listener.Close()
	env := steptest.Env()
	env.Session.Addrs = []netip.AddrPort{netip.MustParseAddrPort(listener.Addr().String())}
	if o := steptest.Run(t, Kind, env); steptest.Class(o) != smtp.FailConnectRefused {
		t.Errorf("%s %q", o.Outcome, steptest.Class(o))
	}
}

// TestReset: a reset says that something broke the connection off, not that nothing
// listens there.
func TestReset(t *testing.T) {
	i := slices.IndexFunc(errnos, func(k known) bool { return k.detail == "connection reset while connecting" })
	env := steptest.Env()
	env.Session.Addrs = addresses("203.0.113.25")
	env.World.Dial = stubs{"203.0.113.25": errno(errnos[i].errno)}.dial
	if o := steptest.Run(t, Kind, env); o.Outcome != step.Fail || steptest.Class(o) != smtp.FailReset {
		t.Errorf("%s %q", o.Outcome, steptest.Class(o))
	}
}

// TestOwnTrouble is what says nothing about the server.
func TestOwnTrouble(t *testing.T) {
	for e := range ownErrnos {
		env := steptest.Env()
		env.Session.Addrs = addresses("203.0.113.25")
		env.World.Dial = stubs{"203.0.113.25": errno(e)}.dial
		if o, err := steptest.Try(t, Kind, env); err == nil {
			t.Errorf("%v: outcome %s, want an error", e, o.Outcome)
		}
	}
	if o, err := steptest.Try(t, Kind, steptest.Env()); err == nil {
		t.Errorf("without an address: outcome %s, want an error", o.Outcome)
	}
}

func TestPlan(t *testing.T) {
	env := steptest.Env()
	for want, e := range map[string]step.Endpoint{
		"connect mx.example:25":             {Host: "mx.example", Port: 25},
		"connect best MX of contoso.com:25": {MXOf: "contoso.com", Port: 25},
		"connect smtp.office365.com:587":    {Lab: &step.LabServer{Host: "smtp.office365.com"}, Port: 587},
		"connect [2001:db8::25]:25":         {Host: "2001:db8::25", Port: 25},
		"connect [2001:db8::26]:25":         {Host: "[IPv6:2001:db8::26]", Port: 25},
		"connect 203.0.113.25:25":           {Host: "[203.0.113.25]", Port: 25},
	} {
		env.Endpoint = e
		if diff := cmp.Diff([]string{want}, Kind.Plan(env)); diff != "" {
			t.Error(diff)
		}
	}
}

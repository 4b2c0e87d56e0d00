package runner

import (
	"context"
	"crypto/x509"
	"net"
	"net/netip"
	"time"

	"github.com/smtpspec/smtpspec/dsl"
	"github.com/smtpspec/smtpspec/runner/dns"
	"github.com/smtpspec/smtpspec/runner/result"
	"github.com/smtpspec/smtpspec/runner/step"
	"github.com/smtpspec/smtpspec/runner/transcript"
)

// World is what lies outside the runner. All of it can be replaced in tests.
type World struct {
	// Resolver is this computer's; Ask makes one for an endpoint that names its own.
	Resolver dns.Resolver
	Ask      func(hostport string) dns.Resolver
	Dial     func(ctx context.Context, source netip.Addr, addr netip.AddrPort) (net.Conn, error)
	Now      func() time.Time
	// Sleep waits between sessions where an operator is not to be asked more often;
	// nil: for as long as it says.
	Sleep func(ctx context.Context, d time.Duration) error
	// PublicRoots are the embedded roots, SystemRoots this computer's; both are
	// asked for on the first handshake only, since reading them takes a while.
	PublicRoots, SystemRoots func() *x509.CertPool
	// Lab starts a profile, or returns the server that already plays it.
	Lab func(profile *dsl.Lab) (*step.LabServer, error)
}

// Options are what a run does beside its plan.
type Options struct {
	World    World
	Parallel int           // workers; at least 1
	Timeout  time.Duration // the longest that one test may take; 0: its endpoint's session timeout
	FailFast bool          // let no further test begin after the first that counts against the run
	Vantage  string
	// ChangedAt is when the tenant's settings were changed, as stated; the zero time
	// where nobody says that they were.
	ChangedAt time.Time
	Version   string   // of smtpspec
	Command   []string // how to repeat the run
	Audience  string
	Warnings  []string // of the load
	Secrets   *transcript.Secrets
	// MaxAuthFailures and MaxRefusals are how many refused sign-ins the run stands,
	// and how many unexpected refusals at RCPT from one operator; 0: the defaults.
	MaxAuthFailures, MaxRefusals int
	// AllowHosts are globs over the hosts that credentials may be sent to; nil: all.
	AllowHosts []string
	Progress   Progress
}

// Progress hears of a run while it goes on. Its functions may be nil; they are
// called from several goroutines. PutBack says that a case which had started is to be
// started again later.
type Progress struct {
	Started  func(c *Case)
	PutBack  func(c *Case)
	Stage    func(c *Case, stage string)
	Finished func(c *Case, t result.Test)
}

// Sink takes a run as it happens. Tests come in the order in which they end, with
// their place in the run.
type Sink interface {
	Header(result.Header) error
	Test(index int, t result.Test) error
	Footer(result.Footer) error
}

// Package redact takes the client's names out of a run before it is shared.
//
// A write-up goes to a vendor, an ISP or Microsoft. What the client is called is
// none of their business: its domains, mailboxes, addresses and hosts become
// placeholders (`<domain-1>`), the same for the same value throughout a run,
// numbered in the suites' order so that two runs agree. The names of Microsoft,
// Google, Spamhaus and others stay, since they are evidence; but the tenant's
// label in them is the client's (`<tenant-1>.mail.protection.outlook.com`).
//
// Addresses of tests and paths of files stay, so that links and histories work.
package redact

import (
	"iter"
	"net/netip"
	"strings"

	"github.com/smtpspec/smtpspec/runner/result"
)

// The readers that a report may be for.
const (
	Vendor    = "vendor"    // sees no name of the client; the default
	Client    = "client"    // sees its own names
	ISP       = "isp"       // sees the public address that the site sends from
	Microsoft = "microsoft" // sees the domain, the tenant and the replies' trailers
)

// Run is the run as its audience may see it. It reads the tests once, to find
// the names that only the session showed: that way a name has the same number
// wherever a report begins to read.
func Run(run result.Run) result.Run {
	out, _ := RunAnd(run)
	return out
}

// View is what is known of a redacted run.
type View struct{ names *names }

// Text does to a text that is about the run and not in it what was done to the run.
func (v View) Text(s string) string {
	if v.names == nil {
		return s
	}
	return v.names.redact(s)
}

// RunAnd is Run, and with it what is known of what it did.
func RunAnd(run result.Run) (result.Run, View) {
	if run.Header.Audience == Client || run.Header.Redacted {
		return run, View{}
	}
	names := collect(run)
	out := result.Run{Header: names.header(run.Header), Footer: names.footer(run.Footer)}
	tests := run.Tests()
	kept := make([]result.Test, 0, min(mostKept, run.Footer.Counts.Total())) // of the first tests, in their order
	out.Each = iter.Seq2[result.Test, error](func(yield func(result.Test, error) bool) {
		i := 0
		for t, err := range tests {
			switch {
			case err != nil:
			case i < len(kept):
				t = kept[i]
			default:
				if t = names.test(t); i == len(kept) && i < mostKept {
					kept = append(kept, t)
				}
			}
			if i++; !yield(t, err) {
				return
			}
		}
	})
	return out, View{names}
}

// Text is a text that belongs to no run, such as what is wrong with a suite: the
// names in it are known by their form.
func Text(s string) string {
	n := newNames(result.Header{})
	n.learning = true
	n.stated(s)
	n.learning = false
	clear(n.clean)
	return n.stated(s)
}

// mostKept is how many redacted tests are kept: a report goes through a run
// several times, and a run of many tests must not be held in memory.
const mostKept = 400

// collect finds every name in the order in which a reader meets it.
func collect(run result.Run) *names {
	n := newNames(run.Header)
	n.learning = true
	n.header(run.Header)
	n.leaving.header(run.Header)
	for t, err := range run.Tests() {
		if err == nil {
			n.leaving.test(t)
			n.seen(t)
			n.heard(t)
			n.test(t)
		}
	}
	for _, d := range run.Footer.Diagnoses {
		for _, ip := range d.SeenFrom {
			n.client(ip)
		}
	}
	for _, c := range run.Footer.Comparisons {
		n.leaving.name(c.Name)
		n.leaving.title(c.Title)
	}
	n.footer(run.Footer)
	n.learning = false
	clear(n.clean)
	return n
}

// seen learns the client's addresses out of what the server echoed and what the
// connection was made from; and, where the server is no known operator's but one
// that the suite names, that server's own names and addresses.
func (n *names) seen(t result.Test) {
	n.client(t.Diagnosis.SeenFrom)
	asked := lower(t.Endpoint.Host)
	own := asked != "" && !infrastructure(asked) && t.Endpoint.Lab == ""
	if own {
		n.local(t.Endpoint.Peer)
		n.called(t)
	}
	for _, s := range t.Stages {
		n.client(s.String("client_address"))
		n.local(s.String("local"))
		if own {
			n.server(s)
			n.certificate(s)
		}
		if t.Endpoint.Lab == "" {
			n.exchangers(s)
		}
	}
}

// exchangers learns the hosts that receive a domain's mail, also those that were not
// chosen. Each stands behind its preference, "20 mx2.example".
func (n *names) exchangers(s result.Stage) {
	for _, record := range s.Strings("mx") {
		if _, name, ok := strings.Cut(record, " "); ok {
			n.host(name)
		}
	}
}

// server learns what a stage shows of a server that is the client's own.
func (n *names) server(s result.Stage) {
	for _, attr := range []string{"addresses", "tried"} {
		for _, a := range s.Strings(attr) {
			n.local(a)
		}
	}
	n.host(s.String("host"))
}

// host learns a host's name, unless it is an operator's.
func (n *names) host(name string) {
	name = strings.TrimPrefix(name, "*.")
	if n.knows(lower(name)) {
		return // the same few servers are met again and again
	}
	if _, err := netip.ParseAddr(name); err == nil || !strings.Contains(name, ".") || infrastructure(lower(name)) {
		return
	}
	n.list(result.Name{Kind: host, Value: name})
}

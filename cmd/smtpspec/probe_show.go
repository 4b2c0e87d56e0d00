package main

import (
	"fmt"
	"strings"

	"github.com/smtpspec/smtpspec/cmd/smtpspec/internal/tenant"
	"github.com/smtpspec/smtpspec/reports/redact"
	"github.com/smtpspec/smtpspec/reports/screen"
	"github.com/smtpspec/smtpspec/runner/result"
)

// found is what was recognised, in sentences.
func (p *probing) found() []string {
	t := p.survey.target
	if t.domain != "" {
		return t.found.Says()
	}
	op := t.operator()
	switch {
	case op.Name == "Microsoft 365" && op.Service == "inbound":
		return []string{t.host + " is a tenant's own host at Microsoft 365, by its name."}
	case op.Name == "Microsoft 365" && op.Service == "submission":
		return []string{t.host + " is a submission endpoint of Microsoft 365: it takes mail from mailboxes that sign in."}
	case op.Name != "":
		return []string{fmt.Sprintf("%s belongs to %s, by its name.", t.host, op.Name)}
	}
	return []string{fmt.Sprintf("%s, port %d: a server that belongs to no operator known here.", t.host, t.port)}
}

// show prints the screen, and returns the exit status that it stands for. In a pipe
// the client's names are taken out, as in every report.
func (p *probing) show(run result.Run) (int, error) {
	a, f := p.app, p.flags
	lines, err := screen.Lines(run)
	if err != nil {
		return result.ExitTrouble, err
	}
	out, tty := a.out, a.tty.out
	if f.wantsSuite() && f.out == "" {
		out, tty = a.err, a.tty.err
	}
	w := screen.Writer{
		Width: a.width(tty), Color: a.color(tty), Verbose: f.verbose,
		Tested: p.survey.target.domain == "", Found: p.found(), Computer: p.computer(), Next: p.next(run, lines),
	}
	if !tty && f.redact == "on" {
		run = p.redacted(run, &w)
	}
	return screen.Exit(lines), w.Write(out, run)
}

// computer is what is known of this computer's fitness.
func (p *probing) computer() []string {
	if p.fit == nil {
		return []string{"not looked at (--no-egress)"}
	}
	return capitals(p.fit.Says)
}

// capitals begins each sentence with a capital letter where several stand under one
// another.
func capitals(lines []string) []string {
	if len(lines) < 2 {
		return lines
	}
	out := make([]string, len(lines))
	for i, l := range lines {
		out[i] = strings.ToUpper(l[:1]) + l[1:] + "."
	}
	return out
}

// redacted is the run, and the words beside it, without the client's names. The
// words travel as warnings of the run, so that names have the same placeholders in
// both.
func (p *probing) redacted(run result.Run, w *screen.Writer) result.Run {
	if p.fit != nil {
		for _, addr := range p.fit.SeenFrom {
			run.Header.Names = append(run.Header.Names, result.Name{Kind: "ip", Value: addr})
		}
	}
	if domain := p.survey.target.domain; domain != "" {
		run.Header.Names = append(run.Header.Names, result.Name{Kind: "domain", Value: domain})
	}
	parts := []*[]string{&w.Found, &w.Computer, &w.Next}
	run.Footer.Warnings = nil
	for _, part := range parts {
		run.Footer.Warnings = append(run.Footer.Warnings, *part...)
	}
	run = redact.Run(run)
	words := run.Footer.Warnings
	for _, part := range parts {
		n := len(*part)
		*part, words = words[:n:n], words[n:]
	}
	return run
}

// next is the one next step. What the domain itself forbids comes first, then what
// keeps this computer from testing, then what the tests found.
func (p *probing) next(run result.Run, lines []screen.Line) []string {
	t := p.survey.target
	switch t.found.Kind {
	case tenant.Missing:
		return []string{"See whether the domain is spelled right."}
	case tenant.Unanswered:
		return []string{"Ask another name server, with --resolver HOST."}
	case tenant.NullMX:
		return []string{"Ask whoever runs the domain: a null MX is set on purpose."}
	}
	for _, l := range lines {
		if l.State == result.Blocked {
			return p.afterRefusal(run, l)
		}
	}
	if p.fit != nil && !p.fit.Port25 && undecided(lines) {
		return []string{"Run this at the device's site, on its network: from here nothing can be learned about port 25."}
	}
	for _, l := range lines {
		if l.Test != nil && l.State == result.Undecided && l.Test.Status == result.Fail {
			return []string{"The refusal is a temporary one. Run the same again in a quarter of an hour:", p.again()}
		}
	}
	if screen.Exit(lines) == result.ExitOK {
		if p.flags.wantsSuite() {
			return []string{"RCPT TO accepted is not delivery: send one scan, and look for it in the mailbox."}
		}
		return []string{
			"RCPT TO accepted is not delivery: send one scan, and look for it in the mailbox. Keep this as a test:",
			p.again("--out", suiteName(t)),
		}
	}
	return p.withoutEnvelope(lines)
}

// undecided reports whether a session with port 25 came to nothing.
func undecided(lines []screen.Line) bool {
	for _, l := range lines {
		if l.Test != nil && l.Test.Status == result.Inconclusive && l.Test.Endpoint.Port == 25 {
			return true
		}
	}
	return false
}

// afterRefusal is what to do about a refusal: another method, where the diagnosis
// recommends one that is untested, else what the knowledge base says.
func (p *probing) afterRefusal(run result.Run, l screen.Line) []string {
	if d := run.Footer.Diagnosis; d != nil && d.Recommendation != nil && d.Recommendation.Method == "client-submission" && p.flags.user == "" {
		command := p.again("--user", "MAILBOX")
		if p.survey.target.domain == "" {
			command = "smtpspec probe smtp.office365.com --user MAILBOX"
		}
		out := []string{"Try client submission from here:", command}
		if why := d.Recommendation.Why; why != "" {
			out = append(out, why)
		}
		return out
	}
	if f := l.Test.Diagnosis.Finding; f != nil && f.Class.Advice != "" {
		return []string{strings.Join(strings.Fields(f.Class.Advice), " ")}
	}
	return []string{"Look at the whole session:", p.again("--no-egress", "-v")}
}

// withoutEnvelope is what is missing where nothing was refused and nothing
// accepted.
func (p *probing) withoutEnvelope(lines []screen.Line) []string {
	for _, l := range lines {
		if l.Test != nil && (l.Test.Status == result.Inconclusive || l.Test.Status == result.Error) {
			return []string{fmt.Sprintf("Nothing was learned about %s: see whether a firewall on the way lets port %d out, or run this elsewhere.", l.Test.Endpoint.Host, l.Test.Endpoint.Port)}
		}
	}
	if p.flags.user == "" && p.survey.target.operator().Service == "submission" {
		return []string{"Sign in with a mailbox:", p.again("--user", "MAILBOX")}
	}
	return []string{"Give a real sender and a real recipient inside, for a refusal comes at RCPT TO:", p.again("--from", "SENDER", "--to", "RECIPIENT")}
}

// again is this probe's command line with more behind it.
func (p *probing) again(more ...string) string {
	args := p.command()
	for i, arg := range args {
		args[i] = quoteArg(arg)
	}
	return strings.Join(append(args, more...), " ")
}

// suiteName is the file that a target's suite goes to.
func suiteName(t target) string {
	name := t.domain
	if name == "" {
		name = t.host
	}
	return strings.ReplaceAll(name, ":", "-") + ".smtp.hcl" // an IPv6 address has colons, which Windows keeps for itself
}

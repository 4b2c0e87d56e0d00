package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/smtpspec/smtpspec/reports/redact"
	"github.com/smtpspec/smtpspec/reports/screen"
	"github.com/smtpspec/smtpspec/runner/result"
	"github.com/smtpspec/smtpspec/runner/smtp"
)

// found is what was recognised, in sentences.
func (p *probing) found() []string {
	t := p.survey.target
	if t.domain != "" {
		return t.found.Says()
	}
	op := t.operator()
	method, _ := smtp.SubmissionMethod(t.host)
	switch {
	case op.Name == "Microsoft 365" && op.Service == "inbound":
		return []string{t.host + " is a tenant's own host at Microsoft 365, by its name."}
	case method == "hve":
		return []string{t.host + " is the endpoint of High Volume Email of Microsoft 365: it takes mail from accounts of its own that sign in."}
	case method == "acs":
		return []string{t.host + " is the endpoint of Azure Communication Services Email: it takes mail from those who sign in."}
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
	run = p.settled(run)
	lines, err := screen.Lines(run)
	if err != nil {
		return result.ExitTrouble, err
	}
	lines = p.ofTarget(lines)
	out, tty := a.out, a.tty.out
	if f.wantsSuite() && f.out == "" {
		out, tty = a.err, a.tty.err
	}
	w := screen.Writer{
		Width: a.width(tty), Color: a.color(tty), Verbose: f.verbose,
		Tested: p.survey.target.domain == "", Found: p.found(), Computer: p.computer(lines), Next: p.next(run, lines),
	}
	if !tty && f.redact == "on" {
		run = p.redacted(run, &w)
	}
	return p.exit(lines), w.Write(out, run)
}

// exit is the exit status: what was accepted counts only on a computer that is fit
// to test from, and what was refused counts anywhere.
func (p *probing) exit(lines []screen.Line) int {
	code := screen.Exit(lines)
	if code == result.ExitOK && p.spoilt(lines) != "" {
		return result.ExitInconclusive
	}
	return code
}

// computer is what is known of this computer's fitness.
func (p *probing) computer(lines []screen.Line) []string {
	if p.fit == nil {
		return []string{"not looked at (--no-egress)"}
	}
	says := p.fit.Says
	if l := p.allTheSame(lines); l != nil {
		says = append(slices.Clone(says), fmt.Sprintf("%s was reached all the same, on port %d", asked(*l.Test), l.Test.Endpoint.Port))
	}
	return capitals(says)
}

// capitals begins each sentence with a capital letter where several stand under one
// another.
func capitals(lines []string) []string {
	if len(lines) < 2 {
		return lines
	}
	out := make([]string, len(lines))
	for i, l := range lines {
		out[i] = capital(l) + "."
	}
	return out
}

// capital begins a sentence. A host name stays as it is.
func capital(sentence string) string {
	if first, _, _ := strings.Cut(sentence, " "); strings.Contains(first, ".") {
		return sentence
	}
	return strings.ToUpper(sentence[:1]) + sentence[1:]
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

// astray are the tests whose host is one that everybody's mail goes to, and which the
// name service does not know: that is a word about the name service.
func (p *probing) astray(run result.Run) []string {
	var out []string
	for t, err := range run.Tests() {
		decided, _ := t.Stage(t.Decided)
		if _, fixed := smtp.SubmissionMethod(t.Endpoint.Host); err == nil && fixed && decided.Name == string(smtp.Resolve) {
			out = append(out, t.Address)
		}
	}
	return out
}

// settled is the run with what the probe itself made sure of: a recipient of a relay
// test whose own MX was looked up before, and is not Microsoft's.
func (p *probing) settled(run result.Run) result.Run {
	run.Footer.Diagnoses = slices.Clone(run.Footer.Diagnoses)
	astray := p.astray(run)
	for i, d := range run.Footer.Diagnoses {
		d.Methods = slices.Clone(d.Methods)
		for j, m := range d.Methods {
			if m.State == result.Blocked && slices.Contains(astray, m.Test) {
				d.Methods[j].State, d.Methods[j].Detail = result.Undecided, "the name service does not know this endpoint, which exists"
			}
			if m.Name == "relay" && m.State == result.Accepted && p.survey.relayTo != "" {
				d.Methods[j].Detail = "envelope accepted for a recipient outside, whose own MX was looked up and is not Microsoft's: a connector matches; can still fail: content, quota"
			}
		}
		if r := d.Recommendation; r != nil && p.survey.relayTo != "" {
			known := *r
			known.Text = strings.Replace(r.Text, ", if that recipient's own MX is not Microsoft's", "", 1)
			d.Recommendation = &known
		}
		run.Footer.Diagnoses[i] = d
	}
	return run
}

package main

import (
	"bytes"
	"errors"
	"fmt"
	"iter"
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/smtpspec/smtpspec/dsl"
	"github.com/smtpspec/smtpspec/reports/redact"
	"github.com/smtpspec/smtpspec/runner"
	"github.com/smtpspec/smtpspec/runner/reject"
	"github.com/smtpspec/smtpspec/runner/result"
	"github.com/smtpspec/smtpspec/runner/smtp"
	"github.com/smtpspec/smtpspec/runner/transcript"
	"github.com/smtpspec/smtpspec/suites/lab/recording"
)

// recordBook collects what `record` writes, a session at a time: a run log may be
// larger than the memory, and a suite is never larger than what is read of one.
type recordBook struct {
	flags  *recordFlags
	stand  recording.StandIns
	names  recording.Names
	kept   []recorded
	size   int
	passed []string // the tests that could not be recorded, and why
	// terminal says that a person reads what is said beside the file, with all names.
	terminal bool
	// redacted is a text about the run without the client's names; own are those names.
	redacted redact.View
	own      []result.Name
}

// recorded is one session as it is written.
type recorded struct {
	address, name string
	notes         []string
	ended         string // where it ended before its time, and why; or ""
	text          []byte
}

func newRecordBook(f *recordFlags) *recordBook {
	return &recordBook{flags: f, names: recording.Names{}}
}

// take makes profiles of the tests that are wanted.
func (b *recordBook) take(run result.Run) error {
	view := run
	if b.flags.redact == "on" {
		certified, err := certifiedHosts(run)
		if err != nil {
			return err
		}
		run.Header.Names = append(slices.Clone(run.Header.Names), certified...)
		view, b.redacted = redact.RunAnd(run)
		b.own = run.Header.Names
	}
	wanted := runner.NewAddressGlobs(b.flags.tests...)
	classes := reject.Builtin()
	known := func(id string) bool {
		_, ok := classes.Lookup(id)
		return ok
	}
	raw, stop := iter.Pull2(run.Tests())
	defer stop()
	for t, err := range view.Tests() {
		if err != nil {
			return err
		}
		was, _, _ := raw()
		if !wanted.Match(t.Address) {
			continue
		}
		if err := b.add(t, was, known); err != nil {
			return err
		}
	}
	return nil
}

// add makes a profile of one test; raw is the same with all its names.
func (b *recordBook) add(t, raw result.Test, known func(class string) bool) (err error) {
	if b.flags.redact == "on" {
		if t, err = b.stand.Test(t); err != nil {
			return err
		}
	}
	shown := t
	if b.terminal {
		shown = raw
	}
	called := b.called(t)
	s, err := recording.Of(called, t, known)
	if err != nil {
		b.pass(t.Address, whyNot(shown, err))
		return nil
	}
	if b.flags.redact == "on" {
		hideLogin(&s)
	}
	s.Lab.Name = b.names.Of(called)
	r := recorded{address: t.Address, name: s.Lab.Name, ended: endedEarly(shown), text: s.Text()}
	r.notes = append(slices.Clone(s.Notes), b.left(r.text)...)
	b.kept = append(b.kept, r)
	if b.size += len(r.text) + 1; b.size > dsl.MaxSource {
		return errRecordTooLarge
	}
	return nil
}

// hideLogin replaces a user name that is no mailbox and still stands, such as one that is
// a word like any other. The lab takes any.
func hideLogin(s *recording.Session) {
	if s.Test.Login == "" || strings.Contains(s.Test.Login, "@") {
		return
	}
	s.Test.Login = "user"
	if _, signedIn := s.Test.Stage(string(smtp.Auth)); signedIn {
		s.Notes = append(s.Notes, "The user name is replaced.")
	}
}

// called is what a session is called: as the flag has it, or its test, or the host that
// it was held with. What stands in brackets behind the name of a test is data, such as a
// mailbox, in which the client's names are replaced as anywhere else.
func (b *recordBook) called(t result.Test) string {
	switch {
	case b.flags.name != "":
		return b.flags.name
	case b.flags.log == "":
		return t.Endpoint.Host
	}
	name, key, _ := strings.Cut(t.ShortName(), "[")
	return name + "[" + b.stand.Text(b.redacted.Text(key))
}

// pass leaves a test out. That of a session with HOST has no name that anybody knows.
func (b *recordBook) pass(address, why string) {
	if b.flags.log != "" {
		why = address + ": " + why
	}
	b.passed = append(b.passed, why)
}

var errRecordTooLarge = fmt.Errorf("the sessions make a suite of more than %d MiB, the most that is read of one: take a part of them with --test GLOB", dsl.MaxSource>>20)

// sound is the suite, which loads. A session that cannot stand in a suite is left
// out: a run log may come from anywhere, and so may a server's words.
func (b *recordBook) sound(run result.Run) []byte {
	head := recording.Head(b.head(run))
	text := b.text(head)
	if b.wrong(text) == "" {
		return text
	}
	b.kept = slices.DeleteFunc(b.kept, func(r recorded) bool {
		why := b.wrong(r.text)
		if why != "" {
			b.pass(r.address, "it cannot stand in a suite: "+why)
		}
		return why != ""
	})
	return b.text(head)
}

// wrong is the first mistake in a suite, or "".
func (b *recordBook) wrong(text []byte) string {
	_, diags := dsl.LoadText(text, "record.smtp.hcl", dsl.Options{World: dslWorld(), NeedValues: true})
	for _, d := range diags {
		if d.Severity == hcl.DiagError {
			return d.Summary + ": " + d.Detail
		}
	}
	return ""
}

func (b *recordBook) text(head []byte) []byte {
	parts := [][]byte{head}
	for _, r := range b.kept {
		parts = append(parts, r.text)
	}
	return bytes.Join(parts, []byte("\n"))
}

// whyNot says why a test has no session to record.
func whyNot(t result.Test, err error) string {
	if !errors.Is(err, recording.ErrNoServer) {
		return err.Error()
	}
	if s, ok := t.Stage(t.Decided); ok && s.Failure != nil {
		return fmt.Sprintf("no server was heard, %s: %s", s.Failure.Class, s.Failure.Detail)
	}
	if t.Reason != "" {
		return t.Reason
	}
	return err.Error()
}

// mostSaid is how much is shown of what ended a session: a reply may have a hundred
// lines, and the recording has them all.
const mostSaid = 200

// endedEarly says where a session ended that did not go as far as it was to go, and
// with what; "" of one that did.
func endedEarly(t result.Test) string {
	s, _ := t.Stage(t.Decided)
	why := ""
	switch {
	case s.Outcome == "" || s.Outcome == "accept" || s.Outcome == "ok":
		return ""
	case s.Failure != nil:
		why = s.Failure.Class + ": " + s.Failure.Detail
	case s.Reply != nil:
		why = strings.Join(strings.Fields(fmt.Sprintf("%d %s %s", s.Reply.Code, s.Reply.Enhanced, s.Reply.Text)), " ")
	default:
		why = "it was not offered"
	}
	said := []rune(transcript.Printable(why))
	if len(said) > mostSaid {
		said = append(said[:mostSaid], '…')
	}
	out := fmt.Sprintf("The session ended at %s: %s", smtp.Stage(s.Name).Command(), string(said))
	if n := len(t.To) - len(s.Parts); s.Name == string(smtp.Rcpt) && n > 0 {
		out += fmt.Sprintf(" (%s not asked)", count(n, "recipient"))
	}
	return out
}

// head is the comment at the top of the file.
func (b *recordBook) head(run result.Run) []string {
	head := []string{fmt.Sprintf("Recorded by smtpspec %s on %s.", run.Header.Version, run.Header.Started.UTC().Format("2006-01-02"))}
	if b.flags.redact == "off" {
		return append(head, "Not redacted.")
	}
	if said := b.stand.Said(); len(said) > 0 {
		return append(head, "Replaced: "+strings.Join(said, "; ")+".")
	}
	return append(head, "No name of the client was found in it.")
}

func (a *app) sayRecorded(b *recordBook) {
	f := b.flags
	where := "standard output"
	if f.out != "" {
		where = f.out
	}
	fmt.Fprintf(a.notes(), "Recorded: %s in %s\n", count(len(b.kept), "session"), where)
	if said := b.stand.Said(); len(said) > 0 {
		fmt.Fprintf(a.notes(), "Replaced: %s\n", strings.Join(said, "; "))
	}
	for _, s := range b.kept {
		for _, n := range s.notes {
			fmt.Fprintf(a.notes(), "%s: %s\n", s.name, transcript.Printable(n))
		}
	}
	for _, s := range b.kept {
		if f.log == "" && s.ended != "" {
			fmt.Fprintln(a.notes(), s.ended)
		}
	}
	if f.out != "" {
		fmt.Fprintf(a.notes(), "Next: smtpspec run %s, or smtpspec replay %s for another client\n", f.out, f.out)
	}
}

// Package screen writes a run about one server or one domain so that it fits one
// screen: what was recognised, whether this computer is fit to test from, a line
// for each way of sending with what it rests on, and one next step. It is what
// `smtpspec probe` shows; everything in it comes out of the run.
package screen

import (
	"io"
	"math"
	"slices"
	"strings"

	"github.com/fatih/color"
	"github.com/smtpspec/smtpspec/reports/internal/say"
	"github.com/smtpspec/smtpspec/reports/internal/text"
	"github.com/smtpspec/smtpspec/runner/result"
)

// DefaultWidth is how wide a screen is where nothing says otherwise.
const DefaultWidth = 100

// label is the room for the words on the left.
const label = 16

// longest is how much of a reply is shown, as in tables.
const longest = 1000

// command is what a paragraph begins with that is a command line.
const command = "smtpspec "

// Writer writes screens.
type Writer struct {
	Width   int  // of the terminal; 0 means DefaultWidth
	Color   bool // colour the states
	Verbose bool // every session's transcript
	Tested  bool // only what was tried, and no method that was not
	// Found says what was recognised, a sentence each; Computer, what is known of
	// this computer's fitness; Next is the next step. All may be empty. A paragraph
	// that is a command is written on a line of its own, to be copied.
	Found, Computer, Next []string
}

// Write writes the run.
func (wr Writer) Write(w io.Writer, run result.Run) error {
	lines, err := Lines(run)
	if err != nil {
		return err
	}
	p := &printer{w: w, width: max(40, wr.Width), color: wr.Color}
	if wr.Width <= 0 {
		p.width = DefaultWidth
	}
	for _, s := range wr.Found {
		p.wrapped("", s)
	}
	if wr.Tested {
		lines = slices.DeleteFunc(lines, func(l Line) bool { return l.Test == nil })
	}
	p.line("")
	p.labelled("This computer", wr.Computer)
	p.labelled("Seen from", []string{seenFrom(run, lines)})
	p.line("")
	most := longest
	if wr.Verbose {
		most = math.MaxInt
	}
	p.methods(lines, most)
	p.labelled("Next", wr.Next)
	if wr.Verbose {
		p.transcripts(lines)
	}
	return p.err
}

// seenFrom is the address that the servers saw. A report begins with it, since
// reputation is that address's, and with what it is not: the device.
func seenFrom(run result.Run, lines []Line) string {
	var seen []string
	var by say.Sightings
	for _, d := range run.Footer.Diagnoses {
		seen = append(seen, d.SeenFrom...)
	}
	for _, l := range lines {
		if l.Test == nil {
			continue
		}
		by.Add(*l.Test)
		if len(seen) == 0 && l.Test.Diagnosis.SeenFrom != "" {
			seen = []string{l.Test.Diagnosis.SeenFrom}
		}
	}
	for i, ip := range seen {
		if by.Unproven(ip) {
			seen[i] += " (unauthenticated)"
		}
	}
	if len(seen) == 0 {
		return "not known: no server said it"
	}
	return text.Line(text.And(seen)) + ", on this computer, not on the device"
}

// printer writes lines and keeps the first error.
type printer struct {
	w     io.Writer
	width int
	color bool
	err   error
}

// line writes one line. Nothing that a CI system obeys gets past it.
func (p *printer) line(s string) {
	if p.err == nil {
		_, p.err = io.WriteString(p.w, text.Quiet(strings.TrimRight(s, " "))+"\n")
	}
}

// wrapped writes s behind a label, and its further lines under its first.
func (p *printer) wrapped(label, s string) {
	for _, l := range text.Hang(label, text.Line(s), p.width) {
		p.line(l)
	}
}

// labelled writes paragraphs behind one word.
func (p *printer) labelled(word string, texts []string) {
	for i, s := range texts {
		if i > 0 {
			word = ""
		}
		if strings.HasPrefix(s, command) {
			p.line(text.Pad(word, label) + text.Line(s))
			continue
		}
		p.wrapped(text.Pad(word, label), s)
	}
}

// methods writes a line a way of sending, and under it what it rests on; under the last
// of several that rest on the same session.
func (p *printer) methods(lines []Line, most int) {
	name, state := 0, 0
	for _, l := range lines {
		name, state = max(name, text.Width(text.Line(l.Name))), max(state, text.Width(string(l.State)))
	}
	for i, l := range lines {
		shown := text.Pad(string(l.State), state)
		head := text.Pad(text.Line(l.Name), name+3)
		for n, detail := range text.Wrap(text.Line(l.Detail), max(20, p.width-name-state-6)) {
			if n > 0 {
				head, shown = strings.Repeat(" ", name+3), strings.Repeat(" ", state)
			}
			p.line(head + p.paint(l.State, shown) + "   " + detail)
		}
		if l.Test == nil || l.sharedWith(lines[i+1:]) {
			continue
		}
		for _, e := range evidence(*l.Test, most) {
			p.wrapped("    ", e)
		}
	}
	if len(lines) > 0 {
		p.line("")
	}
}

func (p *printer) transcripts(lines []Line) {
	for i, l := range lines {
		if l.Test == nil || len(l.Test.Transcript) == 0 || l.sharedWith(lines[i+1:]) {
			continue
		}
		p.line("")
		p.line(text.Line(l.Name))
		for _, entry := range say.Transcript(l.Test.Transcript) {
			p.line("  " + entry)
		}
	}
}

// paint colours a state, where colours are wanted.
func (p *printer) paint(state result.MethodState, shown string) string {
	if !p.color {
		return shown
	}
	c := color.New(color.FgYellow)
	switch state {
	case result.Accepted, result.Works:
		c = color.New(color.FgGreen)
	case result.Blocked:
		c = color.New(color.FgRed, color.Bold)
	case result.Untested:
		c = color.New(color.Faint)
	}
	c.EnableColor()
	return c.Sprint(shown)
}

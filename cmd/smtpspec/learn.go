package main

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"net"
	"os"
	"path/filepath"
	"strings"

	"github.com/mitchellh/go-wordwrap"
	"github.com/smtpspec/smtpspec/dsl"
	"github.com/smtpspec/smtpspec/runner/transcript"
	"github.com/smtpspec/smtpspec/suites/lab"
)

// learner writes down what the clients of a lab are, anew after each session.
type learner struct {
	app      *app
	file     string
	profile  string
	force    bool // replace the file that is there already
	sessions []lab.Session
}

// ready makes sure that the file may be written, before anything listens.
func (l *learner) ready() error {
	if named := keptName(l.file); named != "" {
		return invalid("--learn: %s is named as %s is, and a client block alone is none: --learn copier.hcl", l.file, named)
	}
	if err := free("--learn", l.file, l.force); err != nil {
		return err
	}
	folder := filepath.Dir(l.file)
	if _, err := os.Stat(folder); errors.Is(err, fs.ErrNotExist) {
		fmt.Fprintf(l.app.err, "The folder %s does not exist, and is made with the first session.\n", transcript.Printable(folder))
	}
	return nil
}

// maxLearned is how many sessions are kept: what a client is shows in a few, and a
// lab on a network may be found by scanners.
const maxLearned = 200

// learn takes one more session.
func (l *learner) learn(s lab.Session) error {
	if len(l.sessions) >= maxLearned {
		l.sessions = append(l.sessions[:0], l.sessions[1:]...)
	}
	l.sessions = append(l.sessions, s)
	text, names := l.text()
	if err := l.app.writeText(text, l.file); err != nil {
		return fmt.Errorf("--learn: %w", err)
	}
	fmt.Fprintf(l.app.err, "Learned: %s in %s\n", strings.Join(names, ", "), l.file)
	return nil
}

// text is the file: a `client` block for each client, with what else was seen, and
// what Microsoft 365 will not like.
func (l *learner) text() (text []byte, names []string) {
	var b bytes.Buffer
	comment(&b, fmt.Sprintf("Learned by smtpspec %s on %s, with the lab playing %s.",
		version, l.app.now().UTC().Format("2006-01-02"), l.profile))
	var blocks bytes.Buffer
	taken := map[string]int{}
	for _, sessions := range lab.Clients(l.sessions) {
		c := lab.Learn(sessions)
		if taken[c.Client.Name]++; taken[c.Client.Name] > 1 {
			c.Client.Name = fmt.Sprintf("%s_%d", c.Client.Name, taken[c.Client.Name])
		}
		names = append(names, "client."+c.Client.Name)
		writeLearned(&blocks, sessions, c)
	}
	if len(names) > 0 {
		comment(&b, fmt.Sprintf("Copy the block into a suite, and name it in `defaults` or in a test: client = %s", names[0]))
	}
	return append(b.Bytes(), blocks.Bytes()...), names
}

func writeLearned(b *bytes.Buffer, sessions []lab.Session, c lab.Learned) {
	b.WriteString("\n")
	without := ""
	if c.Nameless {
		without = " without a name"
	}
	comment(b, fmt.Sprintf("%s%s from %s.", count(len(sessions), "session"), without, whereFrom(sessions)))
	comment(b, c.Seen...)
	b.Write(dsl.FormatClient(c.Client))
	b.WriteString("\n")
	switch {
	case len(c.Trouble) > 0:
	case !c.Far:
		comment(b, "No session came to AUTH or MAIL FROM, so what Microsoft 365 would refuse of it was not seen.")
		return
	default:
		comment(b, "Nothing was seen of it that Microsoft 365 is known to refuse.")
		return
	}
	comment(b, "What Microsoft 365 will not like about it:")
	for _, text := range c.Trouble {
		lines := strings.Split(wordwrap.WrapString(transcript.Printable(text), learnedWidth-2), "\n")
		fmt.Fprintf(b, "# - %s\n", strings.Join(lines, "\n#   "))
	}
}

// learnedWidth is how long a line of a comment gets.
const learnedWidth = 96

// comment writes paragraphs as comment lines.
func comment(b *bytes.Buffer, texts ...string) {
	for _, text := range texts {
		lines := strings.Split(wordwrap.WrapString(transcript.Printable(text), learnedWidth), "\n")
		fmt.Fprintf(b, "# %s\n", strings.Join(lines, "\n# "))
	}
}

func whereFrom(sessions []lab.Session) string {
	return net.IP(sessions[0].Client.Addr().AsSlice()).String()
}

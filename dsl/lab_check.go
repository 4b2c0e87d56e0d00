package dsl

import (
	"errors"
	"fmt"
	"path"
	"slices"
	"strings"
)

// The checks of what a lab says. A server that says what is no reply is written
// with "raw", so that nobody comes to it by a slip of the pen.

// checkLabText checks what a `lab` block says by itself.
func (s *suiteLoader) checkLabText(f *fields) {
	s.checkText(f, "banner", checkReply)
	for _, name := range []string{"greeting", "keywords", "keywords_tls"} {
		s.checkText(f, name, checkLine)
	}
}

// checkLabReply checks an `on` block.
func (s *suiteLoader) checkLabReply(stage string, f *fields) {
	if stage == "tls" && f.given("reply") {
		s.fail(f.rng("reply"), "No reply here", `A handshake has no reply: "raw" says bytes in its place, and "action" ends it.`)
	} else {
		s.checkText(f, "reply", checkReply)
	}
	for _, a := range labArguments {
		if !slices.Contains(a.stages, stage) && f.given(a.name) {
			s.fail(f.rng(a.name), "No "+a.name+" here", fmt.Sprintf("%q can stand in: on %s.", a.name, strings.Join(a.stages, ", on ")))
		}
	}
	s.checkText(f, "name", checkGlob)
	s.checkText(f, "recipient", checkGlob)
}

// labArguments are what a reply can be made to hang on, and the commands that it is
// an argument of.
var labArguments = []struct {
	name   string
	stages []string
}{
	{"name", []string{"ehlo", "ehlo-tls"}},
	{"mechanism", []string{"auth"}},
	{"recipient", []string{"rcpt"}},
}

// checkLabVersions makes sure that a server takes any version of TLS at all.
func (s *suiteLoader) checkLabVersions(f *fields) {
	if lowest, highest := f.str("min_version"), f.str("max_version"); lowest != "" && highest != "" && lowest > highest {
		s.fail(f.rng("min_version"), "No TLS version left", fmt.Sprintf("min_version %q is above max_version %q.", lowest, highest))
	}
}

// checkReply takes a reply as a profile writes it: the code on the first line, and
// on further ones the same code or none (RFC 5321 §4.2).
func checkReply(reply string) error {
	text := chomp(reply)
	if text == "" {
		return errors.New("the reply is empty; null is none, and to say nothing is action = \"silent\"")
	}
	if strings.Contains(text, "\r") {
		return fmt.Errorf("the reply %q has a carriage return that ends no line; bytes that are no reply are written with raw", reply)
	}
	lines := strings.Split(text, "\n")
	code := replyCode(lines[0])
	if code == "" {
		return fmt.Errorf("the reply %q does not begin with a reply code, such as 250 or 550", reply)
	}
	for _, line := range lines[1:] {
		if other := replyCode(line); other != "" && other != code {
			return fmt.Errorf("the reply %q has a line with another code, %s after %s; what a server says in spite of that is written with raw", reply, other, code)
		}
	}
	return nil
}

// replyCode is the code that a line begins with, or "".
func replyCode(line string) string {
	if len(line) < 3 || line[0] < '2' || line[0] > '5' || strings.Trim(line[1:3], "0123456789") != "" {
		return ""
	}
	if len(line) > 3 && line[3] != ' ' && line[3] != '-' {
		return ""
	}
	return line[:3]
}

// checkLine takes what is said on one line.
func checkLine(text string) error {
	if strings.ContainsAny(text, "\r\n") {
		return fmt.Errorf("%q is more than one line", text)
	}
	return nil
}

// checkGlob takes a pattern for names and recipients.
func checkGlob(glob string) error {
	if _, err := path.Match(glob, ""); err != nil {
		return fmt.Errorf(`%q is no pattern: a [ that stands for itself is written \\[`, glob)
	}
	return nil
}

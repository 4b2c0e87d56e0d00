package dsl

import (
	"cmp"
	"crypto/tls"
	"errors"
	"fmt"
	"path"
	"slices"
	"strings"
	"time"

	"github.com/smtpspec/smtpspec/dsl/schema"
)

// The checks of what a lab says. A server that says what is no reply is written
// with "raw", so that nobody comes to it by a slip of the pen.

// checkLabText checks what a `lab` block says by itself.
func (s *suiteLoader) checkLabText(f *fields) {
	s.checkText(f, "banner", checkReply)
	s.checkText(f, "greeting", checkLine)
	s.checkText(f, "keywords", CheckKeyword)
	s.checkText(f, "keywords_tls", CheckKeyword)
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
	if f.str("when") == "other-sender" && !slices.Contains(senderStages, stage) {
		s.fail(f.rng("when"), "No sender here", fmt.Sprintf("The sender is known from MAIL FROM on: \"other-sender\" can stand in: on %s.", strings.Join(senderStages, ", on ")))
	}
	s.checkText(f, "name", checkGlob)
	s.checkText(f, "recipient", checkGlob)
	for _, name := range []string{"name", "mechanism", "recipient", "attempt"} {
		if v, ok := f.value(name); ok && len(schema.All(v)) == 0 {
			s.fail(f.rng(name), "Empty list", fmt.Sprintf("With an empty %q the reply would hold for nothing; without one it holds for all.", name))
		}
	}
	for _, name := range []string{"raw", "raw_base64"} {
		s.checkText(f, name, checkRaw)
	}
	if f.duration("delay", 0) > maxDelay {
		s.fail(f.rng("delay"), `Invalid value for "delay"`, "No client waits for longer than an hour; to say nothing is action = \"silent\".")
	}
}

// maxDelay is longer than a client waits for anything (RFC 5321 §4.5.3.2: ten
// minutes at most).
const maxDelay = time.Hour

// checkRaw takes bytes, of which there are some.
func checkRaw(raw string) error {
	if raw == "" {
		return errors.New("there are no bytes in it; to say nothing is action = \"silent\"")
	}
	return nil
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

// senderStages are those of a mail transaction, which has a sender.
var senderStages = []string{"mail", "rcpt", "data", "message"}

// checkLabTLS makes sure that a server takes any TLS at all.
func (s *suiteLoader) checkLabTLS(f *fields) {
	lowest, highest := f.str("min_version"), cmp.Or(f.str("max_version"), "TLS1.3")
	if lowest > highest {
		s.fail(f.rng("min_version"), "No TLS version left", fmt.Sprintf("min_version %q is above max_version %q.", lowest, highest))
	}
	v, ok := f.value("ciphers")
	switch {
	case !ok:
	case len(schema.All(v)) == 0:
		s.fail(f.rng("ciphers"), "Empty list", `With an empty "ciphers" the server would take no client up to TLS 1.2; without one it takes all.`)
	case lowest == "TLS1.3":
		s.fail(f.rng("ciphers"), "No ciphers here", `With min_version "TLS1.3" there is nothing to choose: the cipher suites of TLS 1.3 are always taken.`)
	case lowest <= highest && !someCipher(f.list("ciphers"), lowest, highest):
		s.fail(f.rng("ciphers"), "No cipher suite left", "The server would take no client up to TLS 1.2: none of these is a suite of such a version that it takes. Those of TLS 1.3 are always taken.")
	}
}

// someCipher reports whether one of the suites is of a version from the lowest to the
// highest, TLS 1.3 left out, whose suites nobody chooses.
func someCipher(names []string, lowest, highest string) bool {
	for _, c := range append(tls.CipherSuites(), tls.InsecureCipherSuites()...) {
		fits := slices.ContainsFunc(c.SupportedVersions, func(id uint16) bool {
			version := strings.ReplaceAll(tls.VersionName(id), " ", "")
			return id < tls.VersionTLS13 && version >= lowest && version <= highest
		})
		if fits && slices.Contains(names, c.Name) {
			return true
		}
	}
	return false
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

// CheckKeyword takes a line of the reply to EHLO: a keyword, and its parameters
// (RFC 5321 §4.1.1.1). Parameters are taken as they are, and in keywords what is said
// in the field: "AUTH=LOGIN" has come from servers before RFC 4954.
func CheckKeyword(text string) error {
	if err := checkLine(text); err != nil {
		return err
	}
	keyword, _, _ := strings.Cut(text, " ")
	odd := strings.ContainsFunc(keyword, func(r rune) bool {
		return (r < 'a' || r > 'z') && (r < 'A' || r > 'Z') && (r < '0' || r > '9') && !strings.ContainsRune("-_.=", r)
	})
	if keyword == "" || odd || strings.ContainsRune("-_.=", rune(keyword[0])) {
		return fmt.Errorf("%q begins with no EHLO keyword, such as SIZE; a reply that is wrong on purpose is written as on ehlo", text)
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

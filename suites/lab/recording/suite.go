package recording

import (
	"bytes"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/mitchellh/go-wordwrap"
	"github.com/smtpspec/smtpspec/dsl"
	"github.com/smtpspec/smtpspec/runner/result"
	"github.com/smtpspec/smtpspec/runner/smtp"
	"github.com/smtpspec/smtpspec/runner/transcript"
)

// Text writes a recorded session as a part of a suite: the profile, with the test
// that meets in it what was met.
func (s Session) Text() []byte {
	var b bytes.Buffer
	comment(&b, s.Notes)
	b.Write(dsl.FormatLab(s.Lab))
	s.test(&b)
	return dsl.Format(b.Bytes())
}

// Head writes the comment at the top of a suite, a line for each text.
func Head(lines []string) []byte {
	var b bytes.Buffer
	comment(&b, lines)
	return b.Bytes()
}

// commentWidth is how long a line of a comment gets.
const commentWidth = 100

func comment(b *bytes.Buffer, lines []string) {
	for _, text := range lines {
		for line := range strings.SplitSeq(wordwrap.WrapString(transcript.Printable(text), commentWidth), "\n") {
			fmt.Fprintf(b, "# %s\n", strings.TrimSpace(line))
		}
	}
}

// anyPassword stands for the password, which is in no record. The lab takes any.
const anyPassword = "any-word-will-do"

// test writes the test that belongs to a profile, with what it needs.
func (s Session) test(b *bytes.Buffer) {
	name := s.Lab.Name
	fmt.Fprintf(b, "\nendpoint %s {\nlab = lab.%s\n", dsl.Quote(name), name)
	if s.Test.Endpoint.TLS != "" && s.Test.Endpoint.TLS != string(smtp.TLSStartTLS) {
		fmt.Fprintf(b, "tls = %s\n", dsl.Quote(s.Test.Endpoint.TLS))
	}
	if s.unverified() {
		b.WriteString("verify = false\n")
	}
	if slices.Contains(methods, s.Test.Endpoint.Method) {
		fmt.Fprintf(b, "method = %s\n", dsl.Quote(s.Test.Endpoint.Method))
	}
	s.timeouts(b)
	b.WriteString("}\n")
	signsIn := s.credential(b)

	fmt.Fprintf(b, "\ntest %s {\ntitle = %s\nendpoint = endpoint.%s\n", dsl.Quote(name), dsl.Quote(s.Lab.Title), name)
	if signsIn {
		fmt.Fprintf(b, "credential = credential.%s\n", name)
	}
	if s.Test.From != "" {
		fmt.Fprintf(b, "from = %s\n", dsl.Quote(s.Test.From))
	}
	if s.Test.From == "<>" && len(s.Test.To) > 0 {
		b.WriteString("allow_callout = true # the lab minds none\n")
	}
	if len(s.Test.To) > 0 {
		fmt.Fprintf(b, "to = [%s]\n", quoted(s.Test.To))
	}
	fmt.Fprintf(b, "\n%s\n}\n", s.expect())
}

// mostPatience is how long a test waits for a server that is known to be silent.
const mostPatience = 5 * time.Second

// timeouts keeps a test from waiting a minute for what will not come.
func (s Session) timeouts(b *bytes.Buffer) {
	for _, st := range s.Test.Stages {
		if st.Failure == nil || st.Failure.Class != smtp.FailReplyTimeout && st.Failure.Class != smtp.FailTLSTimeout {
			continue
		}
		name := "command"
		switch smtp.Stage(st.Name) {
		case smtp.Banner, smtp.TLS:
			name = st.Name
		case smtp.Message:
			name = "message"
		}
		patience := max(100*time.Millisecond, min(st.Took.Round(100*time.Millisecond), mostPatience))
		fmt.Fprintf(b, "\ntimeouts {\n%s = %s\n}\n", name, dsl.Quote(patience.String()))
		return
	}
}

func quoted(list []string) string {
	out := make([]string, len(list))
	for i, s := range list {
		out[i] = dsl.Quote(s)
	}
	return strings.Join(out, ", ")
}

// unverified reports whether a credential went to a server whose certificate did
// not hold: the endpoint allowed it, and has to again.
func (s Session) unverified() bool {
	auth, ok := s.Test.Stage(string(smtp.Auth))
	handshake, secure := s.Test.Stage(string(smtp.TLS))
	return ok && auth.Reply != nil && secure && handshake.Outcome == "ok" && !handshake.Bool("verified")
}

// credential writes whom the session signed in as.
func (s Session) credential(b *bytes.Buffer) bool {
	auth, ok := s.Test.Stage(string(smtp.Auth))
	if !ok || s.Test.Login == "" {
		return false
	}
	fmt.Fprintf(b, "\ncredential %s {\nusername = %s\npassword = %s # the lab takes any\n", dsl.Quote(s.Lab.Name), dsl.Quote(s.Test.Login), dsl.Quote(anyPassword))
	if m := auth.String("mechanism"); slices.Contains(mechanisms, m) {
		fmt.Fprintf(b, "mechanism = %s\n", dsl.Quote(m))
	}
	if handshake, ok := s.Test.Stage(string(smtp.TLS)); auth.Reply != nil && (!ok || handshake.Outcome != "ok") {
		b.WriteString("allow_plaintext = true\n")
	}
	if auth.Refused() {
		b.WriteString("allow_refusal = true\n")
	}
	b.WriteString("}\n")
	return true
}

// mechanisms are those that a credential can name without a token, and that a lab
// which knows no password can play.
var mechanisms = []string{"LOGIN", "PLAIN", "CRAM-MD5"}

// expect is what the stage that decided is expected to be.
func (s Session) expect() string {
	d, ok := s.decided()
	if !ok {
		return "expect banner accept {}"
	}
	if mixed(d.Parts) {
		var out []string
		for _, p := range d.Parts {
			out = append(out, expectation(d.Name, p.Outcome, append([]string{"recipient = " + dsl.Quote(p.Key)}, classWanted(p.Class)...)))
		}
		return strings.Join(out, "\n\n")
	}
	wants := classWanted(d.Class)
	if d.Name == string(smtp.TLS) && d.Outcome == "ok" && !d.Bool("verified") {
		wants = append(wants, "verified = false")
	}
	return expectation(d.Name, d.Outcome, wants)
}

// mixed reports whether a stage's parts came to different ends. An EHLO that was
// followed by HELO has parts too, and ends as the later one.
func mixed(parts []result.Part) bool {
	return len(parts) > 1 && parts[0].Key != "EHLO" && slices.ContainsFunc(parts, func(p result.Part) bool {
		return p.Outcome != parts[0].Outcome || classID(p.Class) != classID(parts[0].Class)
	})
}

func classID(c *result.Class) string {
	if c == nil {
		return ""
	}
	return c.ID
}

func classWanted(c *result.Class) []string {
	if id := classID(c); id != "" && id != "unknown" {
		return []string{"class = " + dsl.Quote(id)}
	}
	return nil
}

func expectation(stage, outcome string, wants []string) string {
	if len(wants) == 0 {
		return fmt.Sprintf("expect %s %s {}", stage, outcome)
	}
	return fmt.Sprintf("expect %s %s {\n%s\n}", stage, outcome, strings.Join(wants, "\n"))
}

// decided is the stage that decided, or the last one before QUIT.
func (s Session) decided() (result.Stage, bool) {
	if d, ok := s.Test.Stage(s.Test.Decided); ok && d.Name != string(smtp.Quit) {
		return d, true
	}
	for _, d := range slices.Backward(s.Test.Stages) {
		if d.Name != string(smtp.Quit) {
			return d, true
		}
	}
	return result.Stage{}, false
}

var notInName = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`[^A-Za-z0-9_]+`) })

// Names are those that are taken.
type Names map[string]bool

// Of gives a name that a block can have and no other has, made of what it is called.
func (n Names) Of(called string) string {
	name := strings.Trim(notInName().ReplaceAllString(called, "_"), "_")
	if name == "" || name[0] >= '0' && name[0] <= '9' {
		name = "session_" + name
	}
	name = strings.TrimSuffix(name, "_")
	free := name
	for i := 2; n[free]; i++ {
		free = fmt.Sprintf("%s_%d", name, i)
	}
	n[free] = true
	return free
}

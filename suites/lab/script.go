package lab

import (
	"cmp"
	"errors"
	"fmt"
	"path"
	"slices"
	"strconv"
	"strings"

	"github.com/smtpspec/smtpspec/dsl"
	"github.com/smtpspec/smtpspec/runner/smtp"
)

// How a profile comes to TLS.
const (
	ModeStartTLS = "starttls" // by the STARTTLS command; the default
	ModeImplicit = "implicit" // from the first byte (RFC 8314 §3.3)
	ModeNone     = "none"     // not at all
)

// What a profile can do in place of, or after, a reply.
const (
	ActionClose   = "close"   // end the connection properly
	ActionReset   = "reset"   // end it with a RST
	ActionSilent  = "silent"  // say nothing more
	ActionGarbage = "garbage" // say bytes that are no reply
)

// The states that an `on` block's `when` names.
const (
	WhenClear           = "clear"
	WhenTLS             = "tls"
	WhenUnauthenticated = "unauthenticated" // inside TLS or not
	WhenAuthenticated   = "authenticated"
)

// Stages are those at which a profile can answer.
var Stages = []smtp.Stage{
	smtp.Banner, smtp.EHLO, smtp.StartTLS, smtp.TLS, smtp.EHLOTLS, smtp.Auth,
	smtp.Mail, smtp.Rcpt, smtp.Data, smtp.Message, smtp.Quit,
}

// script is a profile made ready to be played.
type script struct {
	host     string
	domain   string // the name in banner and EHLO: the banner's, else host
	mode     string
	banner   string
	greeting string
	clear    []string // keywords before TLS
	inside   []string // keywords inside TLS
	on       map[smtp.Stage][]dsl.LabReply
}

// compile checks a profile and fills in what it leaves out.
func compile(p *dsl.Lab) (script, error) {
	sc := script{
		host:     cmp.Or(p.Host, p.Name+".lab.example"),
		mode:     cmp.Or(p.TLS.Mode, ModeStartTLS),
		banner:   p.Banner,
		greeting: cmp.Or(p.Greeting, "Hello [{client_address}]"),
		on:       map[smtp.Stage][]dsl.LabReply{},
	}
	bad := func(format string, args ...any) (script, error) {
		return script{}, fmt.Errorf("lab %q: %w", p.Name, fmt.Errorf(format, args...))
	}
	if err := checkTLS(p.TLS); err != nil {
		return bad("%w", err)
	}
	sc.keywords(p)
	if sc.banner == "" {
		sc.banner = "220 {host} ESMTP smtpspec lab"
	}
	if _, err := replyLines(sc.banner); err != nil {
		return bad("banner: %w", err)
	}
	sc.domain = NameIn(sc.banner, sc.host)
	for _, line := range append(append([]string{sc.host, sc.greeting}, sc.clear...), sc.inside...) {
		if strings.ContainsAny(line, "\r\n") {
			return bad("a line end in %q", line)
		}
	}
	for _, on := range p.On {
		if err := checkReply(on); err != nil {
			return bad("on %s: %w", on.Stage, err)
		}
		stage := smtp.Stage(on.Stage)
		sc.on[stage] = append(sc.on[stage], on)
	}
	return sc, nil
}

// keywords takes the profile's, or those that any server of today has. A profile
// without users knows no password, so it does not offer what needs one.
func (sc *script) keywords(p *dsl.Lab) {
	sc.clear = p.Keywords
	if sc.clear == nil {
		sc.clear = []string{"SIZE 157286400", "PIPELINING", "ENHANCEDSTATUSCODES", "8BITMIME"}
		if sc.mode == ModeStartTLS {
			sc.clear = append(sc.clear, "STARTTLS")
		}
	}
	sc.inside = p.KeywordsTLS
	if sc.inside == nil {
		sc.inside = slices.DeleteFunc(slices.Clone(sc.clear), func(k string) bool {
			return strings.EqualFold(k, "STARTTLS")
		})
	}
	if p.Users == nil {
		sc.clear, sc.inside = withoutProofs(sc.clear), withoutProofs(sc.inside)
	}
}

// NameIn is the name that a banner gives, or else the host's. A farm greets with
// the name of the machine that answered and repeats it in the EHLO reply, while
// its certificate bears the name that was asked for; so does the lab.
func NameIn(banner, host string) string {
	fields := strings.Fields(banner)
	if len(fields) < 2 || !strings.Contains(fields[1], ".") || strings.ContainsAny(fields[1], "{}*[") {
		return host
	}
	return fields[1]
}

func checkTLS(t dsl.LabTLS) error {
	if !oneOf(t.Mode, ModeStartTLS, ModeImplicit, ModeNone) {
		return fmt.Errorf("tls mode %q is none of starttls, implicit, none", t.Mode)
	}
	if !oneOf(t.Certificate, Certificates...) {
		return fmt.Errorf("certificate %q is none of %s", t.Certificate, strings.Join(Certificates, ", "))
	}
	for _, v := range []string{t.MinVersion, t.MaxVersion} {
		if _, ok := tlsVersions[v]; v != "" && !ok {
			return fmt.Errorf("version %q is none of TLS1.0, TLS1.1, TLS1.2, TLS1.3", v)
		}
	}
	if t.MinVersion != "" && t.MaxVersion != "" && t.MinVersion > t.MaxVersion {
		return fmt.Errorf("min_version %s is above max_version %s", t.MinVersion, t.MaxVersion)
	}
	return nil
}

func checkReply(on dsl.LabReply) error {
	if !slices.Contains(Stages, smtp.Stage(on.Stage)) {
		return fmt.Errorf("%q is no stage that a server answers", on.Stage)
	}
	if !oneOf(on.Action, ActionClose, ActionReset, ActionSilent, ActionGarbage) {
		return fmt.Errorf("action %q is none of close, reset, silent, garbage", on.Action)
	}
	if !oneOf(on.When, WhenClear, WhenTLS, WhenUnauthenticated, WhenAuthenticated) {
		return fmt.Errorf("when %q is none of clear, tls, unauthenticated, authenticated", on.When)
	}
	if on.Reply != "" && on.Raw != nil {
		return errors.New("reply and raw exclude each other")
	}
	if on.Stage == string(smtp.TLS) && on.Reply != "" {
		return errors.New("a handshake has no reply; use raw or action")
	}
	if on.Delay < 0 {
		return fmt.Errorf("a delay of %s lies in the past", on.Delay)
	}
	if on.Recipient != nil && on.Stage != string(smtp.Rcpt) {
		return errors.New("recipient is for rcpt only")
	}
	for _, glob := range on.Recipient {
		if _, err := path.Match(glob, ""); err != nil {
			return fmt.Errorf("recipient %q: %w", glob, err)
		}
	}
	for _, n := range on.Attempt {
		if n < 1 {
			return fmt.Errorf("attempt %d: the first is 1", n)
		}
	}
	if on.Reply == "" {
		return nil
	}
	_, err := replyLines(on.Reply)
	return err
}

// oneOf reports whether s is empty or one of the words.
func oneOf(s string, words ...string) bool {
	return s == "" || slices.Contains(words, s)
}

// replyLines splits a reply as a profile writes it into the lines that go over
// the wire. Further lines may repeat the code or leave it out; the separators are
// put right, since a reply that is wrong on purpose is written with `raw`.
func replyLines(reply string) ([]string, error) {
	texts := strings.Split(strings.TrimRight(strings.ReplaceAll(reply, "\r\n", "\n"), "\n"), "\n")
	first := texts[0]
	if len(first) < 3 {
		return nil, fmt.Errorf("reply %q does not begin with a reply code", reply)
	}
	code := first[:3]
	n, err := strconv.Atoi(code)
	if err != nil || n < 200 || n > 599 || !separated(first) {
		return nil, fmt.Errorf("reply %q does not begin with a reply code", reply)
	}
	for i, t := range texts {
		if strings.HasPrefix(t, code) && separated(t) {
			t = t[min(4, len(t)):]
		}
		sep := "-"
		if i == len(texts)-1 {
			sep = " "
		}
		texts[i] = code + sep + t
	}
	return texts, nil
}

// separated reports whether a blank, a hyphen or nothing follows the code.
func separated(line string) bool {
	return len(line) == 3 || line[3] == ' ' || line[3] == '-'
}

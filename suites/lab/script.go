package lab

import (
	"cmp"
	"fmt"
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
	WhenOldTLS          = "old-tls"         // TLS 1.0 or 1.1 (RFC 8996)
	WhenUnauthenticated = "unauthenticated" // inside TLS or not
	WhenAuthenticated   = "authenticated"
	WhenOtherSender     = "other-sender" // MAIL FROM is not the user who signed in
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

// compile fills in what a profile leaves out. A profile was checked when it was
// loaded; what could not be played is asserted once more.
func compile(p *dsl.Lab) (script, error) {
	sc := script{
		host:     cmp.Or(p.Host, p.Name+".lab.example"),
		mode:     cmp.Or(p.TLS.Mode, ModeStartTLS),
		banner:   p.Banner,
		greeting: cmp.Or(p.Greeting, "Hello [{client_address}]"),
		on:       map[smtp.Stage][]dsl.LabReply{},
	}
	sc.keywords(p)
	if sc.banner == "" {
		sc.banner = "220 {host} ESMTP smtpspec lab"
	}
	sc.domain = NameIn(sc.banner, sc.host)
	for _, on := range p.On {
		stage := smtp.Stage(on.Stage)
		sc.on[stage] = append(sc.on[stage], on)
	}
	if err := sc.assert(p); err != nil {
		return script{}, fmt.Errorf("lab %q: %w", p.Name, err)
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

// assert returns what is wrong with a profile that was not loaded but made, as
// recordings are. Loading says the same with its place in the file.
func (sc *script) assert(p *dsl.Lab) error {
	replies := []string{sc.banner}
	for _, on := range p.On {
		if !slices.Contains(Stages, smtp.Stage(on.Stage)) {
			return fmt.Errorf("%q is no stage that a server answers", on.Stage)
		}
		if on.Reply != "" {
			replies = append(replies, on.Reply)
		}
	}
	for _, reply := range replies {
		if _, err := replyLines(reply); err != nil {
			return err
		}
	}
	for _, line := range slices.Concat([]string{sc.host, sc.greeting}, sc.clear, sc.inside) {
		if strings.ContainsAny(line, "\r\n") {
			return fmt.Errorf("a line end in %q", line)
		}
	}
	return nil
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

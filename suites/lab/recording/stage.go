package recording

import (
	"slices"
	"strings"

	"github.com/smtpspec/smtpspec/dsl"
	"github.com/smtpspec/smtpspec/runner/result"
	"github.com/smtpspec/smtpspec/runner/smtp"
	"github.com/smtpspec/smtpspec/runner/transcript"
	"github.com/smtpspec/smtpspec/suites/lab"
)

// banner takes the greeting.
func (r *recorder) banner(s result.Stage) {
	on, ok := r.answer(s.Name, said{s.Reply, s.Failure, s.Took})
	switch {
	case !ok:
	case on.Reply == "" || on.Action != "" || on.Delay > 0:
		r.lab.Banner = on.Reply // for the name in it
		r.on(on)
	default:
		r.lab.Banner = on.Reply
	}
}

// ehlo takes an EHLO reply apart, where the lab puts the same together again.
func (r *recorder) ehlo(s result.Stage) {
	first := said{s.Reply, s.Failure, s.Took}
	if len(s.Parts) == 2 {
		// EHLO was not known, and HELO was said. The lab answers EHLO as recorded, and
		// HELO with its own name and greeting.
		first = said{s.Parts[0].Reply, s.Parts[0].Failure, s.Parts[0].Took}
		r.helo(s.Parts[1])
	}
	on, ok := r.answer(s.Name, first)
	if !ok {
		return
	}
	lines := strings.Split(on.Reply, "\n")
	if s.Outcome != "accept" || len(s.Parts) == 2 {
		r.on(on)
		return
	}
	if sound := r.keywords(s); sound && on.Reply != "" && on.Delay == 0 && on.Action == "" && r.greeting(strings.TrimLeft(lines[0][3:], "- ")) {
		return
	}
	r.on(on)
}

// keywords sets what is offered from now on, and reports whether that is all that was
// said: what is no keyword stays in the reply.
func (r *recorder) keywords(s result.Stage) bool {
	list, sound := []string{}, true
	if s.Reply != nil && len(s.Reply.Lines) > 1 {
		for _, l := range s.Reply.Lines[1:] {
			if dsl.CheckKeyword(l) != nil {
				sound = false
				continue
			}
			list = append(list, l)
		}
	}
	if s.Name == string(smtp.EHLOTLS) {
		r.lab.KeywordsTLS = list
		return sound
	}
	r.lab.Keywords = list
	return sound
}

// greeting reports whether the lab says a first line of its own as recorded, and
// makes it do so.
func (r *recorder) greeting(line string) bool {
	name, rest, ok := strings.Cut(line, " ")
	if !ok || rest == "" || name != lab.NameIn(r.lab.Banner, r.lab.Host) {
		return false
	}
	if r.lab.Greeting != "" && r.lab.Greeting != rest {
		return false
	}
	r.lab.Greeting = rest
	return true
}

// helo takes the reply to HELO that came after EHLO had been refused.
func (r *recorder) helo(p result.Part) {
	if p.Outcome != "accept" || p.Reply == nil || len(p.Reply.Lines) == 0 || !r.greeting(p.Reply.Lines[0]) {
		r.note("The reply to HELO, which was said after EHLO, is the lab's own.")
	}
}

// recipients takes the verdicts over the recipients. Where all are alike they hold
// for any recipient.
func (r *recorder) recipients(s result.Stage) {
	if len(s.Parts) == 0 {
		r.plain(s)
		return
	}
	var list []dsl.LabReply
	for _, p := range s.Parts {
		on, ok := r.answer(s.Name, said{p.Reply, p.Failure, p.Took})
		if !ok {
			continue
		}
		same := slices.IndexFunc(list, func(o dsl.LabReply) bool { return o.Reply != "" && o.Reply == on.Reply })
		if same >= 0 {
			list[same].Recipient = append(list[same].Recipient, globOf(p.Key))
			continue
		}
		on.Recipient = []string{globOf(p.Key)}
		list = append(list, on)
	}
	if len(list) == 1 {
		list[0].Recipient = nil
	} else {
		r.note("A recipient that was not in the session is accepted.")
	}
	r.lab.On = append(r.lab.On, list...)
}

// globMarks takes their meaning from the characters that have one in a glob.
var globMarks = strings.NewReplacer(`\`, `\\`, "*", `\*`, "?", `\?`, "[", `\[`)

// globOf matches a recipient and nothing else.
func globOf(recipient string) string { return globMarks.Replace(recipient) }

// offers completes what is offered inside TLS where EHLO was not said there.
func (r *recorder) offers() {
	if r.lab.KeywordsTLS != nil {
		return
	}
	if r.lab.TLS.Mode == lab.ModeImplicit {
		r.lab.KeywordsTLS = []string{}
	}
	if s, ok := r.t.Stage(string(smtp.TLS)); ok && s.Outcome == "ok" {
		r.note("The server was not asked for its keywords inside TLS.")
	}
}

// prompts are the lab's own challenges of LOGIN and the empty one of PLAIN.
var prompts = []string{"334 VXNlcm5hbWU6", "334 UGFzc3dvcmQ6", "334 ", "334"}

// challenges says where the server's challenges were others than the lab's.
func (r *recorder) challenges() {
	auth, ok := r.t.Stage(string(smtp.Auth))
	if !ok || auth.Reply == nil {
		return
	}
	if m := auth.String("mechanism"); strings.HasPrefix(m, "SCRAM-") {
		r.note("The session signed in by %s. The lab does not know the password, so it does not offer that.", m)
		return
	}
	asked := false
	for _, e := range r.t.Transcript {
		if e.Stage != string(smtp.Auth) || e.Dir != transcript.Received || !strings.HasPrefix(e.Text, "334") {
			continue
		}
		asked = true
		if m := auth.String("mechanism"); (m == "LOGIN" || m == "PLAIN") && !slices.Contains(prompts, e.Text) {
			// They are in base64, and may name the client: what they said is left out.
			r.note("The server's challenges of AUTH %s were worded otherwise.", m)
			return
		}
	}
	if auth.String("mechanism") == "LOGIN" && !asked && auth.Refused() && auth.Reply.Code == 535 {
		r.note("The server refused AUTH LOGIN at once; the lab asks for user name and password first.")
	}
}

package runner

import (
	"strings"

	"github.com/smtpspec/smtpspec/dsl"
	"github.com/smtpspec/smtpspec/runner/result"
	"github.com/smtpspec/smtpspec/runner/smtp"
	"github.com/smtpspec/smtpspec/runner/transcript"
)

// blank is the result of a test before anything happened: what the suite says.
func (r *run) blank(c *Case) result.Test {
	t := c.Test
	out := result.Test{
		Address: t.Address, Suite: c.Suite.File, Title: transcript.Printable(t.Title), Tags: t.Tags,
		Range: rangeOf(t.Range), Started: r.now().UTC(), To: t.To, Status: result.Pending,
	}
	if t.From != nil {
		out.From = "<" + *t.From + ">"
		if *t.From != "" {
			out.From = *t.From
		}
	}
	if t.Credential != nil {
		out.Login = r.opt.Secrets.Hide(t.Credential.Username)
		out.AllowRefusal = t.Credential.AllowRefusal
	}
	if t.Client != nil {
		out.Client = t.Client.Name
	}
	if e := t.Endpoint; e != nil {
		out.Endpoint = result.Endpoint{
			Name: e.Name, Host: e.Host, MXOf: e.MXOf, Port: e.Port, TLS: e.TLS, Method: e.Method, Family: statedFamily(t),
		}
		if e.Lab != nil {
			out.Endpoint.Lab, out.Endpoint.Host = e.Lab.Name, e.Lab.Host
		}
	}
	return out
}

// suiteOf is a suite as the header describes it.
func suiteOf(s *dsl.Suite, p *Plan) result.Suite {
	out := result.Suite{
		File: s.File, Title: transcript.Printable(s.Title), SHA256: s.SHA256, Tags: s.Tags, Lab: true,
	}
	for _, c := range p.Tests {
		if c.Suite == s && c.Test.Endpoint != nil && c.Test.Endpoint.Lab == nil {
			out.Lab = false
		}
	}
	out.Site = siteOf(s)
	for _, cs := range s.CaseStudies {
		out.CaseStudies = append(out.CaseStudies, caseStudyOf(cs))
	}
	return out
}

func caseStudyOf(cs *dsl.CaseStudy) result.CaseStudy {
	out := result.CaseStudy{
		Name: cs.Name, Title: transcript.Printable(cs.Title), Tests: cs.Tests,
		RootCause: printable(cs.RootCause), Resolution: printable(cs.Resolution),
	}
	for _, p := range cs.Environment {
		out.Environment = append(out.Environment, result.Pair{Name: transcript.Printable(p[0]), Value: transcript.Printable(p[1])})
	}
	for _, v := range cs.Symptoms {
		out.Symptoms = append(out.Symptoms, printable(v))
	}
	for _, v := range cs.Lessons {
		out.Lessons = append(out.Lessons, printable(v))
	}
	return out
}

// printable makes an author's prose fit to be shown; its line breaks stay.
func printable(text string) string {
	lines := strings.Split(strings.ReplaceAll(text, "\r\n", "\n"), "\n")
	for i := range lines {
		lines[i] = transcript.Printable(lines[i])
	}
	return strings.Join(lines, "\n")
}

// namesOf lists what belongs to the client in a plan, in the suites' order, so
// that placeholders are numbered alike in every run.
func namesOf(p *Plan, secrets *transcript.Secrets) []result.Name {
	var out []result.Name
	known := map[result.Name]bool{}
	add := func(kind, value string) {
		n := result.Name{Kind: kind, Value: strings.ToLower(value)}
		if value != "" && !known[n] && !secrets.Contains(value) { // a secret is hidden, and needs no placeholder
			known[n] = true
			out = append(out, n)
		}
	}
	host := func(name string) {
		if _, infrastructure := smtp.OperatorOf(name); !infrastructure && name != "localhost" {
			add(kindOfHost(name), strings.Trim(name, "[]"))
		}
	}
	mailbox := func(address string) {
		_, domain, ok := cutMailbox(address)
		if !ok {
			return
		}
		if _, infrastructure := smtp.OperatorOf(domain); !infrastructure {
			add("domain", domain)
		}
		add("mailbox", address)
	}
	for _, c := range p.Tests {
		describeNames(c.Test, add, host, mailbox)
	}
	return out
}

func describeNames(t *dsl.Test, add func(kind, value string), host, mailbox func(string)) {
	if t.From != nil {
		mailbox(*t.From)
	}
	for _, to := range t.To {
		mailbox(to)
	}
	if t.Credential != nil {
		if name := t.Credential.Username; strings.Contains(name, "@") {
			mailbox(name)
		} else {
			add("user", name)
		}
	}
	if e := t.Endpoint; e != nil {
		add("domain", e.MXOf)
		host(e.Host)
		host(e.ServerName)
		if e.Lab != nil {
			host(e.Lab.Host)
		}
		if e.Source.IsValid() {
			add("ip", e.Source.String())
		}
	}
	if t.Client != nil {
		host(t.Client.EHLO)
		host(t.Client.HELO)
	}
}

// siteOf is what a suite states of its site, or nil.
func siteOf(s *dsl.Suite) *result.Site {
	if s.Site == nil {
		return nil
	}
	return &result.Site{StaticIP: s.Site.StaticIP, ExternalRecipients: s.Site.ExternalRecipients, DeviceOAuth: s.Site.DeviceOAuth}
}

// sitesOf is what the suites of a plan state of their sites, by file.
func sitesOf(p *Plan) map[string]*result.Site {
	out := map[string]*result.Site{}
	for _, s := range p.Suites {
		out[s.File] = siteOf(s)
	}
	return out
}

// statedFamily is the address family that a test is bound to, or "".
func statedFamily(t *dsl.Test) string {
	if family := familyOf(t); family != "any" {
		return family
	}
	return ""
}

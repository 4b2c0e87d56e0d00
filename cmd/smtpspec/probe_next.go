package main

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/smtpspec/smtpspec/cmd/smtpspec/internal/fitness"
	"github.com/smtpspec/smtpspec/cmd/smtpspec/internal/tenant"
	"github.com/smtpspec/smtpspec/reports/screen"
	"github.com/smtpspec/smtpspec/runner/diagnose"
	"github.com/smtpspec/smtpspec/runner/result"
	"github.com/smtpspec/smtpspec/runner/smtp"
)

// next is the one next step. What the domain itself forbids comes first; then what
// keeps this computer from testing, save before a refusal that TLS vouches for; then
// what was accepted, what was refused, and what is missing.
func (p *probing) next(run result.Run, lines []screen.Line) []string {
	if out := p.aboutDomain(); out != nil {
		return out
	}
	refused := p.refused(run, lines)
	if problem := p.spoilt(lines); problem != "" && (refused == nil || !vouched(*refused)) {
		return p.despite(run, problem, lines)
	}
	accepted := find(lines, envelopeTaken)
	switch {
	case accepted != nil && p.ownHostWanted():
		return p.wantOwnHost()
	case accepted != nil:
		return p.afterAcceptance(run, lines)
	case refused != nil:
		return p.afterRefusal(run, *refused, lines)
	}
	if l := find(lines, postponed); l != nil {
		return []string{"The refusal is a temporary one. Run the same again in a quarter of an hour:", p.again()}
	}
	if p.ownHostWanted() {
		return p.wantOwnHost()
	}
	return p.undecided(lines)
}

// ofTarget are the lines that say something of what was asked about. Where there is
// a tenant, what a filter in front of it takes or refuses does not, nor does the
// domain itself that has no MX.
func (p *probing) ofTarget(lines []screen.Line) []screen.Line {
	found := p.survey.target.found
	if !found.Tenant() {
		return lines
	}
	return slices.DeleteFunc(slices.Clone(lines), func(l screen.Line) bool {
		return l.Test != nil && (l.Test.ShortName() == testFilter || l.Test.ShortName() == testMX && found.Kind == tenant.NoMX)
	})
}

// aboutDomain is the next step where the domain, or whoever was asked about it,
// leaves nothing to be tried.
func (p *probing) aboutDomain() []string {
	switch t := p.survey.target; {
	case p.survey.fit == fitness.Names && p.fit.Mute:
		return []string{"See whether this computer has a network at all. If it has, ask another name server:", p.again("--resolver", "HOST")}
	case p.survey.fit == fitness.Names, t.found.Kind == tenant.Unanswered:
		return []string{"Ask another name server:", p.again("--resolver", "HOST")}
	case t.found.Kind == tenant.Missing:
		return []string{"See whether the domain is spelled right."}
	case t.found.Kind == tenant.NullMX:
		return []string{"Ask whoever runs the domain: a null MX is set on purpose."}
	case t.found.Kind == tenant.Dangling:
		return []string{"Put the host that the admin centre shows into the domain's MX record, or take the record out. No mail reaches the domain as it is."}
	}
	return nil
}

// spoilt is what keeps the sessions from being believed: what is wrong with this
// computer, or what they show of somebody between. A port that does not get out
// spoils only the sessions that were to go there, and where a server was heard there
// is a way out, whatever keeps the operators away.
func (p *probing) spoilt(lines []screen.Line) fitness.Problem {
	if p.fit != nil && p.fit.Problem != "" && p.wayOut(lines) == nil {
		port, only := spoiltPort[p.fit.Problem]
		if !only || find(lines, func(l screen.Line) bool { return l.Test != nil && l.Test.Endpoint.Port == port && !reached(*l.Test) }) != nil {
			return p.fit.Problem
		}
	}
	if l := find(lines, func(l screen.Line) bool { return l.Test != nil && between(*l.Test) != "" }); l != nil {
		return between(*l.Test)
	}
	if l := p.wayOut(lines); l != nil && len(p.fit.Redirected) > 0 && !proven(*l.Test) {
		return fitness.Redirected // it may be they who were heard
	}
	return ""
}

// proven reports whether TLS proved who the server is.
func proven(t result.Test) bool {
	s, ok := t.Stage(string(smtp.TLS))
	return ok && s.Outcome == "ok" && s.Bool("verified")
}

// wayOut is the server that was heard where no operator was reached; nil: there is none.
func (p *probing) wayOut(lines []screen.Line) *screen.Line {
	if p.fit == nil || p.fit.Problem != fitness.Network {
		return nil
	}
	return find(lines, func(l screen.Line) bool { return l.Test != nil && reached(*l.Test) })
}

// allTheSame is the server that was heard although no operator was, on its port or on
// any; nil: there is none.
func (p *probing) allTheSame(lines []screen.Line) *screen.Line {
	if l := p.wayOut(lines); l != nil {
		return l
	}
	port := spoiltPort[p.fit.Problem]
	return find(lines, func(l screen.Line) bool { return l.Test != nil && l.Test.Endpoint.Port == port && reached(*l.Test) })
}

// spoiltPort is the port that a problem is about.
var spoiltPort = map[fitness.Problem]int{fitness.Port25: 25, fitness.Port587: 587}

// reached reports whether the server was heard.
func reached(t result.Test) bool {
	s, ok := t.Stage(string(smtp.Banner))
	return ok && s.Outcome == "accept"
}

// mend is what to do about this computer, or about what stands between it and the
// server whose session shows that.
func (p *probing) mend(problem fitness.Problem, lines []screen.Line) []string {
	seen := result.Test{}
	if l := find(lines, func(l screen.Line) bool { return l.Test != nil && between(*l.Test) == problem }); l != nil {
		seen = *l.Test
	}
	switch problem {
	case fitness.Network:
		return []string{"See to this computer's way out first: none of the mail servers that were tried can be reached from here, so nothing is learned about any. Then:", p.again()}
	case fitness.Redirected:
		on := "port " + strings.Join(numbers(p.fit.Redirected), " and ")
		return []string{fmt.Sprintf("Something on the way answers on %s in the place of mail servers: what no certificate proves there is not said by them. "+
			"Ask whoever runs the firewall or the line about that, or run the same elsewhere:", on), p.again()}
	case fitness.Clock:
		return []string{"Set this computer's clock right first: certificates are judged by it. Then:", p.again()}
	case fitness.Roots:
		with := ""
		if p.fit == nil || p.fit.Problem != problem {
			with = fmt.Sprintf(" (going by the certificate that %s showed)", address(seen))
		}
		return []string{fmt.Sprintf("TLS from here may be read along%s. Ask whoever runs the firewall or the antivirus to leave mail ports out of it, then:", with), p.again()}
	case unproven:
		return []string{fmt.Sprintf("The certificate that %s showed does not prove the server, so somebody else may have answered. Look at it:", address(seen)), p.again("-v")}
	case stripped:
		return []string{fmt.Sprintf("Something on the way to %s %s, as firewalls with SMTP inspection do, so no certificate proves who answered. Have that inspection switched off, then:",
			address(seen), taken(seen)), p.again()}
	case fitness.Port587:
		return elsewhere(587)
	}
	return elsewhere(25)
}

// despite is the next step where something spoils sessions: to mend that, unless TLS
// proved a server that was heard all the same. Then what that one took comes first, or
// the sign-in that it offers, and what is to be mended behind it. A clock that is off
// spoils the proof as well.
func (p *probing) despite(run result.Run, problem fitness.Problem, lines []screen.Line) []string {
	mend := p.mend(problem, lines)
	beside := slices.Clone(mend)
	if port, only := spoiltPort[problem]; only {
		beside[0] = fmt.Sprintf("Port %d: %s%s", port, strings.ToLower(beside[0][:1]), beside[0][1:])
	}
	switch {
	case problem == fitness.Clock:
	case find(lines, func(l screen.Line) bool { return envelopeTaken(l) && proven(*l.Test) }) != nil && !p.ownHostWanted():
		return append(p.afterAcceptance(run, lines), beside...)
	case (problem == fitness.Port25 || problem == fitness.Redirected) && find(lines, offersSignIn) != nil:
		return append([]string{"Try client submission from here: port 587 gets out, and TLS proved the server there.", p.signIn()}, beside...)
	}
	return mend
}

// envelopeTaken reports whether a session's envelope was accepted, or more.
func envelopeTaken(l screen.Line) bool {
	return l.Test != nil && (l.State == result.Accepted || l.State == result.Works)
}

// offersSignIn reports whether a server that TLS proved offers a sign-in on port 587,
// and nobody signed in.
func offersSignIn(l screen.Line) bool {
	return l.Test != nil && l.State == result.Untested && l.Test.Login == "" && l.Test.Endpoint.Port == 587 && proven(*l.Test)
}

// numbers are ports in words.
func numbers(ports []int) []string {
	var out []string
	for _, port := range slices.Sorted(slices.Values(ports)) {
		out = append(out, strconv.Itoa(port))
	}
	return out
}

// elsewhere is what to do about a port that does not get out.
func elsewhere(port int) []string {
	return []string{fmt.Sprintf("Run this at the device's site, on its network: from here nothing can be learned about port %d. If this is that network, run it on a second computer there: "+
		"where the port is let out for that one, it is this one that keeps it back; if not, ask whoever runs the firewall or the line.", port)}
}

// taken says how a session of an operator's was kept out of TLS.
func taken(seen result.Test) string {
	if ehlo, _ := seen.Stage(string(smtp.EHLO)); ehlo.String("verb") == "HELO" {
		return "refuses EHLO, without which there is no STARTTLS"
	}
	return "takes STARTTLS out"
}

// refused is the refusal to act upon: that of the method which the diagnosis
// recommends all the same, else the first. Nil: nothing was refused.
func (p *probing) refused(run result.Run, lines []screen.Line) *screen.Line {
	if r := recommended(run); r != nil {
		if l := find(lines, func(l screen.Line) bool { return blocked(l) && l.Name == r.Method }); l != nil {
			return l
		}
	}
	return find(lines, blocked)
}

func blocked(l screen.Line) bool { return l.Test != nil && l.State == result.Blocked }

// vouched reports whether a refusal came inside TLS that proved the server.
func vouched(l screen.Line) bool {
	f := l.Test.Diagnosis.Finding
	return f != nil && f.Inside
}

// postponed reports whether a session ended with a refusal that waiting may end.
func postponed(l screen.Line) bool {
	if l.Test == nil || l.State != result.Undecided {
		return false
	}
	decided, _ := l.Test.Stage(l.Test.Decided)
	return decided.Outcome == "defer" && (decided.Class == nil || decided.Class.Waiting)
}

func find(lines []screen.Line, is func(screen.Line) bool) *screen.Line {
	for i := range lines {
		if is(lines[i]) {
			return &lines[i]
		}
	}
	return nil
}

// afterRefusal is what to do about a refusal: another method, where the refusal is
// of the method and the diagnosis recommends one that is untested; else what the
// knowledge base says of it.
func (p *probing) afterRefusal(run result.Run, l screen.Line, lines []screen.Line) []string {
	finding := l.Test.Diagnosis.Finding
	if r := recommended(run); r != nil && r.Method == "client-submission" && p.flags.user == "" && finding != nil && ofMethod(*finding) {
		out := []string{"Try client submission from here:", p.signIn()}
		if r.Why != "" {
			out = append(out, r.Why)
		}
		return append(out, together(r.Reasons)...)
	}
	if finding != nil && finding.Class.Advice != "" {
		advice := strings.Join(strings.Fields(finding.Class.Advice), " ")
		if diagnose.About(finding.Class, finding.Line) == diagnose.OfHost {
			advice = fmt.Sprintf("See first whether %s is still the tenant's own host: so answers a wrong MX, and one whose connector does not match. %s", asked(*l.Test), advice)
		}
		return []string{strings.Join(append([]string{advice}, refusedToo(advice, l, lines)...), " ")}
	}
	return []string{"Look at the whole session:", p.again("--no-egress", "-v")}
}

// refusedToo takes back what advice, which knows no more than its own refusal, names
// as a choice, and this run saw refused.
func refusedToo(advice string, about screen.Line, lines []screen.Line) []string {
	var out []string
	for _, l := range lines {
		name := map[string]string{"direct-send": "Direct Send", "relay": "relay connector", "client-submission": "sign in at"}[l.Name]
		if l.Name != about.Name && blocked(l) && name != "" && strings.Contains(advice, name) {
			out = append(out, fmt.Sprintf("%s is no choice here: it was refused as well (%s).", methodName(l.Name), l.Detail))
		}
	}
	return out
}

// ofMethod reports whether another method would not meet the same refusal: it is
// about the address that mail comes from, or about the method itself.
func ofMethod(f result.Finding) bool {
	about := diagnose.About(f.Class, f.Line)
	return about == diagnose.OfAddress || about == diagnose.OfMethod
}

// ownHostWanted reports whether there seems to be a tenant whose own host is not
// known, or only guessed.
func (p *probing) ownHostWanted() bool {
	found := p.survey.target.found
	return found.Tenant() && !found.Sure()
}

func (p *probing) wantOwnHost() []string {
	return []string{"Take the tenant's own host from the admin centre, and state it:", p.again("--tenant", "HOST")}
}

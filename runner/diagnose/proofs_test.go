package diagnose

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/smtpspec/smtpspec/runner/result"
	"github.com/smtpspec/smtpspec/runner/smtp"
)

// evidence is a run, and a way to take a part of it away.
type evidence struct {
	tests   []result.Test
	changed time.Time
}

func of(tests ...result.Test) evidence { return evidence{tests: tests} }

// without is the same run with one of its tests changed.
func (e evidence) without(i int, change func(*result.Test)) evidence {
	out := evidence{slices.Clone(e.tests), e.changed}
	t := out.tests[i]
	t.Stages = nil
	for _, s := range e.tests[i].Stages {
		attrs := map[string]any{}
		for k, v := range s.Attrs {
			attrs[k] = v
		}
		s.Attrs, s.Parts = attrs, slices.Clone(s.Parts)
		if s.Failure != nil {
			failure := *s.Failure
			s.Failure = &failure
		}
		t.Stages = append(t.Stages, s)
	}
	change(&t)
	out.tests[i] = t
	return out
}

// said is every sentence that is drawn from the evidence, a line each.
func (e evidence) said() string {
	var lines []string
	var all []Summary
	add := func(format string, args ...any) { lines = append(lines, fmt.Sprintf(format, args...)) }
	for _, t := range e.tests {
		d := Test(t, e.changed)
		t.Diagnosis = d
		all = append(all, Summarise(t, e.changed))
		add("level %d: %s", d.Level, d.LevelText)
		for _, r := range d.RuledOut {
			add("ruled out: %s, by %s [%s]", r.Suspicion, r.By, r.Proof)
		}
		for _, s := range d.Signs {
			add("sign: %s", s.Text)
		}
		if d.Finding != nil && d.Finding.Provisional != "" {
			add("provisional: %s", d.Finding.Provisional)
		}
	}
	for _, s := range Run(all, nil, november) {
		for _, m := range s.Methods {
			add("%s %s: %s [%s, %s, %s]", m.Name, m.State, m.Detail, m.Stage, m.Class, m.Line)
		}
		for _, c := range s.Conclusions {
			add("together: %s [%s]", c.Text, c.Proof)
		}
	}
	return strings.Join(lines, "\n")
}

func (e evidence) drop(i int) evidence {
	return evidence{slices.Delete(slices.Clone(e.tests), i, i+1), e.changed}
}

// The evidence of the rows below.
var (
	inTLS      = of(session())
	clear      = of(session(inClear))
	taken      = of(session(accepted))
	signed     = of(submission(signedIn, accepted))
	flight     = inTLS.without(0, func(t *result.Test) { stage(t, "tls").Attrs["received"] = 4321.0 })
	silence    = of(silentAt(mx, 25), submission(signedIn, accepted))
	bothSilent = of(silentAt(mx, 25), submission(signedIn, accepted), silentAt("aspmx.l.google.com", 25))
	changed    = evidence{inTLS.tests, began.Add(-20 * time.Minute)}
)

// TestProofs goes through the table of proofs row by row: what is concluded from its
// evidence, and that it is not once any part of the evidence is taken away; and what
// the row does not prove, which must never be said.
func TestProofs(t *testing.T) {
	type away = map[string]evidence
	for _, c := range []struct {
		row  string
		seen evidence
		says string
		away away
		not  []string // what it does not prove
	}{
		{"TCP connect", of(session(noGreeting)), "level 0: nothing proven", nil, []string{"ruled out"}},
		{"greeting in clear", clear, "Microsoft 365's own greeting arrived (unauthenticated", away{
			"the greeting":        clear.without(0, noGreeting),
			"the operator's name": clear.without(0, strangerGreets),
			"a known operator":    clear.without(0, at("mail.contoso.example", 25)),
		}, []string{"proved whose it is", "[handshake]"}},
		{"handshake: the peer", inTLS, "the certificate leads to a public root and bears the host's name", away{
			"the root":        inTLS.without(0, unverified),
			"a public root":   inTLS.without(0, ownRoot),
			"the right name":  inTLS.without(0, wrongName),
			"TLS":             inTLS.without(0, inClear),
			"the first reply": inTLS.without(0, noGreeting),
		}, []string{"MTU", "copier"}},
		{"handshake: MTU from the server to here", flight, "4321 bytes of the handshake arrived from there; the way to the server is not tested", away{
			"the size":          inTLS,
			"the peer":          flight.without(0, ownRoot),
			"a line in between": flight.without(0, played),
		}, nil},
		{"AUTH 235", signed, "this address now [auth]", away{
			"235":                  signed.without(0, signInRefused),
			"the peer":             signed.without(0, unverified),
			"Microsoft's greeting": signed.without(0, func(t *result.Test) { inClear(t); strangerGreets(t) }),
			"a login":              signed.without(0, noLogin),
		}, []string{"may send as"}},
		{"AUTH 235, unproven", signed.without(0, unverified), "this address now (unauthenticated", away{"the doubt": signed}, nil},
		{"MAIL 250", taken.without(0, mailOnly), "the test ends at MAIL FROM, before the envelope", nil, []string{"[rcpt]", "accepted so far"}},
		{"RCPT 250", taken, "RCPT TO was accepted; that is not yet delivery, nor proof that the recipient exists [rcpt]", away{
			"250":                  inTLS,
			"RCPT":                 taken.without(0, mailOnly),
			"the peer":             taken.without(0, unverified),
			"Microsoft's greeting": taken.without(0, func(t *result.Test) { inClear(t); strangerGreets(t) }),
		}, []string{"delivered", "works"}},
		{"RCPT 250, unproven", taken.without(0, inClear), "RCPT TO was accepted (unauthenticated", away{
			"the doubt":            taken,
			"Microsoft's greeting": taken.without(0, func(t *result.Test) { inClear(t); strangerGreets(t) }),
		}, nil},
		{"a masked greeting", taken.without(0, func(t *result.Test) {
			inClear(t)
			stage(t, "banner").Attrs = map[string]any{"masked": true}
		}), "network not proven: the greeting is masked", away{"the mask": clear}, []string{"is not the operator's", "did not greet"}},
		{"5yz inside authenticated TLS", inTLS, "it is the server's own policy", away{
			"5yz":           inTLS.without(0, deferred),
			"TLS":           inTLS.without(0, inClear),
			"the root":      inTLS.without(0, unverified),
			"a public root": inTLS.without(0, ownRoot),
			"the name":      inTLS.without(0, wrongName),
		}, nil},
		{"timeout on 25 while 587 answers", silence, "packets to port 25 vanish somewhere (this computer's antivirus, a firewall, the line, the server)", away{
			"587":                     silence.drop(1),
			"the operator's greeting": silence.without(1, func(t *result.Test) { inClear(t); strangerGreets(t) }),
			"the same operator":       silence.without(1, at("mail.fabrikam.example", 587)),
			"silence":                 silence.without(0, func(t *result.Test) { stage(t, "connect").Failure.Class = smtp.FailConnectRefused }),
			"a real 587":              silence.without(1, played),
			"a real 25":               silence.without(0, played),
			"a host beyond the line":  silence.without(0, func(t *result.Test) { at("127.0.0.1", 25)(t); t.Endpoint.Method = directSend }),
			"silence of all of 25":    of(append(slices.Clone(silence.tests), session())...),
		}, []string{"ISP", "on this side"}},
		{"timeout on 25 at two operators", bothSilent, "vanish on this side (this computer's antivirus, a firewall, the line)", away{
			"the second":             silence,
			"its silence":            bothSilent.without(2, func(t *result.Test) { stage(t, "connect").Failure.Class = smtp.FailConnectRefused }),
			"another operator":       bothSilent.without(2, at("fabrikam-com.mail.protection.outlook.com", 25)),
			"the same port of it":    bothSilent.without(2, at("aspmx.l.google.com", 587)),
			"the first's other port": bothSilent.drop(1),
		}, []string{"ISP"}},
		{"blocked: stage, class and line", inTLS, "direct-send blocked: spamhaus at RCPT TO [rcpt, spamhaus, 550 5.7.1 " + listedText + "]", away{
			"finality":        inTLS.without(0, deferred),
			"the own sender":  inTLS.without(0, func(t *result.Test) { t.From = "x@fabrikam.example" }),
			"the inside":      inTLS.without(0, toOutside),
			"the tenant's MX": inTLS.without(0, func(t *result.Test) { at("mx.filter.example", 25)(t); t.Endpoint.Method = directSend }),
		}, nil},
		{"undecided: the tenant was changed within the hour", changed, "the tenant was changed 20 minutes before; test again after 15:40 UTC", away{
			"the change":  inTLS,
			"within":      {inTLS.tests, began.Add(-time.Hour)},
			"before":      {inTLS.tests, began.Add(time.Minute)},
			"its answers": changed.without(0, noAnswer),
		}, []string{"direct-send blocked"}},
	} {
		t.Run(c.row, func(t *testing.T) {
			said := c.seen.said()
			if !strings.Contains(said, c.says) {
				t.Errorf("%q is not concluded:\n%s", c.says, said)
			}
			for _, word := range c.not {
				if strings.Contains(said, word) {
					t.Errorf("%q is said:\n%s", word, said)
				}
			}
			for what, rest := range c.away {
				if said := rest.said(); strings.Contains(said, c.says) {
					t.Errorf("without %s it is still concluded:\n%s", what, said)
				}
			}
		})
	}
}

// TestSigns: what points at something in the middle of the path, and the same session
// where the suite's own client or the server itself is the reason.
func TestSigns(t *testing.T) {
	keywords := func(list ...any) func(*result.Test) {
		return func(t *result.Test) { stage(t, "ehlo").Attrs["keywords"] = list }
	}
	saysHELO := func(t *result.Test) {
		inClear(t)
		stage(t, "ehlo").Attrs["verb"], stage(t, "ehlo").Attrs["keywords"] = "HELO", nil
	}
	askedForHELO := func(t *result.Test) {
		saysHELO(t)
		stage(t, "ehlo").Parts = []result.Part{{Key: "EHLO", Outcome: "reject"}, {Key: "HELO", Outcome: "accept"}}
	}
	other := at("mail.contoso.example", 25)
	for _, c := range []struct {
		name   string
		with   func(*result.Test)
		says   string
		unless []func(*result.Test)
	}{
		{"masked greeting", func(t *result.Test) { stage(t, "banner").Attrs["masked"] = true }, "asterisks", nil},
		{"masked keyword", keywords("SIZE 1", "XXXXXXXA"), "XXXXXXXA", []func(*result.Test){keywords("SIZE 1", "XEXCH50", "STARTTLS")}},
		{"STARTTLS gone", inClear, "STARTTLS is not offered", []func(*result.Test){
			func(t *result.Test) { inClear(t); keywords("STARTTLS")(t) }, // the client does not ask for it
			func(t *result.Test) { inClear(t); other(t) },
			saysHELO,
		}},
		{"HELO asked for", askedForHELO, "EHLO was refused and HELO taken", []func(*result.Test){
			saysHELO,
			func(t *result.Test) { askedForHELO(t); other(t) },
		}},
		{"a root of this computer", func(t *result.Test) {
			unverified(t)
			stage(t, "tls").Findings = []result.Failure{{Class: smtp.TLSIntercepted, Detail: "issuer CN=avast"}}
		}, "root of this computer", []func(*result.Test){unverified}},
		{"a root of this computer that the suite trusts", func(t *result.Test) {
			ownRoot(t)
			stage(t, "tls").Attrs["issuer"] = "CN=avast"
		}, `issuer "CN=avast"`, []func(*result.Test){func(t *result.Test) { ownRoot(t); other(t) }}},
		{"clear text behind 220", func(t *result.Test) {
			s := stage(t, "starttls")
			s.Outcome, s.Failure = "fail", &result.Failure{Class: smtp.FailInjection, Detail: "250 x"}
		}, "clear text", nil},
		{"another's greeting", func(t *result.Test) {
			s := stage(t, "banner")
			s.Outcome, s.Failure = "fail", &result.Failure{Class: smtp.FailPortRedirected, Detail: "mail.isp.example"}
		}, "not the operator's", nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			if said := of(session(c.with)).said(); !strings.Contains(said, "sign: ") || !strings.Contains(said, c.says) {
				t.Errorf("no sign with %q in:\n%s", c.says, said)
			}
			for i, option := range c.unless {
				if said := of(session(option)).said(); strings.Contains(said, "sign: ") && strings.Contains(said, c.says) {
					t.Errorf("%d: a sign all the same:\n%s", i, said)
				}
			}
		})
	}
	if said := inTLS.said(); strings.Contains(said, "sign: ") {
		t.Errorf("a sound session shows signs:\n%s", said)
	}
}

package diagnose

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/smtpspec/smtpspec/runner/result"
	"github.com/smtpspec/smtpspec/runner/smtp"
)

func (v voice) refused() bool { return v.State == result.Blocked }

func (v voice) taken() bool { return v.State == result.Accepted || v.State == result.Works }

// handedOver reports whether the server took a message by the method, which nothing saw.
func (v voice) handedOver() bool {
	return v.State == result.Accepted && v.Stage == string(smtp.Message)
}

// sides are a test as it was held with the recipients that were taken, and with those
// that were not, where a method's own ones were answered differently: a session with
// two says what two sessions with one each would.
func (f facts) sides(method string) []facts {
	rcpt, _ := f.t.Stage(string(smtp.Rcpt))
	var taken, refused []result.Part
	for _, p := range rcpt.Parts {
		switch {
		case !f.shows(method, p.Key) || gravity(p) == 0:
		case p.Outcome == "accept":
			taken = append(taken, p)
		default:
			refused = append(refused, p)
		}
	}
	if len(taken) == 0 || len(refused) == 0 {
		return []facts{f}
	}
	return []facts{f.of(taken), f.of(refused)}
}

// of is the test as if it had had some of its recipients only. One that was refused
// ends it there.
func (f facts) of(parts []result.Part) facts {
	f.t.To, f.t.Stages = nil, slices.Clone(f.t.Stages)
	for _, p := range parts {
		f.t.To = append(f.t.To, p.Key)
	}
	i := slices.IndexFunc(f.t.Stages, func(s result.Stage) bool { return s.Name == string(smtp.Rcpt) })
	f.t.Stages[i] = worst(f.t.Stages[i].Name, parts)
	if f.t.Stages[i].Outcome != "accept" {
		f.t.Stages, f.t.Decided = f.t.Stages[:i+1], f.t.Stages[i].Name
	}
	return f
}

// voices are what a test says of a method.
func (f facts) voices(method string) []voice {
	var out []voice
	for _, side := range f.sides(method) {
		out = append(out, side.voice(side.judge(method)))
	}
	return out
}

// against is a refusal beside tests of the same method that were accepted: the
// accepted one that is most like it tells most.
func (v voice) against(taken, all []voice) voice {
	like := slices.MinFunc(taken, func(a, b voice) int {
		if n := cmp.Compare(a.unlike(v), b.unlike(v)); n != 0 {
			return n
		}
		return strings.Compare(a.Test, b.Test)
	})
	if like.Test != v.Test {
		return v.apartFrom(like, taken, all)
	}
	v.as = fmt.Sprintf("it was accepted for %s, and refused for %s (%s)", like.to, v.to, v.Detail)
	v.Detail = fmt.Sprintf("accepted for %s, refused for %s (%s)", like.to, v.to, v.Detail)
	v.State, v.sign, v.Unproven, v.next = result.Undecided, like.sign, like.Unproven, runAgain
	return v
}

// apartFrom says in what another test, which was accepted, differs from a refused one.
func (v voice) apartFrom(like voice, taken, all []voice) voice {
	differs, known := difference(like, v)
	if known {
		v.as = fmt.Sprintf("as in %s, where it was accepted%s", nameOf(like), differs)
	}
	if known && strippedOnly(all) && !like.Unproven {
		return v.besides(like, differs)
	}
	v.Detail = fmt.Sprintf("accepted in %s, refused in %s (%s)%s",
		namesOf(taken, voice.taken), namesOf(all, voice.refused), v.Detail, differs)
	v.Taken, v.State, v.sign, v.Unproven = like.Test, result.Undecided, like.sign, like.Unproven
	v.next = runAgain
	return v
}

// runAgain is what to do about two answers.
const runAgain = "Run the suite again, to see which of the two answers lasts."

// strippedOnly reports whether all that stands against a method is STARTTLS missing
// where its operator offers it. That is not the server's word.
func strippedOnly(all []voice) bool {
	return !slices.ContainsFunc(all, func(v voice) bool { return v.refused() && v.Class != smtp.FailStripped })
}

// besides is what a server that was proven accepted, with what stood in the way of
// another test. That may be a path that is still in use, so its sign stays.
func (v voice) besides(like voice, differs string) voice {
	like.Detail += fmt.Sprintf("; not so in %s (%s)%s", nameOf(v), v.Detail, differs)
	like.Tests, like.as = v.Tests, v.as
	if v.sign != "" {
		like.aside = fmt.Sprintf("If mail still goes the way of %s, clear up what stands in the middle of it: %s.", nameOf(v), v.sign)
	}
	return like
}

// difference says behind a colon in what two sessions were set up differently. Where it
// is known, and is only what the lab played, there is nothing to say of it: that stands
// for what was on the way.
func difference(one, other voice) (words string, known bool) {
	in := apart(one, other)
	switch known = one.unlike(other) > 0; {
	case known && len(in) == 0:
		return "", true
	case !known:
		in = []string{"nothing that the run log shows"}
	}
	return fmt.Sprintf(": %s differs from %s in %s", nameOf(one), nameOf(other), strings.Join(in, " and in ")), known
}

// unsaid parts what is said of an aspect from what is only compared: a profile of the
// lab stands for a server, and its name is no ground for anything.
const unsaid = "\x00"

// aspects are what a suite sets of a session, by the words of the reports.
var aspects = []struct {
	name string
	of   func(result.Test) string
}{
	{"client", func(t result.Test) string { return t.Client }},
	{"endpoint", func(t result.Test) string {
		return fmt.Sprintf("%s:%d", t.Endpoint.Host, t.Endpoint.Port) + unsaid + t.Endpoint.Lab
	}},
	{"TLS", func(t result.Test) string { return t.Endpoint.TLS }},
	{"sign-in", func(t result.Test) string { return t.Login }},
	{"sender", func(t result.Test) string { return t.From }},
	{"list of recipients", func(t result.Test) string { return strings.Join(t.To, ", ") }},
}

func setupOf(t result.Test) []string {
	var out []string
	for _, a := range aspects {
		out = append(out, a.of(t))
	}
	return out
}

// unlike counts the aspects in which two sessions differ, what the lab played included.
func (v voice) unlike(other voice) int {
	n := 0
	for i := range aspects {
		if v.setup[i] != other.setup[i] {
			n++
		}
	}
	return n
}

// apart are the aspects in which two sessions were set up differently, as far as there
// are words for it.
func apart(one, other voice) []string {
	var out []string
	for i, a := range aspects {
		x, _, _ := strings.Cut(one.setup[i], unsaid)
		y, _, _ := strings.Cut(other.setup[i], unsaid)
		if x != y {
			out = append(out, fmt.Sprintf("%s (%s, not %s)", a.name, orElse(x, "none"), orElse(y, "none")))
		}
	}
	return out
}

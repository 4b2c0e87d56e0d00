package diagnose

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/smtpspec/smtpspec/runner/result"
	"github.com/smtpspec/smtpspec/runner/smtp"
)

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
		if n := cmp.Compare(len(apart(a, v)), len(apart(b, v))); n != 0 {
			return n
		}
		return strings.Compare(a.Test, b.Test)
	})
	if like.Test == v.Test {
		v.as = fmt.Sprintf("it was accepted for %s, and refused for %s (%s)", like.to, v.to, v.Detail)
		v.Detail = fmt.Sprintf("accepted for %s, refused for %s (%s)", like.to, v.to, v.Detail)
	} else {
		v = v.apartFrom(like, taken, all)
	}
	v.State, v.sign, v.Unproven = result.Undecided, like.sign, like.Unproven
	v.next = "Run the suite again, to see which of the two answers lasts."
	return v
}

// apartFrom says in what another test, which was accepted, differs from a refused one.
func (v voice) apartFrom(like voice, taken, all []voice) voice {
	differ, in := "in nothing that the run log shows", apart(like, v)
	if len(in) > 0 {
		differ = "in " + strings.Join(in, " and in ")
		v.as = fmt.Sprintf("as in %s, where it was accepted: %[1]s differs from %s %s", nameOf(like), nameOf(v), differ)
	}
	v.Detail = fmt.Sprintf("accepted in %s, refused in %s (%s): %s differs from %s %s",
		namesOf(taken, voice.taken), namesOf(all, func(v voice) bool { return v.State == result.Blocked }), v.Detail, nameOf(like), nameOf(v), differ)
	v.Taken = like.Test
	return v
}

// aspects are what a suite sets of a session, by the words of the reports.
var aspects = []struct {
	name string
	of   func(result.Test) string
}{
	{"lab profile", func(t result.Test) string { return t.Endpoint.Lab }},
	{"client", func(t result.Test) string { return t.Client }},
	{"endpoint", func(t result.Test) string { return fmt.Sprintf("%s:%d", t.Endpoint.Host, t.Endpoint.Port) }},
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

// apart are the aspects in which two sessions were set up differently.
func apart(one, other voice) []string {
	var out []string
	for i, a := range aspects {
		x, y := one.setup[i], other.setup[i]
		if x != y {
			out = append(out, fmt.Sprintf("%s (%s, not %s)", a.name, orElse(x, "none"), orElse(y, "none")))
		}
	}
	return out
}

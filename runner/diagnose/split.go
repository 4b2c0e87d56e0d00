package diagnose

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/smtpspec/smtpspec/runner/result"
)

func (v voice) taken() bool { return v.State == result.Accepted || v.State == result.Works }

// against is a refusal beside tests of the same method that were accepted: the
// accepted one that is most like it tells most.
func (v voice) against(taken, all []voice) voice {
	like := slices.MinFunc(taken, func(a, b voice) int {
		if n := cmp.Compare(len(apart(a, v)), len(apart(b, v))); n != 0 {
			return n
		}
		return strings.Compare(a.Test, b.Test)
	})
	differ, in := "in nothing that the run log shows", apart(like, v)
	if len(in) > 0 {
		v.apart = fmt.Sprintf("%s differs from %s in %s", nameOf(like), nameOf(v), strings.Join(in, " and in "))
		differ = "in " + strings.Join(in, " and in ")
	}
	v.Detail = fmt.Sprintf("accepted in %s, refused in %s (%s): %s differs from %s %s",
		namesOf(taken, voice.taken), namesOf(all, func(v voice) bool { return v.State == result.Blocked }), v.Detail, nameOf(like), nameOf(v), differ)
	v.State, v.Taken, v.sign, v.Unproven = result.Undecided, like.Test, like.sign, like.Unproven
	v.next = "Run the suite again, to see which of the two answers lasts."
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

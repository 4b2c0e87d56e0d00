package reject

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/smtpspec/smtpspec/runner/smtp"
)

// rule is a Rule, compiled.
type rule struct {
	class    *Class
	text     *expression
	strength strength
	own      bool // of a suite's own class
	alone    bool // only where the words say nothing, see saysNothing
	codeless bool // only in a line that has no code
	stages   uint32
	codes    []codeForm
	enhanced []enhancedForm
	fields   int // how many of the four it sets
}

// strength is the strongest thing a rule asks for.
type strength int8

const (
	byStage strength = iota
	byCode
	byEnhanced
	byFallback
	byRange // an enhanced code that no standard gives out, see unregistered
	byText
	byDecisive
	byCodelessFallback
	byCodeless
)

func compileRule(c *Class, r Rule) (*rule, error) {
	out := &rule{class: c, alone: r.Alone, codeless: r.Codeless}
	for _, name := range r.Stage {
		bits := stageBits(smtp.Stage(name))
		if bits == 0 {
			return nil, fmt.Errorf("class %q: no stage is named %q", c.ID, name)
		}
		out.stages |= bits
	}
	for _, s := range r.Code {
		form, err := parseCodeForm(s)
		if err != nil {
			return nil, fmt.Errorf("class %q: %w", c.ID, err)
		}
		out.codes = append(out.codes, form)
	}
	for _, s := range r.Enhanced {
		form, err := parseEnhancedForm(s)
		if err != nil {
			return nil, fmt.Errorf("class %q: %w", c.ID, err)
		}
		out.enhanced = append(out.enhanced, form)
	}
	if r.Text != "" {
		p, err := newExpression(r)
		if err != nil {
			return nil, fmt.Errorf("class %q: %w", c.ID, err)
		}
		out.text = p
	}
	out.count()
	out.strength = strengthOf(r)
	if out.fields == 0 {
		return nil, fmt.Errorf("class %q: a rule asks for nothing and would fit every reply", c.ID)
	}
	return out, nil
}

func (r *rule) count() {
	for _, set := range []bool{r.stages != 0, r.codes != nil, r.enhanced != nil, r.text != nil} {
		if set {
			r.fields++
		}
	}
}

// fits reports whether everything but the text fits; exact says how exactly the
// codes do, and asked how many of the rule's demands were looked at, less those
// that could not be. An unknown stage, or a reply without a code, as `explain`
// is given them, excludes no rule that has words or an enhanced code to go by;
// but a rule that was written without that stage then comes first, and one that
// asks for a stage and a code is too vague without both.
func (r *rule) fits(in *input) (exact, asked int, ok bool) {
	if r.codeless && !in.codeless {
		return 0, 0, false
	}
	asked = r.fields
	weak := r.strength < byEnhanced
	if r.stages != 0 {
		switch {
		case in.stage == 0 && (weak || r.stages&^in.never == 0):
			return 0, 0, false
		case in.stage == 0:
			asked -= 2
		case r.stages&in.stage == 0:
			return 0, 0, false
		}
	}
	if r.codes != nil {
		switch n, ok := matchCodes(r.codes, in.code); {
		case ok:
			exact = n
		case in.code != 0 || weak || r.stages != 0 && in.stage == 0:
			return 0, 0, false
		default:
			asked -= 2
		}
	}
	if r.enhanced != nil {
		n, ok := matchEnhanced(r.enhanced, in.enhanced)
		if !ok {
			return 0, 0, false
		}
		exact = n
	}
	return exact, asked, !r.alone || saysNothing(in.text.low)
}

// weight is what a match of n bytes counts. Where the stage is not known, a rule that
// asks for another one than RCPT says what its words would mean there. Most refusals
// come at RCPT: one that holds there outranks it, unless its own words are much fewer.
func (r *rule) weight(n int, in *input) int {
	if in.stage == 0 && r.stages != 0 && r.stages&atRcpt == 0 {
		return n * 2 / 3
	}
	return n
}

var atRcpt = stageBits(smtp.Rcpt)

func strengthOf(r Rule) strength {
	switch {
	case r.Text != "" && r.Codeless && r.Fallback:
		return byCodelessFallback
	case r.Text != "" && r.Codeless:
		return byCodeless
	case r.Text != "" && r.Decisive:
		return byDecisive
	case r.Text != "" && r.Fallback:
		return byFallback
	case r.Text != "":
		return byText
	case len(r.Enhanced) > 0:
		return byEnhanced
	case len(r.Code) > 0:
		return byCode
	}
	return byStage
}

// codeForm is "550", "55x" or "5xx", as the range of codes that it stands for.
type codeForm struct {
	lo, hi smtp.Code
	exact  int // how many digits it gives
}

func parseCodeForm(s string) (codeForm, error) {
	given := strings.TrimRight(strings.ToLower(s), "x")
	n, err := strconv.Atoi(given)
	if len(s) != 3 || err != nil || given[0] < '2' || given[0] > '5' {
		return codeForm{}, fmt.Errorf("code %q is not of the form 550, 55x or 5xx", s)
	}
	lo, width := smtp.Code(n), smtp.Code(1)
	for range 3 - len(given) {
		lo, width = lo*10, width*10
	}
	return codeForm{lo, lo + width - 1, len(given)}, nil
}

func matchCodes(forms []codeForm, c smtp.Code) (exact int, ok bool) {
	for _, f := range forms {
		if c >= f.lo && c <= f.hi && f.exact > exact {
			exact, ok = f.exact, true
		}
	}
	return exact, ok
}

// enhancedForm is "5.7.1", "5.7.x" or "5.7.606-649": a range for each part.
type enhancedForm struct {
	lo, hi smtp.EnhancedCode
	exact  int // one code 5, a range 4, less with every x
}

func parseEnhancedForm(s string) (enhancedForm, error) {
	bad := fmt.Errorf("enhanced code %q is not of the form 5.7.1, 5.7.x or 5.7.606-649", s)
	parts := strings.Split(strings.ToLower(s), ".")
	if len(parts) != 3 {
		return enhancedForm{}, bad
	}
	f := enhancedForm{exact: 5}
	los := []*int{&f.lo.Class, &f.lo.Subject, &f.lo.Detail}
	his := []*int{&f.hi.Class, &f.hi.Subject, &f.hi.Detail}
	for i, part := range parts {
		lo, hi, isRange := strings.Cut(part, "-")
		switch {
		case part == "x":
			lo, hi = "0", "999"
			f.exact--
			if i == 2 {
				f.exact--
			}
		case isRange && i == 2:
			f.exact--
		case isRange:
			return enhancedForm{}, bad
		default:
			hi = lo
		}
		a, errA := strconv.Atoi(lo)
		b, errB := strconv.Atoi(hi)
		if errA != nil || errB != nil || a < 0 || b > 999 || a > b {
			return enhancedForm{}, bad
		}
		*los[i], *his[i] = a, b
	}
	return f, nil
}

// unregistered reports whether all codes of a form lie beyond those that the
// registry of RFC 5248 gives out, which end below 100, and at 30 for X.7. Such a
// code is one operator's own and means one thing, "5.7.606": vague words next to
// it, which may be in any language, say less.
func (f enhancedForm) unregistered() bool {
	return f.lo.Class == f.hi.Class && f.lo.Subject == f.hi.Subject && (f.lo.Detail >= 100 || f.lo.Subject == 7 && f.lo.Detail > 30)
}

// ofRange is a rule without text, as far as its enhanced codes are unregistered;
// nil where none is.
func (r *rule) ofRange() *rule {
	out := *r
	out.enhanced = nil
	for _, f := range r.enhanced {
		if f.unregistered() {
			out.enhanced = append(out.enhanced, f)
		}
	}
	if out.enhanced == nil {
		return nil
	}
	out.strength = byRange
	return &out
}

func matchEnhanced(forms []enhancedForm, c smtp.EnhancedCode) (exact int, ok bool) {
	if c.IsZero() {
		return 0, false
	}
	for _, f := range forms {
		if f.holds(c) && f.exact > exact {
			exact, ok = f.exact, true
		}
	}
	return exact, ok
}

func (f enhancedForm) holds(c smtp.EnhancedCode) bool {
	return c.Class >= f.lo.Class && c.Class <= f.hi.Class &&
		c.Subject >= f.lo.Subject && c.Subject <= f.hi.Subject &&
		c.Detail >= f.lo.Detail && c.Detail <= f.hi.Detail
}

// stageBits is the set that a stage belongs to, empty for a name that is no
// stage. EHLO is one thing before and inside TLS: servers refuse the name in the
// same words.
func stageBits(s smtp.Stage) uint32 {
	if s == smtp.EHLOTLS {
		s = smtp.EHLO
	}
	for i, known := range stages {
		if s == known {
			return 1 << i
		}
	}
	return 0
}

// stages holds every stage once; where it stands is its bit.
var stages = smtp.Order(smtp.TLSStartTLS)

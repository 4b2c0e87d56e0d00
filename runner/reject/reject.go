// Package reject names refusals. Every negative reply and every failure gets one
// class out of a knowledge base: a name such as "spamhaus", its family
// ("reputation"), what usually causes it and what to do about it.
//
// The reply code says whether to try again, not what is wrong, and the enhanced
// code is often wrong, reused or absent: "550 5.7.1" stands in front of listings,
// relaying, spam and unknown users alike. So the words win over the enhanced
// code, that over the reply code, and that over the stage; a reply that another
// one quotes counts before the one that quotes it. No match is "unknown", which
// is a fine answer; a wrong class is not.
//
// # Adding a class
//
// The knowledge is one HCL file per class, classes/FAMILY/ID.hcl. `go generate`
// compiles the files to Go tables, so that nothing is parsed when a session
// waits, and writes docs/classes.md. A new class is a new file,
// `go generate ./runner/reject`, and `go test`: the tests send every example and
// every counter-example of every class through the whole base, so a rule that
// takes replies from another class is found at once. Write in a rule the words that
// carry over to the next server, never a whole reply, and no addresses or host names
// of the day.
//
// # How a rule wins
//
// Of the rules that fit, one with text wins over one with an enhanced code, that
// over one with a reply code, that over one with a stage. Text that names no
// reason by itself ("not allowed") is marked as a fallback, and any other text
// wins over it; so does an enhanced code that is one operator's own ("5.7.606"). Text
// that names the thing itself ("spamhaus") is marked as decisive, and wins over what
// the sentence around it says. Among equals the longer matched text wins (for codes:
// the more exact form), then the rule that asks for more. What is then still even is
// a tie: `over` settles it, and one that nothing settles is a Problem of Check. The
// order of files plays no part.
// Where the stage is not known, a rule for another one than RCPT counts for less, and
// one whose stage doesn't go with the reply's enhanced code is out.
// A line without any code is mostly none of a server's, but of a client library, an
// operating system or a device; rules for such lines (Rule.Codeless) win there over
// those for replies.
// A code decides only where it is hardly ever wrong; most rules without text hold
// only where the words of the reply give no reason (Rule.Alone).
//
// # Thousands of rules in microseconds
//
// A reply is read once. An index finds in that pass all texts that are a match in
// themselves, and the keys of the other rules: of the words without which a rule
// cannot match, the rarest. What else such a rule asks for, in front of its key and
// behind it, is looked up in a signature of the reply, and only the few rules that
// pass are matched, by pattern.Matcher. The generator finds the keys; counts in all
// examples tell it what is rare. Most of the time goes into getting these things from
// memory, so all of them are small and lie in a row.
package reject

import (
	"slices"
	"strings"

	"github.com/smtpspec/smtpspec/runner/reject/internal/pattern"
	"github.com/smtpspec/smtpspec/runner/smtp"
)

//go:generate go run ./gen . ../../docs/classes.md

const (
	// Unknown is the class and the family of a reply that no rule fits.
	Unknown = "unknown"
	// OK is the class and the family of a positive reply, which refuses nothing.
	OK = "ok"
)

// Family is a kind of class. Reports and lists show the families in the order of
// Families.
type Family struct {
	ID    string
	Title string
}

// Families returns the families in their order.
func Families() []Family { return builtinFamilies }

// Class is one entry of the knowledge base.
type Class struct {
	ID     string
	Family string
	Title  string
	Cause  string
	Advice string
	// WaitingHelps says that the same attempt may succeed later, unchanged.
	WaitingHelps bool
	// WaitingCodes are the reply codes after which it may, "454" or "4xx", where not the
	// class alone tells: 454 to STARTTLS is for a temporary reason (RFC 3207 §4), and
	// "554 No SMTP service here" is not. WaitingHelps then holds where there is no code.
	WaitingCodes []string
	// WaitingWords restrict WaitingCodes to replies that have one of them.
	WaitingWords []string
	// WaitingSaid says that WaitingHelps was set on purpose, so that false in a
	// suite's own class overrides a built-in true.
	WaitingSaid bool
	// Test is the built-in suite that tells more: "builtin:m365/relay". Empty where
	// none does.
	Test string
	// Over names classes that this one wins against in a tie.
	Over     []string
	Rules    []Rule
	Sources  []Source
	Examples []Example // must be given this class
	Counter  []Example // must not be
}

// Waits reports whether the attempt that was answered so may succeed later, unchanged.
func (c *Class) Waits(r smtp.Reply) bool {
	code := r.Code
	if code == 0 {
		code = smtp.Code(r.Enhanced.Class * 100) // 4.3.2 says no less than 4yz
	}
	if code == 0 || len(c.WaitingCodes) == 0 {
		return c.WaitingHelps
	}
	return slices.ContainsFunc(c.WaitingCodes, func(s string) bool {
		form, err := parseCodeForm(s)
		return err == nil && code >= form.lo && code <= form.hi
	}) && c.hasWaitingWords(r)
}

func (c *Class) hasWaitingWords(r smtp.Reply) bool {
	if len(c.WaitingWords) == 0 {
		return true
	}
	text := strings.ToLower(r.Text())
	return slices.ContainsFunc(c.WaitingWords, func(s string) bool { return strings.Contains(text, s) })
}

// Rule says by what a reply is known. All that it sets must fit; what it leaves
// empty is not asked.
type Rule struct {
	Stage    []string // stages at which it holds; "ehlo" holds inside TLS too
	Code     []string // "550", "55x"
	Enhanced []string // "5.7.1", "5.7.x", "5.7.606-649"
	// Text is a regular expression (RE2) over the joined text; case does not
	// matter and a blank stands for any run of blanks. Most are plain words.
	// E-mail addresses in a reply are not searched: what somebody is called says
	// nothing about why he is refused.
	Text string
	// Fallback says that the text is vague ("not allowed", "policy") and counts
	// only where the text of no other rule fits.
	Fallback bool
	// Alone restricts the rule to replies whose words give no reason:
	// "421 mx.example.net", and not "421 PROXY not allowed".
	Alone bool
	// Decisive says that the text names the thing itself, "spamhaus", and wins over any
	// sentence around it that only says of what kind it is.
	Decisive bool
	// Codeless restricts the rule to lines without a reply code and an enhanced code,
	// as a client library, an operating system or a device writes them. There it wins
	// over the text of any rule that is not: a server's reply has a code, and these say
	// in other words what failed.
	Codeless bool
	// words are what the generator found in a built-in rule's text.
	words *pattern.Words
}

// Source is what an entry rests on.
type Source struct {
	Title string
	Date  string // of the page, YYYY-MM-DD or as far as it is known
}

// Example is a reply at a stage; lines of a multi-line reply are joined by "\n".
// A Class is set in a counter-example where a certain other one is right.
type Example struct {
	Stage string
	Reply string
	Class string
}

// Match is what the base says of a reply or a failure.
type Match struct {
	Class    *Class // never nil; the entry "unknown" where nothing fits
	Evidence string // the words, or the code, that decided
	Codeless bool   // by a rule for lines without any code, see Rule
}

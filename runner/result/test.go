package result

import (
	"time"

	"github.com/smtpspec/smtpspec/runner/transcript"
)

// Test is one finished test.
type Test struct {
	Address string   `json:"address"` // "test.direct_send", unique within its suite
	Suite   string   `json:"suite"`   // the suite's File
	Title   string   `json:"title,omitempty"`
	Tags    []string `json:"tags,omitempty"`
	Range   Range    `json:"range"` // the header of its block

	Endpoint Endpoint `json:"endpoint"`
	Login    string   `json:"login,omitempty"` // the user name, where a credential was given
	// AllowRefusal says that the suite expects the server to refuse that login.
	AllowRefusal bool     `json:"allow_refusal,omitempty"`
	Client       string   `json:"client,omitempty"`
	From         string   `json:"from,omitempty"`
	To           []string `json:"to,omitempty"`

	Status  Status        `json:"status"`
	Reason  string        `json:"reason,omitempty"` // why it was skipped, is an error or is inconclusive
	Started time.Time     `json:"started"`
	Took    time.Duration `json:"took"`

	Stages       []Stage       `json:"stages,omitempty"` // those reached, in order
	Expectations []Expectation `json:"expectations,omitempty"`
	// Decided is the stage that ended the session or, when it went as far as it was
	// to go, the last one.
	Decided    string             `json:"decided,omitempty"`
	Diagnosis  Diagnosis          `json:"diagnosis"`
	Transcript []transcript.Entry `json:"transcript,omitempty"`
	Warnings   []string           `json:"warnings,omitempty"`
}

// Stage finds a stage that was reached.
func (t Test) Stage(name string) (Stage, bool) {
	for _, s := range t.Stages {
		if s.Name == name {
			return s, true
		}
	}
	return Stage{}, false
}

// ShortName is the address without the leading "test.", for tables.
func (t Test) ShortName() string {
	const prefix = "test."
	if len(t.Address) > len(prefix) && t.Address[:len(prefix)] == prefix {
		return t.Address[len(prefix):]
	}
	return t.Address
}

// Endpoint is where a test's session went.
type Endpoint struct {
	Name   string `json:"name"`           // as the suite calls it
	Host   string `json:"host,omitempty"` // the name that was resolved, or the MX that was chosen
	MXOf   string `json:"mx_of,omitempty"`
	Lab    string `json:"lab,omitempty"` // the profile, when the lab played it
	Port   int    `json:"port"`
	Peer   string `json:"peer,omitempty"` // the address that answered
	TLS    string `json:"tls"`
	Family string `json:"family,omitempty"` // of addresses: ipv4 or ipv6, where the endpoint or the client says so
	Method string `json:"method,omitempty"` // direct-send, client-submission, …
}

// Stage is what one stage of a session saw.
type Stage struct {
	Name     string         `json:"name"`
	Outcome  string         `json:"outcome"`
	At       time.Duration  `json:"at"`   // since the test began
	Took     time.Duration  `json:"took"` // until its deciding reply
	Reply    *Reply         `json:"reply,omitempty"`
	Failure  *Failure       `json:"failure,omitempty"`
	Findings []Failure      `json:"findings,omitempty"` // on a good outcome
	Class    *Class         `json:"class,omitempty"`    // of a refusal, a failure, or the first finding
	Attrs    map[string]any `json:"attrs,omitempty"`    // as the step's documentation says
	Parts    []Part         `json:"parts,omitempty"`
}

// String is an attribute that is a string, or "".
func (s Stage) String(attr string) string {
	v, _ := s.Attrs[attr].(string)
	return v
}

// Bool is an attribute that is a truth value.
func (s Stage) Bool(attr string) bool {
	v, _ := s.Attrs[attr].(bool)
	return v
}

// Strings is an attribute that is a list of strings.
func (s Stage) Strings(attr string) []string {
	switch list := s.Attrs[attr].(type) {
	case []string:
		return list
	case []any:
		var out []string
		for _, v := range list {
			if str, ok := v.(string); ok {
				out = append(out, str)
			}
		}
		return out
	}
	return nil
}

// Refused reports whether the stage ended in a negative reply.
func (s Stage) Refused() bool { return s.Outcome == "defer" || s.Outcome == "reject" }

// Part is one of several observations of a stage: a recipient, an address.
type Part struct {
	Key     string        `json:"key"`
	Outcome string        `json:"outcome"`
	Took    time.Duration `json:"took"`
	Reply   *Reply        `json:"reply,omitempty"`
	Failure *Failure      `json:"failure,omitempty"`
	Class   *Class        `json:"class,omitempty"`
}

// Reply is a reply as it is shown.
type Reply struct {
	Code     int      `json:"code"`
	Enhanced string   `json:"enhanced,omitempty"`
	Lines    []string `json:"lines"`         // without reply codes
	Text     string   `json:"text"`          // one sentence, without codes
	Raw      []byte   `json:"raw,omitempty"` // only where the lines do not show it all, and where the stage failed
	Odd      []string `json:"odd,omitempty"` // what is wrong with its form
}

// Failure is why no valid reply came, or what is wrong with a certificate.
type Failure struct {
	Class  string `json:"class"`
	Detail string `json:"detail,omitempty"`
}

// Class is what the knowledge base says of a refusal or a failure.
type Class struct {
	ID       string   `json:"id"`
	Family   string   `json:"family"`
	Title    string   `json:"title,omitempty"`
	Cause    string   `json:"cause,omitempty"`
	Advice   string   `json:"advice,omitempty"`
	Waiting  bool     `json:"waiting,omitempty"`  // trying again later may help
	Evidence string   `json:"evidence,omitempty"` // the words that the rule found
	Sources  []string `json:"sources,omitempty"`
}

// Range is a place in a suite file, with its source, so that a report needs no
// file. Lines and columns count from 1; End is exclusive.
type Range struct {
	File      string `json:"file"`
	Line      int    `json:"line"`
	Column    int    `json:"column,omitempty"`
	EndLine   int    `json:"end_line,omitempty"`
	EndColumn int    `json:"end_column,omitempty"`
	Source    string `json:"source,omitempty"` // the line's text
}

// Expectation is an `expect` or an `assert`, judged.
type Expectation struct {
	Stage   string  `json:"stage"` // what it is about; "assert" for an assertion
	Kind    string  `json:"kind"`  // "expect" or "assert"
	Verdict Verdict `json:"verdict"`
	Want    string  `json:"want"`          // as a sentence: `reject, class "spamhaus"`
	Got     string  `json:"got,omitempty"` // `accept 250 2.1.5`
	Misses  []Miss  `json:"misses,omitempty"`
	// Recipients are those that missed it, of an expectation about rcpt.
	Recipients []string `json:"recipients,omitempty"`
	Message    string   `json:"message,omitempty"` // an assertion's error_message, or what it could not read
	Range      Range    `json:"range"`
	// Suggest is the expectation that what was seen would meet, or the attribute of the
	// endpoint that makes it meet this one, as a suite writes it.
	Suggest string `json:"suggest,omitempty"`
}

// Miss is one attribute of an expectation that was otherwise.
type Miss struct {
	Attr string `json:"attr"` // "outcome", "class", …
	Want string `json:"want"`
	Got  string `json:"got"`
}

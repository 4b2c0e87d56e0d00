// Package schema describes attributes as tables: a name, a type, how a wanted
// value is compared with a seen one, which values are allowed, and what it
// means. One table feeds decoding, the checks at load, the comparison, the
// reference documentation and completion, so that they cannot drift apart.
//
// Tables are used in place of tagged structs because gohcl panics on sensitive
// values and cannot say "any of". The package is a leaf: it imports cty only.
package schema

import "github.com/zclconf/go-cty/cty"

// Attr is one attribute.
type Attr struct {
	Name string
	// Type is the type of one value. Where List is set, a list of it is taken too.
	Type cty.Type
	List bool
	// Match says how a wanted value is compared with a seen one; attributes that
	// are no expectation leave it empty.
	Match Match
	// Sees is the observation attribute that is compared, where its name is not
	// the attribute's own.
	Sees string
	// Format says what a string must look like.
	Format Format
	// Enum lists the only strings that are allowed; nil means any.
	Enum []string
	// Default is used where the attribute is left out; NilVal means null.
	Default  cty.Value
	Required bool
	// Sensitive values are taken; elsewhere they are an error.
	Sensitive bool
	// Doc is one sentence, with the unit and the RFC where there is one.
	Doc string
}

// Match is how a wanted value is compared.
type Match string

const (
	// Equal: the seen value is the wanted one, or one of the wanted ones. Strings
	// are compared without regard to case.
	Equal Match = "equal"
	// Pattern: a regular expression (RE2, unanchored) finds something.
	Pattern Match = "pattern"
	// CodeLike: a reply code, or one with x for a digit, such as "55x".
	CodeLike Match = "code"
	// EnhancedLike: an enhanced status code, or one with x for a part, "5.7.x".
	EnhancedLike Match = "enhanced"
	// Covers: a set is seen, and every wanted value is in it. A name that begins
	// with "*." stands for itself only. "AUTH LOGIN" means the keyword AUTH with
	// the parameter LOGIN.
	Covers Match = "covers"
	// Lacks: a set is seen, and no wanted value is in it.
	Lacks Match = "lacks"
	// AtLeast: the seen TLS version, number or duration is the wanted one or more.
	AtLeast Match = "at-least"
	// AtMost: the seen TLS version, number or duration is the wanted one or less.
	AtMost Match = "at-most"
)

// Format is what a string must look like.
type Format string

const (
	Duration   Format = "duration"    // "5s", "2m30s", "24h", "14d"
	Regexp     Format = "regexp"      // RE2
	ReplyCode  Format = "code"        // 550, "55x"
	StatusCode Format = "enhanced"    // "5.7.1", "5.7.x"
	TLSVersion Format = "tls-version" // "TLS1.0" to "TLS1.3"
	Mailbox    Format = "mailbox"     // local-part@domain
	Address    Format = "address"     // an IP address
	HostPort   Format = "host-port"   // host:port
)

// Values are attribute values by name. An attribute that was left out and has no
// default is absent; null is kept.
type Values map[string]cty.Value

// Miss is one wanted value that was not seen.
type Miss struct {
	Attr string // the attribute's name
	Want string // what was wanted, as a suite would write it
	Got  string // what was seen
}

// CommonWants are the arguments that every `expect` takes, save where a kind's
// outcomes have no reply.
var CommonWants = []Attr{
	{Name: "class", Type: cty.String, List: true, Match: Equal, Doc: "The class of the refusal, the failure or the finding; a list means any of them."},
	{Name: "family", Type: cty.String, List: true, Match: Equal, Doc: "The family of that class."},
	{Name: "code", Type: cty.String, List: true, Match: CodeLike, Format: ReplyCode, Doc: "The reply code, a number or a string such as \"55x\" (RFC 5321 §4.2)."},
	{Name: "enhanced", Type: cty.String, List: true, Match: EnhancedLike, Format: StatusCode, Doc: "The enhanced status code, such as \"5.7.1\" or \"5.7.x\" (RFC 3463)."},
	{Name: "text", Type: cty.String, List: true, Match: Pattern, Format: Regexp, Doc: "A regular expression (RE2, unanchored) over the reply's lines without their codes, joined by one blank."},
	{Name: "within", Type: cty.String, Match: AtMost, Sees: "seconds", Format: Duration, Doc: "The longest time that the stage may take, such as \"10s\"."},
}

// CommonSees are what assertions may read of every stage and step.
var CommonSees = []Attr{
	{Name: "outcome", Type: cty.String, Doc: "How the stage ended."},
	{Name: "class", Type: cty.String, Doc: "The class of the refusal, failure or finding; null where there is none."},
	{Name: "family", Type: cty.String, Doc: "The family of that class."},
	{Name: "code", Type: cty.Number, Doc: "The reply code."},
	{Name: "enhanced", Type: cty.String, Doc: "The enhanced status code."},
	{Name: "text", Type: cty.String, Doc: "The reply's text as one sentence, without codes."},
	{Name: "lines", Type: cty.List(cty.String), Doc: "The reply's lines, without reply codes."},
	{Name: "seconds", Type: cty.Number, Doc: "How long the stage took."},
}

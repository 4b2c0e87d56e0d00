package dsl

import (
	"io/fs"

	"github.com/smtpspec/smtpspec/dsl/schema"
)

// World is what a suite may name that is not in the suite: the step kinds, the
// built-in classes, lab profiles, clients and suites.
type World struct {
	// Kinds are the step kinds, stages of a session included.
	Kinds []Kind
	// Order gives the stages of a session by the endpoint's `tls`.
	Order func(tls string) []string
	// Classes are the built-in classes and failure classes, by name.
	Classes []ClassName
	// LabNames and ClientNames are the built-in lab profiles and clients; Lab and
	// Client load one of them when a suite names it.
	LabNames, ClientNames []string
	Lab                   func(name string) (*Lab, error)
	Client                func(name string) (*Client, error)
	// Suites holds NAME.smtp.hcl for every `builtin:NAME`.
	Suites fs.FS
	// Version is compared with `required_version`.
	Version string
}

// Kind is what the language must know of a step kind.
type Kind struct {
	Name     string
	Stage    bool // it is a stage of a session, not a `step`
	Outcomes []string
	Replies  bool // it has a reply: `code`, `enhanced` and `text` make sense
	Args     []schema.Attr
	Wants    []schema.Attr
	Sees     []schema.Attr
}

// ClassName is what the language must know of a class.
type ClassName struct {
	ID, Family string
	// Outcomes are those that it can come with, where that is certain: no reply is given
	// the class of a failed connection, so it comes with fail alone. Nil is any.
	Outcomes []string
}

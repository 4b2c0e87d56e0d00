// Package clients holds the client profiles that are compiled in: what devices
// can do, one file each. A suite names one by a string, `client = "old-tls"`, and
// the session then offers and says no more than such a device would.
//
// Profiles are named for a behaviour. One that bears the name of a device family
// claims only what its source says.
package clients

import (
	"embed"
	"fmt"
	"slices"
	"strings"

	"github.com/smtpspec/smtpspec/dsl"
	"github.com/smtpspec/smtpspec/suites/internal/preface"
)

//go:embed *.hcl
var files embed.FS

// extension is what a profile's file name ends in.
const extension = ".hcl"

// Info is what a list shows of a profile.
type Info struct {
	Name  string
	Title string // the first line of the comment at its top
	Doc   string // the rest of that comment: what it means, and the source
}

// Names lists the profiles in name order, without reading them.
func Names() []string {
	entries, err := files.ReadDir(".")
	if err != nil {
		return nil // the folder is compiled in
	}
	names := make([]string, 0, len(entries))
	for _, e := range entries {
		names = append(names, strings.TrimSuffix(e.Name(), extension))
	}
	slices.Sort(names)
	return names
}

// List describes the profiles in name order. It reads their comments; none is
// parsed.
func List() []Info {
	var list []Info
	for _, name := range Names() {
		if text, err := Source(name); err == nil {
			title, doc := preface.Of(text)
			list = append(list, Info{Name: name, Title: title, Doc: doc})
		}
	}
	return list
}

// Source is a profile's text.
func Source(name string) ([]byte, error) {
	text, err := files.ReadFile(name + extension)
	if err != nil {
		return nil, fmt.Errorf("clients: no built-in client %q", name)
	}
	return text, nil
}

// Profile reads a profile.
func Profile(name string) (*dsl.Client, error) {
	text, err := Source(name)
	if err != nil {
		return nil, err
	}
	c, diags := dsl.ParseClient(text, name+extension)
	if diags.HasErrors() {
		return nil, fmt.Errorf("clients: %q: %w", name, diags)
	}
	if c.Name != name {
		return nil, fmt.Errorf("clients: %s holds a client named %q", name+extension, c.Name)
	}
	return c, nil
}

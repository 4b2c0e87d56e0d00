package dsl

import (
	"cmp"
	"crypto/x509"
	"errors"
	"fmt"
	"net/netip"
	"slices"

	"github.com/hashicorp/hcl/v2"
	"github.com/zclconf/go-cty/cty"
)

func (s *suiteLoader) loadEndpoints() {
	for _, b := range s.blocks["endpoint"] {
		s.loadEndpoint(b, s.endpoints[b.Labels[0]])
	}
}

func (s *suiteLoader) loadEndpoint(b *hcl.Block, e *Endpoint) {
	f := s.decode(b, endpointFields)
	e.Range = s.rng(b.DefRange)
	e.Host, e.MXOf = f.str("host"), f.str("mx_of")
	e.Lab, e.lab = s.labOf(f), f.rng("lab")
	s.checkTarget(f)
	e.TLS = cmp.Or(f.str("tls"), "starttls")
	e.open = f.state("tls") == unknown
	e.Port = f.number("port", defaultPort(e.TLS), 65535)
	e.Verify = f.flag("verify", true)
	e.Trust = cmp.Or(f.str("trust"), "public")
	e.ServerName = f.str("server_name")
	s.checkText(f, "server_name", checkHost)
	e.CAFile = s.readCA(f)
	e.AddressFamily = cmp.Or(f.str("address_family"), "any")
	e.Source = f.addr("source_address")
	e.Resolver = f.str("resolver")
	e.Method = f.str("method")
	e.MaxConnections = f.number("max_connections", 2, 1000)
	e.Timeouts = s.timeouts(f)
	s.checkFamilies(f, e)
}

// defaultPort is 25 (RFC 5321 §4.5.4.2), or 465 where TLS comes first (RFC 8314
// §3.3).
func defaultPort(tls string) int {
	if tls == "implicit" {
		return 465
	}
	return 25
}

// checkTarget checks that exactly one of host, mx_of and lab says where to go.
// What is not known yet may turn out to be null.
func (s *suiteLoader) checkTarget(f *fields) {
	var given []string
	open := false
	for _, name := range []string{"host", "mx_of", "lab"} {
		switch f.state(name) {
		case known:
			given = append(given, name)
		case unknown:
			open = true
		}
	}
	header := f.template.block.DefRange
	switch {
	case len(given) == 0 && !open:
		s.fail(header, "Endpoint without a target",
			`An endpoint has a "host", an "mx_of" or a "lab", and here each of them is null or left out.`)
	case len(given) > 1:
		s.fail(f.rng(given[1]), "Several targets", fmt.Sprintf(
			"An endpoint has one of \"host\", \"mx_of\" and \"lab\"; the others are null. Here %s have values.", quoted(given, "and")))
	}
	s.checkText(f, "host", checkHost)
	s.checkText(f, "mx_of", checkDomain)
}

// labOf is the lab block or the built-in profile that `lab` means.
func (s *suiteLoader) labOf(f *fields) *Lab {
	v, ok := f.value("lab")
	if !ok {
		return nil
	}
	if v.Type() != cty.String {
		return refTo[Lab](s, f, "lab", labType)
	}
	name := v.AsString()
	if lab, ok := s.labs[name]; ok {
		return lab
	}
	lab, err := builtin(name, s.opt.World.LabNames, s.opt.World.Lab)
	if err != nil {
		s.unknownProfile(f.rng("lab"), "lab", name, s.opt.World.LabNames, sortedKeys(s.ownLabs), err)
		return nil
	}
	s.labs[name] = lab
	return lab
}

var errNoBuiltin = errors.New("no such name")

// builtin loads what is built in under a name.
func builtin[T any](name string, names []string, load func(string) (*T, error)) (*T, error) {
	if load == nil || !slices.Contains(names, name) {
		return nil, errNoBuiltin
	}
	return load(name)
}

// listings are the commands that list what is built in.
var listings = map[string]string{"lab": "smtpspec lab --list", "client": "smtpspec clients"}

// unknownProfile reports a lab or client that is not built in, or cannot be read.
func (s *suiteLoader) unknownProfile(at hcl.Range, noun, name string, names, own []string, err error) {
	if !errors.Is(err, errNoBuiltin) {
		s.fail(at, "Unusable built-in "+noun, sentence(err.Error()))
		return
	}
	if slices.Contains(own, name) {
		s.fail(at, "Unknown "+noun, fmt.Sprintf("No built-in %s is named %q. The suite's own is named without quotes: %s.%s.", noun, name, noun, name))
		return
	}
	s.fail(at, "Unknown "+noun, fmt.Sprintf(
		"No built-in %s is named %q.%s All of them: %s.", noun, name, DidYouMean(name, names), listings[noun]))
}

// refTo is what a reference refers to, or nil.
func refTo[T any](s *suiteLoader, f *fields, name string, ty cty.Type) *T {
	v, ok := f.value(name)
	if !ok {
		return nil
	}
	if v.Type().Equals(ty) {
		return v.EncapsulatedValue().(*T)
	}
	noun := ty.FriendlyName()
	detail := fmt.Sprintf("%q takes a reference to %s %s, such as %s.NAME, and not %s.",
		name, article(noun), noun, noun, describe(v.Type()))
	if v.Type() == cty.String {
		detail = fmt.Sprintf("%s %s is named without quotes: %s.%s.", sentenceStart(article(noun)), noun, noun, v.AsString())
	}
	s.fail(f.rng(name), "Not "+article(noun)+" "+noun, detail)
	return nil
}

// describe names a type for a message.
func describe(ty cty.Type) string {
	name := ty.FriendlyName()
	return article(name) + " " + name
}

// readCA reads the roots of an endpoint's own.
func (s *suiteLoader) readCA(f *fields) *x509.CertPool {
	name := f.str("ca_file")
	if name == "" {
		return nil
	}
	if s.dir == "" {
		s.fail(f.rng("ca_file"), "No files here", "A built-in suite has no folder to read files from.")
		return nil
	}
	pem, err := readInside(s.dir, s.root, name)
	if err != nil {
		s.fail(f.rng("ca_file"), "Unreadable file", sentence(err.Error()))
		return nil
	}
	pool := x509.NewCertPool()
	if !pool.AppendCertsFromPEM(pem) {
		s.fail(f.rng("ca_file"), "No certificates", fmt.Sprintf("There is no PEM certificate in %q.", name))
		return nil
	}
	return pool
}

func (s *suiteLoader) timeouts(f *fields) Timeouts {
	t := DefaultTimeouts
	b := f.template.only("timeouts")
	if b == nil {
		return t
	}
	g := s.decode(b, timeoutFields)
	t.Connect = g.duration("connect", t.Connect)
	t.Banner = g.duration("banner", t.Banner)
	t.Command = g.duration("command", t.Command)
	t.TLS = g.duration("tls", t.TLS)
	t.Message = g.duration("message", t.Message)
	t.Session = g.duration("session", t.Session)
	return t
}

// checkFamilies finds addresses that the endpoint's address family leaves out.
func (s *suiteLoader) checkFamilies(f *fields, e *Endpoint) {
	for name, a := range map[string]netip.Addr{"host": literal(e.Host), "source_address": e.Source} {
		if !a.IsValid() {
			continue
		}
		if a.Unmap().Is4() && e.AddressFamily == "ipv6" || a.Is6() && !a.Is4In6() && e.AddressFamily == "ipv4" {
			s.fail(f.rng(name), "Address of another family", fmt.Sprintf(
				"%s is left out by address_family = %q.", a, e.AddressFamily))
		}
	}
}

package dsl

import (
	"crypto/tls"
	"fmt"
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/zclconf/go-cty/cty"
)

func (s *suiteLoader) loadClients() {
	for _, b := range s.blocks["client"] {
		s.loadClient(b, s.clients[b.Labels[0]])
	}
}

func (s *suiteLoader) loadClient(b *hcl.Block, c *Client) {
	f := s.decode(b, clientFields)
	c.EHLO, c.HELO = f.str("ehlo"), f.str("helo")
	if f.state("ehlo") == known && f.state("helo") == known {
		s.fail(f.rng("helo"), "Both EHLO and HELO", `A device says "ehlo" or "helo"; the other one is null.`)
	}
	s.checkText(f, "ehlo", checkHelo)
	s.checkText(f, "helo", checkHelo)
	c.AsDevice = f.flag("as_device", false)
	c.NoStartTLS = !f.flag("starttls", true)
	c.AddressFamily = f.str("address_family")
	for _, m := range f.list("mechanisms") {
		c.Mechanisms = append(c.Mechanisms, strings.ToUpper(m))
	}
	if b := f.template.only("tls"); b != nil {
		s.loadClientTLS(b, c)
	}
}

func (s *suiteLoader) loadClientTLS(b *hcl.Block, c *Client) {
	f := s.decode(b, clientTLSFields)
	c.MinVersion, c.MaxVersion = f.str("min_version"), f.str("max_version")
	if c.MinVersion != "" && c.MaxVersion != "" && c.MinVersion > c.MaxVersion {
		s.fail(f.rng("min_version"), "No TLS version left", fmt.Sprintf(
			"min_version %q is above max_version %q.", c.MinVersion, c.MaxVersion))
	}
	c.Ciphers, c.Groups, c.SNI = f.list("ciphers"), f.list("groups"), f.strPtr("sni")
	if c.SNI != nil && *c.SNI != "" {
		s.checkText(f, "sni", checkHost)
	}
}

// cipherNames are the IANA names of the cipher suites that crypto/tls knows, weak
// ones too, since old copiers offer nothing else.
func cipherNames() []string {
	var names []string
	for _, c := range append(tls.CipherSuites(), tls.InsecureCipherSuites()...) {
		names = append(names, c.Name)
	}
	slices.Sort(names)
	return names
}

// clientOf is the client block or the built-in client that `client` means.
func (s *suiteLoader) clientOf(f *fields) *Client {
	v, ok := f.value("client")
	if !ok {
		return nil
	}
	if v.Type() != cty.String {
		return refTo[Client](s, f, "client", clientType)
	}
	name := v.AsString()
	if c, ok := s.loader.clients[name]; ok {
		return c
	}
	c, err := builtin(name, s.opt.World.ClientNames, s.opt.World.Client)
	if err != nil {
		s.unknownProfile(f.rng("client"), "client", name, s.opt.World.ClientNames, sortedKeys(s.clients), err)
		return nil
	}
	s.loader.clients[name] = c
	return c
}

// ParseClient reads a file with one `client` block, as the built-in profiles are.
// Its values are literals.
func ParseClient(src []byte, filename string) (*Client, hcl.Diagnostics) {
	s, b := singleBlock(src, filename, "client")
	if b == nil {
		return nil, s.diags
	}
	c := &Client{Name: b.Labels[0]}
	s.loadClient(b, c)
	return c, s.diags
}

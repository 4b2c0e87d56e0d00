package dsl

import (
	"fmt"
	"strings"

	"github.com/hashicorp/hcl/v2"
)

func (s *suiteLoader) loadCredentials() {
	for _, b := range s.blocks["credential"] {
		s.loadCredential(b, s.credentials[b.Labels[0]])
	}
}

func (s *suiteLoader) loadCredential(b *hcl.Block, c *Credential) {
	f := s.decode(b, credentialFields)
	c.Range = s.rng(b.DefRange)
	c.Username, c.Password = f.str("username"), f.str("password")
	c.Mechanism = strings.ToUpper(f.str("mechanism"))
	c.AllowPlaintext = f.flag("allow_plaintext", false)
	c.AllowRefusal = f.flag("allow_refusal", false)
	c.Vantages = s.vantages(f)
	if c.Password != "" {
		s.secrets[c.Password] = true // marked or not
	}
	for _, name := range []string{"username", "password"} {
		switch f.state(name) {
		case null:
			c.needs = append(c.needs, s.need(c, f, name))
		case known:
			s.checkNotEmpty(f, name)
		}
	}
}

func (s *suiteLoader) checkNotEmpty(f *fields, name string) {
	if f.str(name) == "" {
		s.fail(f.rng(name), fmt.Sprintf("Invalid value for %q", name), fmt.Sprintf(
			"The %s is empty. Where there is none yet, it is null.", name))
	}
}

// need says which variable leaves a credential without a user name or password.
func (s *suiteLoader) need(c *Credential, f *fields, name string) Need {
	at := f.rng(name)
	n := Need{Range: s.rng(at), subject: at, Variable: s.nullVariable(f.attr(name).source.Expr)}
	n.Text = fmt.Sprintf("The %s of credential.%s is null.", name, c.Name)
	if n.Variable != "" {
		n.Text = fmt.Sprintf("The %s of credential.%s is null: the variable %q has no value. Give it one with --var %s=…, with --ask %s, in a --var-file, or as SMTPSPEC_VAR_%s.",
			name, c.Name, n.Variable, n.Variable, n.Variable, n.Variable)
	}
	return n
}

// nullVariable is the first variable that an expression reads, itself or through
// locals, and that is null.
func (s *suiteLoader) nullVariable(expr hcl.Expression) string {
	return s.findNullVariable(expr, map[string]bool{})
}

func (s *suiteLoader) findNullVariable(expr hcl.Expression, visited map[string]bool) string {
	for _, t := range expr.Variables() {
		if len(t) < 2 {
			continue
		}
		name, _, ok := stepName(t[1])
		if !ok {
			continue
		}
		switch t.RootName() {
		case "var":
			object, _ := s.scope.ctx.Variables["var"].Unmark()
			if object.Type().HasAttribute(name) && object.GetAttr(name).IsNull() {
				return name
			}
		case "local":
			if attr := s.localAttrs[name]; attr != nil && !visited[name] {
				visited[name] = true
				if found := s.findNullVariable(attr.Expr, visited); found != "" {
					return found
				}
			}
		}
	}
	return ""
}

package diagnose

import (
	"slices"
	"strings"

	"github.com/smtpspec/smtpspec/runner/result"
	"github.com/smtpspec/smtpspec/runner/smtp"
)

// tenantOf is the client that a test is about: the domain whose MX was asked, or the
// tenant that the MX's own name tells; else the domain of the user name. The sender's
// comes last, since a test may say any: bySender marks that. It is "" for a test that
// names none of them.
func tenantOf(t result.Test) (name string, bySender bool) {
	if domain := tenantDomain(t); domain != "" {
		return domain, false
	}
	from := domainOf(t.From)
	if op, _ := smtp.OperatorOf(t.Endpoint.Host); op.Tenant != "" && op.Service == "inbound" {
		if t.Endpoint.Lab == "" {
			return op.Tenant, false
		}
		// A profile of the lab bears one tenant's name, and plays any.
		return from, ofNoTenant(from) || !slices.ContainsFunc(t.To, func(to string) bool { return from != "" && domainOf(to) == from })
	}
	if domain := domainOf(t.Login); domain != "" {
		return domain, false
	}
	return from, true
}

// tenantDomain is the domain whose MX was asked, or the one that the MX's name was made
// of; "" where the test tells neither.
func tenantDomain(t result.Test) string {
	if t.Endpoint.MXOf != "" {
		return strings.ToLower(strings.TrimSuffix(t.Endpoint.MXOf, "."))
	}
	if op, _ := smtp.OperatorOf(t.Endpoint.Host); op.Tenant != "" && op.Service == "inbound" {
		return domainOfLabel(op.Tenant, t)
	}
	return ""
}

// domainOfLabel is the domain that a tenant's part of an MX's name was made of, where
// the test names it; else "".
func domainOfLabel(label string, t result.Test) string {
	for _, mailbox := range append([]string{t.From, t.Login}, t.To...) {
		for rest, more := domainOf(mailbox), true; more; _, rest, more = strings.Cut(rest, ".") {
			if strings.ReplaceAll(rest, ".", "-") == label {
				return rest
			}
		}
	}
	return ""
}

// operatorsOwn reports a domain that an operator gives a tenant beside its own ones:
// it tells no second client.
func operatorsOwn(domain string) bool {
	return strings.HasSuffix(domain, ".onmicrosoft.com") || strings.HasSuffix(domain, ".azurecomm.net")
}

// moduleOf is the include that a test came by, as its address says; "" for a suite's
// own test.
func moduleOf(t result.Test) string {
	return t.Address[:max(0, strings.LastIndex(t.Address, "test."))]
}

// group is what one suite's tests show of one tenant: real ones, or those that the
// lab played.
type group struct {
	suite, tenant string
	tests         []Summary
}

// groups parts the tests by suite, by who played the server and by tenant, in their
// order. Where there is one tenant it needs no name.
func groups(tests []Summary) []group {
	type source struct {
		suite string
		lab   bool
	}
	by := map[source][]Summary{}
	var order []source
	for _, s := range tests {
		key := source{s.suite, s.lab}
		if by[key] == nil {
			order = append(order, key)
		}
		by[key] = append(by[key], s)
	}
	var out []group
	for _, key := range order {
		own := tenantsOf(by[key])
		if len(own.names) <= 1 {
			out = append(out, group{suite: key.suite, tests: by[key]})
			continue
		}
		out = append(out, own.part(key.suite, by[key])...)
	}
	return out
}

// tenants are the clients that the tests of a suite are about.
type tenants struct {
	all      map[string]bool     // the names that stand for a client
	dashed   map[string]string   // by the form that host names of Microsoft 365 have
	names    []string            // without those that lie within another
	byModule map[string][]string // of an include's tests
}

func tenantsOf(tests []Summary) tenants {
	t := tenants{dashed: map[string]string{}, byModule: map[string][]string{}}
	t.all = clientsOf(tests, false)
	if len(t.all) == 0 { // where something better tells the clients, a sender may be anybody's
		t.all = clientsOf(tests, true)
	}
	for name := range t.all {
		if strings.Contains(name, ".") {
			t.dashed[strings.ReplaceAll(name, ".", "-")] = name
		}
	}
	known := map[string]bool{"": true}
	inModule := map[[2]string]bool{}
	for _, s := range tests {
		name := t.nameOf(s.tenant)
		if !known[name] {
			known[name] = true
			t.names = append(t.names, name)
		}
		if key := [2]string{s.module, name}; name != "" && !inModule[key] {
			inModule[key] = true
			t.byModule[s.module] = append(t.byModule[s.module], name)
		}
	}
	return t
}

// clientsOf are the names that stand for a client, by the senders or by what tells it
// better. One that an operator gave is the client's whose name is the only other in the
// same include, or in all.
func clientsOf(tests []Summary, bySender bool) map[string]bool {
	all, byModule := map[string]bool{}, map[string]map[string]bool{}
	for _, s := range tests {
		if s.tenant == "" || s.bySender != bySender || operatorsOwn(s.tenant) {
			continue
		}
		if byModule[s.module] == nil {
			byModule[s.module] = map[string]bool{}
		}
		all[s.tenant], byModule[s.module][s.tenant] = true, true
	}
	if len(all) == 1 {
		return all
	}
	for _, s := range tests {
		if s.bySender == bySender && operatorsOwn(s.tenant) && (s.module == "" || len(byModule[s.module]) != 1) {
			all[s.tenant] = true
		}
	}
	return all
}

// nameOf is the tenant that a name stands for: itself, a domain that it lies in, or
// the domain that a host name's part was made of. It is "" for a name of no client.
func (t tenants) nameOf(name string) string {
	if domain, ok := t.dashed[name]; ok {
		name = domain
	}
	out := ""
	for rest, more := name, name != ""; more; _, rest, more = strings.Cut(rest, ".") {
		if t.all[rest] {
			out = rest
		}
	}
	return out
}

// part gives each tenant its tests. One that names no tenant belongs to those of the
// same include, else to all: it is about the way to the operator.
func (t tenants) part(suite string, tests []Summary) []group {
	out := make([]group, len(t.names))
	place := map[string]int{}
	for i, name := range t.names {
		out[i], place[name] = group{suite: suite, tenant: name}, i
	}
	for _, s := range tests {
		of := t.names
		switch name := t.nameOf(s.tenant); {
		case name != "":
			of = []string{name}
		case len(t.byModule[s.module]) > 0 && s.module != "":
			of = t.byModule[s.module]
		}
		for _, name := range of {
			g := &out[place[name]]
			g.tests = append(g.tests, s)
		}
	}
	return out
}

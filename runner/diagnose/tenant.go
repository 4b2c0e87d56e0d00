package diagnose

import (
	"strings"

	"github.com/smtpspec/smtpspec/runner/result"
	"github.com/smtpspec/smtpspec/runner/smtp"
)

// tenantOf is the client's domain that a test is about: the envelope sender's, else
// that of the user name, else the domain whose MX was asked, else the tenant's part
// of the host name. It is "" for a test that names none of them.
func tenantOf(t result.Test) string {
	for _, domain := range []string{domainOf(t.From), domainOf(t.Login), strings.ToLower(t.Endpoint.MXOf)} {
		if domain != "" {
			return domain
		}
	}
	op, _ := smtp.OperatorOf(t.Endpoint.Host)
	return op.Tenant
}

// moduleOf is the include that a test came by, as its address says; "" for a suite's
// own test.
func moduleOf(t result.Test) string {
	return t.Address[:max(0, strings.LastIndex(t.Address, "test."))]
}

// group is what one suite's tests show of one tenant.
type group struct {
	suite, tenant string
	tests         []Summary
}

// groups parts the tests by suite and tenant, in their order. A suite with one tenant
// needs no name for it.
func groups(tests []Summary) []group {
	bySuite := map[string][]Summary{}
	var suites []string
	for _, s := range tests {
		if bySuite[s.suite] == nil {
			suites = append(suites, s.suite)
		}
		bySuite[s.suite] = append(bySuite[s.suite], s)
	}
	var out []group
	for _, suite := range suites {
		own := tenantsOf(bySuite[suite])
		if len(own.names) <= 1 {
			out = append(out, group{suite: suite, tests: bySuite[suite]})
			continue
		}
		out = append(out, own.part(suite, bySuite[suite])...)
	}
	return out
}

// tenants are the clients that the tests of a suite are about.
type tenants struct {
	all      map[string]bool
	dashed   map[string]string   // by the form that host names of Microsoft 365 have
	names    []string            // without those that lie within another
	byModule map[string][]string // of an include's tests
}

func tenantsOf(tests []Summary) tenants {
	t := tenants{all: map[string]bool{}, dashed: map[string]string{}, byModule: map[string][]string{}}
	for _, s := range tests {
		t.all[s.tenant] = true
		if strings.Contains(s.tenant, ".") {
			t.dashed[strings.ReplaceAll(s.tenant, ".", "-")] = s.tenant
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

// nameOf is the tenant that a name stands for: a domain that it lies in, or the
// domain that a host name's part was made of.
func (t tenants) nameOf(name string) string {
	if domain, ok := t.dashed[name]; ok {
		name = domain
	}
	out := name
	for rest, more := name, name != ""; more; {
		if _, rest, more = strings.Cut(rest, "."); more && t.all[rest] {
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
		switch {
		case s.tenant != "":
			of = []string{t.nameOf(s.tenant)}
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

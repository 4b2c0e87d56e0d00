package runner

import (
	"fmt"
	"slices"
	"strings"

	"github.com/smtpspec/smtpspec/dsl"
	"github.com/smtpspec/smtpspec/runner/transcript"
)

// skipOf says why a test is not run, or "": because its suite says so, or since it
// belongs to another site than the run is made from.
func skipOf(t *dsl.Test, vantage string) string {
	switch {
	case t.Skip != nil:
		return *t.Skip
	case !fromHere(t.Vantages, vantage):
		return fmt.Sprintf("it is run from %s only, and %s", inWords(t.Vantages), thisVantage(vantage))
	case t.Credential != nil && !fromHere(t.Credential.Vantages, vantage):
		return fmt.Sprintf("credential %q may be used from %s only, and %s", t.Credential.Name, inWords(t.Credential.Vantages), thisVantage(vantage))
	}
	return ""
}

// fromHere reports whether one of the globs fits the vantage; none at all fits
// every one, and a run that names no vantage is nowhere.
func fromHere(globs []string, vantage string) bool {
	return len(globs) == 0 || vantage != "" && matchesAny(globs, vantage)
}

func thisVantage(vantage string) string {
	if vantage == "" {
		return "this run names no vantage (--vantage NAME)"
	}
	return fmt.Sprintf("this run is made from %s", transcript.Printable(vantage))
}

func inWords(list []string) string { return transcript.Printable(strings.Join(list, ", ")) }

// withholdFrom says why a credential must not go to the host of a session, or "":
// it is none of those that the person who runs the suite allows. The suite itself
// cannot lift that. Where it says which name the certificate is to bear, that name
// has to be among them too, since it is the one that gets proved.
func (r *run) withholdFrom(host, serverName string) string {
	if len(r.opt.AllowHosts) == 0 {
		return ""
	}
	for _, name := range []string{host, serverName} {
		name = strings.TrimSuffix(name, ".")
		if name != "" && !matchesAny(r.opt.AllowHosts, name) {
			return fmt.Sprintf("%s is not among the hosts that --allow-host allows (%s)", transcript.Printable(name), inWords(r.opt.AllowHosts))
		}
	}
	return ""
}

// Elsewhere are the sites that the tests of a plan's suites name, and their credentials,
// in order, where none of them fits the vantage; nil where one does, or none is named.
func (p *Plan) Elsewhere(vantage string) []string {
	var sites []string
	for _, suite := range p.Suites {
		for _, t := range suite.Tests {
			sites = append(sites, t.Vantages...)
			if t.Credential != nil {
				sites = append(sites, t.Credential.Vantages...)
			}
		}
	}
	if fromHere(sites, vantage) {
		return nil
	}
	slices.Sort(sites)
	return slices.Compact(sites)
}

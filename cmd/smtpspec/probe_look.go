package main

import (
	"context"
	"strings"

	"github.com/smtpspec/smtpspec/cmd/smtpspec/internal/fitness"
	"github.com/smtpspec/smtpspec/cmd/smtpspec/internal/tenant"
	"github.com/smtpspec/smtpspec/runner/dns"
	"github.com/smtpspec/smtpspec/runner/transcript"
)

// lookup is what a domain is looked up by.
type lookup struct {
	domain, own string
	fit         *fitness.Verdict // nil: it was not looked at
}

// look looks a domain up, unless the name service is known to lead astray: then
// nothing that it says is taken for a fact.
func (a *app) look(ctx context.Context, r dns.Resolver, l lookup) tenant.Domain {
	if l.fit != nil && l.fit.Problem == fitness.Names {
		return tenant.Distrusted(l.domain, l.fit.Says[0])
	}
	found := tenant.Look(ctx, r, l.domain)
	if l.own != "" {
		found.Tell(l.own)
	}
	return found
}

// checkRelay refuses a recipient that proves nothing: another tenant takes such
// mail as ordinary mail, without any connector.
func (p *probing) checkRelay(ctx context.Context, t target) error {
	switch {
	case t.found.Kind == tenant.Unanswered:
		return nil // nothing is tried
	case !t.found.Sure():
		return invalid("--relay-to: no host of a tenant is known for %s; where you know it, state it with --tenant HOST", t.domain)
	}
	domain, err := readDomain(p.flags.relayTo[strings.LastIndexByte(p.flags.relayTo, '@')+1:])
	if err != nil {
		return invalid("--relay-to: the mailbox needs a domain: %v", err)
	}
	resolver := p.app.surveyWorld(&p.flags.surveyFlags, &labServers{}).Resolver
	other := tenant.Look(ctx, resolver, domain)
	switch {
	case other.Tenant():
		return invalid("--relay-to: %s is at Microsoft 365 too, so it proves nothing about a connector; name a mailbox of your own elsewhere", domain)
	case other.Kind == tenant.Missing, other.Kind == tenant.NullMX, other.Kind == tenant.Unanswered, other.Kind == tenant.Dangling:
		return invalid("--relay-to: %s: mail for it would prove nothing about a connector; name a mailbox of your own elsewhere",
			strings.TrimSuffix(transcript.Printable(other.Says()[0]), "."))
	}
	return nil
}

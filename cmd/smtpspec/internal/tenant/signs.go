package tenant

import (
	"context"
	"fmt"
	"strings"
	"sync"
	"time"

	"github.com/smtpspec/smtpspec/runner/dns"
)

// patience is how long the signs of a tenant are waited for, all of them together:
// a name service that is well answers in a fraction of it, and a person waits.
const patience = 5 * time.Second

// sign is one record that points at Microsoft 365.
type sign struct {
	text string
	host string // whose record it is, which tells the cloud
}

// signs asks for what a tenant's domain has beside its MX: the alias for Autodiscover
// (Microsoft Learn), what SPF includes (likewise), and the alias of the first DKIM
// key (defender-docs, "Set up DKIM", 2024-05-31; the form under dkim.mail.microsoft
// since 2025). Three questions, put at once. A resolver that knows no such question
// has no signs.
func signs(ctx context.Context, r dns.Resolver, domain string) ([]string, *cloud) {
	f, ok := r.(dns.Finder)
	if !ok {
		return nil, nil
	}
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	asked := []func(context.Context, dns.Finder, string) (sign, bool){autodiscover, spf, dkim}
	found := make([]*sign, len(asked))
	var all sync.WaitGroup
	for i, ask := range asked {
		all.Go(func() {
			if s, ok := ask(ctx, f, domain); ok {
				found[i] = &s
			}
		})
	}
	all.Wait()
	var texts []string
	var where *cloud
	for _, s := range found {
		if s == nil {
			continue
		}
		texts = append(texts, s.text)
		if c, ok := cloudOf(s.host, domain); ok && where == nil {
			where = &c
		}
	}
	return texts, where
}

func autodiscover(ctx context.Context, f dns.Finder, domain string) (sign, bool) {
	name := "autodiscover." + domain
	target, answer := f.LookupCNAME(ctx, name)
	_, known := cloudOf(target, domain)
	return sign{fmt.Sprintf("%s is an alias of %s", name, target), target}, answer.Status == dns.OK && known
}

func spf(ctx context.Context, f dns.Finder, domain string) (sign, bool) {
	texts, _ := f.LookupTXT(ctx, domain)
	for _, text := range texts {
		words := strings.Fields(strings.ToLower(text))
		if len(words) == 0 || words[0] != "v=spf1" {
			continue
		}
		for _, w := range words[1:] {
			host, ok := strings.CutPrefix(strings.TrimLeft(w, "+?~-"), "include:")
			if ok && strings.HasPrefix(host, "spf.protection.") {
				if _, known := cloudOf(host, domain); known {
					return sign{fmt.Sprintf("its SPF record includes %s", host), host}, true
				}
			}
		}
	}
	return sign{}, false
}

func dkim(ctx context.Context, f dns.Finder, domain string) (sign, bool) {
	name := "selector1._domainkey." + domain
	target, answer := f.LookupCNAME(ctx, name)
	lower := strings.ToLower(target)
	ok := strings.HasSuffix(lower, ".onmicrosoft.com") || strings.HasSuffix(lower, ".dkim.mail.microsoft")
	return sign{fmt.Sprintf("%s is an alias of %s", name, target), target}, answer.Status == dns.OK && ok
}

// aliasOf is what a host is an alias of, where it is one.
func aliasOf(ctx context.Context, r dns.Resolver, host string) (string, bool) {
	f, ok := r.(dns.Finder)
	if !ok {
		return "", false
	}
	target, answer := f.LookupCNAME(ctx, host)
	return target, answer.Status == dns.OK
}

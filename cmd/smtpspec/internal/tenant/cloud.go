package tenant

import "strings"

// cloud is one of Microsoft's, as far as mail goes.
type cloud struct {
	inbound    string // what tenants' own hosts end in
	submission string
	// zones are what other host names in it end in, and top is a top-level domain
	// whose owners it was made for.
	zones []string
	top   string
}

// clouds are Microsoft's by its endpoint lists: DoD of 2020-07-28, GCC High of
// 2023-03-01, 21Vianet of 2021-03-29, the last of 2026-08-14.
var clouds = []cloud{
	{inbound: ".protection.apps.mil", submission: "outlook-dod.office365.us", top: ".mil"},
	{inbound: ".protection.office365.us", submission: "outlook.office365.us", zones: []string{".office365.us"}},
	{inbound: ".mail.protection.partner.outlook.cn", submission: "smtp.partner.outlook.cn", zones: []string{".partner.outlook.cn"}},
	{inbound: ".mail.protection.outlook.com", submission: "smtp.office365.com", zones: []string{".outlook.com", ".office365.com", ".onmicrosoft.com", ".dkim.mail.microsoft"}},
}

// worldwide is the cloud that most tenants are in, mx.microsoft included.
var worldwide = clouds[len(clouds)-1]

// cloudByName is the cloud that a domain's own name tells of.
func cloudByName(domain string) cloud {
	for _, c := range clouds {
		if c.top != "" && strings.HasSuffix(domain, c.top) {
			return c
		}
	}
	return worldwide
}

// cloudOf is the cloud that a host is in which a domain's record names. The records
// of DoD's domains name GCC High's hosts.
func cloudOf(host, domain string) (cloud, bool) {
	host = "." + strings.ToLower(strings.TrimSuffix(host, "."))
	for _, c := range clouds {
		for _, zone := range append([]string{c.inbound}, c.zones...) {
			if !strings.HasSuffix(host, zone) {
				continue
			}
			if special := cloudByName(domain); special.top != "" && zone == ".office365.us" {
				c = special
			}
			return c, true
		}
	}
	return cloud{}, false
}

// classic is the form that a tenant's own host has in a cloud, save under
// mx.microsoft.
func (c cloud) classic(domain string) string {
	zone := c.inbound
	if !strings.HasPrefix(zone, ".mail.") {
		zone = ".mail" + zone
	}
	return strings.ReplaceAll(strings.ToLower(domain), ".", "-") + zone
}

package smtp

import "strings"

// Operator is a mail service whose host names are known, so that a greeting can
// be held against them and a report knows which names are no client's.
type Operator struct {
	Name string // "Microsoft 365", "Google"
	// Service tells the operator's services apart: "inbound", "submission",
	// "consumer", or "" for other names.
	Service string
	// Tenant is the part of the host name that belongs to the client, such as
	// contoso-com; empty where there is none.
	Tenant string
}

// suffixes are the operators' host names. Microsoft's are those of its endpoint
// lists (worldwide 2026-08-14, GCC High 2023-03-01, DoD 2020-07-28, 21Vianet
// 2021-03-29) and its blog on mail flow DNS (2026); hosts under mx.microsoft carry
// a letter between the tenant and the zone.
var suffixes = []struct {
	suffix  string
	op      Operator
	tenant  bool
	exactly bool
}{
	{suffix: "smtp.office365.com", op: Operator{Name: "Microsoft 365", Service: "submission"}, exactly: true},
	{suffix: "smtp.hve.mx.microsoft", op: Operator{Name: "Microsoft 365", Service: "submission"}, exactly: true},
	{suffix: "olc.protection.outlook.com", op: Operator{Name: "Microsoft 365", Service: "consumer"}},
	{suffix: "mail.protection.outlook.com", op: Operator{Name: "Microsoft 365", Service: "inbound"}, tenant: true},
	{suffix: "mail.eo.outlook.com", op: Operator{Name: "Microsoft 365", Service: "inbound"}, tenant: true},
	{suffix: "mx.microsoft", op: Operator{Name: "Microsoft 365", Service: "inbound"}, tenant: true},
	{suffix: "mail.protection.partner.outlook.cn", op: Operator{Name: "Microsoft 365", Service: "inbound"}, tenant: true},
	{suffix: "protection.apps.mil", op: Operator{Name: "Microsoft 365", Service: "inbound"}, tenant: true},
	{suffix: "protection.office365.us", op: Operator{Name: "Microsoft 365", Service: "inbound"}, tenant: true},
	{suffix: "onmicrosoft.com", op: Operator{Name: "Microsoft 365"}, tenant: true},
	{suffix: "outlook.office365.com", op: Operator{Name: "Microsoft 365", Service: "submission"}},
	{suffix: "office365.com", op: Operator{Name: "Microsoft 365", Service: "submission"}},
	{suffix: "office365.us", op: Operator{Name: "Microsoft 365", Service: "submission"}},
	{suffix: "smtp.partner.outlook.cn", op: Operator{Name: "Microsoft 365", Service: "submission"}, exactly: true},
	{suffix: "smtp-legacy.partner.outlook.cn", op: Operator{Name: "Microsoft 365", Service: "submission"}, exactly: true},
	{suffix: "partner.outlook.cn", op: Operator{Name: "Microsoft 365"}},
	{suffix: "outlook.com", op: Operator{Name: "Microsoft 365"}},
	{suffix: "microsoft.com", op: Operator{Name: "Microsoft 365"}},
	{suffix: "google.com", op: Operator{Name: "Google"}},
	{suffix: "googlemail.com", op: Operator{Name: "Google"}},
	{suffix: "gmail.com", op: Operator{Name: "Google"}},
	{suffix: "spamhaus.org", op: Operator{Name: "Spamhaus"}},
}

// OperatorOf tells whose host name it is. A final dot and capitals do not matter.
func OperatorOf(host string) (Operator, bool) {
	host = strings.ToLower(strings.TrimSuffix(host, "."))
	for _, s := range suffixes {
		before, ok := strings.CutSuffix(host, s.suffix)
		if ok && before == "" {
			return s.op, true
		}
		if !ok || s.exactly || !strings.HasSuffix(before, ".") {
			continue
		}
		op := s.op
		if s.tenant {
			op.Tenant, _, _ = strings.Cut(strings.TrimSuffix(before, "."), ".")
		}
		return op, true
	}
	return Operator{}, false
}

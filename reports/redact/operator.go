package redact

import (
	"slices"
	"strings"

	"github.com/smtpspec/smtpspec/runner/smtp"
	"golang.org/x/net/idna"
	"golang.org/x/net/publicsuffix"
)

// tenantSuffixes are the domains in which Microsoft gives every tenant a label.
var tenantSuffixes = []string{
	".mail.protection.outlook.com", ".mail.eo.outlook.com", ".mail.protection.office365.us", ".mail.protection.apps.mil",
	".mail.protection.partner.outlook.cn", ".mx.microsoft", ".onmicrosoft.com", ".onmicrosoft.us",
	".partner.onmschina.cn", ".sharepoint.com",
}

// otherOperators are whose names stay beside those of the operators that package smtp
// knows by their greetings. A mailbox at one of them is still the client's.
var otherOperators = []string{
	"office.com", "microsoftonline.com", "azurecomm.net", "outlook.cn",
	"spamcop.net", "barracudacentral.org", "sorbs.net", "mimecast.com", "pphosted.com", "yahoo.com", "yahoodns.net",
	"aka.ms", "letsencrypt.org", "digicert.com",
}

// infrastructure reports a name that belongs to an operator, not to the client.
func infrastructure(name string) bool {
	if _, known := smtp.OperatorOf(name); known {
		return true
	}
	for _, o := range otherOperators {
		if before, ok := strings.CutSuffix(name, o); ok && (before == "" || strings.HasSuffix(before, ".")) {
			return true
		}
	}
	return false
}

// ofOperator reports that low[i:j] reaches into an operator's own part of a name: look.com
// into that of mx.outlook.com, and contoso.com not into that of contoso.com.dbl.spamhaus.org.
func ofOperator(low string, i, j int) bool {
	before, after := low[nameStart(low, i):i], low[j:nameEnd(low, j)]
	found := unescaped.Replace(low[i:j])
	name := strings.TrimRight(before+found+after, "-._")
	own := len(operatorsPart(name))
	if own > 0 && !strings.Contains(found, ".") {
		own = len(name) // a host of one word is one of the operator's there, such as "mail"
	}
	return len(before)+len(found) > len(name)-own
}

// unescaped undoes what escapedForms does.
var unescaped = strings.NewReplacer("%2d", "-", "%2e", ".")

// operatorsPart is the shortest end of a name that is an operator's, or "".
func operatorsPart(name string) string {
	for i := len(name) - 1; i >= 0; i-- {
		if i > 0 && wordByte(name[i-1]) {
			continue
		}
		if part := name[i:]; strings.Contains(part, ".") && infrastructure(part) {
			return part
		}
	}
	return ""
}

// tenantOf is the tenant's label of a name in one of Microsoft's domains, or "".
func tenantOf(name string) string {
	for _, suffix := range tenantSuffixes {
		if strings.HasSuffix(name, suffix) {
			return tenantLabel(strings.TrimSuffix(name, suffix), suffix)
		}
	}
	return ""
}

// tenantLabel is the tenant's label out of what stands before the suffix.
func tenantLabel(before, suffix string) string {
	labels := strings.Split(before, ".")
	last := labels[len(labels)-1]
	switch {
	case suffix == ".mx.microsoft":
		// contoso-com.x-v1.mx.microsoft is a tenant's, smtp.hve.mx.microsoft is not.
		if len(labels) < 2 || !strings.Contains(last, "-v") {
			return ""
		}
		return labels[len(labels)-2]
	case strings.Contains(suffix, ".protection."):
		// A tenant's label is its domain with hyphens. Names such as
		// DB5PEPF00014B8A and BL2NAM06FT004 are Microsoft's own front ends.
		if !strings.Contains(last, "-") {
			return ""
		}
	case strings.HasSuffix(suffix, ".onmicrosoft.com") && last == "mail" && len(labels) > 1:
		return labels[len(labels)-2]
	}
	return last
}

// otherForms are how else a value is written.
func otherForms(v string) []string { return append(scriptForms(v), escapedForms(v)...) }

// escapedForms are those of links, which may escape what need not be escaped (RFC
// 3986 §2.3).
func escapedForms(v string) []string {
	var forms []string
	for _, marks := range [][]string{{"-", "%2d"}, {".", "%2e"}, {"-", "%2d", ".", "%2e"}} {
		if form := strings.NewReplacer(marks...).Replace(v); form != v && !slices.Contains(forms, form) {
			forms = append(forms, form)
		}
	}
	return forms
}

// bareLabel is the first part of a domain, as servers greet with it, where it can be
// told from a word of the language: it has a hyphen or a digit in it.
func bareLabel(domain string) string {
	label, _, _ := strings.Cut(domain, ".")
	if len(label) < 5 || !strings.ContainsAny(label, "-0123456789") {
		return ""
	}
	return label
}

// common reports a name that may well stand in others by chance, as ok.com does in
// facebook.com. One that is longer is looked for in the middle of a word, too: there it
// is hardly another's.
func common(v string) bool {
	name := v[strings.LastIndexByte(v, '@')+1:]
	suffix, _ := publicsuffix.PublicSuffix(name)
	return !strings.Contains(v, ".") || len(name)-len(suffix) <= len("abcde.")
}

// scriptForms are how else a value that is not ASCII is written: on the wire as
// A-labels (RFC 5891), by people in capitals.
func scriptForms(v string) []string {
	ascii := true
	for i := 0; i < len(v); i++ {
		ascii = ascii && v[i] < 0x80
	}
	at := strings.LastIndexByte(v, '@') + 1
	if ascii {
		if u, err := idna.ToUnicode(v[at:]); err == nil && u != v[at:] {
			return []string{v[:at] + u}
		}
		return nil
	}
	forms := []string{lower(strings.ToLower(v)), lower(strings.ToUpper(v))}
	if a, err := idna.ToASCII(v[at:]); err == nil {
		forms = append(forms, v[:at]+a)
	}
	return forms
}

package redact

import (
	"fmt"
	"slices"
	"strings"

	"github.com/smtpspec/smtpspec/runner/smtp"
	"golang.org/x/net/idna"
	"golang.org/x/net/publicsuffix"
	"golang.org/x/text/unicode/norm"
)

// tenantSuffixes are the domains in which Microsoft, or Proofpoint, gives every tenant a
// label.
var tenantSuffixes = []string{
	".mail.protection.outlook.com", ".mail.eo.outlook.com", ".mail.protection.office365.us", ".mail.protection.apps.mil",
	".mail.protection.partner.outlook.cn", ".mx.microsoft", ".dkim.mail.microsoft", ".onmicrosoft.com", ".onmicrosoft.us",
	".partner.onmschina.cn", ".partner.mail.onmschina.cn", ".sharepoint.com", ".azurecomm.net", ".pphosted.com",
}

// otherOperators are whose names stay beside those of the operators that package smtp
// knows by their greetings. A mailbox at one of them is still the client's.
var otherOperators = []string{
	"office.com", "microsoftonline.com", "azurecomm.net", "outlook.cn", "exchangelabs.com", "mail.microsoft",
	"onmicrosoft.us", "onmschina.cn", "sharepoint.com", "apps.mil",
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
// into that of mx.outlook.com, and contoso.com not into that of contoso.com.dbl.spamhaus.org. A
// name that is longer than any is no operator's.
func ofOperator(low string, i, j int) bool {
	before, after := low[nameStart(low, i):i], low[j:nameEnd(low, j)]
	found := plainForm.Replace(low[i:j])
	name := strings.TrimRight(before+found+after, "-._")
	if len(name) > longestName {
		return false
	}
	own := len(operatorsPart(name))
	if own > 0 && !strings.Contains(found, ".") {
		own = len(name) // a host of one word is one of the operator's there, such as "mail"
	}
	return len(before)+len(found) > len(name)-own
}

// plainForm undoes what escapedForms does.
var plainForm = strings.NewReplacer("%252d", "-", "%252e", ".", "%2d", "-", "%2e", ".", "=2e", ".", "[.]", ".", "。", ".", "．", ".", "｡", ".")

// mostWords is how many words an operator's own part of a name may have.
// smtp-legacy.partner.outlook.cn has five.
const mostWords = 8

// operatorsPart is the shortest end of a name that is an operator's, or "".
func operatorsPart(name string) string {
	words := 0
	for i := len(name) - 1; i >= 0 && words < mostWords; i-- {
		if i > 0 && wordByte(name[i-1]) {
			continue
		}
		words++
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
	case suffix == ".azurecomm.net":
		if labels[0] == "smtp" {
			return "" // smtp.azurecomm.net is everybody's
		}
		return labels[0]
	case suffix == ".pphosted.com":
		// mx07-00123456 and mxa-00123456.gslb are a customer's.
		if !strings.ContainsAny(labels[0], "-0123456789") {
			return ""
		}
		return labels[0]
	case suffix == ".mx.microsoft" || suffix == ".dkim.mail.microsoft":
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
	case strings.Contains(suffix, ".onm") && last == "mail" && len(labels) > 1:
		return labels[len(labels)-2]
	}
	return last
}

// otherForms are how else a value is written.
func otherForms(v string) []string { return append(scriptForms(v), escapedForms(v)...) }

// escapedForms are those of links, which may escape what need not be escaped (RFC 3986
// §2.3), and do it twice; of encoded words (RFC 2047 §4.2); of those who do not want a
// name to become a link; and of other scripts.
func escapedForms(v string) []string {
	var forms []string
	for _, mark := range []struct{ hyphen, dot string }{
		{"%2d", "."}, {"-", "%2e"}, {"%2d", "%2e"}, {"-", "%252e"}, {"%252d", "%252e"}, {"-", "=2e"}, {"-", "[.]"}, {"-", "。"}, {"-", "．"},
	} {
		if form := strings.ReplaceAll(strings.ReplaceAll(v, "-", mark.hyphen), ".", mark.dot); form != v && !slices.Contains(forms, form) {
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

// mailboxForms are how else the at sign of a mailbox is written: in links, once and twice
// escaped, in encoded words (RFC 2047), in return paths and in routes; and the paths of
// old.
func mailboxForms(v string) []string {
	local, domain, _ := strings.Cut(v, "@")
	forms := []string{local + "=" + domain, local + "%" + domain, domain + "!" + local}
	for _, mark := range []struct{ at, dot string }{{"%40", "%2e"}, {"%2540", "%252e"}, {"=40", "=2e"}, {"[at]", "[.]"}} {
		forms = append(forms, local+mark.at+domain, local+mark.at+strings.ReplaceAll(domain, ".", mark.dot))
		if strings.Contains(local, ".") {
			forms = append(forms, strings.ReplaceAll(local, ".", mark.dot)+mark.at+strings.ReplaceAll(domain, ".", mark.dot))
		}
	}
	return forms
}

// bareHost is the first part of a host's name, as hosts greet with it and certificates
// have it, where it can be told from a word of the language.
func bareHost(name string) string {
	label, _, more := strings.Cut(name, ".")
	if !more || len(label) < keyLen || !strings.ContainsAny(label, "-0123456789") || strings.Trim(label, "-0123456789") == "" || Plain(label) {
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
	switch {
	case ascii && !strings.Contains(v, "xn--"):
		return nil // as most names
	case ascii:
		if u, err := idna.ToUnicode(v[at:]); err == nil && u != v[at:] {
			u = v[:at] + u
			return append(byteForms(u), u)
		}
		return nil
	}
	forms := append(byteForms(v), lower(strings.ToLower(v)), lower(strings.ToUpper(v)))
	if a, err := idna.ToASCII(v[at:]); err == nil {
		forms = append(forms, v[:at]+a)
	}
	return forms
}

// byteForms are a value with its marks apart (Unicode's form D), and with its octets as
// links and encoded words have them.
func byteForms(v string) []string {
	var link, word strings.Builder
	for i := 0; i < len(v); i++ {
		if c := v[i]; c < 0x80 {
			link.WriteByte(c)
			word.WriteByte(c)
		} else {
			fmt.Fprintf(&link, "%%%02x", c)
			fmt.Fprintf(&word, "=%02x", c)
		}
	}
	return []string{
		norm.NFD.String(v), link.String(), word.String(),
		strings.ReplaceAll(link.String(), "@", "%40"), strings.ReplaceAll(word.String(), "@", "=40"),
	}
}

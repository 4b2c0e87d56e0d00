package transcript

import (
	"bytes"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"html"
	"net/url"
	"strconv"
	"strings"
	"unicode/utf16"
)

// formsOf lists how a value may appear: as it is; in base64, alone or inside a
// longer string (SASL PLAIN puts user and password into one), also as UTF-16 (NTLM)
// and encoded twice; in hexadecimal digits; URL-encoded, in part, whole or twice;
// quoted-printable; and escaped as the reports and logs do it, in JSON, XML, HTML, Go
// literals and CI log commands. The lines of a value of several lines, such as a key,
// count as values of their own.
func formsOf(value string) []form {
	var forms []form
	add := func(list ...string) {
		for _, f := range list {
			if len(f) >= MinSecret {
				forms = append(forms, form{low: lower(f)})
			}
		}
	}
	for _, v := range values(value) {
		add(v)
		add(urlForms(v)...)
		add(byteForms(v)...)
		add(escapedForms(v)...)
		for _, f := range base64Forms(v) {
			switch {
			case len(f) >= shortExact:
				add(f)
			case len(f) >= MinSecret:
				forms = append(forms, form{low: lower(f), exact: f})
			}
		}
	}
	return forms
}

// minLine is the shortest line of a longer secret that is looked for by itself.
const minLine = 8

// values are a secret and, where it has several lines, each of them that says
// something: "-----BEGIN PRIVATE KEY-----" is no secret.
func values(v string) []string {
	if len(v) < MinSecret {
		return nil
	}
	out := []string{v}
	if !strings.Contains(v, "\n") {
		return out
	}
	for line := range strings.SplitSeq(v, "\n") {
		line = strings.TrimSpace(line)
		if len(line) >= minLine && !strings.HasPrefix(line, "-----") {
			out = append(out, line)
		}
	}
	return out
}

// base64Forms are the value's encoding by itself, and the part of it that stays
// the same whatever stands before and behind the value; both also of its encoding in
// UTF-16 and of its encoding by itself.
func base64Forms(v string) []string {
	var out []string
	wide := utf16LE(v)
	for _, enc := range []*base64.Encoding{base64.StdEncoding, base64.URLEncoding} {
		whole := enc.EncodeToString([]byte(v))
		out = append(out, whole, url.QueryEscape(whole))
		for shift := range 3 {
			out = append(out, insideBase64(enc, v, shift), insideBase64(enc, wide, shift), insideBase64(enc, whole, shift))
		}
	}
	return out
}

// utf16LE is a text as Windows writes it.
func utf16LE(v string) string {
	var b []byte
	for _, unit := range utf16.Encode([]rune(v)) {
		b = append(b, byte(unit), byte(unit>>8))
	}
	return string(b)
}

// insideBase64 is the part of v's encoding that depends on v alone when shift
// bytes (modulo 3) come before it: each character stands for six bits, and those
// that share bits with a neighbour are left out.
func insideBase64(enc *base64.Encoding, v string, shift int) string {
	padded := append(make([]byte, shift), v...)
	first := (8*shift + 5) / 6
	last := 8 * len(padded) / 6
	return enc.EncodeToString(padded)[first:last]
}

// urlForms are the value in a query and in a path, once and twice.
func urlForms(v string) []string {
	query, path := url.QueryEscape(v), url.PathEscape(v)
	return []string{query, path, url.QueryEscape(query), url.PathEscape(path), strings.ReplaceAll(query, "+", "%20")}
}

// byteForms are the value with each byte in hexadecimal digits, and with those that
// quoted-printable does not take as they are (RFC 2045 §6.7).
func byteForms(v string) []string {
	digits := hex.EncodeToString([]byte(v))
	var percent, equals, printable strings.Builder
	for i := 0; i < len(v); i++ {
		percent.WriteString("%" + digits[2*i:2*i+2])
		equals.WriteString("=" + digits[2*i:2*i+2])
		if c := v[i]; c < ' ' || c > '~' || c == '=' {
			printable.WriteString("=" + digits[2*i:2*i+2])
		} else {
			printable.WriteByte(c)
		}
	}
	return []string{digits, percent.String(), equals.String(), printable.String()}
}

// numbered are the value's characters as HTML can number them.
func numbered(v, format string) string {
	var b strings.Builder
	for _, r := range v {
		fmt.Fprintf(&b, format, r)
	}
	return b.String()
}

// htmlNames writes the quotes as most programs do, where Go's numbers them.
var htmlNames = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&quot;", "'", "&#39;")

// escapedForms are the value as it would stand in an output of ours.
func escapedForms(v string) []string {
	out := []string{
		html.EscapeString(v), htmlNames.Replace(v), numbered(v, "&#%d;"), numbered(v, "&#x%x;"), unquoted(strconv.Quote(v)), unquoted(strconv.QuoteToASCII(v)), Printable(v),
		// GitHub's workflow commands.
		strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A").Replace(v),
	}
	if j, err := json.Marshal(v); err == nil {
		out = append(out, unquoted(string(j)))
	}
	var b bytes.Buffer
	plain := json.NewEncoder(&b)
	plain.SetEscapeHTML(false)
	if err := plain.Encode(v); err == nil {
		out = append(out, unquoted(strings.TrimSuffix(b.String(), "\n")))
	}
	b.Reset()
	if err := xml.EscapeText(&b, []byte(v)); err == nil {
		out = append(out, b.String())
	}
	return out
}

func unquoted(s string) string { return s[1 : len(s)-1] }

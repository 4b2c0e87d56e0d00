package transcript

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"encoding/xml"
	"html"
	"net/url"
	"strconv"
	"strings"
)

// formsOf lists how a value may appear: as it is; in base64, alone or inside a
// longer string (SASL PLAIN puts user and password into one); URL-encoded; and
// escaped as the reports and logs do it, in JSON, XML, HTML, Go literals and CI
// log commands. The lines of a value of several lines, such as a key, count as
// values of their own.
func formsOf(value string) []string {
	var forms []string
	add := func(list ...string) {
		for _, f := range list {
			if len(f) >= MinSecret {
				forms = append(forms, f)
			}
		}
	}
	for _, v := range values(value) {
		add(v)
		add(base64Forms(v)...)
		add(urlForms(v)...)
		add(escapedForms(v)...)
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
// the same whatever stands before and behind the value.
func base64Forms(v string) []string {
	var out []string
	for _, enc := range []*base64.Encoding{base64.StdEncoding, base64.URLEncoding} {
		whole := enc.EncodeToString([]byte(v))
		out = append(out, whole, url.QueryEscape(whole))
		for shift := range 3 {
			out = append(out, insideBase64(enc, v, shift))
		}
	}
	return out
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

// urlForms are the value in a query and in a path, with capital and with small
// hexadecimal digits.
func urlForms(v string) []string {
	query, path := url.QueryEscape(v), url.PathEscape(v)
	return []string{query, path, lowerPercent(query), lowerPercent(path)}
}

// lowerPercent writes the hexadecimal digits behind percent signs small.
func lowerPercent(s string) string {
	b := []byte(s)
	for i := 0; i+2 < len(b); i++ {
		if b[i] == '%' {
			copy(b[i+1:i+3], bytes.ToLower(b[i+1:i+3]))
			i += 2
		}
	}
	return string(b)
}

// escapedForms are the value as it would stand in an output of ours.
func escapedForms(v string) []string {
	out := []string{
		html.EscapeString(v), unquoted(strconv.Quote(v)), unquoted(strconv.QuoteToASCII(v)), Printable(v),
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

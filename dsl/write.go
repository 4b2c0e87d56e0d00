package dsl

import (
	"encoding/base64"
	"fmt"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/hashicorp/hcl/v2/hclwrite"
	"github.com/zclconf/go-cty/cty"
	"golang.org/x/text/unicode/norm"
)

// Quote writes text as a string of a suite. Bytes that are not UTF-8 become
// U+FFFD, as they would when the suite is read.
func Quote(text string) string {
	return string(hclwrite.TokensForValue(cty.StringVal(text)).Bytes())
}

// Format lays a suite's text out as hclfmt does.
func Format(src []byte) []byte { return hclwrite.Format(src) }

// FormatLab writes a profile as a `lab` block that reads as the same profile.
func FormatLab(l *Lab) []byte {
	var w writer
	w.open("lab %s", Quote(l.Name))
	w.text("title", l.Title)
	w.lines("doc", l.Doc)
	w.gap()
	w.text("host", l.Host)
	w.lines("banner", l.Banner)
	w.text("greeting", l.Greeting)
	w.list("keywords", l.Keywords)
	w.list("keywords_tls", l.KeywordsTLS)
	if t := l.TLS; t.Mode != "" || t.Certificate != "" || t.MinVersion != "" || t.MaxVersion != "" || t.Ciphers != nil || t.AskClient {
		w.open("tls")
		w.text("mode", l.TLS.Mode)
		w.text("certificate", l.TLS.Certificate)
		w.text("min_version", l.TLS.MinVersion)
		w.text("max_version", l.TLS.MaxVersion)
		w.list("ciphers", l.TLS.Ciphers)
		if l.TLS.AskClient {
			w.attr("client_certificate_requested", "true")
		}
		w.close()
	}
	for _, on := range l.On {
		w.reply(on)
	}
	w.close()
	return w.bytes()
}

func (w *writer) reply(on LabReply) {
	w.open("on %s", on.Stage)
	w.list("name", on.Names)
	w.list("mechanism", on.Mechanisms)
	w.list("recipient", on.Recipient)
	if on.Attempt != nil {
		numbers := make([]string, len(on.Attempt))
		for i, n := range on.Attempt {
			numbers[i] = strconv.Itoa(n)
		}
		w.attr("attempt", "["+strings.Join(numbers, ", ")+"]")
	}
	w.text("when", on.When)
	w.lines("reply", on.Reply)
	switch {
	case on.Raw == nil:
	case saidAsText(on.Raw):
		w.attr("raw", Quote(string(on.Raw)))
	default:
		w.attr("raw_base64", Quote(base64.StdEncoding.EncodeToString(on.Raw)))
	}
	if on.Delay > 0 {
		w.attr("delay", Quote(on.Delay.String()))
	}
	w.text("action", on.Action)
	w.close()
}

// saidAsText reports whether bytes come back as they are when a suite writes them
// as a string: HCL's strings are Unicode, in the normal form C.
func saidAsText(b []byte) bool { return utf8.Valid(b) && norm.NFC.IsNormal(b) }

// FormatClient writes a `client` block that reads as the same client.
func FormatClient(c *Client) []byte {
	var w writer
	w.open("client %s", Quote(c.Name))
	w.text("ehlo", c.EHLO)
	w.text("helo", c.HELO)
	if c.AsDevice {
		w.attr("as_device", "true")
	}
	w.list("mechanisms", c.Mechanisms)
	if c.NoStartTLS {
		w.attr("starttls", "false")
	}
	w.text("address_family", c.AddressFamily)
	if c.MinVersion != "" || c.MaxVersion != "" || c.Ciphers != nil || c.Groups != nil || c.SNI != nil {
		w.open("tls")
		w.text("min_version", c.MinVersion)
		w.text("max_version", c.MaxVersion)
		w.list("ciphers", c.Ciphers)
		w.list("groups", c.Groups)
		if c.SNI != nil {
			w.attr("sni", Quote(*c.SNI))
		}
		w.close()
	}
	w.close()
	return w.bytes()
}

// writer writes blocks; hclwrite aligns them in the end.
type writer struct {
	b     strings.Builder
	depth int
	fresh bool // nothing stands in this block yet
}

func (w *writer) line(text string) {
	w.b.WriteString(strings.Repeat("  ", w.depth) + text + "\n")
	w.fresh = false
}

// open begins a block, with an empty line between it and what stands before it.
func (w *writer) open(format string, args ...any) {
	w.gap()
	w.line(fmt.Sprintf(format, args...) + " {")
	w.depth++
	w.fresh = true
}

func (w *writer) close() {
	w.depth--
	w.line("}")
}

func (w *writer) gap() {
	if w.depth > 0 && !w.fresh {
		w.b.WriteString("\n")
		w.fresh = true
	}
}

func (w *writer) attr(name, value string) { w.line(name + " = " + value) }

// text writes a string that is not empty.
func (w *writer) text(name, value string) {
	if value != "" {
		w.attr(name, Quote(value))
	}
}

// lines writes a string that is not empty, over several lines where it has them.
// It is for strings whose last line end does not count.
func (w *writer) lines(name, value string) {
	if !readsWell(value) {
		w.text(name, value)
		return
	}
	w.attr(name, "<<-EOT")
	w.depth++
	for l := range strings.SplitSeq(value, "\n") {
		w.line(literalMarks.Replace(l))
	}
	w.depth--
	w.line("EOT")
}

// literalMarks keeps a template from beginning in a heredoc.
var literalMarks = strings.NewReplacer("${", "$${", "%{", "%%{")

// readsWell reports whether a heredoc can hold the text as it is: several lines
// without anything at their ends that an editor takes away, or that HCL takes for
// the indentation (as it does with a combining mark behind it) or the end.
func readsWell(text string) bool {
	lines := strings.Split(text, "\n")
	if len(lines) == 1 {
		return false
	}
	for _, l := range lines {
		if l == "" || l == "EOT" || l[0] >= utf8.RuneSelf || l != strings.TrimSpace(l) || strings.ContainsFunc(l, func(r rune) bool { return !unicode.IsPrint(r) }) {
			return false
		}
	}
	return true
}

// list writes a list that is not nil; a long one has a line for each.
func (w *writer) list(name string, values []string) {
	if values == nil {
		return
	}
	quoted := make([]string, len(values))
	for i, v := range values {
		quoted[i] = Quote(v)
	}
	const width = 100
	if one := strings.Join(quoted, ", "); len(one)+len(name) < width {
		w.attr(name, "["+one+"]")
		return
	}
	w.attr(name, "[")
	for _, q := range quoted {
		w.line("  " + q + ",")
	}
	w.line("]")
}

func (w *writer) bytes() []byte { return hclwrite.Format([]byte(w.b.String())) }

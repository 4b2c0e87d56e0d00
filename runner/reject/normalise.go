package reject

import (
	"bytes"
	"html"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/smtpspec/smtpspec/runner/smtp"
)

// maxText is how much of a reply is looked at. RFC 5321 §4.5.3.1.5 gives a line
// 512 octets; what a server says after 16 KiB names no reason any more.
const maxText = 16 << 10

// text is a reply as it is compared: its lines joined to one sentence, runs of
// blanks folded, repeated codes and the server's trailers dropped. shown keeps
// the server's letters, low is in lower case with the e-mail addresses blotted
// out; an offset in one is the same offset in the other.
type text struct {
	shown, low []byte
	joined     bool // no blank in front of the next word
	seam       int  // where two words were joined
}

// noSeam joins no words.
const noSeam = 0

// isSeam reports whether a word may have been cut between two lines.
func isSeam(line, next string) bool {
	return line != "" && next != "" && isLetter(line[len(line)-1]) && isLetter(next[0])
}

func isLetter(b byte) bool {
	return 'a' <= b && b <= 'z' || 'A' <= b && b <= 'Z' || b >= utf8.RuneSelf
}

// load fills the text from a reply. The line at the seam follows the one before
// without a blank.
func (t *text) load(r smtp.Reply, seam int) {
	t.shown, t.low = t.shown[:0], t.low[:0]
	c := codes{code: r.Code, enhanced: r.Enhanced}
	for i, line := range r.Lines {
		if strings.IndexByte(line, '&') >= 0 {
			// Replies that went through a web page come back as HTML.
			line = html.UnescapeString(line)
		}
		if code, rest, ok := smtp.CutEnhanced(line); ok && code == r.Enhanced {
			line = rest
		}
		if i == seam && seam != noSeam {
			t.joined, t.seam = true, len(t.low)
		}
		t.addLine(line, c)
	}
	t.cutSuffixes()
	t.blotAddresses()
	t.blotNameless()
}

// codes are what a server repeats at the start of every line, and what stays in
// the middle of a sentence when somebody has joined the lines.
type codes struct {
	code     smtp.Code
	enhanced smtp.EnhancedCode
}

func (t *text) addLine(line string, c codes) {
	for len(t.low) < maxText {
		var word string
		if word, line = nextWord(line); word == "" {
			return
		}
		if next, _ := nextWord(line); len(word) == 3 && isCode(word, c.code) && c.isEnhanced(next) {
			_, line = nextWord(line)
			continue
		}
		if word = c.cutRepeated(word, t.endsInMark()); word != "" {
			word = word[:min(len(word), maxText)]
			t.addWord(word)
		}
	}
}

// nextWord cuts a word off a line; what is not printable counts as a blank.
func nextWord(line string) (word, rest string) {
	start := 0
	for start < len(line) && (line[start] <= ' ' || line[start] == 0x7f) {
		start++
	}
	end := start
	for end < len(line) && line[end] > ' ' && line[end] != 0x7f {
		end++
	}
	return line[start:end], line[end:]
}

// cutRepeated takes the reply's own code off the front of a word: "550",
// "550-" or "550-5.7.1". Behind a mark the bare digits open another reply, which
// counts for itself.
func (c codes) cutRepeated(word string, behindMark bool) string {
	if c.code == 0 || len(word) < 3 || !isCode(word, c.code) {
		return word
	}
	switch {
	case len(word) > 4 && word[3] == '-' && c.isEnhanced(word[4:]):
		return ""
	case behindMark:
		return word
	case len(word) == 3:
		return ""
	case word[3] == '-':
		return word[4:]
	}
	return word
}

func isCode(word string, c smtp.Code) bool {
	return word[0] == byte('0'+c/100%10) && word[1] == byte('0'+c/10%10) && word[2] == byte('0'+c%10)
}

// isEnhanced reports whether a word is the reply's own enhanced code.
func (c codes) isEnhanced(word string) bool {
	if len(word) < 5 || word[0] != byte('0'+c.enhanced.Class) || word[1] != '.' {
		return false
	}
	code, _, ok := smtp.CutEnhanced(word)
	return ok && code == c.enhanced
}

// endsInMark reports whether what was said last introduces a quotation.
func (t *text) endsInMark() bool {
	return len(t.low) > 0 && isMark(t.low[len(t.low)-1])
}

func isMark(b byte) bool { return b == ':' || b == '"' || b == '\'' || b == '>' || b == '(' }

// addWord appends a word after one blank.
func (t *text) addWord(word string) {
	if len(t.low) > 0 && !t.joined {
		t.add(" ", " ")
	}
	t.joined = false
	for i := 0; i < len(word); {
		b := word[i]
		if b < utf8.RuneSelf {
			t.shown = append(t.shown, b)
			if 'A' <= b && b <= 'Z' {
				b += 'a' - 'A'
			}
			t.low = append(t.low, b)
			i++
			continue
		}
		r, size := utf8.DecodeRuneInString(word[i:])
		t.addRune(r, size)
		i += size
	}
}

// addRune appends a rune that is not ASCII: typographic signs as their plain
// forms, what is not UTF-8 as a question mark.
func (t *text) addRune(r rune, size int) {
	switch {
	case r == utf8.RuneError && size <= 1, unicode.IsControl(r):
		t.add("?", "?")
	case unicode.IsSpace(r):
		t.add(" ", " ")
	case strings.ContainsRune("‘’‚", r):
		t.add("'", "'")
	case strings.ContainsRune("“”„", r):
		t.add(`"`, `"`)
	case strings.ContainsRune("‐‑‒–—", r):
		t.add("-", "-")
	case r == '：':
		t.add(":", ":")
	default:
		s := string(r)
		t.add(s, string(lowerRune(r)))
	}
}

// lowerRune is the lower case of a rune, where that is as long as the rune: shown
// and low must keep step.
func lowerRune(r rune) rune {
	if l := unicode.ToLower(r); utf8.RuneLen(l) == utf8.RuneLen(r) {
		return l
	}
	return r
}

func (t *text) add(shown, low string) {
	t.shown = append(t.shown, shown...)
	t.low = append(t.low, low...)
}

// splitUnderscores puts blanks in place of underscores, "mailbox_full", and
// reports whether there were any.
func (t *text) splitUnderscores() bool {
	n := bytes.Count(t.low, []byte("_"))
	for i, b := range t.low {
		if b == '_' {
			t.low[i] = ' '
		}
	}
	return n > 0
}

func (t *text) cut(n int) {
	t.shown, t.low = t.shown[:n], t.low[:n]
}

// cutSuffixes drops what follows the sentence: the trailers of Microsoft's hops,
// [HOST date session], as many as there are, the command that Postfix names in a
// bounce, "(in reply to RCPT TO command)", and what it logs behind a refusal of its
// own, "; from=<x@example.com> to=<…> proto=ESMTP".
func (t *text) cutSuffixes() {
	if i := bytes.Index(t.low, []byte("; from=<")); i >= 0 && !bytes.Contains(t.low[i:], []byte(">: ")) {
		t.cut(i)
	}
	for {
		low := bytes.TrimRight(t.low, " ")
		open := -1
		switch {
		case bytes.HasSuffix(low, []byte("]")):
			open = bytes.LastIndexByte(low, '[')
			if open >= 0 && !isTrailer(string(low[open+1:len(low)-1])) {
				open = -1
			}
		case bytes.HasSuffix(low, []byte(" command)")), bytes.HasSuffix(low, []byte(" command))")):
			open = bytes.LastIndex(low, []byte("(in reply to "))
		case bytes.HasSuffix(low, []byte(" command")), bytes.HasSuffix(low, []byte(")")):
			open = answered(low)
		}
		if open < 0 {
			t.cut(len(low))
			return
		}
		t.cut(open)
	}
}

// isTrailer recognises what stands in the brackets of a trailer: a host, with
// date and session since 2023, or the agent's particulars.
func isTrailer(inside string) bool {
	for _, prefix := range []string{"name=", "agt=", "mxid=", "hostname="} {
		if strings.HasPrefix(inside, prefix) {
			return true
		}
	}
	words := strings.Fields(inside)
	switch len(words) {
	case 1:
		return isHostName(words[0])
	case 3:
		return len(words[1]) > 10 && words[1][4] == '-' && words[1][7] == '-'
	}
	return false
}

// isHostName asks for a dot and a last label of letters, so that an address
// literal is none.
func isHostName(s string) bool {
	dot := strings.LastIndexByte(s, '.')
	if dot < 0 || dot == len(s)-1 {
		return false
	}
	for i := dot + 1; i < len(s); i++ {
		if s[i] < 'a' || s[i] > 'z' {
			return false
		}
	}
	return true
}

// blotAddresses overwrites e-mail addresses in low, byte for byte. A mailbox may
// be called greylist@ or spam@, and that is no reason for a refusal.
func (t *text) blotAddresses() {
	for at := 0; at < len(t.low); at++ {
		if t.low[at] != '@' {
			continue
		}
		start, end := at, at+1
		for start > 0 && isLocal(t.low[start-1]) && !twoDots(t.low, start) {
			start--
		}
		for end < len(t.low) && isDomain(t.low[end]) && !twoDots(t.low, end+1) {
			end++
		}
		for i := start; i < end; i++ {
			t.low[i] = '@'
		}
		at = end - 1
	}
}

// nameless is what Postfix calls a client whose address has no name.
var nameless = []byte("unknown[")

// blotNameless overwrites that name in low, "RCPT from unknown[192.0.2.1]", byte for
// byte: who has no name is no unknown user.
func (t *text) blotNameless() {
	for at := 0; ; at++ {
		i := bytes.Index(t.low[at:], nameless)
		if i < 0 {
			return
		}
		if at += i; at > 0 && isWord(t.low[at-1]) {
			continue
		}
		for j := at; t.low[j] != '['; j++ {
			t.low[j] = '@'
		}
	}
}

// twoDots reports whether the bytes around i are dots: no address has two in a
// row, and a sentence may end in them ("not allowed...user@").
func twoDots(low []byte, i int) bool {
	return i < len(low) && low[i-1] == '.' && low[i] == '.'
}

// isLocal is about RFC 5321's atext without '/': in replies that sign stands between
// an address and what is no part of it.
func isLocal(b byte) bool {
	return isWord(b) || strings.IndexByte("!#$%&*+-.=?^`{|}~", b) >= 0
}

func isDomain(b byte) bool { return isWord(b) || b == '.' || b == '-' }

// isWord is what \b means by a word.
func isWord(b byte) bool {
	return 'a' <= b && b <= 'z' || '0' <= b && b <= '9' || b == '_' || b >= utf8.RuneSelf
}

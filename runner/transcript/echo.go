package transcript

import (
	"encoding/base64"
	"slices"
	"strings"
	"unicode/utf8"
)

// A server that was sent a password may say parts of it: cut short, split over two
// lines, with something in between, encoded in a way of its own. From AUTH on its
// replies are therefore searched for parts, too.

const (
	// minPart is the shortest part of a password that is looked for.
	minPart = 6
	// minEncoded is the same for its base64, where six characters are too few to be
	// told from chance.
	minEncoded = 8
	// maxPassword bounds the passwords whose parts are looked for. SASL has no bound
	// (RFC 4616 §2); nobody has a longer one.
	maxPassword = 1024
	// maxPublic bounds what is kept of what was said in clear.
	maxPublic = 64 << 10
	// maxKnown bounds how many parts are remembered.
	maxKnown = 4096
)

// echo finds parts of a password in replies.
type echo struct {
	password string          // in small letters
	parts    map[string]bool // all parts of minPart bytes, in small letters
	encoded  map[string]bool // all parts of minEncoded bytes of its base64, likewise
	public   string          // what was said in clear before the password, likewise
	known    map[string]bool // what ordinary said
}

// newEcho prepares a search for parts of a password. What public has, such as the user
// name, is none: the server knew it before.
func newEcho(password, public string) *echo {
	if password = lower(visible(password)); len(password) < minPart || len(password) > maxPassword {
		return nil
	}
	e := &echo{password: password, parts: map[string]bool{}, encoded: map[string]bool{}, known: map[string]bool{}}
	e.public = lower(public[:min(maxPublic, len(public))])
	cut(e.parts, password, minPart)
	return e
}

// encode adds the base64 of the password as it was sent.
func (e *echo) encode(password string) {
	for shift := range 3 {
		cut(e.encoded, lower(insideBase64(base64.StdEncoding, password, shift)), minEncoded)
	}
}

func cut(into map[string]bool, text string, size int) {
	for i := 0; i+size <= len(text); i++ {
		into[text[i:i+size]] = true
	}
}

// visible is a text without the characters that nobody sees.
func visible(s string) string {
	return strings.Map(func(r rune) rune {
		if unprintable(r) || r == softHyphen {
			return -1
		}
		return r
	}, s)
}

const softHyphen = 0xad

// ordinary reports whether a part says nothing of the password: it was known before, or
// it is a piece of a word that replies have in any case. To hide such a word would say
// that the password has it.
func (e *echo) ordinary(part string) bool {
	is, ok := e.known[part]
	if !ok {
		is = strings.Contains(e.public, part) || Ordinary(part)
		if len(part) <= maxPassword && len(e.known) < maxKnown {
			e.known[strings.Clone(part)] = is
		}
	}
	return is
}

// Ordinary reports whether a value is a word that replies have in any case, or a piece of
// one.
func Ordinary(value string) bool {
	return len(value) >= minPart && strings.Contains(replyWords, lower(value))
}

// reply is the text of all lines of a reply in one, as they are read on: without line
// ends, without the enhanced codes that the lines repeat, and without what nobody sees.
type reply struct {
	text []byte
	low  string
	at   []place // of each byte
	hide []bool
}

type place struct{ line, offset int }

func joined(lines []string) *reply {
	r := &reply{}
	for n, line := range lines {
		for i := startOf(line, n); i < len(line); {
			c, size := utf8.DecodeRuneInString(line[i:])
			if !(unprintable(c) || c == softHyphen) || c == utf8.RuneError && size == 1 {
				for k := range size {
					r.text = append(r.text, line[i+k])
					r.at = append(r.at, place{n, i + k})
				}
			}
			i += size
		}
	}
	r.low = lower(string(r.text))
	r.hide = make([]bool, len(r.text))
	return r
}

// startOf is where the words of a line begin that follows another: behind an enhanced
// code.
func startOf(line string, n int) int {
	code, _, ok := strings.Cut(line, " ")
	if n == 0 || !ok || strings.Count(code, ".") != 2 || strings.Trim(code, "0123456789.") != "" {
		return 0
	}
	return len(code) + 1
}

// hideEchoes hides in the lines of a reply what is part of a password. It returns the
// lines themselves where nothing is.
func hideEchoes(echoes []*echo, lines []string, secrets *Secrets) []string {
	if len(echoes) == 0 {
		return lines
	}
	r := joined(lines)
	for _, e := range echoes {
		e.markParts(r)
		e.markEncoded(r)
		e.markWords(r)
	}
	for from, to, _ := find(secrets, r.text, 0, true); to > 0; from, to, _ = find(secrets, r.text, to, true) {
		r.mark(from, to)
	}
	if !slices.Contains(r.hide, true) {
		return lines
	}
	out := slices.Clone(lines)
	for end := len(r.hide); end > 0; {
		if !r.hide[end-1] {
			end--
			continue
		}
		begin := end - 1
		for begin > 0 && r.hide[begin-1] && r.at[begin-1].line == r.at[end-1].line {
			begin--
		}
		first, last := r.at[begin], r.at[end-1]
		line := out[first.line]
		out[first.line] = line[:first.offset] + Hidden + line[last.offset+1:]
		end = begin
	}
	return out
}

func (r *reply) mark(from, to int) {
	for i := from; i < to; i++ {
		r.hide[i] = true
	}
}

// markParts marks each stretch that is part of the password.
func (e *echo) markParts(r *reply) {
	each(r.low, e.parts, minPart, func(from, to int) {
		if !e.ordinary(r.low[from:to]) {
			r.mark(from, to)
		}
	})
}

// markEncoded does the same for its base64.
func (e *echo) markEncoded(r *reply) { each(r.low, e.encoded, minEncoded, r.mark) }

// each finds the stretches of text of which every part is among the parts.
func each(text string, parts map[string]bool, size int, found func(from, to int)) {
	for i := 0; i+size <= len(text); i++ {
		if !parts[text[i:i+size]] {
			continue
		}
		end := i + size
		for end < len(text) && parts[text[end+1-size:end+1]] {
			end++
		}
		found(i, end)
		i = end - size
	}
}

// has reports whether a text has a part of the password that says something of it.
func (e *echo) has(text string) bool {
	found := false
	each(text, e.parts, minPart, func(from, to int) { found = found || !e.ordinary(text[from:to]) })
	return found
}

// markWords marks the words that have a part of the password when they are decoded.
func (e *echo) markWords(r *reply) {
	for from := 0; from < len(r.text); {
		to := from
		for to < len(r.text) && r.text[to] > ' ' {
			to++
		}
		if !e.markPieces(r, from, to) && to-from >= minPart && e.inWord(string(r.text[from:to]), maxDecoded) {
			r.mark(from, to)
		}
		from = to + 1
	}
}

// markPieces does so with what each line has of a word that may have been cut by a line
// end.
func (e *echo) markPieces(r *reply, from, to int) (found bool) {
	for begin := from; begin < to; {
		end := begin + 1
		for end < to && r.at[end].line == r.at[begin].line {
			end++
		}
		if end-begin >= minPart && e.inWord(string(r.text[begin:end]), maxDecoded) {
			r.mark(begin, end)
			found = true
		}
		begin = end
	}
	return found
}

package dsl

import (
	"bytes"
	"encoding/json"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// guardJSON finds what must not be shown of a suite in JSON, where a line may be the whole
// file: none is shown of a suite that may have a secret in it.
func guardJSON(src []byte) guard {
	low := bytes.ToLower(src)
	if !slices.ContainsFunc([]string{"credential", "sensitive", "passw", "secret"}, func(word string) bool {
		return bytes.Contains(low, []byte(word))
	}) {
		return guard{}
	}
	g := guard{whole: true}
	texts := jsonTexts(src)
	read := map[string]bool{}
	for more := true; more; {
		more = false
		for i := range texts {
			t := &texts[i]
			if t.done || !t.secret(read) {
				continue
			}
			t.done, more = true, true
			for _, m := range readName.FindAllStringSubmatch(t.text, -1) {
				read[m[1]+"."+m[2]] = true
			}
			g.words = t.addWords(g.words)
		}
	}
	slices.SortFunc(g.words, func(a, b string) int { return len(b) - len(a) })
	return g
}

var (
	readName = regexp.MustCompile(`\b(var|local)\.([\pL_][\pL\pN_-]*)`)
	jsonWord = regexp.MustCompile(`[^\s"'\\(){}\[\]$%,.:+]{4,}`)
)

// jsonText is a value in a JSON file with the keys that lead to it.
type jsonText struct {
	path []string
	text string
	bare bool // without quotes
	done bool
}

// addWords adds the value and what it has in it: names that nobody declared, and where it
// stands without quotes the letters of it, by which the parser calls it.
func (t jsonText) addWords(words []string) []string {
	words = addWord(words, t.text)
	if t.bare {
		for _, part := range strings.FieldsFunc(t.text, func(r rune) bool { return !unicode.IsLetter(r) }) {
			words = addWord(words, part)
		}
	}
	for _, part := range jsonWord.FindAllString(t.text, -1) {
		if _, isFunction := pureFunctions()[part]; !isFunction && !slices.Contains(rootWords, part) && part != "file" {
			words = addWord(words, part)
		}
	}
	return words
}

// secret reports a value that is a secret by its place, or that one is made of.
func (t jsonText) secret(read map[string]bool) bool {
	if strings.Contains(t.text, "sensitive(") && !strings.Contains(t.text, "nonsensitive(") {
		return true
	}
	if len(t.path) == 0 {
		return false
	}
	last := t.path[len(t.path)-1]
	name := ""
	if len(t.path) > 1 {
		name = t.path[1]
	}
	switch t.path[0] {
	case "credential":
		return !slices.Contains(harmless["credential"], last)
	case "variable":
		return !slices.Contains(harmless["variable"], last) && !slices.Contains(t.path, "validation")
	case "locals":
		return read["local."+name]
	}
	return secretName(last)
}

// jsonTexts are the values in a JSON file, which may be broken: strings, and words that
// are none.
func jsonTexts(src []byte) []jsonText {
	var texts []jsonText
	var path []string
	depth, key := 0, ""
	for i := 0; i < len(src); {
		switch c := src[i]; {
		case c == '{' || c == '[':
			path, key = append(path[:min(depth, len(path))], key), ""
			depth++
			i++
		case c == '}' || c == ']':
			depth = max(0, depth-1)
			path, key = path[:min(depth, len(path))], ""
			i++
		case c == ',':
			key = ""
			i++
		case c == '"' || c == '_' || c >= utf8.RuneSelf || isAlnum(c):
			text, next := jsonToken(src, i)
			if rest := bytes.TrimLeft(src[next:], " \t\r\n"); len(rest) > 0 && rest[0] == ':' {
				key = text
			} else {
				texts = append(texts, jsonText{path: pathTo(path, key), text: text, bare: c != '"'})
			}
			i = next
		default:
			i++
		}
	}
	return texts
}

// pathTo are the keys down to a value; lists have none.
func pathTo(path []string, key string) []string {
	var out []string
	for _, k := range append(slices.Clone(path), key) {
		if k != "" {
			out = append(out, k)
		}
	}
	return out
}

// jsonToken is the string or the word that begins at i, and where it ends.
func jsonToken(src []byte, i int) (text string, next int) {
	if src[i] != '"' {
		for next = i; next < len(src) && !bytes.ContainsRune([]byte(" \t\r\n,:{}[]\""), rune(src[next])); next++ {
		}
		return string(src[i:max(next, i+1)]), max(next, i+1)
	}
	for next = i + 1; next < len(src) && src[next] != '"' && src[next] != '\n'; next++ {
		if src[next] == '\\' {
			next++
		}
	}
	next = min(next+1, len(src))
	if json.Unmarshal(src[i:next], &text) != nil {
		text = strings.Trim(string(src[i:next]), "\"\r\n")
	}
	return text, next
}

func isAlnum(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9'
}

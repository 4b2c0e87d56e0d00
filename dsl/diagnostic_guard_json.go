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
	texts, keys := jsonTexts(src)
	if !json.Valid(src) { // what is a key is not sure
		for _, t := range texts {
			keys = append(keys, strings.FieldsFunc(t.text, notName)...)
		}
	}
	if !slices.ContainsFunc(keys, onceOf(tellsSecret)) && !slices.ContainsFunc(texts, jsonText.makesWhole) {
		return guard{}
	}
	return guard{whole: true, words: secretWords(texts)}
}

// secretWords are the words of the values that are secrets, and of those that secrets are
// made of.
func secretWords(texts []jsonText) (words []string) {
	waiting, queue := map[string][]jsonText{}, []jsonText(nil)
	for _, t := range texts {
		switch {
		case t.secret():
			queue = append(queue, t)
		case len(t.path) > 1 && t.path[0] == "locals":
			name := "local." + t.path[1]
			waiting[name] = append(waiting[name], t)
		}
	}
	for len(queue) > 0 {
		t := queue[len(queue)-1]
		queue = queue[:len(queue)-1]
		words = t.addWords(words)
		for _, m := range readName.FindAllString(t.text, -1) {
			queue = append(queue, waiting[m]...)
			delete(waiting, m)
		}
	}
	return words
}

// tellsSecret reports a key that a suite has only where it has a secret.
func tellsSecret(key string) bool {
	return secretName(key) || kindOf(key) == "credential" || strings.EqualFold(key, "sensitive") || Suggest(key, []string{"sensitive"}) != ""
}

// onceOf is a function that asks another one but once for each name: a file has few.
func onceOf(ask func(string) bool) func(string) bool {
	said := map[string]bool{}
	return func(name string) bool {
		is, ok := said[name]
		if !ok {
			is = ask(name)
			said[name] = is
		}
		return is
	}
}

func notName(r rune) bool {
	return !(unicode.IsLetter(r) || unicode.IsDigit(r) || r == '_' || r == '-')
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

// makesWhole reports a value for which no line is shown: one that is marked, and what a
// variable's unknown attribute has, which may be meant as its default.
func (t jsonText) makesWhole() bool {
	if t.marked() {
		return true
	}
	return len(t.path) > 2 && kindOf(t.path[0]) == "variable" && t.path[2] != "validation" && !slices.Contains(variableNames, t.path[2])
}

// marked reports a value that is made sensitive.
func (t jsonText) marked() bool {
	return strings.Contains(t.text, "sensitive(") && !strings.Contains(t.text, "nonsensitive(")
}

// secret reports a value that is a secret by its place, or says so.
func (t jsonText) secret() bool {
	if len(t.path) == 0 || t.marked() {
		return t.marked()
	}
	last := t.path[len(t.path)-1]
	switch kindOf(t.path[0]) {
	case "credential":
		return !slices.Contains(harmless["credential"], last)
	case "variable":
		return !slices.Contains(harmless["variable"], last) && !slices.Contains(t.path, "validation")
	case "locals":
		return slices.ContainsFunc(t.path[1:], secretName)
	}
	return secretName(t.path[0]) || len(t.path) > 2 && slices.ContainsFunc(t.path[2:], secretName)
}

// maxPath is how many keys of a path are looked at.
const maxPath = 16

// jsonTexts are the values in a JSON file, which may be broken: strings, and words that
// are none; and its keys.
func jsonTexts(src []byte) (texts []jsonText, keys []string) {
	var path []string
	var open []int // how long the path was before each bracket
	key := ""
	for i := 0; i < len(src); {
		switch c := src[i]; {
		case c == '{' || c == '[':
			if open = append(open, len(path)); key != "" { // a list's values have none
				path, key = append(path, key), ""
			}
			i++
		case c == '}' || c == ']':
			if n := len(open) - 1; n >= 0 {
				path, open = path[:open[n]], open[:n]
			}
			key = ""
			i++
		case c == ',':
			key = ""
			i++
		case c == '"' || c == '_' || c >= utf8.RuneSelf || isAlnum(c):
			text, next := jsonToken(src, i)
			if rest := bytes.TrimLeft(src[next:], " \t\r\n"); len(rest) > 0 && rest[0] == ':' {
				key = text
				keys = append(keys, text)
			} else {
				texts = append(texts, jsonText{path: pathTo(path, key), text: text, bare: c != '"'})
			}
			i = next
		default:
			i++
		}
	}
	return texts, keys
}

// pathTo are the keys down to a value.
func pathTo(path []string, key string) []string {
	out := slices.Clone(path[:min(maxPath, len(path))])
	if key != "" {
		out = append(out, key)
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

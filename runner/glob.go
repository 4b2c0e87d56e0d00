package runner

import (
	"regexp"
	"slices"
	"strings"
)

// AddressGlobs are patterns over the addresses of tests (--test), any of which may
// fit. Only * and ? are special, since brackets are part of addresses; [k] does for
// ["k"], and the leading "test." may be left out.
type AddressGlobs []addressGlob

type addressGlob struct {
	text string
	re   *regexp.Regexp
}

// NewAddressGlobs reads patterns; every text is one.
func NewAddressGlobs(texts ...string) AddressGlobs {
	out := make(AddressGlobs, len(texts))
	for i, text := range texts {
		out[i] = addressGlob{text: text, re: compileGlob("s", unquoteKeys(text))}
	}
	return out
}

// Match reports whether one of the patterns fits; none at all fits every address.
func (g AddressGlobs) Match(address string) bool {
	if len(g) == 0 {
		return true
	}
	address = unquoteKeys(address)
	short := strings.TrimPrefix(address, "test.")
	return slices.ContainsFunc(g, func(g addressGlob) bool {
		return g.re.MatchString(address) || g.re.MatchString(short)
	})
}

// matchesAny reports whether one of the globs fits, without regard to case; * fits
// dots too. Sites and hosts are few: their globs are read as they are needed.
func matchesAny(globs []string, name string) bool {
	return slices.ContainsFunc(globs, func(glob string) bool { return compileGlob("is", glob).MatchString(name) })
}

// compileGlob is the regular expression of a glob. Bytes that are no UTF-8 stand
// for the replacement character, which is how regexp reads them in a subject too.
func compileGlob(flags, glob string) *regexp.Regexp {
	pattern := regexp.QuoteMeta(strings.ToValidUTF8(glob, "\uFFFD"))
	pattern = strings.NewReplacer(`\*`, `.*`, `\?`, `.`).Replace(pattern)
	return regexp.MustCompile(`^(?` + flags + `:` + pattern + `)$`)
}

func unquoteKeys(address string) string {
	return strings.NewReplacer(`["`, `[`, `"]`, `]`).Replace(address)
}

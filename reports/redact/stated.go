package redact

import (
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/publicsuffix"
)

// A suite's author writes down what no session shows: which firewall, which line,
// whom to call. No header lists the names in it, so they are known by their form.

// stated redacts what the author of a suite wrote. While names are learned, what
// looks like a mailbox, an address or a host's name is taken for the client's.
func (n *names) stated(s string) string {
	if n.learning {
		n.learnStated(lower(s))
	}
	return n.redact(s)
}

// allStated is stated for a list.
func (n *names) allStated(list []string) []string { return each(n, list, n.stated) }

func (n *names) learnStated(low string) {
	if !strings.ContainsAny(low, `.:@\。．｡`) {
		return // as in most titles
	}
	for _, l := range literals(low) {
		if ip := l.ip.Unmap().WithZone(""); !unspecific(ip) && !operatorsAddress(ip) {
			n.address(low[l.from:l.to])
		}
	}
	for start := 0; start < len(low); {
		end := nameEnd(low, start)
		if end > start {
			n.learnWord(low, start, end)
		}
		_, size := utf8.DecodeRuneInString(low[end:])
		start = end + size
	}
}

// longestName is how long a host's name may be (RFC 1035 §2.3.4). A server may send one of
// any length, so no more of it is read than shows that it is longer.
const longestName = 253

// nameEnd is where a host's name that begins at i would end, in any script.
func nameEnd(low string, i int) int {
	for most := i + longestName; i < len(low) && i <= most; {
		r, size := utf8.DecodeRuneInString(low[i:])
		if !nameRune(r) {
			break
		}
		i += size
	}
	return i
}

// nameStart is where a host's name begins that goes on at i.
func nameStart(low string, i int) int {
	for least := i - longestName; i > 0 && i >= least; {
		r, size := utf8.DecodeLastRuneInString(low[:i])
		if !nameRune(r) {
			break
		}
		i -= size
	}
	return i
}

func nameRune(r rune) bool { return wordRune(r) || strings.ContainsRune("-._。．｡", r) }

// dots are what stands for a dot in a name (RFC 3490 §3.1).
var dots = strings.NewReplacer("。", ".", "．", ".", "｡", ".")

// learnWord looks at one word and at what stands in front of it.
func (n *names) learnWord(low string, start, end int) {
	word := strings.Trim(low[start:end], ".-。．｡")
	name := dots.Replace(word)
	switch {
	case start > 0 && low[start-1] == '@':
		if local := localPart(low, start-1); local != "" && word != "" {
			n.learn(mailbox, local+"@"+word)
			n.domainOf(name)
		}
	case strings.HasSuffix(low[:start], `\\`) && strings.ContainsAny(word, "-0123456789"):
		n.learn(host, word) // the server of a Windows share, where it is no word of the language
	case strings.HasPrefix(word, "test.") && strings.Count(word, ".") == 1:
		// the address of a test, which stays: test.mx is no host in Mexico
	default:
		n.domainOf(hostName(name))
		n.hostOf(hostName(name))
		if name != word && registered(name) != "" && !infrastructure(name) {
			n.learn(host, word)
		}
	}
}

// hostOf learns a host's name that only its form shows to be one.
func (n *names) hostOf(name string) {
	if registered(name) != "" {
		n.host(name)
	}
}

// domainOf learns the domain that a name was registered under, save an operator's.
func (n *names) domainOf(name string) {
	if d := registered(name); d != "" && !infrastructure(name) && tenantOf(name) == "" {
		n.learn(domain, d)
	}
}

// privateZones are what networks call themselves inside (RFC 6762 appendix G), and
// what is reserved for examples (RFC 2606 §2).
var privateZones = []string{
	"local", "localdomain", "lan", "internal", "intranet", "intern", "private", "corp", "home", "arpa",
	"test", "example", "invalid",
}

// products are written like a host's name and are none.
var products = []string{"asp.net", "ado.net", "vb.net"}

// registered is the part of a name that somebody registered, by the list of public
// suffixes: it tells fw.contoso.de from "Node.js" and "v1.2". It is "" where the
// name is no host's.
func registered(name string) string {
	if slices.Contains(products, name) {
		return ""
	}
	suffix, listed := publicsuffix.PublicSuffix(name)
	if !listed && !strings.Contains(suffix, ".") && !slices.Contains(privateZones, suffix) {
		return ""
	}
	d, err := publicsuffix.EffectiveTLDPlusOne(name)
	if err != nil {
		return ""
	}
	return d
}

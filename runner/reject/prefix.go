package reject

import "strings"

// cutPrefixes takes off, as often as they come, what tools put in front of a
// server's line.
func cutPrefixes(line string) string {
	for {
		line = strings.TrimSpace(line)
		rest, ok := cutArrow(line)
		if !ok {
			rest, ok = cutField(line)
		}
		if !ok {
			rest, ok = cutTime(line)
		}
		if !ok {
			rest, ok = cutQuotes(line)
		}
		if !ok {
			return line
		}
		line = rest
	}
}

// arrows are the marks of a server's line: swaks', and those of other tools.
var arrows = []string{"SMTP<<", "<~*", "<**", "<~", "<-", "<<<", "<<", "<", "S:", "s:", "***", "===", "#<", ">", "|"}

func cutArrow(line string) (string, bool) {
	if line == "" || line[0] >= '0' && line[0] <= '9' {
		return line, false
	}
	for _, a := range arrows {
		rest, ok := strings.CutPrefix(line, a)
		if ok && rest != "" && (rest[0] == ' ' || rest[0] == '\t') {
			return rest, true
		}
	}
	return line, false
}

func isClientLine(line string) bool {
	for _, mark := range []string{"->", "~>", "C: "} {
		if strings.HasPrefix(line, mark) {
			return true
		}
	}
	return false
}

func hasPrefixFold(s, prefix string) bool {
	return len(s) >= len(prefix) && strings.EqualFold(s[:len(prefix)], prefix)
}

// fields are what stands before the reply in a non-delivery report (RFC 3464
// §2.3.6) and in what people forward of one.
var fields = []string{
	"diagnostic-code:", "status:", "diagnostic information:", "last-attempt-error:", "remote server returned",
	"reply:", "response:", "server:", "smtp;", "smtp ;", "x-postfix;", "x-unix;", "#",
}

func cutField(line string) (string, bool) {
	if line == "" || line[0] >= '0' && line[0] <= '9' {
		return line, false
	}
	for _, f := range fields {
		if len(line) > len(f) && hasPrefixFold(line, f) {
			return line[len(f):], true
		}
	}
	return line, false
}

// cutTime takes off a timestamp: 2026-11-22T16:04:41Z, 16:04:41.120, a date
// before one, or syslog's "Nov 22 16:04:41".
func cutTime(line string) (string, bool) {
	word, rest, ok := cutShort(line)
	if !ok {
		return line, false
	}
	if len(word) == 3 && strings.Contains("JanFebMarAprMayJunJulAugSepOctNovDec", word) {
		day, after, _ := cutShort(strings.TrimLeft(rest, " "))
		if clock, tail, ok := cutShort(after); ok && len(day) <= 2 && isTime(clock) {
			return tail, true
		}
		return line, false
	}
	return rest, isTime(strings.Trim(word, "[](),"))
}

// longestTime is how long a word is at most that may be a time.
const longestTime = 40

// cutShort cuts off the first word, if it may be a time. A line may be one word of a
// mebibyte, and is looked at behind each of its prefixes.
func cutShort(line string) (word, rest string, ok bool) {
	n := strings.IndexByte(line[:min(len(line), longestTime+1)], ' ')
	if n < 0 {
		return "", line, false
	}
	return line[:n], line[n+1:], true
}

// isTime asks for digits with ':' between them, or for a date with two hyphens.
func isTime(word string) bool {
	if len(word) < 5 || word[0] < '0' || word[0] > '9' || strings.Trim(word, "0123456789-:.,+/TZ") != "" {
		return false
	}
	colon := strings.IndexByte(word, ':')
	return colon > 0 && colon < len(word)-1 || strings.Count(word, "-") == 2 && len(word) >= 10
}

func cutQuotes(line string) (string, bool) {
	for _, q := range []string{`"`, "'", "`"} {
		if rest, ok := strings.CutPrefix(line, q); ok && len(rest) > 1 {
			return strings.TrimSuffix(rest, q), true
		}
	}
	return line, false
}

package redact

import (
	"strings"
	"unicode/utf8"
)

// Links escape bytes as "%40" (RFC 3986 §2.1), encoded words as "=40" (RFC 2047 §4.2), and
// control characters are shown as "\t" and "\x1b" (package transcript). The last letter or
// digit of an escape touches a name without being part of it.

// alone reports that no letter or digit touches low[i:j], save the last of an
// escape such as "%40" or "\t".
func alone(low string, i, j int) bool {
	if r, _ := utf8.DecodeRuneInString(low[j:]); wordRune(r) {
		return false
	}
	if r, _ := utf8.DecodeLastRuneInString(low[:i]); !wordRune(r) {
		return true
	}
	return escaped(low, i)
}

// digitAt reports a digit at low[i].
func digitAt(low string, i int) bool { return i >= 0 && i < len(low) && low[i] >= '0' && low[i] <= '9' }

// escaped reports that the last letter or digit of an escape stands before low[i].
func escaped(low string, i int) bool {
	return i >= 3 && (low[i-3] == '%' || low[i-3] == '=') || afterBackslash(low, i)
}

// nameAlone reports that low[i:j] is no part of a longer name.
func nameAlone(low string, i, j int) bool {
	if next := nameEnd(low, j); next > j && strings.Trim(low[j:next], ".") != "" {
		return false
	}
	start := nameStart(low, i)
	return start == i || len(replyCode(low[start:j])) == i-start || alone(low, i, j) && escaped(low, i)
}

// afterBackslash reports that an escape ends at i, as control characters are shown: "\t",
// "\x1b", "\u0085" (package transcript).
func afterBackslash(low string, i int) bool {
	for _, size := range []int{1, 3, 5} {
		if from := i - size; from > 0 && low[from-1] == '\\' && backslashed(low[from:i]) == size {
			return true
		}
	}
	return false
}

// backslashed is how long the rest of an escape is that low begins with, behind its
// backslash, or 0.
func backslashed(low string) int {
	if low == "" {
		return 0
	}
	size := 1
	switch low[0] {
	case 'a', 'b', 'f', 'n', 'r', 't', 'v':
		return size
	case 'x':
		size = 3
	case 'u':
		size = 5
	default:
		return 0
	}
	if len(low) < size || strings.Trim(low[1:size], "0123456789abcdef") != "" {
		return 0
	}
	return size
}

// escape is the rest of an escape such as "%2f", "=40" or "\t" at the front of
// low[start:i], or "".
func escape(low string, start, i int) string {
	if start > 0 && low[start-1] == '\\' {
		return low[start : start+backslashed(low[start:i])]
	}
	if start == 0 || i < start+2 || !isHex(low[start]) || !isHex(low[start+1]) {
		return ""
	}
	if rest := low[start : start+2]; low[start-1] == '%' || low[start-1] == '=' && rest == "40" {
		return rest
	}
	return ""
}

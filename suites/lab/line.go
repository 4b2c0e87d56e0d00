package lab

import (
	"bufio"
	"errors"
	"io"
	"strings"
)

// maxLine bounds a line of the client. RFC 5321 §4.5.3.1.4 asks for 512 octets,
// RFC 4954 §4 for 12288 where AUTH carries tokens.
const maxLine = 12288

// errLineTooLong ends a session: what follows the cut cannot be trusted to be a
// command.
var errLineTooLong = errors.New("line too long")

// readLine reads up to LF and cuts CR and LF off. A bare LF is taken too, as a
// person at a terminal sends it; inside a message it never ends anything.
func readLine(r *bufio.Reader) (string, error) {
	var line []byte
	for {
		part, err := r.ReadSlice('\n')
		if len(line)+len(part) > maxLine {
			return "", errLineTooLong
		}
		if err == nil && line == nil {
			return trimEnd(part), nil
		}
		line = append(line, part...)
		if err == nil {
			return trimEnd(line), nil
		}
		if !errors.Is(err, bufio.ErrBufferFull) {
			return "", err
		}
	}
}

func trimEnd(line []byte) string {
	s := strings.TrimSuffix(string(line), "\n")
	return strings.TrimSuffix(s, "\r")
}

// splitCommand parts a command line into its verb, in capitals, and the rest.
// "MAIL FROM:<a@b>" gives "MAIL" and "FROM:<a@b>".
func splitCommand(line string) (verb, arg string) {
	verb, arg, _ = strings.Cut(line, " ")
	return strings.ToUpper(verb), strings.TrimSpace(arg)
}

// parsePath reads `FROM:<path> parameters` or `TO:<path> parameters` (RFC 5321
// §4.1.1.2). A blank behind the colon is wrong and common, so it is taken. A
// source route is dropped (RFC 5321 §4.1.1.3).
func parsePath(word, arg string) (path string, params []string, ok bool) {
	if len(arg) <= len(word) || !strings.EqualFold(arg[:len(word)], word) || arg[len(word)] != ':' {
		return "", nil, false
	}
	arg = strings.TrimLeft(arg[len(word)+1:], " ")
	if !strings.HasPrefix(arg, "<") {
		return "", nil, false
	}
	end := closingBracket(arg)
	if end < 0 {
		return "", nil, false
	}
	path, rest := arg[1:end], arg[end+1:]
	if rest != "" && rest[0] != ' ' {
		return "", nil, false
	}
	if strings.HasPrefix(path, "@") {
		if _, after, found := strings.Cut(path, ":"); found {
			path = after
		}
	}
	return path, strings.Fields(rest), true
}

// closingBracket finds the ">" that is not inside a quoted local part.
func closingBracket(arg string) int {
	quoted := false
	for i := 1; i < len(arg); i++ {
		switch {
		case quoted && arg[i] == '\\':
			i++
		case arg[i] == '"':
			quoted = !quoted
		case arg[i] == '>' && !quoted:
			return i
		}
	}
	return -1
}

// validMailbox reports whether path looks like local-part@domain, or is the
// postmaster without a domain (RFC 5321 §4.1.1.3). It is not more exact: the lab
// plays servers, and those differ.
func validMailbox(path string) bool {
	if strings.EqualFold(path, "postmaster") {
		return true
	}
	at := strings.LastIndexByte(path, '@')
	if at < 1 || at == len(path)-1 {
		return false
	}
	return !strings.ContainsFunc(path, func(r rune) bool { return r < 0x20 || r == 0x7f })
}

// skipMessage reads a message up to CRLF "." CRLF and throws it away; it returns
// its size, and whether a line of it ended with LF alone. Only that sequence ends
// it: taking a bare LF for a line end is how messages are smuggled (RFC 5321
// §2.3.8).
func skipMessage(r io.ByteReader) (size int64, bare bool, err error) {
	const (
		start   = iota // at the beginning of a line
		dot            // "." at the beginning of a line
		dotCR          // ".", CR
		middle         // inside a line
		afterCR        // a CR inside a line
	)
	state := start
	for {
		c, err := r.ReadByte()
		if err != nil {
			return size, bare, err
		}
		size++
		bare = bare || c == '\n' && state != afterCR && state != dotCR
		switch {
		case state == dotCR && c == '\n':
			return size, bare, nil
		case state == start && c == '.':
			state = dot
		case state == dot && c == '\r':
			state = dotCR
		case c == '\r':
			state = afterCR
		case c == '\n' && state == afterCR:
			state = start
		default:
			state = middle
		}
	}
}

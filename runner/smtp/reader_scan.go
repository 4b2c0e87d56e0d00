package smtp

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
)

// A scan looks at the bytes of one reply as they come. It keeps its place, so
// that a server that sends byte by byte costs no more than another one.
type scan struct {
	lim       Limits
	end       int // behind the last complete line
	seen      int // how far line ends were looked for
	code      Code
	spans     []span
	anomalies []Anomaly
	fault     scanFault
	why       string // of a fault, for people
}

// span is where one line's text lies.
type span struct{ from, to int }

type scanFault int

const (
	scanGood    scanFault = iota
	scanTooLong           // a limit was reached
	scanNoCode            // a line does not begin with three digits
)

// advance looks at b, which begins with the reply, and reports whether the reply
// is over: complete, or beyond repair. Between calls b only grows.
func (s *scan) advance(b []byte) bool {
	for {
		i := bytes.IndexByte(b[s.seen:], '\n')
		if i < 0 {
			s.seen = len(b)
			return s.overLong(len(b)) || s.noCode(b[s.end:])
		}
		line := b[s.end : s.seen+i+1]
		s.seen += i + 1
		if s.overLong(s.seen) || s.noCode(line) || s.line(line) {
			return true
		}
	}
}

// overLong holds what was read against the limits.
func (s *scan) overLong(to int) bool {
	switch {
	case to-s.end > s.lim.Line:
		s.why = fmt.Sprintf("a line of more than %d bytes", s.lim.Line)
	case to > s.lim.Reply:
		s.why = fmt.Sprintf("a reply of more than %d bytes", s.lim.Reply)
	case len(s.spans) >= s.lim.Lines:
		s.why = fmt.Sprintf("a reply of more than %d lines", s.lim.Lines)
	default:
		return false
	}
	s.fault = scanTooLong
	return true
}

// noCode says as early as can be that a line begins without a reply code: a
// server that speaks something else may never end its line.
func (s *scan) noCode(line []byte) bool {
	for _, c := range line[:min(len(line), 3)] {
		if c < '0' || c > '9' {
			s.fault = scanNoCode
			return true
		}
	}
	return false
}

// line takes one complete line, which begins with three digits, and reports
// whether it is the last one. RFC 5321 §4.2: a hyphen means that more follow; a
// code alone is a last line too.
func (s *scan) line(line []byte) (last bool) {
	code := Code(int(line[0]-'0')*100 + int(line[1]-'0')*10 + int(line[2]-'0'))
	if s.end == 0 {
		s.code = code
	} else if code != s.code {
		s.anomaly(MixedCodes)
	}
	start := s.end
	s.end += len(line)
	text, crlf := bytes.CutSuffix(line, []byte("\r\n"))
	if !crlf {
		s.anomaly(BareLF)
		text = line[:len(line)-1]
	}
	from := 3
	if len(text) > 3 {
		switch text[3] {
		case ' ':
			from, last = 4, true
		case '-':
			from = 4
		default:
			s.anomaly(MissingSeparator)
			last = true
		}
	} else {
		last = true
	}
	s.spans = append(s.spans, span{start + from, start + len(text)})
	return last
}

func (s *scan) anomaly(a Anomaly) {
	if !slices.Contains(s.anomalies, a) {
		s.anomalies = append(s.anomalies, a)
	}
}

// reply makes a Reply of the lines seen so far and of raw, which it keeps. raw may
// end before the last of the lines does.
func (s *scan) reply(raw []byte) Reply {
	r := Reply{Raw: raw, Anomalies: s.anomalies}
	if len(raw) == 0 || len(s.spans) == 0 {
		return r
	}
	r.Code = s.code
	text := string(raw)
	r.Lines = make([]string, 0, len(s.spans))
	for _, sp := range s.spans {
		if sp.to > len(text) {
			break
		}
		r.Lines = append(r.Lines, text[sp.from:sp.to])
	}
	if len(r.Lines) > 0 {
		r.Enhanced, _, _ = CutEnhanced(r.Lines[0])
	}
	return r
}

// anomalyDetail is what is wrong with a reply's form, and the reply.
func anomalyDetail(r Reply) string {
	words := make([]string, len(r.Anomalies))
	for i, a := range r.Anomalies {
		words[i] = a.words()
	}
	return strings.Join(words, ", ") + ": " + Quote(r.Raw)
}

// words says an anomaly for people.
func (a Anomaly) words() string {
	switch a {
	case BareLF:
		return "a line ends with LF alone"
	case MissingSeparator:
		return "neither a blank nor a hyphen follows the code"
	case MixedCodes:
		return "the lines of one reply have different codes"
	}
	return string(a)
}

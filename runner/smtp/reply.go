package smtp

import "strings"

// Reply is one complete reply as it came off the wire.
type Reply struct {
	// Code is the reply code. Where the lines disagree it is the first line's,
	// and Anomalies names the disagreement.
	Code Code
	// Enhanced is the first line's enhanced status code, zero where there is none.
	Enhanced EnhancedCode
	// Lines are the texts behind code and separator, verbatim, enhanced codes
	// included, without line ends. Any byte may be in them.
	Lines []string
	// Raw is everything that was read for this reply, line ends included.
	Raw []byte
	// Verbatim is the reply as it came, where a secret was hidden in it; else nil. It is
	// there to be judged by, and goes into no output.
	Verbatim *Reply
	// Anomalies are what is wrong with the reply's form, in the order met.
	Anomalies []Anomaly
}

// AsSaid is the reply as it came. What is made of it must not show its words.
func (r Reply) AsSaid() Reply {
	if r.Verbatim != nil {
		return *r.Verbatim
	}
	return r
}

// Anomaly is a breach of RFC 5321 §4.2 in a reply's form.
type Anomaly string

const (
	BareLF           Anomaly = "bare-lf"           // a line ended with LF alone (RFC 5321 §2.3.8)
	MissingSeparator Anomaly = "missing-separator" // neither blank nor hyphen after the code
	MixedCodes       Anomaly = "mixed-codes"       // lines of one reply with different codes
)

// Text is the reply's text as one sentence: the lines without reply code and
// enhanced code, joined by one blank. Servers such as Exim wrap a sentence over
// several lines, so it is what patterns are matched against.
func (r Reply) Text() string {
	if len(r.Lines) == 1 {
		return r.lineText(0)
	}
	var b strings.Builder
	for i := range r.Lines {
		if i > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(strings.TrimSpace(r.lineText(i)))
	}
	return b.String()
}

// lineText is line i without its enhanced code. Only a repetition of the first
// line's code is one: "5.7.1" in the middle of a sentence stays.
func (r Reply) lineText(i int) string {
	code, rest, ok := CutEnhanced(r.Lines[i])
	if !ok || code != r.Enhanced {
		return r.Lines[i]
	}
	return rest
}

package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"strconv"

	"github.com/smtpspec/smtpspec/runner/reject"
	"github.com/smtpspec/smtpspec/runner/smtp"
	"github.com/smtpspec/smtpspec/runner/transcript"
)

// answers writes what `explain --format json` prints: an object a line, with class,
// family, code, enhanced, waiting_helps, cause, advice, test_next and evidence. Most
// of a line is the class's own, and that is encoded once.
type answers struct {
	out     *bufio.Writer
	classes map[*reject.Class]classAnswer
	words   *classAnswer // for words of a device or a program that are not known
	line    []byte
}

// classAnswer is what a class has of a line, encoded: its beginning, and what stands
// between the codes and the evidence.
type classAnswer struct{ head, middle []byte }

func (a *answers) write(r smtp.Reply, m reject.Match) error {
	c, err := a.classAnswer(r, m)
	if err != nil {
		return err
	}
	line := append(a.line[:0], c.head...)
	if r.Code != 0 {
		line = strconv.AppendInt(append(line, `,"code":`...), int64(r.Code), 10)
	}
	if !r.Enhanced.IsZero() {
		line = append(line, `,"enhanced":"`...)
		line = append(append(line, r.Enhanced.String()...), '"')
	}
	line = append(line, c.middle...)
	if m.Evidence != "" {
		evidence, err := encodeText(transcript.Printable(m.Evidence))
		if err != nil {
			return err
		}
		line = append(append(line, `,"evidence":`...), evidence...)
	}
	a.line = append(line, "}\n"...)
	_, err = a.out.Write(a.line)
	return err
}

// classAnswer is what a line says of its class.
func (a *answers) classAnswer(r smtp.Reply, m reject.Match) (classAnswer, error) {
	prose := isProse(r, m)
	if prose && a.words != nil {
		return *a.words, nil
	}
	waits := m.Class.Waits(r)
	own := !prose && waits != m.Class.WaitingHelps // the reply says otherwise than its class
	if c, ok := a.classes[m.Class]; ok && !prose && !own {
		return c, nil
	}
	c, err := newClassAnswer(entry(r, m), waits && !prose)
	switch {
	case err != nil || own:
		return c, err
	case prose:
		a.words = &c
	default:
		a.classes[m.Class] = c
	}
	return c, nil
}

func newClassAnswer(c *reject.Class, waits bool) (classAnswer, error) {
	head, err := encode(struct {
		Class  string `json:"class"`
		Family string `json:"family"`
	}{c.ID, c.Family})
	if err != nil {
		return classAnswer{}, err
	}
	middle, err := encode(struct {
		Waiting  bool   `json:"waiting_helps"`
		Cause    string `json:"cause"`
		Advice   string `json:"advice"`
		TestNext string `json:"test_next,omitempty"` // a built-in suite
	}{waits, c.Cause, c.Advice, c.Test})
	if err != nil {
		return classAnswer{}, err
	}
	// Both go without the brackets that they share.
	head, middle = head[:len(head)-1], append([]byte(","), middle[1:len(middle)-1]...)
	return classAnswer{head, middle}, nil
}

// encodeText encodes a text. Most have nothing that JSON writes in another way.
func encodeText(s string) ([]byte, error) {
	for i := range len(s) {
		if s[i] < ' ' || s[i] > '~' || s[i] == '"' || s[i] == '\\' {
			return encode(s)
		}
	}
	return append(append([]byte(`"`), s...), '"'), nil
}

// encode is json.Marshal without the escapes that HTML would need.
func encode(v any) ([]byte, error) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	err := enc.Encode(v)
	return bytes.TrimSuffix(b.Bytes(), []byte("\n")), err
}

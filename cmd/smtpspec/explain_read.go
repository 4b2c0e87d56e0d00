package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/smtpspec/smtpspec/dsl"
)

// unread are the lines of standard input that could not be read.
type unread struct {
	number int // of the first
	first  error
	others int
}

func (u *unread) add(number int, err error) {
	if u.first != nil {
		u.others++
		return
	}
	u.number, u.first = number, err
}

// err is what is said when the other lines are explained; nil where all were read.
func (u *unread) err() error {
	switch {
	case u.first == nil:
		return nil
	case u.others == 0:
		return invalid("standard input, line %d: %w", u.number, u.first)
	}
	return invalid("standard input, line %d: %w; lines that could not be read besides: %d", u.number, u.first, u.others)
}

// maxPasted bounds one line of standard input.
const maxPasted = 1 << 20

var errLongLine = errors.New("the line is longer than a mebibyte, and was passed over")

// pastedLines splits standard input into lines. One that is too long is as good as
// empty, and a mistake.
type pastedLines struct {
	number int // of lines that ended
	long   bool
	unread *unread
}

// split is a bufio.SplitFunc.
func (l *pastedLines) split(data []byte, atEOF bool) (advance int, line []byte, err error) {
	end := bytes.IndexByte(data, '\n')
	switch {
	case atEOF && len(data) == 0 && !l.long:
		return 0, nil, nil
	case end < 0 && !atEOF && len(data) <= maxPasted+len("\r"):
		return 0, nil, nil
	case end < 0 && !atEOF:
		l.long = true
		return len(data), nil, nil
	case end < 0:
		advance, line = len(data), data
	default:
		advance, line = end+1, data[:end]
	}
	l.number++
	if bytes.IndexByte(line, 0) >= 0 {
		// UTF-16 that PowerShell took for other text has one in every letter.
		line = bytes.ReplaceAll(line, []byte{0}, nil)
	}
	line = bytes.TrimSuffix(line, []byte("\r"))
	if l.long || len(line) > maxPasted {
		l.unread.add(l.number, errLongLine)
		l.long, line = false, []byte{}
	}
	return advance, line, nil
}

// question is a reply to be explained, as a line of JSON has it.
type question struct {
	Stage string `json:"stage"`
	Reply string `json:"reply"`
}

// readQuestion reads a line: a reply, or a JSON object with stage and reply. A
// line of somebody else's JSON log is a line of a log, whatever it calls a stage.
func readQuestion(line, stage string) (question, error) {
	text := question{stage, line}
	if !strings.HasPrefix(line, "{") {
		return text, nil
	}
	q := question{Stage: stage}
	err := json.Unmarshal([]byte(line), &q)
	switch {
	case err == nil && q.Reply == "":
		return text, nil
	case err == nil:
		q.Stage = strings.ToLower(q.Stage)
		unknown := checkStage(q.Stage)
		if unknown != nil && (hasOtherKeys(line) || dsl.DidYouMean(q.Stage, stageNames()) == "") {
			return question{stage, q.Reply}, nil
		}
		return q, unknown
	case begins(line, `"reply"`) || begins(line, `"stage"`):
		return q, fmt.Errorf("no JSON object with \"stage\" and \"reply\": %w", err)
	}
	return text, nil
}

// begins reports whether a key is the first of an object.
func begins(object, key string) bool {
	return strings.HasPrefix(strings.TrimSpace(object[1:]), key)
}

// hasOtherKeys reports whether an object has more than a question has.
func hasOtherKeys(object string) bool {
	var keys map[string]json.RawMessage
	if json.Unmarshal([]byte(object), &keys) != nil {
		return false
	}
	for key := range keys {
		if !slices.Contains([]string{"stage", "reply"}, strings.ToLower(key)) {
			return true
		}
	}
	return false
}

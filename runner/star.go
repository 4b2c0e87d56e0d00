package runner

import (
	"slices"

	"github.com/smtpspec/smtpspec/runner/result"
	"github.com/smtpspec/smtpspec/runner/smtp"
	"github.com/smtpspec/smtpspec/runner/transcript"
)

// star marks in a session's transcript the replies that the suite did not expect:
// at rcpt the reply to each recipient that missed, else the last reply of the stage.
func star(entries []transcript.Entry, t result.Test) {
	for _, e := range t.Expectations {
		if e.Kind != "expect" || e.Verdict != result.Missed {
			continue
		}
		replies := repliesAt(entries, e.Stage)
		rcpt, _ := t.Stage(e.Stage)
		if e.Stage != string(smtp.Rcpt) || len(e.Recipients) == 0 || len(rcpt.Parts) != len(replies) {
			replies = replies[max(0, len(replies)-1):]
		}
		for i, block := range replies {
			if len(replies) == 1 || slices.Contains(e.Recipients, rcpt.Parts[i].Key) {
				mark(block)
			}
		}
	}
}

// repliesAt are the replies of a stage, each the lines that came without one of
// ours between them.
func repliesAt(entries []transcript.Entry, stage string) [][]transcript.Entry {
	var out [][]transcript.Entry
	open := false
	for i := range entries {
		if entries[i].Stage != stage || entries[i].Dir != transcript.Received {
			open = false
			continue
		}
		if !open {
			out = append(out, entries[i:i])
			open = true
		}
		last := &out[len(out)-1]
		*last = (*last)[:len(*last)+1]
	}
	return out
}

func mark(block []transcript.Entry) {
	for i := range block {
		block[i].Unexpected = true
	}
}

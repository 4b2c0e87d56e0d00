package table

import (
	"fmt"
	"strings"

	"github.com/smtpspec/smtpspec/reports/internal/say"
	"github.com/smtpspec/smtpspec/reports/internal/text"
	"github.com/smtpspec/smtpspec/runner/result"
)

// column is one column of stages. EHLO is said twice and TLS takes two stages:
// each has one column, which shows the worse of the two.
type column struct {
	name   string
	stages []string
}

var columns = []column{
	{"RESOLVE", []string{"resolve"}},
	{"CONNECT", []string{"connect"}},
	{"BANNER", []string{"banner"}},
	{"EHLO", []string{"ehlo", "ehlo-tls"}},
	{"TLS", []string{"starttls", "tls"}},
	{"AUTH", []string{"auth"}},
	{"MAIL", []string{"mail"}},
	{"RCPT", []string{"rcpt"}},
	{"DATA", []string{"data"}},
	{"MESSAGE", []string{"message"}},
	{"QUIT", []string{"quit"}},
}

// none stands where a session did not come to.
const none = "–"

// mark points at the refusal that decided, or at what the client could not do.
const mark = " ◂"

// cells are a test's cells, in the order of columns, and behind them those of
// steps that are no stage of a session, by name.
func cells(t result.Test) ([]string, map[string]string) {
	out := make([]string, len(columns))
	for i, c := range columns {
		out[i] = cell(t, c.stages)
	}
	if i := columnOf("auth"); out[i] == none && lacksAuth(t) {
		out[i] = "absent"
	}
	var more map[string]string
	for _, s := range t.Stages {
		if columnOf(s.Name) < 0 {
			if more == nil {
				more = map[string]string{}
			}
			more[s.Name] = stageCell(t, s)
		}
	}
	return out, more
}

func columnOf(stage string) int {
	for i, c := range columns {
		for _, s := range c.stages {
			if s == stage {
				return i
			}
		}
	}
	return -1
}

// cell shows the stage of a column that ended badly, else the last one reached. A
// stage that the session had no use for hides none that answered, nor does one hide
// what is missing: without STARTTLS there is no TLS to show.
func cell(t result.Test, stages []string) string {
	shown := none
	for _, name := range stages {
		s, ok := t.Stage(name)
		if !ok {
			continue
		}
		if s.Outcome == "absent" && s.Class == nil && shown != none {
			continue
		}
		shown = stageCell(t, s)
		if say.Bad(s.Outcome) {
			break
		}
	}
	return shown
}

func stageCell(t result.Test, s result.Stage) string {
	out := answer(s)
	if s.Name == "starttls" && say.Unused(t) {
		out = "not used"
	}
	if count := say.RecipientsOf(t, s).Count(s); count != "" {
		out += " (" + count + ")"
	}
	r, refused := say.Refusal(t)
	if refused && r.Name == s.Name || s.Name == "starttls" && say.EndedByClient(t) {
		out += mark
	}
	return out
}

// answer is what a stage answered, in as few words as say it.
func answer(s result.Stage) string {
	class := ""
	if s.Class != nil {
		class = text.Cut(text.Line(s.Class.ID), 24)
	}
	switch s.Outcome {
	case "ok":
		if v := s.String("version"); v != "" {
			return strings.TrimSpace(say.Version(v) + " " + class)
		}
		return strings.TrimSpace("ok " + class)
	case "accept":
		if say.LeftAuth(s) {
			return "offered"
		}
		if s.Reply == nil {
			return "ok"
		}
		return fmt.Sprint(s.Reply.Code)
	case "defer", "reject":
		if s.Reply == nil {
			return strings.TrimSpace(s.Outcome + " " + class)
		}
		if class == "" {
			return say.Codes(s.Reply)
		}
		return fmt.Sprintf("%d %s", s.Reply.Code, class)
	case "fail":
		if class == "" && s.Failure != nil {
			class = text.Cut(text.Line(s.Failure.Class), 24)
		}
		return strings.TrimSpace("✗ " + class)
	}
	return text.Line(s.Outcome)
}

// lacksAuth reports that a session without a credential came to its envelope and
// was offered no AUTH.
func lacksAuth(t result.Test) bool {
	if _, ok := t.Stage("mail"); !ok {
		return false
	}
	offer, known := say.Offer(t)
	return known && offer == ""
}

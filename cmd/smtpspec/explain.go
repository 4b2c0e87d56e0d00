package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/mitchellh/go-wordwrap"
	"github.com/smtpspec/smtpspec/dsl"
	"github.com/smtpspec/smtpspec/reports/table"
	"github.com/smtpspec/smtpspec/runner/reject"
	"github.com/smtpspec/smtpspec/runner/smtp"
	"github.com/smtpspec/smtpspec/runner/transcript"
	"github.com/spf13/cobra"
)

// explainFlags are the flags of `explain`.
type explainFlags struct {
	stage, format string
}

func (a *app) explainCommand() *cobra.Command {
	f := &explainFlags{}
	cmd := &cobra.Command{
		Use:   "explain [REPLY]",
		Short: "Say what a refusal means and what to do about it",
		Long: `Explain names the class of a reply, why it happens and what to do now. Paste the
line that a log, a non-delivery report or a copier's panel shows.

Without REPLY, replies are read from standard input: one a line, the lines of a
multi-line reply with \n written between them, or a JSON object with "stage" and
"reply". With --format json there is one object a line for each of them: class,
family, code, enhanced, waiting_helps, cause, advice, test_next, evidence. In text,
lines that were wrapped are put together, a class is explained once, and lines that
hold no refusal are counted: a whole report or session can be pasted.

Exit status: 0 explained (also where the class is unknown), 2 the command line or
the input is wrong, 4 the input could not be read.`,
		Example: `  smtpspec explain "550 5.7.64 TenantAttribution; Relay Access Denied ATTR36"
  smtpspec explain --stage rcpt "550 5.4.1 Recipient address rejected"
  smtpspec explain --format json < replies.txt`,
		ValidArgsFunction: cobra.NoFileCompletions,
		RunE:              func(_ *cobra.Command, args []string) error { return a.explain(args, f) },
	}
	cmd.Flags().StringVar(&f.stage, "stage", "", "the `STAGE` that was answered, such as rcpt, where it is known")
	cmd.Flags().StringVar(&f.format, "format", "text", "write the answer as `text|json`")
	cmd.RegisterFlagCompletionFunc("stage", cobra.FixedCompletions(stageNames(), cobra.ShellCompDirectiveNoFileComp))
	cmd.RegisterFlagCompletionFunc("format", cobra.FixedCompletions([]string{"text", "json"}, cobra.ShellCompDirectiveNoFileComp))
	return cmd
}

func stageNames() []string {
	var names []string
	for _, s := range smtp.Order(smtp.TLSStartTLS) {
		names = append(names, string(s))
	}
	return names
}

func (a *app) explain(args []string, f *explainFlags) error {
	f.stage, f.format = strings.ToLower(f.stage), strings.ToLower(f.format)
	if f.format != "text" && f.format != "json" {
		return invalid("--format must be text or json, not %q", f.format)
	}
	if err := checkStage(f.stage); err != nil {
		return invalid("--stage: %v", err)
	}
	e := a.explainer(reject.Builtin(), f)
	if len(args) > 0 && args[0] != "-" {
		// A reply that was not quoted comes in words.
		return e.one(strings.Join(args, " "))
	}
	if a.tty.in {
		fmt.Fprintln(a.err, "Paste a reply and press Enter; end with Ctrl-D (Windows: Ctrl-Z, Enter).")
	}
	return a.explainLines(e)
}

func checkStage(stage string) error {
	if stage == "" || slices.Contains(stageNames(), stage) {
		return nil
	}
	if hint := dsl.DidYouMean(stage, stageNames()); hint != "" {
		return fmt.Errorf("there is no stage %q.%s", stage, hint)
	}
	return fmt.Errorf("there is no stage %q; the stages are: %s", stage, strings.Join(stageNames(), ", "))
}

// maxPasted bounds one line of standard input.
const maxPasted = 1 << 20

// explainer writes explanations, and remembers what it has said.
type explainer struct {
	base  *reject.Base
	flags *explainFlags
	out   *bufio.Writer
	width int
	said  map[string]bool // classes, by id
	// Lines that hold no reply, and replies that are no refusals: in text, both are
	// only counted.
	prose, accepted int
}

func (a *app) explainer(base *reject.Base, f *explainFlags) *explainer {
	width := a.width(a.tty.out)
	if width == 0 || width > table.DefaultWidth {
		width = table.DefaultWidth
	}
	return &explainer{base: base, flags: f, width: width, out: bufio.NewWriterSize(a.out, 64<<10), said: map[string]bool{}}
}

// explainLines explains what stands on standard input. Answers are written as
// they come to a person, and in blocks to a file.
func (a *app) explainLines(e *explainer) error {
	in := bufio.NewScanner(textInput(a.in))
	in.Buffer(make([]byte, 64<<10), maxPasted)
	defer e.out.Flush()
	replies := unfolding{strict: e.flags.format == "json"}
	explain := func(number int, reply string) error {
		if reply = strings.TrimSpace(reply); reply == "" {
			return nil
		}
		if err := e.line(reply); err != nil {
			return invalid("standard input, line %d: %v", number, err)
		}
		if a.tty.in {
			e.out.Flush()
		}
		return nil
	}
	for in.Scan() {
		if err := explain(replies.add(in.Text())); err != nil {
			return err
		}
	}
	if err := explain(replies.rest()); err != nil {
		return err
	}
	switch err := in.Err(); {
	case errors.Is(err, bufio.ErrTooLong):
		return invalid("standard input: a line is longer than a mebibyte")
	case err != nil:
		return trouble(err)
	}
	e.finish()
	if err := e.out.Flush(); err != nil {
		return trouble(err)
	}
	return nil
}

// line explains one line of standard input. In text, a class is explained once,
// and what holds no refusal, such as the prose of a report, is counted.
func (e *explainer) line(line string) error {
	q, err := readQuestion(line, e.flags.stage)
	if err != nil {
		return err
	}
	reply, match, err := e.classify(q)
	if err != nil {
		return err
	}
	switch {
	case e.flags.format == "json":
		return writeExplanation(e.out, reply, match)
	case remark(line) || isProse(reply, match):
		e.prose++
		return nil
	case match.Class.ID == reject.OK:
		e.accepted++
		return nil
	}
	for i, l := range strings.Split(serverLine(q.Reply), "\n") {
		if i > 0 {
			l = "    " + strings.TrimSpace(l)
		}
		fmt.Fprintln(e.out, transcript.Printable(l))
	}
	if e.said[match.Class.ID] {
		_, err := fmt.Fprintf(e.out, "%s\n\n", headline(match.Class, "see above"))
		return err
	}
	e.said[match.Class.ID] = true
	return printExplanation(e.out, reply, match, e.width)
}

// serverLine is a server's line as transcripts have it.
func serverLine(reply string) string {
	if strings.HasPrefix(reply, "<") {
		return reply // it came out of one
	}
	return "<-  " + reply
}

// remark reports whether a line of a transcript is the client's, or its remark.
func remark(line string) bool {
	for _, mark := range []string{"-> ", "~> ", "=== ", "*** "} {
		if strings.HasPrefix(line, mark) {
			return true
		}
	}
	return false
}

// isProse reports whether there was nothing to explain: no code, and no words that
// are known.
func isProse(r smtp.Reply, m reject.Match) bool {
	return r.Code == 0 && r.Enhanced.IsZero() && m.Class.ID == reject.Unknown
}

// finish says what was passed over.
func (e *explainer) finish() {
	passed := func(n int, one, many string) {
		switch {
		case n == 1:
			fmt.Fprintf(e.out, "Passed over: 1 line that %s.\n", one)
		case n > 1:
			fmt.Fprintf(e.out, "Passed over: %d lines that %s.\n", n, many)
		}
	}
	passed(e.accepted, "refuses nothing", "refuse nothing")
	passed(e.prose, "holds neither a reply code nor words that are known", "hold neither a reply code nor words that are known")
}

// question is a reply to be explained, as a line of JSON has it.
type question struct {
	Stage string `json:"stage"`
	Reply string `json:"reply"`
}

// readQuestion reads a line: a reply, or a JSON object with stage and reply. A
// line of somebody else's JSON log is a line of a log.
func readQuestion(line, stage string) (question, error) {
	text := question{stage, line}
	if !strings.HasPrefix(line, "{") {
		return text, nil
	}
	q := question{Stage: stage}
	err := json.Unmarshal([]byte(line), &q)
	switch {
	case err == nil && q.Reply != "":
		return q, checkStage(q.Stage)
	case err != nil && (strings.Contains(line, `"reply"`) || strings.Contains(line, `"stage"`)):
		return q, fmt.Errorf("no JSON object with \"stage\" and \"reply\": %w", err)
	}
	return text, nil
}

// classify reads a reply and names it.
func (e *explainer) classify(q question) (smtp.Reply, reject.Match, error) {
	reply, ok := reject.ParseReply(q.Reply)
	if !ok {
		return reply, reject.Match{}, errors.New("there is no reply to explain")
	}
	return reply, e.base.Classify(smtp.Stage(q.Stage), reply), nil
}

// one explains a reply that was given on the command line.
func (e *explainer) one(text string) error {
	q, err := readQuestion(text, e.flags.stage)
	if err != nil {
		q = question{e.flags.stage, text}
	}
	reply, match, err := e.classify(q)
	if err != nil {
		return invalid("%v", err)
	}
	if e.flags.format == "json" {
		err = writeExplanation(e.out, reply, match)
	} else {
		err = printExplanation(e.out, reply, match, e.width)
	}
	if err = errors.Join(err, e.out.Flush()); err != nil {
		return trouble(err)
	}
	return nil
}

// explanation is what `explain --format json` prints.
type explanation struct {
	Class    string `json:"class"`
	Family   string `json:"family"`
	Code     int    `json:"code,omitempty"`
	Enhanced string `json:"enhanced,omitempty"`
	Waiting  bool   `json:"waiting_helps"`
	Cause    string `json:"cause"`
	Advice   string `json:"advice"`
	TestNext string `json:"test_next,omitempty"` // a built-in suite
	Evidence string `json:"evidence,omitempty"`
}

func writeExplanation(w io.Writer, r smtp.Reply, m reject.Match) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	return enc.Encode(explanation{
		Class: m.Class.ID, Family: m.Class.Family, Code: int(r.Code), Enhanced: r.Enhanced.String(),
		Waiting: m.Class.WaitingHelps, Cause: m.Class.Cause, Advice: m.Class.Advice,
		TestNext: m.Class.Test, Evidence: transcript.Printable(m.Evidence),
	})
}

func printExplanation(w io.Writer, r smtp.Reply, m reject.Match, width int) error {
	c := m.Class
	fmt.Fprintf(w, "%s\n\n", headline(c, waits(r, c)))
	section := func(name, text string) {
		if text == "" {
			return
		}
		wrapped := wordwrap.WrapString(text, uint(max(20, width-17)))
		fmt.Fprintf(w, "  %-14s %s\n", name, strings.ReplaceAll(wrapped, "\n", "\n"+strings.Repeat(" ", 17)))
	}
	section("What it says", c.Title)
	if isProse(r, m) {
		section("Do now", "There is no reply code in it. Paste the line that the server said: it begins with three digits, such as 550, or has a code such as 5.7.1.")
		_, err := fmt.Fprintln(w)
		return err
	}
	section("Usual cause", c.Cause)
	section("Do now", c.Advice)
	section("Test next", c.Test)
	if m.Evidence != "" {
		section("Known by", transcript.Printable(m.Evidence))
	}
	// One screen: the class has a page of its own for the others.
	switch n := len(c.Sources); {
	case n == 1:
		section("Source", sourceText(c.Sources[0]))
	case n > 1:
		section("Source", fmt.Sprintf("%s; %d more: smtpspec classes %s", sourceText(c.Sources[0]), n-1, c.ID))
	}
	_, err := fmt.Fprintln(w)
	return err
}

// headline is a class with its family, and a remark.
func headline(c *reject.Class, remark string) string {
	head := fmt.Sprintf("%s (%s)", c.ID, c.Family)
	if remark == "" {
		return head
	}
	return fmt.Sprintf("%-26s %s", head, remark)
}

// waits says whether trying again helps, by the class first and by the code
// second: a 4yz that names a setting does not go away.
func waits(r smtp.Reply, c *reject.Class) string {
	switch {
	case r.Code.Positive() || r.Code.Intermediate():
		return "no refusal: the command was accepted"
	case c.WaitingHelps:
		return "temporary: trying again later may help"
	case r.Code.Transient():
		return "answered as temporary; trying again alone does not help"
	case r.Code.Permanent():
		return "permanent: trying again does not help"
	}
	return ""
}

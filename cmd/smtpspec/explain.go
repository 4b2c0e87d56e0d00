package main

import (
	"bufio"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/smtpspec/smtpspec/dsl"
	"github.com/smtpspec/smtpspec/reports/table"
	"github.com/smtpspec/smtpspec/runner/reject"
	"github.com/smtpspec/smtpspec/runner/smtp"
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
hold no refusal are counted: a whole report or session can be pasted. Beside a reply
with a code, words without one are counted too, unless they are a program's own; so is
a 503 that only follows from the refusal before. A line that cannot be read, such as
one of more than a mebibyte, is named at the end, and the others are explained.

Exit status: 0 explained (also where the class is unknown), 2 the command line or
a line of the input is wrong, 4 the input could not be read.`,
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

// explainer writes explanations, and remembers what it has said.
type explainer struct {
	base    *reject.Base
	flags   *explainFlags
	out     *bufio.Writer
	width   int
	said    map[string]bool // classes, by id
	answers answers
	passed  passed
	first   *explained // of the lines that hold no reply
	unread  unread
	// What is to be explained waits for the end: whether words without a code are worth
	// it is known then.
	waiting   []explained
	coded     bool // there was a refusal with a code
	named     bool // and what it means is known
	refused   bool // the reply read last is one
	diagnosed bool // there was what says more than the Status of a report
	report    bool // there were words of a non-delivery report
	live      bool // somebody is typing, or there is much, and nothing waits
}

// explained is a line and what the base says of it.
type explained struct {
	line  string
	reply smtp.Reply
	match reject.Match
}

// maxWaiting bounds how many lines wait: the rest of a log is explained as it comes.
const maxWaiting = 1000

func (a *app) explainer(base *reject.Base, f *explainFlags) *explainer {
	width := a.width(a.tty.out)
	if width == 0 || width > table.DefaultWidth {
		width = table.DefaultWidth
	}
	out := bufio.NewWriterSize(a.out, 64<<10)
	return &explainer{
		base: base, flags: f, width: width, out: out, said: map[string]bool{},
		answers: answers{out: out, classes: map[*reject.Class]classAnswer{}},
	}
}

// explainLines explains what stands on standard input. Answers are written as
// they come to a person, and in blocks to a file. A line that cannot be read takes
// nothing from the others: it is reported behind them.
func (a *app) explainLines(e *explainer) error {
	in := bufio.NewScanner(textInput(a.in))
	lines := pastedLines{unread: &e.unread}
	in.Buffer(make([]byte, 64<<10), 2*maxPasted)
	in.Split(lines.split)
	defer e.out.Flush()
	replies := unfolding{strict: e.flags.format == "json"}
	e.live = a.tty.in
	explain := func(number int, reply string) error {
		if reply = strings.TrimSpace(reply); reply == "" {
			return nil
		}
		if err := e.line(number, reply); err != nil {
			return trouble(err)
		}
		if a.tty.in {
			e.out.Flush()
		}
		return nil
	}
	empty := true
	for in.Scan() {
		empty = empty && strings.TrimSpace(in.Text()) == ""
		if err := explain(replies.add(in.Text())); err != nil {
			return err
		}
	}
	if err := explain(replies.rest()); err != nil {
		return err
	}
	if err := errors.Join(e.finish(&replies), e.out.Flush(), in.Err()); err != nil {
		return trouble(err)
	}
	if err := e.unread.err(); err != nil || !empty {
		return err
	}
	// No refusals are a good day to one who filters a log, and a mistake to others.
	fmt.Fprintln(a.err, "There is nothing on standard input to explain.")
	return nil
}

// line explains one line of standard input. In text, a class is explained once,
// and what holds no refusal, such as the prose of a report, is counted.
func (e *explainer) line(number int, line string) error {
	q, err := readQuestion(line, e.flags.stage)
	if err != nil {
		e.unread.add(number, err)
		return nil
	}
	reply, match, err := e.classify(q)
	if err != nil {
		e.unread.add(number, err)
		return nil
	}
	if e.flags.format == "json" {
		return e.answers.write(reply, match)
	}
	x := explained{q.Reply, reply, match}
	e.diagnosed = e.diagnosed || x.refuses() || x.isDiagnosis() && !isProse(reply, match)
	e.report = e.report || isReport(line)
	switch {
	case remark(line):
		e.passed.prose++
		return nil
	case isProse(reply, match):
		if e.passed.prose++; e.first == nil {
			e.first = &x
		}
		return nil
	case match.Class.ID == reject.OK:
		e.passed.accepted++
		e.refused = false
		return nil
	case e.refused && x.follows():
		e.passed.follows++
		return nil
	}
	e.coded = e.coded || x.hasCode()
	e.named = e.named || x.refuses() && match.Class.ID != reject.Unknown
	e.refused = e.refused || x.refuses()
	if e.waiting = append(e.waiting, x); e.live || len(e.waiting) == maxWaiting {
		e.live = true
		return e.printWaiting()
	}
	return nil
}

// isEmpty reports whether there was nothing to explain, nor anything that tells why.
func (e *explainer) isEmpty() bool {
	return len(e.waiting)+len(e.said)+e.passed.accepted == 0
}

// classify reads a reply and names it.
func (e *explainer) classify(q question) (smtp.Reply, reject.Match, error) {
	reply, ok := reject.ParseReply(q.Reply)
	if !ok {
		return reply, reject.Match{}, errors.New("there is no reply to explain")
	}
	stage := smtp.Stage(q.Stage)
	if stage == "" {
		stage = reject.StageSaid(q.Reply)
	}
	return reply, e.base.Classify(stage, reply), nil
}

// one explains a reply that was given on the command line.
func (e *explainer) one(text string) error {
	q, err := readQuestion(text, e.flags.stage)
	if err != nil {
		return invalid("%w", err)
	}
	reply, match, err := e.classify(q)
	if err != nil {
		return invalid("%w", err)
	}
	if e.flags.format == "json" {
		err = e.answers.write(reply, match)
	} else {
		err = printExplanation(e.out, reply, match, e.width)
	}
	if err = errors.Join(err, e.out.Flush()); err != nil {
		return trouble(err)
	}
	return nil
}

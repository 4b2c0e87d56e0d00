package steptest

import (
	"context"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/smtpspec/smtpspec/dsl/schema"
	"github.com/smtpspec/smtpspec/runner/step"
	"go.uber.org/goleak"
)

// Check tests that a kind keeps the contract of package step: its tables can be
// decoded and compared, its reference can be printed, and it lets go when it is
// told to.
func Check(t *testing.T, kind *step.Kind) {
	t.Helper()
	t.Run("tables", func(t *testing.T) {
		for _, problem := range problems(kind) {
			t.Error(problem)
		}
	})
	t.Run("plan", func(t *testing.T) { plan(t, kind) })
	t.Run("cancelled", func(t *testing.T) { cancelled(t, kind) })
	t.Run("deadline", func(t *testing.T) { deadline(t, kind) })
}

var (
	label      = regexp.MustCompile(`^[a-z][a-z0-9]*(-[a-z0-9]+)*$`)
	identifier = regexp.MustCompile(`^[a-z][a-z0-9]*(_[a-z0-9]+)*$`)
)

// problems are what is wrong with a kind before it runs.
func problems(kind *step.Kind) []string {
	return slices.Concat(words(kind), documentation(kind.Doc), tables(kind))
}

// words are the kind's name and outcomes.
func words(kind *step.Kind) []string {
	var out []string
	if !label.MatchString(kind.Name) {
		out = append(out, fmt.Sprintf("the name %q is no label", kind.Name))
	}
	if len(kind.Outcomes) == 0 {
		out = append(out, "there are no outcomes")
	}
	for i, o := range kind.Outcomes {
		switch {
		case !label.MatchString(string(o)):
			out = append(out, fmt.Sprintf("the outcome %q is no label", o))
		case o == step.Refuse:
			out = append(out, "no step ends with \"refuse\": it stands for defer or reject")
		case slices.Contains(kind.Outcomes[:i], o):
			out = append(out, fmt.Sprintf("the outcome %q is there twice", o))
		}
	}
	if kind.New == nil {
		out = append(out, "there is no New")
	}
	return out
}

// documentation is a title line, a blank line, and Markdown with an example.
func documentation(doc string) []string {
	title, rest, _ := strings.Cut(doc, "\n")
	var out []string
	switch {
	case strings.TrimSpace(title) == "" || strings.HasPrefix(title, "#"):
		out = append(out, "the documentation's first line is no title")
	case strings.HasSuffix(title, "."):
		out = append(out, "the documentation's title ends with a full stop")
	}
	if !strings.HasPrefix(rest, "\n") {
		out = append(out, "a blank line must follow the documentation's title")
	}
	if !strings.Contains(rest, "```hcl\n") {
		out = append(out, "the documentation has no example")
	}
	return out
}

// tables are the arguments, wants and sees.
func tables(kind *step.Kind) []string {
	var out []string
	sees := map[string]schema.Attr{}
	for _, a := range slices.Concat(schema.CommonSees, kind.Sees) {
		if _, twice := sees[a.Name]; twice {
			out = append(out, fmt.Sprintf("sees %q: there twice, or a common one", a.Name))
		}
		sees[a.Name] = a
	}
	for _, a := range kind.Sees {
		out = append(out, attribute("sees", a)...)
		if a.Match != "" {
			out = append(out, fmt.Sprintf("sees %q: what is seen has no match", a.Name))
		}
	}
	for _, a := range kind.Args {
		out = append(out, attribute("argument", a)...)
	}
	taken := map[string]bool{}
	for _, a := range schema.CommonWants {
		taken[a.Name] = true
	}
	for _, a := range kind.Wants {
		if taken[a.Name] {
			out = append(out, fmt.Sprintf("wants %q: there twice, or a common one", a.Name))
		}
		taken[a.Name] = true
		out = append(out, attribute("wants", a)...)
		out = append(out, comparison(a, sees)...)
	}
	return out
}

// attribute is what holds for every table.
func attribute(table string, a schema.Attr) []string {
	var out []string
	add := func(what string) { out = append(out, fmt.Sprintf("%s %q: %s", table, a.Name, what)) }
	if !identifier.MatchString(a.Name) {
		add("no name of an attribute")
	}
	if !typed(a) {
		add("no type")
	}
	if !strings.HasSuffix(a.Doc, ".") {
		add("the documentation is no sentence")
	}
	if a.Enum != nil && len(a.Enum) == 0 {
		add("an empty enumeration allows nothing")
	}
	for i, word := range a.Enum {
		if word == "" || slices.Contains(a.Enum[:i], word) {
			add(fmt.Sprintf("%q in the enumeration", word))
		}
	}
	return out
}

// plan must say something printable for every endpoint, before any session.
func plan(t *testing.T, kind *step.Kind) {
	if kind.Plan == nil {
		return
	}
	env := Env()
	env.Session, env.World = nil, step.World{}
	env.Credential = &step.Credential{Name: "scanner", Username: "scanner@contoso.com", Password: "correct horse"}
	for _, host := range []string{Host, "203.0.113.7"} {
		env.Endpoint.Host = host
		for _, line := range kind.Plan(env) {
			if strings.ContainsAny(line, "\r\n") || strings.TrimSpace(line) == "" {
				t.Errorf("%q is no line", line)
			}
			if strings.Contains(line, env.Credential.Password) {
				t.Errorf("%q shows the password", line)
			}
		}
	}
	env.Credential = nil
	kind.Plan(env)
}

// cancelled runs the kind in a world that never answers, with a context that is
// cancelled while it waits. Where there is nothing to wait for it may end by
// itself; else it must say that it was cancelled, for that is no observation.
func cancelled(t *testing.T, kind *step.Kind) {
	defer goleak.VerifyNone(t, goleak.IgnoreCurrent())
	env, stop := stalled(t)
	defer stop()
	ctx, cancel := context.WithCancel(context.Background())
	time.AfterFunc(50*time.Millisecond, cancel)
	defer cancel()
	returned := make(chan struct{})
	go func() {
		defer close(returned)
		if _, err := TryContext(ctx, t, kind, env); err == nil {
			t.Error("an observation, where the step was cancelled")
		}
	}()
	await(t, returned)
}

// deadline runs the kind in the same world until its time is over. That is an
// observation: the server, or the name service, said nothing.
func deadline(t *testing.T, kind *step.Kind) {
	defer goleak.VerifyNone(t, goleak.IgnoreCurrent())
	env, stop := stalled(t)
	defer stop()
	ctx, cancel := context.WithTimeout(context.Background(), 50*time.Millisecond)
	defer cancel()
	returned := make(chan struct{})
	go func() {
		defer close(returned)
		o, err := TryContext(ctx, t, kind, env)
		if err != nil {
			t.Errorf("error %v, where the time was over", err)
		} else if o.Outcome != step.Fail || o.Failure == nil {
			t.Errorf("outcome %q, where the time was over", o.Outcome)
		}
	}()
	await(t, returned)
}

func await(t *testing.T, returned <-chan struct{}) {
	t.Helper()
	select {
	case <-returned:
	case <-time.After(patience):
		t.Fatal("the step does not let go")
	}
}

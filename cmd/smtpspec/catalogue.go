package main

import (
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"text/tabwriter"

	"github.com/smtpspec/smtpspec/dsl"
	"github.com/smtpspec/smtpspec/runner/reject"
	"github.com/smtpspec/smtpspec/steps"
	"github.com/smtpspec/smtpspec/suites"
	"github.com/smtpspec/smtpspec/suites/lab"
	"github.com/spf13/cobra"
)

// labProfile finds a built-in profile.
func labProfile(name string) (*dsl.Lab, error) {
	if !slices.Contains(lab.Names(), name) {
		return nil, notBuiltin("lab profile", name, lab.Names(), "smtpspec lab --list")
	}
	p, err := lab.Profile(name)
	if err != nil {
		return nil, trouble(err)
	}
	return p, nil
}

func notBuiltin(what, name string, known []string, all string) error {
	return invalid("there is no %s %q.%s All of them: %s", what, name, dsl.DidYouMean(name, known), all)
}

// catalogue builds a command that lists what is built in, or shows one entry.
func (a *app) catalogue(cmd *cobra.Command, names func() []string, list func() error, show func(string) error) *cobra.Command {
	cmd.Args = atMostOne("name")
	cmd.Long += "\n\nExit status: 0 shown, 2 there is no such name."
	cmd.ValidArgsFunction = func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
		return names(), cobra.ShellCompDirectiveNoFileComp
	}
	cmd.RunE = func(_ *cobra.Command, args []string) error {
		if len(args) == 0 {
			return list()
		}
		return show(args[0])
	}
	return cmd
}

func (a *app) stepsCommand() *cobra.Command {
	return a.catalogue(&cobra.Command{
		Use:   "steps [KIND]",
		Short: "Step kinds: stages of a session, their outcomes and attributes",
		Long: `Steps lists the stages of a session in their order, or shows one: what it does,
what may be expected of it, and what assertions may read.`,
		Example: "  smtpspec steps\n  smtpspec steps tls",
	}, stepNames, a.listSteps, a.showStep)
}

func stepNames() []string {
	var names []string
	for _, k := range steps.Standard {
		names = append(names, k.Name)
	}
	return names
}

func (a *app) listSteps() error {
	w := tabwriter.NewWriter(a.reference(), 0, 8, 2, ' ', 0)
	for _, k := range steps.Standard {
		var outcomes []string
		for _, o := range k.Outcomes {
			outcomes = append(outcomes, string(o))
		}
		title, _, _ := strings.Cut(k.Doc, "\n")
		fmt.Fprintf(w, "%s\t%s\t%s\n", k.Name, strings.Join(outcomes, ", "), title)
	}
	return w.Flush()
}

func (a *app) showStep(name string) error {
	for _, k := range steps.Standard {
		if k.Name == name {
			return writeKind(a.reference(), k)
		}
	}
	return notBuiltin("step kind", name, stepNames(), "smtpspec steps")
}

func (a *app) classesCommand() *cobra.Command {
	var rules bool
	list := func() error {
		if rules {
			return invalid("--verbose goes with CLASS, whose rules it shows")
		}
		return a.listClasses("")
	}
	show := func(name string) error { return a.showClass(name, rules) }
	cmd := a.catalogue(&cobra.Command{
		Use:   "classes [CLASS]",
		Short: "Classes of refusals and failures, with cause and advice",
		Long: `Classes lists the knowledge base by family, or the family of that name, or shows one
class: its cause, what to do, where that is from, how a suite expects it, and some
examples.`,
		Example: "  smtpspec classes\n  smtpspec classes spamhaus",
	}, classNames, list, show)
	cmd.Flags().BoolVarP(&rules, "verbose", "v", false, "with the rules that the class is known by")
	return cmd
}

func classNames() []string {
	var names []string
	for _, c := range reject.Builtin().Classes() {
		names = append(names, c.ID)
	}
	return names
}

// listClasses lists all classes, or those of one family.
func (a *app) listClasses(only string) error {
	w := tabwriter.NewWriter(a.reference(), 0, 8, 2, ' ', 0)
	family := ""
	for _, c := range reject.Builtin().Classes() {
		if only != "" && c.Family != only {
			continue
		}
		if c.Family != family {
			family = c.Family
			fmt.Fprintf(w, "%s\n", family)
		}
		fmt.Fprintf(w, "  %s\t%s\n", c.ID, c.Title)
	}
	return w.Flush()
}

func (a *app) showClass(name string, rules bool) error {
	c, ok := reject.Builtin().Lookup(name)
	switch {
	case ok:
		return writeClass(a.reference(), c, rules)
	case isFamily(name) && rules:
		return invalid("--verbose goes with CLASS, and %q is a family of classes: smtpspec classes %s", name, name)
	case isFamily(name):
		return a.listClasses(name)
	}
	return notClass(name)
}

func isFamily(name string) bool {
	return slices.ContainsFunc(reject.Builtin().Classes(), func(c reject.Class) bool { return c.Family == name })
}

// notClass says what was probably meant: a name that is near, or one that has the word in
// it, or in its title.
func notClass(name string) error {
	if dsl.DidYouMean(name, classNames()) != "" {
		return notBuiltin("class", name, classNames(), "smtpspec classes")
	}
	var like []string
	for _, c := range reject.Builtin().Classes() {
		if strings.Contains(strings.ToLower(c.ID+" "+c.Title), strings.ToLower(name)) {
			like = append(like, c.ID)
		}
	}
	if len(name) < 3 || len(like) == 0 || len(like) > mostLike {
		return notBuiltin("class", name, classNames(), "smtpspec classes")
	}
	return invalid("there is no class %q. The word is in the name or the title of %s. All of them: smtpspec classes", name, strings.Join(like, ", "))
}

// mostLike is how many names are offered: more are no help.
const mostLike = 6

func (a *app) suitesCommand() *cobra.Command {
	return a.catalogue(&cobra.Command{
		Use:   "suites [NAME]",
		Short: "Built-in suites, or the text of one",
		Long: `Suites lists the suites that smtpspec brings along, or prints one. Each runs
against the lab, and with --var against a host of yours; only builtin:egress goes
to real servers as it is, since it is this computer's own way out that it tests.`,
		Example: "  smtpspec suites\n  smtpspec suites ehlo-probe > mine.smtp.hcl\n  smtpspec run builtin:ehlo-probe --var host=mail.example.com",
	}, builtinNames, a.listSuites, a.showSuite)
}

func builtinNames() []string {
	var names []string
	for _, s := range suites.List() {
		names = append(names, s.Name)
	}
	return names
}

func (a *app) listSuites() error {
	w := tabwriter.NewWriter(a.reference(), 0, 8, 2, ' ', 0)
	for _, s := range suites.List() {
		title := s.Title
		if s.Real {
			title += " (goes to real servers)"
		}
		fmt.Fprintf(w, "builtin:%s\t%s\n", s.Name, title)
	}
	return w.Flush()
}

func (a *app) showSuite(name string) error {
	name = strings.TrimPrefix(name, "builtin:")
	text, err := fs.ReadFile(suites.FS(), name+".smtp.hcl")
	if err != nil {
		return notBuiltin("built-in suite", name, builtinNames(), "smtpspec suites")
	}
	_, err = a.out.Write(text)
	return err
}

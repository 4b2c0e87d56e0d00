package main

import (
	"context"

	"github.com/smtpspec/smtpspec/cmd/smtpspec/internal/fitness"
	"github.com/smtpspec/smtpspec/dsl"
	"github.com/smtpspec/smtpspec/runner"
	"github.com/smtpspec/smtpspec/runner/dns"
	"github.com/smtpspec/smtpspec/runner/transcript"
	"github.com/smtpspec/smtpspec/steps"
	"github.com/spf13/cobra"
)

// surveyFlags are those of the commands that begin from nothing but a name.
type surveyFlags struct {
	from, user, ehlo     string
	to                   []string
	submission, resolver string
	tenant               string // the tenant's own host, where a person knows it
	noEgress             bool
	out                  string
	force                bool
	given                func(flag string) bool // on the command line, be it empty
}

func (f *surveyFlags) add(cmd *cobra.Command) {
	fl := cmd.Flags()
	f.given = fl.Changed
	fl.StringVar(&f.from, "from", "", "the sender, a real `ADDRESS` of the domain")
	fl.StringSliceVar(&f.to, "to", nil, "a recipient, a real `ADDRESS` inside the domain (repeatable)")
	fl.StringVar(&f.user, "user", "", "the mailbox that signs in, by its `NAME`")
	fl.StringVar(&f.ehlo, "ehlo", "", "the `NAME` that the device says in EHLO (default: the address of the connection)")
	fl.StringVar(&f.submission, "submission", "", "the submission endpoint, `HOST[:PORT]` (default: the one of the tenant's cloud)")
	fl.StringVar(&f.tenant, "tenant", "", "the tenant's own `HOST` at Microsoft 365, as the admin centre shows it (default: told from DNS)")
	fl.StringVar(&f.resolver, "resolver", "", "ask the name server at `HOST[:PORT]` in place of this computer's")
	fl.BoolVar(&f.noEgress, "no-egress", false, "do not look first whether this computer is fit to test from (builtin:egress)")
	fl.StringVar(&f.out, "out", "", "write the suite to `FILE`, such as contoso.smtp.hcl (- is standard output)")
	fl.BoolVar(&f.force, "force", false, "replace FILE where it exists")
	nothingToComplete(cmd, "from", "to", "user", "ehlo", "submission", "tenant", "resolver")
}

// surveyWorld is the world with the resolver that the flags name.
func (a *app) surveyWorld(f *surveyFlags, labs *labServers) runner.World {
	w := a.netWorld(labs)
	if f.resolver != "" {
		w.Resolver = &dns.Client{Servers: []string{f.resolver}}
	}
	return w
}

// fit runs builtin:egress, and says whether this computer is fit to test from.
func (a *app) fit(ctx context.Context, f *surveyFlags) (fitness.Verdict, error) {
	world := dslWorld()
	program, diags := dsl.Load([]dsl.Target{{Builtin: fitness.Suite, Explicit: true}}, dsl.Options{World: world, NeedValues: true})
	if diags.HasErrors() {
		return fitness.Verdict{}, trouble(diags)
	}
	plan, err := runner.Compile(program.Suites, runner.Selection{}, steps.Standard)
	if err != nil {
		return fitness.Verdict{}, trouble(err)
	}
	labs := &labServers{}
	defer labs.close()
	live := a.newProgress(plan, false)
	defer live.stop()
	kept := newMemory(plan)
	_, err = plan.Run(ctx, runner.Options{
		World: a.surveyWorld(f, labs), Parallel: len(plan.Tests), Version: version,
		Secrets: transcript.NewSecrets(), Progress: live.hooks(),
	}, kept)
	if err != nil {
		return fitness.Verdict{}, trouble(err)
	}
	return fitness.Judge(kept.tests), nil
}

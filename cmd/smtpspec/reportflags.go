package main

import (
	"slices"
	"strings"

	"github.com/smtpspec/smtpspec/dsl"
	"github.com/smtpspec/smtpspec/reports"
	"github.com/smtpspec/smtpspec/reports/redact"
	"github.com/spf13/cobra"
)

// reportFlags say what is written, and for whom.
type reportFlags struct {
	reports  []string // KIND[=PATH]
	redact   string
	audience string
	quiet    bool
	verbose  bool
	oneLine  bool

	wanted []wantedReport
	warned bool // the load's warnings were printed, and are not said again on the screen
	cut    bool // the run log ends before the run does
}

// wantedReport is one --report.
type wantedReport struct {
	format reports.Format
	path   string // "-" is standard output; one that ends in / is a folder
}

// audiences are the values of --for.
var audiences = []string{redact.Vendor, redact.Client, redact.ISP, redact.Microsoft}

func (f *reportFlags) add(cmd *cobra.Command) {
	fl := cmd.Flags()
	fl.StringArrayVar(&f.reports, "report", nil, "write a report, `KIND[=PATH]`, where KIND is "+strings.Join(reportKinds(), ", ")+"; PATH - is standard output, PATH/ one file per item (repeatable)")
	fl.StringVar(&f.redact, "redact", "on", "whether the client's names are replaced in what is written, `on|off`; secrets are hidden either way")
	fl.StringVar(&f.audience, "for", redact.Vendor, "for `WHO` the written reports are: "+strings.Join(audiences, ", "))
	fl.BoolVarP(&f.quiet, "quiet", "q", false, "only what did not pass, and the counts; no progress")
	fl.BoolVarP(&f.verbose, "verbose", "v", false, "with the transcript of every test")
	cmd.RegisterFlagCompletionFunc("report", func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
		var out []string
		for _, k := range reports.Formats {
			out = append(out, k.Name+"\t"+k.Doc)
		}
		return out, cobra.ShellCompDirectiveNoFileComp
	})
	cmd.RegisterFlagCompletionFunc("for", cobra.FixedCompletions(audiences, cobra.ShellCompDirectiveNoFileComp))
	cmd.RegisterFlagCompletionFunc("redact", cobra.FixedCompletions([]string{"on", "off"}, cobra.ShellCompDirectiveNoFileComp))
}

// checkRedact reads the flag --redact, which several commands have.
func checkRedact(value string) error {
	if value != "on" && value != "off" {
		return invalid("--redact must be on or off, not %q", value)
	}
	return nil
}

// check reads the flags before anything is run.
func (f *reportFlags) check() error {
	if err := checkRedact(f.redact); err != nil {
		return err
	}
	if !slices.Contains(audiences, f.audience) {
		return invalid("--for must be one of %s, not %q", strings.Join(audiences, ", "), f.audience)
	}
	standardOutput := ""
	for _, r := range f.reports {
		w, err := parseReport(r)
		if err != nil {
			return err
		}
		if w.path == "-" {
			if standardOutput != "" {
				return invalid("two reports, %s and %s, go to standard output", standardOutput, w.format.Name)
			}
			standardOutput = w.format.Name
		}
		f.wanted = append(f.wanted, w)
	}
	return distinct(f.places(), nil)
}

// parseReport reads KIND[=PATH].
func parseReport(text string) (wantedReport, error) {
	kind, path, _ := strings.Cut(text, "=")
	format, ok := reports.Lookup(kind)
	if !ok {
		return wantedReport{}, unknownReport(kind)
	}
	if path == "" {
		path = reportFolder + "/" + format.Name + format.Ext
	}
	if isFolder(path) && format.Items == nil {
		return wantedReport{}, invalid("--report %s: %s has no items that could go to files of their own; name a file", text, kind)
	}
	return wantedReport{format, path}, nil
}

func reportKinds() []string {
	var names []string
	for _, f := range reports.Formats {
		names = append(names, f.Name)
	}
	return names
}

func unknownReport(kind string) error {
	names := reportKinds()
	return invalid("there is no report %q.%s The kinds are: %s", kind, dsl.DidYouMean(kind, names), strings.Join(names, ", "))
}

func (f *reportFlags) redacted() bool { return f.redact == "on" }

// toStdout reports whether a report takes standard output, so that the table goes
// to standard error.
func (f *reportFlags) toStdout() bool {
	for _, w := range f.wanted {
		if w.path == "-" {
			return true
		}
	}
	return false
}

package dsl

import (
	"path/filepath"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclparse"
)

// Options are what a load works from beside the files themselves.
type Options struct {
	World   World
	Vars    []VarInput // --var and --var-file, in their order
	Environ []string   // NAME=value; only SMTPSPEC_VAR_* is read
	// NeedValues is set where every variable must have a value, as `plan` and `run`
	// need it; `validate` and `list` do without.
	NeedValues bool
	// Ask asks a person for a variable's value; nil means that nobody is asked.
	Ask func(v *Variable) (string, error)
}

// Program is what was loaded.
type Program struct {
	Suites []*Suite
	// Files are all files that were parsed, for showing diagnostics.
	Files map[string]*hcl.File
	// Lines are those that `file:line` asked for, by Suite.File; a suite that was
	// named without a line has none.
	Lines map[string][]int
}

// Load reads suites and checks them. It reports the mistakes of all of them at
// once; where there is an error, the program is not fit to be run. The program is
// never nil, so that diagnostics can be shown with their source.
func Load(targets []Target, opt Options) (*Program, hcl.Diagnostics) {
	l, diags := newLoader(opt)
	p := &Program{Lines: map[string][]int{}}
	unread := false
	for _, g := range groupTargets(targets) {
		suite, more := l.load(g)
		diags = append(diags, more...)
		if suite == nil {
			unread = unread || more.HasErrors()
			continue
		}
		p.Suites = append(p.Suites, suite)
		if len(g.lines) > 0 {
			p.Lines[suite.File] = g.lines
		}
	}
	if !unread { // what cannot be read may declare anything
		diags = append(diags, l.inputs.unused()...)
	}
	p.Files = l.parser.Files()
	if len(p.Suites) == 0 && !diags.HasErrors() {
		diags = append(diags, &hcl.Diagnostic{
			Severity: hcl.DiagError, Summary: "No tests",
			Detail: `There is no test in the given files. A test is a block such as: test "name" { … }.`,
		})
	}
	return p, l.remedied(diags)
}

// LoadText checks a suite that was made and is not yet written, under the name of
// the file that it is to be.
func LoadText(text []byte, name string, opt Options) (*Program, hcl.Diagnostics) {
	l, diags := newLoader(opt)
	src, more := newSource(name, text)
	if diags = append(diags, more...); len(text) > MaxSource {
		diags = append(diags, unreadable(name, errHuge)...)
	}
	p := &Program{}
	if diags.HasErrors() {
		return p, diags
	}
	file, more := l.parse(src)
	if diags = append(diags, more...); !diags.HasErrors() {
		s := newSuiteLoader(l, src)
		s.load(file.Body)
		p.Suites, diags = []*Suite{s.suite}, append(diags, s.diags...)
	}
	p.Files = l.parser.Files()
	return p, l.remedied(diags)
}

// loader is one load: its files, each parsed once (hclparse caches without a
// lock, and says what is wrong with a file the first time only).
type loader struct {
	sources
	opt    Options
	parser *hclparse.Parser
	inputs *variableInputs
	stages stageTable
	// builtin labs and clients, each loaded when it is first named
	labs    map[string]*Lab
	clients map[string]*Client
}

func newLoader(opt Options) (*loader, hcl.Diagnostics) {
	l := &loader{
		sources: sources{},
		opt:     opt,
		parser:  hclparse.NewParser(),
		stages:  newStageTable(opt.World),
		labs:    map[string]*Lab{},
		clients: map[string]*Client{},
	}
	var diags hcl.Diagnostics
	l.inputs, diags = newVariableInputs(variableOptions{
		Vars: opt.Vars, Environ: opt.Environ, NeedValues: opt.NeedValues, Ask: opt.Ask,
		Parse: l.parseFile,
	})
	return l, diags
}

// parse parses what was read, in the syntax that its name tells.
func (l *loader) parse(src *source) (*hcl.File, hcl.Diagnostics) {
	l.sources[src.Name] = src
	if diags := checkNesting(src); diags.HasErrors() {
		return &hcl.File{Body: hcl.EmptyBody(), Bytes: src.Bytes}, diags
	}
	if src.JSON {
		return l.parser.ParseJSON(src.Bytes, src.Name)
	}
	return l.parser.ParseHCL(src.Bytes, src.Name)
}

// parseFile reads and parses a file of values.
func (l *loader) parseFile(path string) (*hcl.File, hcl.Diagnostics) {
	src, diags := readSource(path)
	if src == nil || diags.HasErrors() {
		return nil, diags
	}
	file, more := l.parse(src)
	return file, append(diags, more...)
}

// load reads, checks and evaluates one suite. A nil suite was passed over, or is
// beyond reading.
func (l *loader) load(g targetGroup) (*Suite, hcl.Diagnostics) {
	src, diags := l.read(g)
	if src == nil || diags.HasErrors() {
		return nil, diags
	}
	file, more := l.parse(src)
	if diags = append(diags, more...); diags.HasErrors() {
		return nil, diags
	}
	s := newSuiteLoader(l, src)
	found := s.load(file.Body)
	if !found && !g.explicit && !s.diags.HasErrors() {
		return nil, append(diags, s.diags...)
	}
	if !found && !s.diags.HasErrors() {
		s.fail(file.Body.MissingItemRange(), "No test in this suite",
			`A suite has at least one test: test "name" { … }.`)
	}
	s.checkLines(g.lines)
	return s.suite, append(diags, s.diags...)
}

func (l *loader) read(g targetGroup) (*source, hcl.Diagnostics) {
	if g.builtin != "" {
		return readBuiltin(l.opt.World.Suites, g.builtin)
	}
	return readSource(g.path)
}

// targetGroup is one file and all that was asked of it.
type targetGroup struct {
	path, builtin string
	explicit      bool
	lines         []int // empty: the whole suite
}

// groupTargets brings the targets of one file together, in the order in which
// files are first named. A file that is also named without a line is meant whole.
func groupTargets(targets []Target) []targetGroup {
	var groups []targetGroup
	index := map[[2]string]int{}
	whole := map[int]bool{}
	for _, t := range targets {
		key := [2]string{filepath.Clean(t.Path), t.Builtin}
		i, ok := index[key]
		if !ok {
			i = len(groups)
			index[key] = i
			groups = append(groups, targetGroup{path: t.Path, builtin: t.Builtin})
		}
		groups[i].explicit = groups[i].explicit || t.Explicit || t.Builtin != ""
		whole[i] = whole[i] || t.Line == 0
		groups[i].lines = append(groups[i].lines, t.Line)
	}
	for i := range groups {
		if whole[i] {
			groups[i].lines = nil
		}
	}
	return groups
}

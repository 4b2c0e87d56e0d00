package dsl

import (
	"fmt"
	"slices"

	"github.com/hashicorp/hcl/v2"
	"github.com/zclconf/go-cty/cty"
)

// VarInput is one `--var` or `--var-file`, in the order of the command line.
type VarInput struct {
	Name   string // of --var
	Text   string // of --var
	File   string // of --var-file; Name and Text are then empty
	Origin string // how the person gave it, for messages; empty: "--var NAME"
	Unseen bool   // it was typed without being shown, and stands on no command line
}

func (v VarInput) origin() string {
	switch {
	case v.Origin != "":
		return v.Origin
	case v.File != "":
		return "--var-file " + v.File
	}
	return "--var " + v.Name
}

// variableOptions are what newVariableInputs works from.
type variableOptions struct {
	Vars       []VarInput
	Environ    []string // NAME=value, as os.Environ has it
	NeedValues bool     // a required variable without a value is asked for, or an error
	Ask        func(v *Variable) (string, error)
	// Parse reads and parses a file of values, once in a load, and keeps it among
	// the load's files.
	Parse func(path string) (*hcl.File, hcl.Diagnostics)
}

// variableScope is where a suite's variables are.
type variableScope struct {
	Blocks  hcl.Blocks       // its `variable` blocks
	Dir     string           // where *.auto.smtpvars.hcl are; empty for a built-in suite
	Context *hcl.EvalContext // the functions, for validation
	Range   func(hcl.Range) Range
}

// variableValues are a suite's variables with their values.
type variableValues struct {
	Declared []*Variable // in the suite's order
	Object   cty.Value   // `var`; one without a value is unknown, sensitive ones are marked
	Missing  []string    // those without a value
	Secrets  []string    // the strings in sensitive ones
}

// values gives a suite's variables their values. Of those that a variable is
// given, the last one counts: the environment, the files beside the suite in
// name order, then the command line in its order.
func (in *variableInputs) values(scope variableScope) (variableValues, hcl.Diagnostics) {
	out := variableValues{}
	declared, diags := declareVariables(scope)
	auto, more := in.autoFiles(scope.Dir)
	diags = append(diags, more...)
	object := map[string]cty.Value{}
	for _, v := range declared {
		out.Declared = append(out.Declared, v.Variable)
		value, more := in.value(v, auto)
		diags = append(diags, more...)
		if !value.IsKnown() {
			out.Missing = append(out.Missing, v.Name)
		}
		v.Null = value.IsNull()
		if v.Sensitive {
			value = Sensitive(value)
		}
		out.Secrets = append(out.Secrets, secretStrings(value)...)
		object[v.Name] = value
	}
	out.Object = cty.ObjectVal(object)
	diags = append(diags, validateVariables(declared, out.Object, scope.Context)...)
	return out, diags
}

// value finds the value of one variable. It is unknown where there is none, and
// where the one that was given is wrong: what follows from a mistake that is
// reported should not be reported, too.
func (in *variableInputs) value(v *declaredVariable, auto []*valuesFile) (cty.Value, hcl.Diagnostics) {
	var diags hcl.Diagnostics
	value, given := v.Default, v.Default != cty.NilVal
	use := func(found cty.Value, more hcl.Diagnostics) {
		diags = append(diags, more...)
		if !more.HasErrors() {
			value, given = found, true
		}
	}
	if text, ok := in.environ[v.Name]; ok {
		use(v.fromText(text, "SMTPSPEC_VAR_"+v.Name+" in the environment"))
	}
	for _, file := range auto {
		if found, ok := file.take(v.Name); ok {
			use(v.fromFile(found))
		}
	}
	for _, input := range in.inputs {
		if input.file != nil {
			if found, ok := input.file.take(v.Name); ok {
				use(v.fromFile(found))
			}
			continue
		}
		if input.Name == v.Name {
			diags = append(diags, in.warnVisible(v, input)...)
			use(v.fromText(input.Text, input.origin()))
		}
	}
	in.declared[v.Name] = true
	if !given && !diags.HasErrors() {
		use(in.ask(v))
	}
	if !given || diags.HasErrors() {
		return cty.UnknownVal(v.Type.WithoutOptionalAttributesDeep()), diags
	}
	return value, diags
}

// ask gets the value of a required variable that was given none.
func (in *variableInputs) ask(v *declaredVariable) (cty.Value, hcl.Diagnostics) {
	if !in.opt.NeedValues {
		return cty.UnknownVal(v.Type.WithoutOptionalAttributesDeep()), nil
	}
	text, asked := in.asked[v.Name]
	if !asked && (in.opt.Ask == nil || in.unasked) {
		return cty.NilVal, hcl.Diagnostics{v.problem("No value for a required variable", howToGive(v.Variable))}
	}
	if !asked {
		var err error
		if text, err = in.opt.Ask(v.Variable); err != nil {
			in.unasked = true
			return cty.NilVal, hcl.Diagnostics{v.problem("No value for a required variable",
				fmt.Sprintf("The value of the variable %q was asked for, and not given: %s.\n\n%s", v.Name, err, howToGive(v.Variable)))}
		}
		in.asked[v.Name] = text
	}
	return v.fromText(text, "the answer")
}

// howToGive names the ways to give a variable its value; a secret is not told to
// go where every process of the computer can read it.
func howToGive(v *Variable) string {
	if v.Sensitive {
		return fmt.Sprintf("The variable %q needs a value. Give it with --ask %s (typed hidden), "+
			"as SMTPSPEC_VAR_%s in the environment, or in a file with --var-file.", v.Name, v.Name, v.Name)
	}
	return fmt.Sprintf("The variable %q needs a value. Give it with --var %s=VALUE, "+
		"in a file with --var-file, or as SMTPSPEC_VAR_%s in the environment.", v.Name, v.Name, v.Name)
}

// warnVisible warns, once in a load, of a secret on the command line.
func (in *variableInputs) warnVisible(v *declaredVariable, input *givenInput) hcl.Diagnostics {
	if !v.Sensitive || input.Unseen || in.warned[v.Name] {
		return nil
	}
	in.warned[v.Name] = true
	return hcl.Diagnostics{{
		Severity: hcl.DiagWarning,
		Summary:  "Sensitive value on the command line",
		Detail: fmt.Sprintf("The variable %q is sensitive, and %s can be read in the list of processes and in the shell's history. "+
			"Use --ask %s, or SMTPSPEC_VAR_%s in the environment.", v.Name, input.origin(), v.Name, v.Name),
	}}
}

// unused reports, after the last suite, every value that no suite declares. One
// that the command line gives is an error, also by way of a file: with a name that
// is misspelt the run would be about something else. The files beside a suite may
// serve other suites as well, and draw a warning.
func (in *variableInputs) unused() hcl.Diagnostics {
	var diags hcl.Diagnostics
	names := in.declaredNames()
	named := map[*valuesFile]bool{}
	for _, input := range in.inputs {
		named[input.file] = true
		if input.file == nil && !in.declared[input.Name] {
			diags = append(diags, &hcl.Diagnostic{
				Severity: hcl.DiagError,
				Summary:  "Undeclared variable",
				Detail:   input.undeclared(names),
			})
		}
	}
	for _, file := range in.files {
		severity := hcl.DiagWarning
		if named[file] {
			severity = hcl.DiagError
		}
		for _, found := range file.values {
			if in.declared[found.name] {
				continue
			}
			diags = append(diags, &hcl.Diagnostic{
				Severity: severity,
				Summary:  "Undeclared variable",
				Detail: fmt.Sprintf("No suite declares a variable %q, so this value is not used.%s",
					found.name, DidYouMean(found.name, names)),
				Subject: found.nameRange.Ptr(),
				// What was meant for a variable that is misspelt may be a secret.
				Extra: hiddenSource{},
			})
		}
	}
	return diags
}

// undeclared says that no suite declares the variable. Where its value was asked for, the
// name may be a password that was given in its place, and is not said.
func (v VarInput) undeclared(names []string) string {
	near := DidYouMean(v.Name, names)
	if v.Unseen {
		return fmt.Sprintf("%s names a variable that no suite declares.%s", v.origin(), near)
	}
	return fmt.Sprintf("%s gives a value to %q, and no suite declares such a variable.%s", v.origin(), v.Name, near)
}

func (in *variableInputs) declaredNames() []string {
	var names []string
	for name := range in.declared {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}

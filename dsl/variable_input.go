package dsl

import (
	"cmp"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"
)

const (
	environPrefix = "SMTPSPEC_VAR_"
	autoSuffix    = ".auto.smtpvars.hcl"
)

// variableInputs is what one load may give to variables. It is made once, asked
// for each suite, and then says what nobody declared.
type variableInputs struct {
	opt      variableOptions
	environ  map[string]string
	inputs   []*givenInput            // the command line's, in its order
	auto     map[string][]*valuesFile // by folder
	files    []*valuesFile            // all that were read, in the order of reading
	asked    map[string]string        // what a person answered, so as to ask once in a load
	unasked  bool                     // a person gave no answer, and is asked no more
	warned   map[string]bool
	declared map[string]bool // names that some suite declares
}

// givenInput is a VarInput, its file read.
type givenInput struct {
	VarInput
	file *valuesFile // nil for --var
}

// valuesFile is a file of values.
type valuesFile struct {
	path   string
	values []fileValue // in the file's order
}

type fileValue struct {
	name                  string
	value                 cty.Value
	nameRange, valueRange hcl.Range
}

// take finds the value for a variable.
func (f *valuesFile) take(name string) (fileValue, bool) {
	for _, v := range f.values {
		if v.name == name {
			return v, true
		}
	}
	return fileValue{}, false
}

// newVariableInputs reads the environment and the files of values that the
// command line names.
func newVariableInputs(opt variableOptions) (*variableInputs, hcl.Diagnostics) {
	in := &variableInputs{
		opt:      opt,
		environ:  map[string]string{},
		auto:     map[string][]*valuesFile{},
		asked:    map[string]string{},
		warned:   map[string]bool{},
		declared: map[string]bool{},
	}
	for _, entry := range opt.Environ {
		name, text, _ := strings.Cut(entry, "=")
		if name, ok := strings.CutPrefix(name, environPrefix); ok {
			in.environ[name] = text
		}
	}
	var diags hcl.Diagnostics
	read := map[string]*valuesFile{}
	for _, v := range opt.Vars {
		given := &givenInput{VarInput: v}
		in.inputs = append(in.inputs, given)
		if v.File == "" {
			continue
		}
		path := filepath.Clean(v.File)
		if read[path] == nil {
			file, more := in.readValues(path)
			diags = append(diags, more...)
			read[path] = file
		}
		given.file = read[path]
	}
	return in, diags
}

// autoFiles reads the files of values beside a suite, once for each folder.
func (in *variableInputs) autoFiles(dir string) ([]*valuesFile, hcl.Diagnostics) {
	if dir == "" {
		return nil, nil
	}
	if files, ok := in.auto[dir]; ok {
		return files, nil
	}
	var files []*valuesFile
	var diags hcl.Diagnostics
	entries, _ := os.ReadDir(dir) // in name order; the suite itself was read from here
	for _, entry := range entries {
		if entry.IsDir() || !strings.HasSuffix(entry.Name(), autoSuffix) {
			continue
		}
		file, more := in.readValues(filepath.Join(dir, entry.Name()))
		diags = append(diags, more...)
		files = append(files, file)
	}
	in.auto[dir] = files
	return files, diags
}

// readValues reads a file of values. It returns a file in any case; what cannot
// be read has no values.
func (in *variableInputs) readValues(path string) (*valuesFile, hcl.Diagnostics) {
	file := &valuesFile{path: path}
	parsed, diags := in.opt.Parse(path)
	// What is wrong in here may stand beside a secret.
	defer func() { hideSource(diags) }()
	if parsed == nil || diags.HasErrors() {
		return file, diags
	}
	in.files = append(in.files, file)
	if block := firstVariableBlock(parsed.Body); block != nil {
		diags = append(diags, problemAt(block.DefRange(), "Variable declaration in a file of values", fmt.Sprintf(
			"A `variable` block declares a variable, and belongs into a suite. A file of values has only lines such as: %s = \"…\"",
			variableName(block))))
		return file, diags
	}
	attrs, more := parsed.Body.JustAttributes()
	diags = append(diags, more...)
	for name, attr := range attrs {
		value, more := attr.Expr.Value(nil)
		diags = append(diags, more...)
		if more.HasErrors() {
			value = cty.DynamicVal
		}
		file.values = append(file.values, fileValue{name: name, value: value, nameRange: attr.NameRange, valueRange: attr.Expr.Range()})
	}
	slices.SortFunc(file.values, func(a, b fileValue) int {
		return cmp.Compare(a.nameRange.Start.Byte, b.nameRange.Start.Byte)
	})
	return file, diags
}

// firstVariableBlock finds a `variable` block in native syntax; in JSON it could
// be a value of that name.
func firstVariableBlock(body hcl.Body) *hclsyntax.Block {
	native, ok := body.(*hclsyntax.Body)
	if !ok {
		return nil
	}
	for _, block := range native.Blocks {
		if block.Type == "variable" {
			return block
		}
	}
	return nil
}

func variableName(block *hclsyntax.Block) string {
	if len(block.Labels) > 0 && hclsyntax.ValidIdentifier(block.Labels[0]) {
		return block.Labels[0]
	}
	return "name"
}

// fromFile is the variable's value out of a file of values.
func (v *declaredVariable) fromFile(found fileValue) (cty.Value, hcl.Diagnostics) {
	value, err := v.accept(found.value)
	if err == nil {
		return value, nil
	}
	diags := hcl.Diagnostics{problemAt(found.valueRange, "Invalid value for variable", v.misfit("this value", err))}
	if v.Sensitive {
		hideSource(diags)
	}
	return cty.NilVal, diags
}

// fromText is the variable's value out of a text. A string, and what has no type,
// is the text itself; everything else is written as an expression, lists of
// strings or numbers also as a,b.
func (v *declaredVariable) fromText(text, origin string) (cty.Value, hcl.Diagnostics) {
	fail := func(err error) (cty.Value, hcl.Diagnostics) {
		return cty.NilVal, hcl.Diagnostics{v.problem("Invalid value for variable", v.misfit(origin, err))}
	}
	value, err := v.parseText(text)
	if err != nil {
		return fail(err)
	}
	if value, err = v.accept(value); err != nil {
		return fail(err)
	}
	return value, nil
}

func (v *declaredVariable) parseText(text string) (cty.Value, error) {
	if v.Type == cty.String || !v.Typed {
		return cty.StringVal(text), nil
	}
	trimmed := strings.TrimSpace(text)
	if (v.Type.IsListType() || v.Type.IsSetType()) && v.Type.ElementType().IsPrimitiveType() &&
		!strings.HasPrefix(trimmed, "[") && trimmed != "null" {
		return splitList(trimmed), nil
	}
	expr, diags := hclsyntax.ParseExpression([]byte(text), "value", hcl.InitialPos)
	if !diags.HasErrors() {
		var value cty.Value
		if value, diags = expr.Value(nil); !diags.HasErrors() {
			return value, nil
		}
	}
	if v.Sensitive {
		return cty.NilVal, errors.New("it is no valid expression")
	}
	return cty.NilVal, fmt.Errorf("it is no valid expression: %s", lowerFirst(strings.TrimSuffix(diags[0].Detail, ".")))
}

// splitList reads "a,b".
func splitList(text string) cty.Value {
	if text == "" {
		return cty.EmptyTupleVal
	}
	var elements []cty.Value
	for _, word := range strings.Split(text, ",") {
		elements = append(elements, cty.StringVal(strings.TrimSpace(word)))
	}
	return cty.TupleVal(elements)
}

// accept converts a value that was given; null means the default where the
// variable is not nullable.
func (v *declaredVariable) accept(value cty.Value) (cty.Value, error) {
	if value.IsNull() && !v.Nullable {
		if v.Default == cty.NilVal {
			return cty.NilVal, errors.New("it is null, which this variable does not take")
		}
		return v.Default, nil
	}
	return v.convert(value)
}

func (v *declaredVariable) misfit(what string, err error) string {
	return fmt.Sprintf("For the variable %q, of type %s, %s does not fit: %s.", v.Name, v.Variable.Type, what, err)
}

func lowerFirst(s string) string {
	if s == "" {
		return s
	}
	return strings.ToLower(s[:1]) + s[1:]
}

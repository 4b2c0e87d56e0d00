package main

import (
	"cmp"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/gohcl"
	"github.com/hashicorp/hcl/v2/hclparse"
)

// knowledge is all of classes/.
type knowledge struct {
	families []family
	classes  []*class
}

type family struct {
	ID    string `hcl:"id,label"`
	Title string `hcl:"title"`
}

type class struct {
	ID           string    `hcl:"id,label"`
	Family       string    `hcl:"family"`
	Title        string    `hcl:"title"`
	Cause        string    `hcl:"cause"`
	Advice       string    `hcl:"advice"`
	WaitingHelps bool      `hcl:"waiting_helps,optional"`
	WaitingCodes []string  `hcl:"waiting_codes,optional"`
	WaitingWords []string  `hcl:"waiting_words,optional"`
	Test         string    `hcl:"test,optional"`
	Over         []string  `hcl:"over,optional"`
	Rules        []rule    `hcl:"rule,block"`
	Examples     []example `hcl:"example,block"`
	Counter      []example `hcl:"counter_example,block"`
	Sources      []source  `hcl:"source,block"`
	Range        hcl.Range `hcl:",def_range"`

	file string // FAMILY/ID.hcl
}

type rule struct {
	Stage    []string  `hcl:"stage,optional"`
	Code     []string  `hcl:"code,optional"`
	Enhanced []string  `hcl:"enhanced,optional"`
	Text     string    `hcl:"text,optional"`
	Fallback bool      `hcl:"fallback,optional"`
	Decisive bool      `hcl:"decisive,optional"`
	Alone    bool      `hcl:"alone,optional"`
	Codeless bool      `hcl:"codeless,optional"`
	Range    hcl.Range `hcl:",def_range"`
}

type example struct {
	Stage string    `hcl:"stage,optional"`
	Reply string    `hcl:"reply"`
	Class string    `hcl:"class,optional"`
	Range hcl.Range `hcl:",def_range"`
}

type source struct {
	Title string `hcl:"title"`
	Date  string `hcl:"date"`
}

type familyFile struct {
	Families []family `hcl:"family,block"`
}

type classFile struct {
	Classes []*class `hcl:"class,block"`
}

// load reads and checks everything; all mistakes come back at once.
func load(dir string) (*knowledge, map[string]*hcl.File, hcl.Diagnostics) {
	parser := hclparse.NewParser()
	know := &knowledge{}
	var diags hcl.Diagnostics

	var families familyFile
	diags = append(diags, decode(parser, filepath.Join(dir, "families.hcl"), &families)...)
	know.families = families.Families

	paths, err := classFiles(dir)
	if err != nil {
		return know, parser.Files(), append(diags, problem(nil, "Unreadable folder", err.Error()))
	}
	for _, path := range paths {
		var file classFile
		diags = append(diags, decode(parser, filepath.Join(dir, path), &file)...)
		if len(file.Classes) != 1 && !diags.HasErrors() {
			diags = append(diags, problem(nil, "One class, one file", path+" has to hold exactly one class."))
		}
		for _, c := range file.Classes {
			c.file = filepath.ToSlash(path)
			c.Cause, c.Advice = fold(c.Cause), fold(c.Advice)
			know.classes = append(know.classes, c)
		}
	}
	know.sort()
	if !diags.HasErrors() {
		diags = append(diags, know.check()...)
	}
	return know, parser.Files(), diags
}

func decode(parser *hclparse.Parser, path string, into any) hcl.Diagnostics {
	file, diags := parser.ParseHCLFile(path)
	if diags.HasErrors() {
		return diags
	}
	return append(diags, gohcl.DecodeBody(file.Body, nil, into)...)
}

// classFiles lists FAMILY/ID.hcl in name order.
func classFiles(dir string) ([]string, error) {
	return fs.Glob(os.DirFS(dir), "*/*.hcl")
}

// sort brings the classes into the families' order, then by name.
func (k *knowledge) sort() {
	order := make(map[string]int, len(k.families))
	for i, f := range k.families {
		order[f.ID] = i
	}
	slices.SortFunc(k.classes, func(a, b *class) int {
		return cmp.Or(cmp.Compare(order[a.Family], order[b.Family]), cmp.Compare(a.ID, b.ID))
	})
}

// fold joins the lines of a heredoc to one, since where a paragraph is wrapped is
// for the terminal to say. An empty line stays a break between paragraphs.
func fold(s string) string {
	var paragraphs []string
	for _, p := range strings.Split(strings.TrimSpace(s), "\n\n") {
		paragraphs = append(paragraphs, strings.Join(strings.Fields(p), " "))
	}
	return strings.Join(paragraphs, "\n\n")
}

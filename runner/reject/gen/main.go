// Command gen compiles the knowledge base: it reads classes/families.hcl and
// classes/FAMILY/ID.hcl and writes tables_gen.go, and the page about the classes
// where one is named:
//
//	gen [FOLDER [PAGE]]
//
// Its mistakes are HCL diagnostics with file and line. It imports nothing of the
// package that it writes for, so that a broken table never stands in the way of a
// new one.
package main

import (
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/hashicorp/hcl/v2"
)

func main() {
	dir, page := ".", ""
	if len(os.Args) > 1 {
		dir = os.Args[1]
	}
	if len(os.Args) > 2 {
		page = os.Args[2]
	}
	if err := run(dir, page, os.Stderr); err != nil {
		fmt.Fprintln(os.Stderr, "gen:", err)
		os.Exit(1)
	}
}

// run writes the tables of the knowledge base in dir, and its page unless that is
// empty.
func run(dir, page string, stderr io.Writer) error {
	know, files, diags := load(filepath.Join(dir, "classes"))
	if diags.HasErrors() {
		if err := hcl.NewDiagnosticTextWriter(stderr, files, 100, false).WriteDiagnostics(diags); err != nil {
			return err
		}
		return fmt.Errorf("%d mistakes in %s", len(diags), dir)
	}
	source, err := know.source()
	if err != nil {
		return err
	}
	if err := os.WriteFile(filepath.Join(dir, "tables_gen.go"), source, 0o644); err != nil || page == "" {
		return err
	}
	return os.WriteFile(page, know.page(), 0o644)
}

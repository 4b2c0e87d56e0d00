//go:build linux

package main

import (
	"fmt"
	"path/filepath"
	"testing"

	"github.com/smtpspec/smtpspec/cmd/smtpspec/internal/mailserver"
)

// TestDocsPostfix does what the pages show of a real Postfix: the blocks that
// run=postfix marks. The server answers as that of docs/postfix.md does, on other
// ports.
func TestDocsPostfix(t *testing.T) {
	var fences []fence
	for _, name := range []string{"docs/postfix.md", "README.md"} {
		fences = append(fences, readPage(t, filepath.Join(repository, filepath.FromSlash(name)), name).fences...)
	}
	server := mailserver.Postfix(t, mailserver.Options{})
	w := newWorkplace(t)
	bring(t, server.CAFile, "cert.pem")
	w.env = append(w.env, "SMTPSPEC_VAR_password="+mailserver.Password,
		fmt.Sprintf("SMTPSPEC_VAR_ports={listed=%d, submission=%d}", server.Blocked, server.Submission))
	ran := 0
	for _, f := range fences {
		switch {
		case f.marks["run"] != "postfix":
		case f.lang == "hcl":
			writeFence(t, f)
		default:
			w.checkConsole(t, f)
			ran++
		}
	}
	if ran < 2 {
		t.Error("a page shows nothing of Postfix")
	}
}

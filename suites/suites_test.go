package suites

import (
	"io/fs"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestList(t *testing.T) {
	var names []string
	for _, i := range List() {
		names = append(names, i.Name)
		if i.Real != (i.Name == "egress") {
			t.Errorf("%s: goes to real servers: %t", i.Name, i.Real)
		}
		if !strings.HasSuffix(i.Title, "?") || !strings.Contains(i.Doc, "smtpspec run builtin:"+i.Name) {
			t.Errorf("%s: title %q, and the comment must show how to run it:\n%s", i.Name, i.Title, i.Doc)
		}
		if _, err := fs.Stat(FS(), i.Name+".smtp.hcl"); err != nil {
			t.Error(err)
		}
	}
	want := []string{
		"device/sharp-mx", "egress", "ehlo-probe", "full-conversation",
		"m365/baseline", "m365/basic-auth-sunset", "m365/client-submission", "m365/direct-send", "m365/relay", "m365/tls",
		"mx-vs-submission", "procedure", "starttls-check",
	}
	if diff := cmp.Diff(want, names); diff != "" {
		t.Error(diff)
	}
}

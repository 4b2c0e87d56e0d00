package main

import (
	"fmt"
	"os"
	"strings"
	"testing"
)

// TestInit: for each kind of domain a suite is written that passes against servers
// that take the mail.
func TestInit(t *testing.T) {
	tests := []struct {
		name, domain string
		tests        int
		says, writes []string
	}{
		{"a plain tenant", "contoso.com", 3, []string{"This computer is fit to test from", "at Microsoft 365: its MX is contoso-com.mail.protection.outlook.com"},
			[]string{`mx_of  = "contoso.com"`, `method = "direct-send"`, `host   = "smtp.office365.com"`, `test "direct_send"`, "expect rcpt accept {}", `test "submission_offer"`, `test "submission"`, "no password given"}},
		{"a tenant under mx.microsoft", "fabrikam.com", 3, []string{"its MX is fabrikam-com.j-v1.mx.microsoft", "cannot be computed"},
			[]string{`mx_of  = "fabrikam.com"`, `method = "direct-send"`}},
		{"one behind a filter", "filtered.example", 4, []string{"a filter in front of a tenant", "exists all the same", "tried as a question and exists"},
			[]string{`endpoint "filter"`, `endpoint "tenant"`, `host   = "filtered-example.mail.protection.outlook.com"`, `test "filter"`, `test "direct_send"`, `test "submission"`}},
		{"one whose host is guessed", "guessed.example", 4, []string{"probably a filter", "no envelope goes to it"},
			[]string{`endpoint "tenant"`, "no envelope is offered to it", `test "direct_send"`, `lacks = ["AUTH"]`, `test "submission_offer"`}},
		{"one whose host is not known", "hidden.example", 3, []string{"dkim.mail.microsoft", "not known here", "--tenant HOST"},
			[]string{`endpoint "filter"`, "# endpoint \"tenant\" {", `#   host   = "HOST"`, `endpoint "submission"`, `test "filter"`, "# test \"direct_send\" {", "#   expect rcpt accept {}", `test "submission"`}},
		{"one without an MX", "nomx.example", 1, []string{"has no MX", "does not exist"}, []string{`mx_of = "nomx.example"`, `test "mx"`}},
		{"null MX", "null.example", 1, []string{"null MX"}, []string{`test "mx"`, "expect resolve fail", `class = "null-mx"`}},
		{"not Microsoft's", "other.example", 1, []string{"which is not Microsoft's"}, []string{`mx_of = "other.example"`, `test "mx"`}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			inFolder(t)
			n := newInternet(t, nil)
			r := n.smtpspec(person{}, append([]string{"init", test.domain}, envelope(test.domain)...)...)
			if r.code != 0 {
				t.Fatalf("%d\n%s%s", r.code, r.stdout, r.stderr)
			}
			file := test.domain + ".smtp.hcl"
			inOrder(t, r.stdout, append(test.says, fmt.Sprintf("Written: %s (%s)", file, count(test.tests, "test")), "smtpspec plan "+file, "smtpspec run "+file)...)
			text := readFile(t, file)
			inOrder(t, text, test.writes...)
			head := strings.ReplaceAll(text, "\n# ", " ")
			if flag := "--tenant HOST"; strings.Count(head, flag) != strings.Count(head, "smtpspec init "+flag) {
				t.Errorf("a flag that run has not is part of\n%s", text)
			}
			if strings.Contains(text, "expect connect") {
				t.Errorf("the way there is part of\n%s", text)
			}
			for _, command := range []string{"plan", "run"} {
				if r := n.smtpspec(person{}, command, file); r.code != 0 {
					t.Errorf("%s: %d\n%s%s\n%s", command, r.code, r.stdout, r.stderr, text)
				}
			}
			for _, s := range n.labs {
				for _, session := range s.Sessions() {
					if session.Messages > 0 {
						t.Errorf("%s was sent a message", s.Profile())
					}
				}
			}
		})
	}
}

// TestInitSick: the suite fails where the tenant refuses.
func TestInitSick(t *testing.T) {
	inFolder(t)
	n := newInternet(t, nil)
	n.smtpspec(person{}, append([]string{"init", "contoso.com", "--no-egress"}, envelope("contoso.com")...)...)
	n.place(addrTenant, 25, "m365-mx-spamhaus")
	n.place(addrMicrosoft, 587, "m365-submission-auth-disabled")
	r := n.smtpspec(person{env: []string{passwordVariable + "=planted-pass-4711"}}, "run", "contoso.com.smtp.hcl")
	if r.code != 1 || strings.Contains(r.stdout+r.stderr, "planted") {
		t.Errorf("%d\n%s%s", r.code, r.stdout, r.stderr)
	}
	inOrder(t, r.stdout, "direct_send", "spamhaus", "submission", "smtp-auth-disabled", "2 failed, 1 passed")
}

// TestInitResolver: the name server that told the domain is the one that the suite asks.
func TestInitResolver(t *testing.T) {
	inFolder(t)
	n := newInternet(t, nil)
	n.deaf = true
	asks := fmt.Sprintf("resolver = %q", n.names.Addr())
	if r := n.smtpspec(person{}, append([]string{"init", "filtered.example", "--resolver", n.names.Addr()}, envelope("filtered.example")...)...); r.code != 0 {
		t.Fatalf("%d\n%s%s", r.code, r.stdout, r.stderr)
	}
	text := strings.Join(strings.Fields(readFile(t, "filtered.example.smtp.hcl")), " ")
	if strings.Count(text, asks) != 3 || strings.Count(text, "endpoint \"") != 3 {
		t.Errorf("not every endpoint says %s:\n%s", asks, text)
	}
	if r := n.smtpspec(person{}, "run", "filtered.example.smtp.hcl"); r.code != 0 {
		t.Errorf("%d\n%s%s", r.code, r.stdout, r.stderr)
	}
}

// TestInitAsks: on a terminal both addresses are asked for, until they are some.
func TestInitAsks(t *testing.T) {
	inFolder(t)
	n := newInternet(t, nil)
	r := n.smtpspec(person{terminal: true, types: "scanner\nscanner@contoso.com\n\noffice@fabrikam.com\n"}, "init", "contoso.com", "--no-egress")
	if r.code != 0 {
		t.Fatalf("%d\n%s%s", r.code, r.stdout, r.stderr)
	}
	inOrder(t, r.stderr, "A real sender at contoso.com", "there is no @ in it", "A real sender", "A real recipient inside contoso.com",
		"A real recipient", "office@fabrikam.com is not at contoso.com")
	inOrder(t, readFile(t, "contoso.com.smtp.hcl"), `from = "scanner@contoso.com"`, `to   = ["office@fabrikam.com"]`)
}

// TestInitNeverInvents: without addresses nothing is written.
func TestInitNeverInvents(t *testing.T) {
	inFolder(t)
	n := newInternet(t, nil)
	for want, p := range map[string]person{"--from is needed: a real address": {}, "nothing was typed": {terminal: true}} {
		r := n.smtpspec(p, "init", "contoso.com", "--no-egress")
		if r.code != 2 || !strings.Contains(r.stderr, want) {
			t.Errorf("%d %s", r.code, r.stderr)
		}
	}
	if _, err := os.Stat("contoso.com.smtp.hcl"); err == nil {
		t.Error("a suite was written")
	}
}

// TestInitKeeps: a file that is there stays, unless --force says otherwise.
func TestInitKeeps(t *testing.T) {
	inFolder(t)
	n := newInternet(t, nil)
	args := append([]string{"init", "contoso.com", "--no-egress"}, envelope("contoso.com")...)
	if err := os.WriteFile("contoso.com.smtp.hcl", []byte("mine"), 0o644); err != nil {
		t.Fatal(err)
	}
	r := n.smtpspec(person{}, args...)
	if r.code != 2 || !strings.Contains(r.stderr, "contoso.com.smtp.hcl exists already; --force") || readFile(t, "contoso.com.smtp.hcl") != "mine" {
		t.Errorf("%d %s", r.code, r.stderr)
	}
	if r := n.smtpspec(person{}, append(args, "--out", "sub folder/b.smtp.hcl")...); r.code != 0 || !strings.Contains(r.stdout, `run "sub folder/b.smtp.hcl" --ask password`) {
		t.Errorf("--out: %d %s%s", r.code, r.stdout, r.stderr)
	}
	if r := n.smtpspec(person{}, append(args, "--force")...); r.code != 0 || readFile(t, "contoso.com.smtp.hcl") == "mine" {
		t.Errorf("--force: %d %s", r.code, r.stderr)
	}
}

func TestInitInvalid(t *testing.T) {
	inFolder(t)
	n := newInternet(t, nil)
	for _, test := range []struct {
		args []string
		code int
		want string
	}{
		{nil, 2, "takes one argument"},
		{[]string{"contoso.com", "fabrikam.com"}, 2, "takes one argument"},
		{[]string{"smtp.office365.com"}, 2, "is a server"},
		{[]string{"contoso.com:25"}, 2, "is a server"},
		{append([]string{"nowhere.example", "--no-egress"}, envelope("nowhere.example")...), 2, "does not exist"},
		{[]string{"contoso.com", "--from", "x"}, 2, "there is no @ in it"},
	} {
		r := n.smtpspec(person{}, append([]string{"init"}, test.args...)...)
		if r.code != test.code || !strings.Contains(r.stderr, test.want) {
			t.Errorf("%v: %d %s", test.args, r.code, r.stderr)
		}
	}
	n.deaf = true
	r := n.smtpspec(person{}, append([]string{"init", "contoso.com", "--no-egress"}, envelope("contoso.com")...)...)
	if r.code != 4 || !strings.Contains(r.stderr, "did not tell") {
		t.Errorf("%d %s", r.code, r.stderr)
	}
}

// TestFirstHelp: the first help shows the ways in.
func TestFirstHelp(t *testing.T) {
	r := cli(t, "--help")
	_, after, _ := strings.Cut(r.stdout, "\nCommands:\n")
	first, _, _ := strings.Cut(after, "\n\n")
	var names []string
	for _, line := range strings.Split(first, "\n") {
		names = append(names, strings.Fields(line)[0])
	}
	for _, want := range []string{"probe", "explain", "init", "run", "report"} {
		if !strings.Contains(" "+strings.Join(names, " ")+" ", " "+want+" ") {
			t.Errorf("%s is not among %v", want, names)
		}
	}
}

// TestInitAtOnce: what is missing is said before anything is asked of anybody.
func TestInitAtOnce(t *testing.T) {
	n := newInternet(t, nil)
	r := n.smtpspec(person{}, "init", "contoso.com")
	if r.code != 2 || r.stdout != "" || !strings.Contains(r.stderr, "--from is needed") {
		t.Errorf("%d %s%s", r.code, r.stdout, r.stderr)
	}
	for _, s := range n.labs {
		if s.Accepted() > 0 {
			t.Errorf("%s was asked", s.Profile())
		}
	}
}

// TestInitToStdout: with --out - the suite is all that standard output gets.
func TestInitToStdout(t *testing.T) {
	inFolder(t)
	n := newInternet(t, nil)
	r := n.smtpspec(person{}, append([]string{"init", "contoso.com", "--out", "-"}, envelope("contoso.com")...)...)
	if r.code != 0 || !strings.HasPrefix(r.stdout, "# How mail can be sent to contoso.com.") || !strings.Contains(r.stderr, "at Microsoft 365") {
		t.Errorf("%d\n%s%s", r.code, r.stdout, r.stderr)
	}
	if _, err := os.Stat("-"); err == nil {
		t.Error("a file was written that is called -")
	}
}

package redact

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/smtpspec/smtpspec/runner/result"
)

// stated sends a text through a run as its author's word.
func stated(audience, s string) string {
	head := header(audience)
	head.Suites = []result.Suite{{CaseStudies: []result.CaseStudy{{Resolution: s}}}}
	return Run(result.Run{Header: head}).Header.Suites[0].CaseStudies[0].Resolution
}

// TestStated: what an author writes names people, lines and machines that no session
// knows. Microsoft's names and what only looks like a name stay.
func TestStated(t *testing.T) {
	for in, want := range map[string]string{
		"the line's old address, 84.17.3.9, and 10.1.2.3":             "the line's old address, <ip-2>, and <ip-3>",
		"v6 2A02:810d::7, behind 84.17.3.0/29":                        "v6 <ip-2>, behind <ip-3>/29",
		"fw.fabrikam-corp.de, max@fabrikam-corp.de":                   "<host-2>, <mailbox-2>",
		"Ask max@fabrikam-corp.de. www.fabrikam-corp.de has it.":      "Ask <mailbox-2>. <host-2> has it.",
		"max@fabrikam。de, fw．fabrikam．de":                             "<mailbox-2>, <host-2>",
		"„max@fabrikam.de“ wrote it":                                  "„<mailbox-2>“ wrote it",
		"srv-ad.contoso.local and contoso.local, https://nas.lan/x":   "<host-2> and <domain-4>, https://<domain-5>/x",
		"fw01.branch.contoso.com":                                     "<host-2>",
		"https://fw.bücher.example:8443/admin.html":                   "https://<host-2>:8443/admin.html",
		"tenant fabrikam.onmicrosoft.com, j@gmail.com":                "tenant <tenant-4>.onmicrosoft.com, <mailbox-2>",
		`\\SRV01\scans and \\server\scans`:                            `\\<host-2>\scans and \\server\scans`,
		"Node.js, v1.2, ASP.NET, e.g. this one, 10.30 a.m., smtp.hcl": "Node.js, v1.2, ASP.NET, e.g. this one, 10.30 a.m., smtp.hcl",
		"firmware 1.8.0.4, version 10.0.1.2, at 16:04:41":             "firmware 1.8.0.4, version 10.0.1.2, at 16:04:41",
		"smtp.office365.com, admin.microsoft.com, 40.107.1.2, ::1":    "smtp.office365.com, admin.microsoft.com, 40.107.1.2, ::1",
		"www.spamhaus.org lists it":                                   "www.spamhaus.org lists it",
	} {
		if got := stated("", in); got != want {
			t.Errorf("%q:\n got %q\nwant %q", in, got, want)
		}
	}
	if in := "max@fabrikam.de at 84.17.3.9"; stated(Client, in) != in {
		t.Error("the client's own names are hidden from the client")
	}
}

// TestStatedEverywhere: what is learned from one text is hidden in all others, and
// every text of an author's is learned from.
func TestStatedEverywhere(t *testing.T) {
	name := func(s string) string { return s + ".fabrikam-" + s + ".de" }
	var fields []string
	add := func(s string) string {
		fields = append(fields, name(s))
		return name(s)
	}
	head := result.Header{Vantage: add("vantage"), Suites: []result.Suite{{
		Title: add("suite"), CaseStudies: []result.CaseStudy{{
			Title: add("title"), Environment: []result.Pair{{Name: add("key"), Value: add("value")}}, Symptoms: []string{add("symptom")},
			RootCause: add("cause"), Resolution: add("resolution"), Lessons: []string{add("lesson")},
		}},
	}}}
	test := result.Test{Title: add("test"), Expectations: []result.Expectation{{Message: add("assert")}}}
	footer := result.Footer{Comparisons: []result.Comparison{{Title: add("comparison")}}}
	test.Tags = fields
	out := Run(result.Run{Header: head, Footer: footer, Each: result.Memory([]result.Test{test})})
	got, err := json.Marshal(out.Header)
	if err != nil {
		t.Fatal(err)
	}
	shown := string(got) + dumped(t, out)
	for _, f := range fields {
		if strings.Contains(shown, f) || strings.Contains(shown, strings.SplitN(f, ".", 2)[1]) {
			t.Errorf("%s is shown", f)
		}
	}
}

// TestSourceLine: a line of the suite is shown where it was missed.
func TestSourceLine(t *testing.T) {
	const line = `condition = step.ehlo.client_address != "198.51.100.20"`
	run := result.Run{Each: result.Memory([]result.Test{{Expectations: []result.Expectation{{Want: line, Range: result.Range{Source: line}}}}})}
	for test := range Run(run).Tests() {
		const want = `condition = step.ehlo.client_address != "<ip-1>"`
		if e := test.Expectations[0]; e.Want != want || e.Range.Source != want {
			t.Errorf("got %q and %q", e.Want, e.Range.Source)
		}
	}
}

// TestMailboxDomain: who has a mailbox in a domain has other hosts in it, too.
func TestMailboxDomain(t *testing.T) {
	run := result.Run{
		Header: result.Header{Names: []result.Name{{Kind: "mailbox", Value: "scanner@fabrikam.de"}, {Kind: "mailbox", Value: "x@gmail.com"}}},
		Each:   result.Memory([]result.Test{{Client: "fw.fabrikam.de, fabrikam.de, mail.gmail.com"}}),
	}
	for test := range Run(run).Tests() {
		if diff := cmp.Diff("<host-1>, <domain-1>, mail.gmail.com", test.Client); diff != "" {
			t.Error(diff)
		}
	}
}

// The values of a command are what a person gave; their names stay, and so do the
// paths of suites.
func TestCommand(t *testing.T) {
	run := result.Run{Header: result.Header{
		Suites: []result.Suite{{File: "contoso.com.smtp.hcl"}},
		Command: []string{"smtpspec", "run", "contoso.com.smtp.hcl:12", "--no-lab",
			"--var", "mx_lab=m365-mx", "--var", "to=office@contoso.com,b@contoso.com", "--var", "mx_host=mx.fabrikam.com"},
	}}
	want := []string{"smtpspec", "run", "contoso.com.smtp.hcl:12", "--no-lab",
		"--var", "mx_lab=m365-mx", "--var", "to=<mailbox-1>,<mailbox-2>", "--var", "mx_host=<host-1>"}
	if diff := cmp.Diff(want, Run(run).Header.Command); diff != "" {
		t.Error(diff)
	}
}

func TestText(t *testing.T) {
	const in = `test.mx: "scanner@contoso" is no mailbox; mx.contoso.com, 198.51.100.9 and smtp.office365.com are none`
	const want = `test.mx: "<mailbox-1>" is no mailbox; <host-1>, <ip-1> and smtp.office365.com are none`
	if got := Text(in); got != want {
		t.Errorf("got %s", got)
	}
}

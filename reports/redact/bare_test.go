package redact

import (
	"testing"

	"github.com/smtpspec/smtpspec/runner/result"
)

// TestBriefHosts hides names of two letters wherever they stand by themselves.
func TestBriefHosts(t *testing.T) {
	for in, want := range map[string]string{
		"vm": "<host-1>", "VM": "<host-1>",
		"220 vm ESMTP on vm, port 25":         "220 <host-1> ESMTP on <host-1>, port 25",
		"250-vm Hello":                        "250-<host-1> Hello",
		"vm:25; user@vm: no such user at VM.": "<host-1>:25; user@<host-1>: no such user at <host-1>.",
		"vms, kvm, vm-7 and vm_x are others":  "vms, kvm, vm-7 and vm_x are others",
		"to":                                  "<host-2>",
		"to whom, TO:<vm>":                    "to whom, TO:<<host-1>>",
	} {
		run := result.Run{
			Header: result.Header{Names: []result.Name{{Kind: "host", Value: "vm"}, {Kind: "host", Value: "to"}}},
			Each:   result.Memory([]result.Test{{Client: in}}),
		}
		for got := range Run(run).Tests() {
			if got.Client != want {
				t.Errorf("%q: got %q, want %q", in, got.Client, want)
			}
		}
	}
}

// TestCalled hides what a server calls itself by one word, if it does so twice and the
// word is no other.
func TestCalled(t *testing.T) {
	for _, test := range []struct{ host, banner, ehlo, want string }{
		{"192.0.2.50", "Mailsrv", "mailsrv", "at <host-1>"},
		{"192.0.2.50", "mailsrv", "other", "at mailsrv"},
		{"192.0.2.50", "ESMTP", "ESMTP", "at mailsrv"},
		{"smtp.office365.com", "mailsrv", "mailsrv", "at mailsrv"},
	} {
		one := result.Test{
			Client:   "at mailsrv",
			Endpoint: result.Endpoint{Host: test.host},
			Stages: []result.Stage{
				{Name: "banner", Attrs: map[string]any{"host": test.banner}},
				{Name: "ehlo", Attrs: map[string]any{"host": test.ehlo}},
			},
		}
		run, text := RunAnd(result.Run{Each: result.Memory([]result.Test{one})})
		for got := range run.Tests() {
			if got.Client != test.want || text.Text("at mailsrv") != test.want {
				t.Errorf("%v: got %q and %q", test, got.Client, text.Text("at mailsrv"))
			}
		}
	}
}

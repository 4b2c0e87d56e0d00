package recording

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/smtpspec/smtpspec/dsl"
	"github.com/smtpspec/smtpspec/runner/result"
	"github.com/smtpspec/smtpspec/suites/lab"
)

// session is a test that came as far as the stages say.
func session(stages ...result.Stage) result.Test {
	first := []result.Stage{{Name: "resolve", Outcome: "ok"}, {Name: "connect", Outcome: "ok"}}
	return result.Test{
		Address: "test.x", Endpoint: result.Endpoint{Host: "mx.example.com", TLS: "starttls"}, Stages: append(first, stages...),
	}
}

func reply(code int, lines ...string) *result.Reply { return &result.Reply{Code: code, Lines: lines} }

var greeting = result.Stage{Name: "banner", Outcome: "accept", Reply: reply(220, "mx.example.com ESMTP")}

// How each failure is played, by the stage at which it arose.
func TestFailures(t *testing.T) {
	for _, test := range []struct {
		name  string
		stage result.Stage
		want  dsl.LabReply
		notes int
	}{
		{"closed", result.Stage{Name: "mail", Failure: &result.Failure{Class: "connection-closed"}}, dsl.LabReply{Action: "close"}, 0},
		{"reset", result.Stage{Name: "mail", Failure: &result.Failure{Class: "connection-reset"}}, dsl.LabReply{Action: "reset"}, 0},
		{"timeout", result.Stage{Name: "mail", Failure: &result.Failure{Class: "reply-timeout"}, Took: time.Minute}, dsl.LabReply{Action: "silent"}, 0},
		{
			"cut off in the middle", result.Stage{Name: "mail", Reply: &result.Reply{Raw: []byte("250-2.1.0")}, Failure: &result.Failure{Class: "connection-closed"}},
			dsl.LabReply{Raw: []byte("250-2.1.0"), Action: "close"}, 0,
		},
		{
			"not SMTP", result.Stage{Name: "mail", Failure: &result.Failure{Class: "not-smtp", Detail: `what came begins with "HTTP/1.0 400\r\n"`}},
			dsl.LabReply{Raw: []byte("HTTP/1.0 400\r\n")}, 0,
		},
		{"not in the record", result.Stage{Name: "mail", Failure: &result.Failure{Class: "reply-malformed"}}, dsl.LabReply{Action: "garbage"}, 1},
		{
			"text behind the reply",
			result.Stage{Name: "starttls", Reply: reply(220, "go"), Failure: &result.Failure{Class: "starttls-injection", Detail: `behind it came "250 x\r\n"`}},
			dsl.LabReply{Raw: []byte("220 go\r\n250 x\r\n")}, 0,
		},
		{"not sent", result.Stage{Name: "auth", Failure: &result.Failure{Class: "auth-unsafe"}}, dsl.LabReply{}, 0},
		{"handshake: version", result.Stage{Name: "tls", Outcome: "fail", Failure: &result.Failure{Class: "tls-version"}}, dsl.LabReply{Raw: alertProtocolVersion}, 0},
		{"handshake: silence", result.Stage{Name: "tls", Outcome: "fail", Failure: &result.Failure{Class: "tls-timeout"}}, dsl.LabReply{Action: "silent"}, 0},
		{"handshake: alert", result.Stage{Name: "tls", Outcome: "fail", Failure: &result.Failure{Class: "tls-alert"}}, dsl.LabReply{Raw: alertHandshakeFailure}, 1},
		{"handshake: no TLS", result.Stage{Name: "tls", Outcome: "fail", Failure: &result.Failure{Class: "wrong-tls-mode", Detail: `came "no\r\n"`}}, dsl.LabReply{Raw: []byte("no\r\n")}, 1},
		{"a code of no reply", result.Stage{Name: "mail", Reply: reply(150, "x"), Failure: &result.Failure{Class: "reply-unexpected"}}, dsl.LabReply{Raw: []byte("150 x\r\n")}, 0},
		{"words in braces", result.Stage{Name: "mail", Reply: reply(250, "{rcpt}")}, dsl.LabReply{Raw: []byte("250 {rcpt}\r\n")}, 0},
		{"421 in bytes", result.Stage{Name: "mail", Reply: &result.Reply{Code: 421, Lines: []string{""}, Raw: []byte("421\r\n")}}, dsl.LabReply{Raw: []byte("421\r\n"), Action: "close"}, 0},
		{"slow", result.Stage{Name: "mail", Reply: reply(250, "2.1.0 ok"), Took: 5003 * time.Millisecond}, dsl.LabReply{Reply: "250 2.1.0 ok", Delay: 5 * time.Second}, 0},
	} {
		t.Run(test.name, func(t *testing.T) {
			if test.stage.Outcome == "" {
				test.stage.Outcome = "fail"
			}
			s, err := Of("x", session(greeting, test.stage), nil)
			if err != nil {
				t.Fatal(err)
			}
			var want []dsl.LabReply
			if test.want.Reply != "" || test.want.Raw != nil || test.want.Action != "" {
				test.want.Stage = test.stage.Name
				want = []dsl.LabReply{test.want}
			}
			if diff := cmp.Diff(want, s.Lab.On, cmpopts.EquateEmpty()); diff != "" {
				t.Error(diff)
			}
			if len(s.Notes) != test.notes {
				t.Errorf("%d notes, want %d: %q", len(s.Notes), test.notes, s.Notes)
			}
			server, err := lab.Start(s.Lab, lab.Options{})
			if err != nil {
				t.Fatal(err)
			}
			server.Close()
		})
	}
}

func TestCertificates(t *testing.T) {
	for class, want := range map[string]string{
		"":                      "",
		"cert-expired":          lab.CertExpired,
		"cert-not-yet-valid":    lab.CertNotYetValid,
		"cert-name":             lab.CertWrongName,
		"cert-untrusted":        lab.CertSelfSigned,
		"cert-chain-incomplete": lab.CertIncomplete,
		"tls-intercepted":       lab.CertIntercepted,
	} {
		handshake := result.Stage{Name: "tls", Outcome: "ok", Attrs: map[string]any{"version": "TLS1.2", "issuer": "CN=Box", "client_certificate_requested": class == ""}}
		if class != "" {
			handshake.Findings = []result.Failure{{Class: class}, {Class: "clock-skew"}}
		}
		ehlo := result.Stage{Name: "ehlo", Outcome: "accept", Reply: reply(250, "mx.example.com Hello", "STARTTLS"), Attrs: map[string]any{"keywords": []string{"STARTTLS"}}}
		s, _ := Of("x", session(greeting, ehlo, result.Stage{Name: "starttls", Outcome: "accept", Reply: reply(220, "go")}, handshake), nil)
		if got := s.Lab.TLS; got.Certificate != want || got.MaxVersion != "TLS1.2" || got.Mode != "" || got.AskClient != (class == "") {
			t.Errorf("%s: %+v", class, got)
		}
		if said := strings.Contains(strings.Join(s.Notes, " "), "approximated"); said != (class != "") {
			t.Errorf("%s: notes %q", class, s.Notes)
		}
	}
}

// What a server says among its keywords that is none is played all the same, as a
// reply, and the recording loads.
func TestOddKeywords(t *testing.T) {
	said := reply(250, "mx.example.com Hello", "SIZE 1000", "", "!odd")
	s, err := Of("x", session(greeting, result.Stage{Name: "ehlo", Outcome: "accept", Reply: said}), nil)
	if err != nil {
		t.Fatal(err)
	}
	want := []dsl.LabReply{{Stage: "ehlo", Reply: "250-mx.example.com Hello\n250-SIZE 1000\n250-\n250 !odd"}}
	if diff := cmp.Diff(want, s.Lab.On, cmpopts.EquateEmpty()); diff != "" {
		t.Error(diff)
	}
	if _, diags := dsl.ParseLab(dsl.FormatLab(s.Lab), "x.hcl"); diags.HasErrors() {
		t.Error(diags)
	}
}

// A lab that does not know the password cannot play SCRAM, and says so.
func TestSCRAMIsNotPlayed(t *testing.T) {
	in := session(greeting, result.Stage{Name: "auth", Outcome: "accept", Reply: reply(235, "2.7.0 ok"), Attrs: map[string]any{"mechanism": "SCRAM-SHA-256"}})
	in.Login = "scanner@contoso.com"
	s, err := Of("x", in, nil)
	if err != nil {
		t.Fatal(err)
	}
	if notes := strings.Join(s.Notes, " "); !strings.Contains(notes, "signed in by SCRAM-SHA-256") {
		t.Errorf("notes %q", notes)
	}
	if suite := string(s.Text()); strings.Contains(suite, "mechanism =") {
		t.Errorf("the credential names a mechanism:\n%s", suite)
	}
}

func TestNoSession(t *testing.T) {
	for _, test := range []result.Test{
		{},
		{Stages: []result.Stage{{Name: "resolve", Outcome: "fail"}}},
		{Stages: []result.Stage{{Name: "resolve", Outcome: "ok"}, {Name: "connect", Outcome: "fail"}}},
	} {
		if _, err := Of("x", test, nil); err == nil {
			t.Errorf("%+v was recorded", test)
		}
	}
}

// A name belongs to one block, also where another is called what it became.
func TestNames(t *testing.T) {
	names := Names{}
	var got []string
	for _, called := range []string{`direct["a b"]`, "direct_a_b", "direct_a_b_2", "m365-mx", "127.0.0.1", "é"} {
		got = append(got, names.Of(called))
	}
	if diff := cmp.Diff([]string{"direct_a_b", "direct_a_b_2", "direct_a_b_2_2", "m365_mx", "session_127_0_0_1", "session"}, got); diff != "" {
		t.Error(diff)
	}
}

func TestStandIns(t *testing.T) {
	var s StandIns
	in := session(result.Stage{
		Name: "rcpt", Reply: &result.Reply{Code: 550, Lines: []string{"<<mailbox-2>> [<ip-1>] <domain-1> <host-3> [A.outlook.com <session>]"}, Raw: []byte("550 <ip-300>")},
		Parts: []result.Part{{Key: "<mailbox-2>", Reply: &result.Reply{Raw: []byte("<tenant-1>")}}},
	})
	in.From = "<mailbox-1>"
	out, err := s.Test(in)
	if err != nil {
		t.Fatal(err)
	}
	rcpt := out.Stages[2]
	want := "<mailbox-2@client.example> [192.0.2.1] client-1.example host-3.client.example [A.outlook.com 2000-01-01T00:00:00.000Z 0000000000000000]"
	if rcpt.Reply.Lines[0] != want || string(rcpt.Reply.Raw) != "550 198.51.100.46" || string(rcpt.Parts[0].Reply.Raw) != "tenant-1-example" || rcpt.Parts[0].Key != "mailbox-2@client.example" || out.From != "mailbox-1@client.example" {
		t.Errorf("got %+v %s %+v", rcpt.Reply, rcpt.Reply.Raw, rcpt.Parts[0])
	}
	said := strings.Join(s.Said(), "; ")
	for _, part := range []string{"1 domain (now client-1.example)", "2 mailboxes (now mailbox-1@client.example, mailbox-2@client.example)", "numbers of sessions, and the times in trailers"} {
		if !strings.Contains(said, part) {
			t.Errorf("no %q in %s", part, said)
		}
	}
}

// The other kinds of placeholders have names in a recording, too.
func TestStandInsOfPeople(t *testing.T) {
	var s StandIns
	in := `<user-1> <name-2> <id-3> <site-4> x <session> - gsmtp`
	want := `user-1 Example 2 00000000-0000-0000-0000-000000000003 site-4 x 0000000000000-0000000000000 - gsmtp`
	if got := s.Text(in); got != want {
		t.Errorf("got %s", got)
	}
	said := strings.Join(s.Said(), "; ")
	if want := "1 user name (now user-1); 1 name in a certificate (now Example 2); 1 GUID"; !strings.Contains(said, want) {
		t.Errorf("no %q in %s", want, said)
	}
}

// A recipient with marks of a glob stands for itself.
func TestRecipients(t *testing.T) {
	s, err := Of("x", session(greeting, result.Stage{Name: "rcpt", Outcome: "reject", Parts: []result.Part{
		{Key: "a*@x.example", Outcome: "reject", Reply: reply(550, "no")},
		{Key: "b@x.example", Outcome: "accept", Reply: reply(250, "yes")},
		{Key: "c@x.example", Outcome: "reject", Reply: reply(550, "no")},
		{Key: "c@X.example", Outcome: "reject", Reply: reply(550, "no")},
	}}), nil)
	if err != nil {
		t.Fatal(err)
	}
	want := []dsl.LabReply{
		{Stage: "rcpt", Recipient: []string{`a\*@x.example`, "c@x.example"}, Reply: "550 no"},
		{Stage: "rcpt", Recipient: []string{"b@x.example"}, Reply: "250 yes"},
	}
	if diff := cmp.Diff(want, s.Lab.On); diff != "" {
		t.Error(diff)
	}
}

// A run log may come from anywhere, and what stands in it becomes a suite that
// people run.
func TestForged(t *testing.T) {
	good := result.Stage{Name: "mail", Outcome: "accept", Reply: reply(250, "ok")}
	for want, forge := range map[string]func(*result.Test){
		"no stage of a session": func(t *result.Test) { t.Stages[3].Name = "mail accept {}\n}\nlab \"evil\" {" },
		"no outcome of a stage": func(t *result.Test) { t.Stages[3].Outcome = "accept {}\n}\nendpoint \"evil\" {" },
		"no way to come to TLS": func(t *result.Test) { t.Endpoint.TLS = "${upper(\"x\")}" },
		"no reply code":         func(t *result.Test) { t.Stages[3].Reply.Code = 99999 },
		"has no line":           func(t *result.Test) { t.Stages[3].Reply.Lines = nil },
		"more than one line":    func(t *result.Test) { t.Stages[3].Reply.Lines = []string{"a\r\nb"} },
	} {
		in := session(greeting, good)
		in.Stages[3].Reply = reply(250, "ok")
		forge(&in)
		if _, err := Of("x", in, nil); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("got %v, want %q", err, want)
		}
	}
	in := session(greeting, good)
	in.Endpoint.Method, in.Title, in.Login = "${1+1}\x07", "${x}", "u"
	in.Stages = append(in.Stages, result.Stage{
		Name: "rcpt", Outcome: "reject", Reply: reply(550, "no"), Class: &result.Class{ID: "${file(\"x\")}"}, Took: -time.Second,
	})
	s, err := Of("x", in, nil)
	if err != nil {
		t.Fatal(err)
	}
	s.Notes = append(s.Notes, "a\x1b[31m\rb\nlab")
	for _, wrong := range []string{"method", "\x1b", "\r", " ${", "\nlab\n", "delay"} {
		if text := string(s.Text()); strings.Contains(text, wrong) || !strings.Contains(text, `"$${file(\"x\")}"`) {
			t.Errorf("%q in\n%s", wrong, text)
		}
	}
}

// A class that the session's own suite defined is not expected: the recording does
// not define it.
func TestOwnClass(t *testing.T) {
	in := session(greeting, result.Stage{Name: "mail", Outcome: "reject", Reply: reply(550, "no"), Class: &result.Class{ID: "acme"}})
	s, err := Of("x", in, func(id string) bool { return id != "acme" })
	if err != nil || strings.Contains(string(s.Text()), "acme") {
		t.Errorf("%v\n%s", err, s.Text())
	}
}

// The null sender came to RCPT TO once, and may again.
func TestNullSender(t *testing.T) {
	in := session(greeting, result.Stage{Name: "rcpt", Outcome: "accept", Reply: reply(250, "ok")})
	in.From, in.To = "<>", []string{"a@x.example", "a@X.example"}
	s, err := Of("x", in, nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"allow_callout = true", `["a@x.example"]`} {
		if text := string(s.Text()); !strings.Contains(text, want) {
			t.Errorf("no %q in\n%s", want, text)
		}
	}
}

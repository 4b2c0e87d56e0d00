package transcript

import (
	"encoding/base64"
	"encoding/hex"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// told is a recorder that has seen a session up to AUTH with the password.
func told(user, password string) *Recorder {
	r := NewRecorder(time.Now, NewSecrets(password))
	r.Add(Received, "220 mail.contoso.com Winter Server ready")
	r.Told(user, password)
	return r
}

func TestHideReply(t *testing.T) {
	const password = `Summer2024Rocks`
	plain := base64.StdEncoding.EncodeToString([]byte("\x00scanner@contoso.com\x00" + password))
	inside := insideBase64(base64.StdEncoding, password, 0)
	wide := utf16LE(password)
	for _, test := range []struct {
		name string
		in   []string
		want []string
	}{
		{"nothing", []string{"535 5.7.3 Authentication unsuccessful"}, nil},
		{"in capitals", []string{"got SUMMER2024ROCKS"}, []string{"got (sensitive)"}},
		{"its beginning", []string{"no Summer2024Rock for you"}, []string{"no (sensitive) for you"}},
		{"its end", []string{"no ummer2024rocks"}, []string{"no (sensitive)"}},
		{"too little to tell", []string{"no Summe"}, nil},
		{"over two lines", []string{"5.7.8 got Summer2", "5.7.8 024Rocks end"}, []string{"5.7.8 got (sensitive)", "5.7.8 (sensitive) end"}},
		{"an unseen character", []string{"got Summer\u200b2024Rocks"}, []string{"got (sensitive)"}},
		{"a control character", []string{"got Summer\x012024Rocks"}, []string{"got (sensitive)"}},
		{"base64 cut short", []string{"got " + plain[:len(plain)-6]}, []string{"got (sensitive)"}},
		{"base64 over two lines", []string{"got " + plain[:41], plain[41:]}, []string{"got (sensitive)", "(sensitive)"}},
		{"base64 in small letters, cut", []string{"x " + strings.ToLower(inside[2:len(inside)-4])}, []string{"x (sensitive)"}},
		{"base64 of base64", []string{"got " + base64.StdEncoding.EncodeToString([]byte(plain))}, []string{"got (sensitive)"}},
		{"as Windows writes it", []string{"got " + base64.StdEncoding.EncodeToString([]byte(wide))}, []string{"got (sensitive)"}},
		{"hexadecimal digits", []string{"got " + hex.EncodeToString([]byte(password[:8]))}, []string{"got (sensitive)"}},
		{"encoded twice", []string{"got Sum%256der2024%2552"}, []string{"got (sensitive)"}},
		{"quoted-printable", []string{"got S=75mmer2024R"}, []string{"got (sensitive)"}},
		{"numbered", []string{"got S&#117;mmer2024"}, []string{"got (sensitive)"}},
		{"escaped", []string{`got \x53ummer2024`, `got S\ummer2024`}, []string{"got (sensitive)", "got (sensitive)"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			got := told("scanner@contoso.com", password).HideReply(test.in)
			if test.want == nil {
				test.want = test.in
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// What was said before the password, and what every server says, is no echo: hiding it
// would take the evidence away, and say what the password has in it.
func TestOrdinaryWordsStay(t *testing.T) {
	for password, line := range map[string]string{
		"Client2024":      "5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Tenant",
		"scanner-77":      "no such user scanner@contoso.com",
		"contoso.com2024": "mail.contoso.com is busy",
		"WinterServer9":   "Winter Server says no",
		"ab1":             "ab1 is too short to be looked for",
	} {
		if got := told("scanner@contoso.com", password).HideReply([]string{line}); got[0] != line {
			t.Errorf("with %q: %q became %q", password, line, got[0])
		}
	}
}

// A second password does not make the first one known, whether its parts are looked for
// or not; and a password that is sent twice is hidden the same way.
func TestHideReplyAfterTwoPasswords(t *testing.T) {
	for _, second := range []string{"x", "Summer2024Rocks", "AutumnLeaves77"} {
		r := told("u", "Summer2024Rocks")
		r.Told("u", second)
		want := "got (sensitive) and (sensitive)"
		if second != "AutumnLeaves77" {
			want = "got (sensitive) and AutumnLeave"
		}
		if got := r.HideReply([]string{"got Summer2024Rock and AutumnLeave"}); got[0] != want {
			t.Errorf("after %q: %q", second, got[0])
		}
	}
}

// Of a long talk before AUTH the user's name and the beginning count as known.
func TestHideReplyAfterLongTalk(t *testing.T) {
	r := NewRecorder(time.Now, NewSecrets("WinterServer9"))
	r.Add(Received, "220 Winter Server ready")
	for range 1000 {
		r.Add(Received, strings.Repeat("x", 100))
	}
	r.Told("scanner@contoso.com", "WinterServer9")
	in := []string{"Winter Server says no to scanner@contoso.com and WinterServer"}
	want := []string{"Winter Server says no to scanner@contoso.com and (sensitive)"}
	if diff := cmp.Diff(want, r.HideReply(in)); diff != "" {
		t.Error(diff)
	}
}

// A reply that has an ordinary part of the password thousands of times.
func BenchmarkHideReply(b *testing.B) {
	r := NewRecorder(time.Now, NewSecrets("Client2024"))
	for range 10_000 {
		r.Add(Received, strings.Repeat("x", 100))
	}
	r.Told("scanner@contoso.com", "Client2024")
	in := []string{strings.Repeat("Client2024 ", 5900), strings.Repeat("client2 client ", 4000)}
	for b.Loop() {
		r.HideReply(in)
	}
}

// Before AUTH no server knows a password; its whole is hidden all the same.
func TestHideReplyBeforeAuth(t *testing.T) {
	r := NewRecorder(time.Now, NewSecrets("Summer2024Rocks"))
	in := []string{"Summer is here", "summer2024rocks"}
	if diff := cmp.Diff([]string{"Summer is here", "(sensitive)"}, r.HideReply(in)); diff != "" || in[1] != "summer2024rocks" {
		t.Errorf("%s; and the lines themselves are now %q", diff, in)
	}
}

func TestOrdinary(t *testing.T) {
	for word, want := range map[string]bool{"Disabled": true, "authentication": true, "pass": false, "hunter22": false} {
		if Ordinary(word) != want {
			t.Errorf("%q: got %v", word, !want)
		}
	}
}

package transcript

import (
	"bytes"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"html"
	"maps"
	"net/url"
	"slices"
	"strings"
	"testing"
	"unicode"

	"pgregory.net/rapid"
)

func TestHide(t *testing.T) {
	s := NewSecrets("hunter22", "hunter22-and-more", "p<&>\"'wort", "abc", "")
	for in, want := range map[string]string{
		"":                                   "",
		"nothing here":                       "nothing here",
		"it is hunter22!":                    "it is (sensitive)!",
		"it is HUNTER22!":                    "it is (sensitive)!",
		"p&lt;&amp;&gt;&quot;&#39;wort":      "(sensitive)",
		"hunter22-and-more":                  "(sensitive)",
		"hunter22hunter22":                   "(sensitive)(sensitive)",
		"abc is too short":                   "abc is too short",
		`{"p":"p\u003c\u0026\u003e\"'wort"}`: `{"p":"(sensitive)"}`,
		`p<&>\"'wort`:                        "(sensitive)",
		"p&lt;&amp;&gt;&#34;&#39;wort":       "(sensitive)",
		"q=p%3c%26%3e%22%27wort&":            "q=(sensitive)&",
		base64.StdEncoding.EncodeToString([]byte("hunter22")): "(sensitive)",
	} {
		if got := s.Hide(in); got != want {
			t.Errorf("%q: got %q, want %q", in, got, want)
		}
		if s.Contains(in) != (in != want) {
			t.Errorf("%q: Contains says %v", in, s.Contains(in))
		}
	}
}

// Two secrets that overlap are hidden as one.
func TestHideOverlap(t *testing.T) {
	s := NewSecrets("abcdef", "defghi")
	if got := s.Hide("x abcdefghi y"); got != "x (sensitive) y" {
		t.Errorf("got %q", got)
	}
}

func TestHideKey(t *testing.T) {
	key := "-----BEGIN PRIVATE KEY-----\nMIGHAgEAMBMGByqGSM49\nAgEGCCqGSM49AwEHBG0w\n-----END PRIVATE KEY-----\n"
	got := NewSecrets(key).Hide("  | MIGHAgEAMBMGByqGSM49\n  | -----BEGIN PRIVATE KEY-----")
	if want := "  | (sensitive)\n  | -----BEGIN PRIVATE KEY-----"; got != want {
		t.Errorf("got %q", got)
	}
}

func TestHideCut(t *testing.T) {
	s := NewSecrets("hunter22")
	for in, want := range map[string]string{
		"say hunter22, hunt": "say (sensitive), ",
		"say hunter22":       "say (sensitive)",
		"say":                "say",
	} {
		if got := s.HideCut(in); got != want {
			t.Errorf("%q: got %q, want %q", in, got, want)
		}
	}
}

func TestNoSecrets(t *testing.T) {
	var s *Secrets
	var b bytes.Buffer
	w := s.Writer(&b)
	fmt.Fprint(w, "as it is")
	if err := w.Close(); err != nil || b.String() != "as it is" || s.Hide("x") != "x" || s.HideCut("x") != "x" || s.Contains("x") {
		t.Errorf("a nil Secrets changes something: %q, %v", b.String(), err)
	}
}

// A line is out as soon as it is written, however the secrets begin.
func TestWriterFlushesLines(t *testing.T) {
	var b bytes.Buffer
	w := NewSecrets("hunter22").Writer(&b)
	fmt.Fprint(w, "progress h\n")
	if b.String() != "progress h\n" {
		t.Errorf("got %q", b.String())
	}
	fmt.Fprint(w, "hun")
	if b.String() != "progress h\n" {
		t.Errorf("the beginning of a secret was written: %q", b.String())
	}
	fmt.Fprint(w, "ter22 hunt")
	if b.String() != "progress h\n(sensitive) " {
		t.Errorf("got %q", b.String())
	}
	if err := w.Close(); err != nil || b.String() != "progress h\n(sensitive) hunt" {
		t.Errorf("got %q, %v", b.String(), err)
	}
}

type failingWriter struct{}

func (failingWriter) Write([]byte) (int, error) { return 0, fmt.Errorf("the disk is full") }

func TestWriterReturnsErrors(t *testing.T) {
	w := NewSecrets("hunter22").Writer(failingWriter{})
	if _, err := w.Write([]byte("x hunter22")); err == nil {
		t.Error("an error was lost")
	}
}

// encodings are ways in which text reaches an output, each with its inverse in the
// eyes of whoever looks for a secret.
var encodings = map[string]func(string) string{
	"plain":     func(v string) string { return v },
	"json":      func(v string) string { b, _ := json.Marshal(v); return unquoted(string(b)) },
	"html":      html.EscapeString,
	"xml":       func(v string) string { var b bytes.Buffer; xml.EscapeText(&b, []byte(v)); return b.String() },
	"query":     url.QueryEscape,
	"path":      url.PathEscape,
	"lower":     func(v string) string { return strings.ToLower(url.QueryEscape(v)) },
	"quoted":    func(v string) string { return unquoted(fmt.Sprintf("%q", v)) },
	"ascii":     func(v string) string { return unquoted(fmt.Sprintf("%+q", v)) },
	"printable": Printable,
	"base64":    func(v string) string { return base64.StdEncoding.EncodeToString([]byte(v)) },
	"capitals": func(v string) string {
		return strings.Map(func(r rune) rune {
			if r < 0x80 {
				return unicode.ToUpper(r)
			}
			return r
		}, v)
	},
	"twice":    func(v string) string { return url.QueryEscape(url.QueryEscape(v)) },
	"hex":      func(v string) string { return hex.EncodeToString([]byte(v)) },
	"percent":  func(v string) string { return byteForms(v)[1] },
	"equals":   func(v string) string { return strings.ToUpper(byteForms(v)[2]) },
	"numbered": func(v string) string { return numbered(v, "&#%d;") },
	"names":    htmlNames.Replace,
	"wide":     func(v string) string { return base64.StdEncoding.EncodeToString([]byte("xy" + utf16LE(v) + "z")) },
	"base64 of base64": func(v string) string {
		return base64.StdEncoding.EncodeToString([]byte(base64.StdEncoding.EncodeToString([]byte(v))))
	},
	"base64url": func(v string) string { return base64.URLEncoding.EncodeToString([]byte(v)) },
}

// No secret survives, in no form, however the output is cut into writes.
func TestSecretsNeverSurvive(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		secrets := rapid.SliceOfN(rapid.StringN(MinSecret, 24, 64), 1, 4).Draw(t, "secrets")
		s := NewSecrets(secrets...)
		secret := rapid.SampledFrom(secrets).Draw(t, "secret")
		name := rapid.SampledFrom(slices.Sorted(maps.Keys(encodings))).Draw(t, "encoding")
		form := encodings[name](secret)
		text := rapid.StringN(0, 20, 40).Draw(t, "before") + form + rapid.StringN(0, 20, 40).Draw(t, "after")

		var b bytes.Buffer
		w := s.Writer(&b)
		for rest := []byte(text); len(rest) > 0; {
			n := rapid.IntRange(1, len(rest)).Draw(t, "n")
			if _, err := w.Write(rest[:n]); err != nil {
				t.Fatal(err)
			}
			rest = rest[n:]
		}
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
		if b.String() != s.Hide(text) {
			t.Fatalf("written %q, hidden at once %q", b.String(), s.Hide(text))
		}
		if len(form) >= MinSecret && !strings.Contains(Hidden, form) && strings.Contains(b.String(), form) {
			t.Fatalf("%q survived in %q", form, b.String())
		}
	})
}

// A secret inside a longer string stays hidden when that is encoded as a whole, as
// SASL PLAIN does it.
func TestSecretsInsideBase64(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		secret := rapid.StringMatching(`[!-~]{4,20}`).Draw(t, "secret")
		before := rapid.StringN(0, 10, 20).Draw(t, "before")
		after := rapid.StringN(0, 10, 20).Draw(t, "after")
		encoded := base64.StdEncoding.EncodeToString([]byte(before + secret + after))
		hidden := NewSecrets(secret).Hide(encoded)
		if !strings.Contains(hidden, Hidden) {
			t.Fatalf("%q hides nothing of %q + %q + %q", hidden, before, secret, after)
		}
	})
}

func BenchmarkHide(b *testing.B) {
	s := NewSecrets("correct-horse-battery-staple", "another-secret-value", "third secret")
	text := strings.Repeat("<~  550 5.7.1 Service unavailable, Client host blocked using Spamhaus.\n", 10)
	b.ReportAllocs()
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		s.Hide(text)
	}
}

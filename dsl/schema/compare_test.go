package schema

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/zclconf/go-cty/cty"
	"pgregory.net/rapid"
)

var (
	class    = Attr{Name: "class", Type: cty.String, List: true, Match: Equal}
	verified = Attr{Name: "verified", Type: cty.Bool, Match: Equal}
	code     = Attr{Name: "code", Type: cty.String, List: true, Match: CodeLike, Format: ReplyCode}
	enhanced = Attr{Name: "enhanced", Type: cty.String, List: true, Match: EnhancedLike, Format: StatusCode}
	words    = Attr{Name: "text", Type: cty.String, List: true, Match: Pattern, Format: Regexp}
	within   = Attr{Name: "within", Type: cty.String, Match: AtMost, Sees: "seconds", Format: Duration}
	validFor = Attr{Name: "valid_for", Type: cty.String, Match: AtLeast, Sees: "valid_seconds", Format: Duration}
	minTLS   = Attr{Name: "min_version", Type: cty.String, Match: AtLeast, Sees: "version", Format: TLSVersion}
	maxTLS   = Attr{Name: "max_version", Type: cty.String, Match: AtMost, Sees: "version", Format: TLSVersion}
	minSize  = Attr{Name: "min_size", Type: cty.Number, Match: AtLeast, Sees: "size"}
	offers   = Attr{Name: "offers", Type: cty.String, List: true, Match: Covers, Sees: "keywords"}
	lacks    = Attr{Name: "lacks", Type: cty.String, List: true, Match: Lacks, Sees: "keywords"}
)

var keywords = strs("SIZE 157286400", "PIPELINING", "STARTTLS", "AUTH LOGIN XOAUTH2")

func TestCompareMet(t *testing.T) {
	tests := []struct {
		name       string
		attr       Attr
		want, seen cty.Value
	}{
		{"equal", class, str("spamhaus"), str("spamhaus")},
		{"case", class, str("Spamhaus"), str("spamhaus")},
		{"any of", class, strs("greylisted", "spamhaus"), str("spamhaus")},
		{"truth", verified, cty.True, cty.True},
		{"code", code, str("550"), num(550)},
		{"code with x", code, str("5x0"), num(550)},
		{"any of codes", code, strs("45x", "55X"), num(554)},
		{"enhanced", enhanced, str("5.7.1"), str("5.7.1")},
		{"enhanced with x", enhanced, str("x.7.X"), str("4.7.508")},
		{"pattern", words, str("(?i)BLOCKED using"), str("Client host [x] blocked using Spamhaus")},
		{"pattern's end", words, str("Spamhaus$"), str("blocked using Spamhaus\r\n")},
		{"any of patterns", words, strs("a", "b"), str("b")},
		{"within", within, str("10s"), num(0.25)},
		{"within, exactly", within, str("10s"), num(10)},
		{"valid for", validFor, str("14d"), num(14 * 24 * 3600)},
		{"min version", minTLS, str("TLS1.2"), str("TLS1.3")},
		{"max version", maxTLS, str("TLS1.2"), str("TLS1.0")},
		{"max version, old", maxTLS, str("TLS1.2"), str("SSL3.0")},
		{"number", minSize, num(1000), num(1000)},
		{"offers", offers, str("STARTTLS"), keywords},
		{"offers all", offers, strs("starttls", "SIZE", "auth xoauth2 login"), keywords},
		{"offers with value", offers, str("SIZE 157286400"), keywords},
		{"wildcard name", offers, str("*.example.com"), strs("example.com", "*.EXAMPLE.com")},
		{"lacks", lacks, strs("CHUNKING", "AUTH PLAIN"), keywords},
		{"lacks in nothing", lacks, str("AUTH"), strs()},
		{"null wants nothing", class, cty.NullVal(cty.String), str("x")},
		{"set seen", class, str("b"), cty.SetVal([]cty.Value{str("a"), str("b")})},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if miss, met := test.attr.Compare(test.want, test.seen); !met {
				t.Errorf("missed: %+v", miss)
			}
		})
	}
}

func TestCompareMissed(t *testing.T) {
	tests := []struct {
		name       string
		attr       Attr
		want, seen cty.Value
		miss       Miss
	}{
		{"equal", class, str("spamhaus"), str("unknown"), Miss{"class", `"spamhaus"`, `"unknown"`}},
		{"null seen", class, str("spamhaus"), cty.NullVal(cty.String), Miss{"class", `"spamhaus"`, "nothing"}},
		{"nothing seen", class, str("spamhaus"), cty.NilVal, Miss{"class", `"spamhaus"`, "nothing"}},
		{"any of", class, strs("a", "b"), str("c"), Miss{"class", `["a", "b"]`, `"c"`}},
		{"truth", verified, cty.True, cty.False, Miss{"verified", "true", "false"}},
		{"code", code, str("550"), num(250), Miss{"code", "550", "250"}},
		{"codes", code, strs("550", "45x"), num(250), Miss{"code", `[550, "45x"]`, "250"}},
		{"enhanced", enhanced, str("5.7.x"), str("5.1.1"), Miss{"enhanced", `"5.7.x"`, `"5.1.1"`}},
		{"pattern", words, str("a\\d+"), str("tab\there \"quoted\" ${x}\x1b"),
			Miss{"text", `"a\\d+"`, `"tab\there \"quoted\" $${x}\u001b"`}},
		{"within", within, str("10s"), num(12.3456), Miss{"within", `"10s"`, `"12.346s"`}},
		{"valid for", validFor, str("14d"), num(3 * 24 * 3600), Miss{"valid_for", `"14d"`, `"3d"`}},
		{"expired", validFor, str("14d"), num(-60), Miss{"valid_for", `"14d"`, `"-60s"`}},
		{"min version", minTLS, str("TLS1.2"), str("TLS1.0"), Miss{"min_version", `"TLS1.2"`, `"TLS1.0"`}},
		{"unheard of version", minTLS, str("TLS1.2"), str("TLS9"), Miss{"min_version", `"TLS1.2"`, `"TLS9"`}},
		{"number", minSize, num(1000), num(999), Miss{"min_size", "1000", "999"}},
		{"offers, only what is not there", offers, strs("STARTTLS", "CHUNKING", "AUTH PLAIN"), keywords,
			Miss{"offers", `["CHUNKING", "AUTH PLAIN"]`, `["SIZE 157286400", "PIPELINING", "STARTTLS", "AUTH LOGIN XOAUTH2"]`}},
		{"offers in nothing", offers, str("SIZE"), strs(), Miss{"offers", `"SIZE"`, "[]"}},
		{"offers, not seen", offers, str("SIZE"), cty.NullVal(cty.List(cty.String)), Miss{"offers", `"SIZE"`, "nothing"}},
		{"no wildcard", offers, str("*.example.com"), strs("a.example.com"), Miss{"offers", `"*.example.com"`, `["a.example.com"]`}},
		{"lacks", lacks, strs("AUTH", "CHUNKING"), keywords, Miss{"lacks", `"AUTH"`, `"AUTH LOGIN XOAUTH2"`}},
		{"lacks, not seen", lacks, str("AUTH"), cty.NilVal, Miss{"lacks", `"AUTH"`, "nothing"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			miss, met := test.attr.Compare(test.want, test.seen)
			if met {
				t.Fatal("met")
			}
			if diff := cmp.Diff(test.miss, miss); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestCompareTable(t *testing.T) {
	wants := Values{
		"within": str("1s"), "code": str("550"), "class": str("spamhaus"), "text": str("x"), "enhanced": cty.NullVal(cty.String),
	}
	seen := map[string]cty.Value{"seconds": num(2), "code": num(550), "text": str("y")}
	want := []Miss{
		{"class", `"spamhaus"`, "nothing"},
		{"text", `"x"`, `"y"`},
		{"within", `"1s"`, `"2s"`},
	}
	if diff := cmp.Diff(want, Compare(CommonWants, wants, seen)); diff != "" {
		t.Error(diff)
	}
}

// What a code pattern takes is exactly what has its digits where it has digits.
func TestCodePatterns(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		want := rapid.StringMatching(`[2-5x][0-9xX][0-9x]`).Draw(t, "want")
		seen := rapid.IntRange(200, 599).Draw(t, "seen")
		if err := ReplyCode.Check(want); err != nil {
			t.Fatal(err)
		}
		fits := true
		for i, c := range []byte(num(float64(seen)).AsBigFloat().String()) {
			fits = fits && (want[i] == 'x' || want[i] == 'X' || want[i] == c)
		}
		if _, met := code.Compare(str(want), num(float64(seen))); met != fits {
			t.Fatalf("%s and %d: got %v, want %v", want, seen, met, fits)
		}
	})
}

func TestEnhancedPatterns(t *testing.T) {
	part := rapid.SampledFrom([]string{"x", "0", "1", "7", "11", "508"})
	rapid.Check(t, func(t *rapid.T) {
		want := []string{rapid.SampledFrom([]string{"x", "4", "5"}).Draw(t, "class"), part.Draw(t, "subject"), part.Draw(t, "detail")}
		seen := strings.Split(rapid.StringMatching(`[245]\.(0|1|7|11|508)\.(0|1|7|11|508)`).Draw(t, "seen"), ".")
		fits := true
		for i := range want {
			fits = fits && (want[i] == "x" || want[i] == seen[i])
		}
		pattern := strings.Join(want, ".")
		if err := StatusCode.Check(pattern); err != nil {
			t.Fatal(err)
		}
		if _, met := enhanced.Compare(str(pattern), str(strings.Join(seen, "."))); met != fits {
			t.Fatalf("%v and %v: got %v, want %v", want, seen, met, fits)
		}
	})
}

// Comparing survives whatever a suite wants and a server says.
func FuzzCompare(f *testing.F) {
	f.Add("550", "5.7.1 blocked")
	f.Add("5.7.x", "\x1b]0;title\a")
	f.Add("(?i)a+", "AUTH LOGIN")
	f.Fuzz(func(t *testing.T, want, seen string) {
		for _, a := range []Attr{class, code, enhanced, words, within, minTLS, offers, lacks} {
			v, err := a.Convert(str(want))
			if err != nil {
				continue
			}
			for _, s := range []cty.Value{str(seen), strs(strings.Fields(seen)...), num(float64(len(seen)))} {
				if miss, met := a.Compare(v, s); !met && strings.ContainsAny(miss.Got, "\x1b\n\r\a") {
					t.Fatalf("%q goes out raw", miss.Got)
				}
			}
		}
	})
}

func BenchmarkCompare(b *testing.B) {
	wants := Values{
		"class": str("spamhaus"), "code": str("55x"), "enhanced": str("5.7.x"), "text": str(`(?i)blocked using \w+`), "within": str("10s"),
	}
	seen := map[string]cty.Value{
		"class": str("spamhaus"), "code": num(550), "enhanced": str("5.7.1"), "seconds": num(0.3),
		"text": str("5.7.1 Service unavailable, Client host [203.0.113.7] blocked using Spamhaus."),
	}
	b.ReportAllocs()
	for b.Loop() {
		if misses := Compare(CommonWants, wants, seen); misses != nil {
			b.Fatal(misses)
		}
	}
}

func TestShow(t *testing.T) {
	tests := []struct {
		in   cty.Value
		want string
	}{
		{str("a\tb"), `"a\tb"`},
		{str("secret").Mark("x"), "(sensitive)"},
		{tuple(num(1), cty.NullVal(cty.String), cty.True), "[1, null, true]"},
		{cty.ObjectVal(map[string]cty.Value{"a": strs("x")}), `{ "a" = ["x"] }`},
		{cty.EmptyObjectVal, "{}"},
		{cty.DynamicVal, "(not yet known)"},
		{cty.NilVal, "null"},
		{str("%{if}"), `"%%{if}"`},
		{str("\u202e"), `"\u202e"`},
	}
	for _, test := range tests {
		if got := Show(test.in); got != test.want {
			t.Errorf("%#v: got %s, want %s", test.in, got, test.want)
		}
	}
}

package reports_test

import (
	"bytes"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"github.com/smtpspec/smtpspec/reports"
	"github.com/smtpspec/smtpspec/reports/internal/canon"
	"github.com/smtpspec/smtpspec/reports/redact"
	"github.com/smtpspec/smtpspec/runner/result"
	"github.com/smtpspec/smtpspec/runner/transcript"
	"pgregory.net/rapid"
)

var update = flag.Bool("update", false, "write the golden files anew")

// write renders a run, and holds the format to writing the same bytes twice.
func write(t testing.TB, f reports.Format, run result.Run) string {
	t.Helper()
	var first, second bytes.Buffer
	for _, b := range []*bytes.Buffer{&first, &second} {
		if err := f.Write(b, run); err != nil {
			t.Fatalf("%s: %v", f.Name, err)
		}
	}
	if diff := cmp.Diff(first.String(), second.String()); diff != "" {
		t.Fatalf("%s: two renderings differ: %s", f.Name, diff)
	}
	return first.String()
}

func TestGolden(t *testing.T) {
	for _, f := range reports.Formats {
		for _, c := range canon.Cases() {
			t.Run(f.Name+"/"+c.Name, func(t *testing.T) {
				got := write(t, f, redact.Run(c.Run))
				path := filepath.Join("testdata", c.Name+"."+f.Name+f.Ext)
				if *update {
					if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
						t.Fatal(err)
					}
				}
				want, err := os.ReadFile(path)
				if err != nil {
					t.Fatal(err)
				}
				if diff := cmp.Diff(strings.ReplaceAll(string(want), "\r\n", "\n"), got); diff != "" {
					t.Errorf("%s is stale (-update writes it anew): %s", path, diff)
				}
			})
		}
	}
}

func TestFormats(t *testing.T) {
	if !slices.IsSortedFunc(reports.Formats, func(a, b reports.Format) int { return strings.Compare(a.Name, b.Name) }) {
		t.Error("the formats are not in the order of their names")
	}
	for _, f := range reports.Formats {
		if f.Doc == "" || f.Ext == "" || f.Write == nil {
			t.Errorf("%s is not complete", f.Name)
		}
		if got, ok := reports.Lookup(f.Name); !ok || got.Name != f.Name {
			t.Errorf("%s is not found", f.Name)
		}
	}
	if _, ok := reports.Lookup("nonsense"); ok {
		t.Error("nonsense is found")
	}
}

// TestHarmless looks for what no report may carry, whatever a server says.
func TestHarmless(t *testing.T) {
	for _, f := range reports.Formats {
		got := write(t, f, canon.Hostile())
		if !utf8.ValidString(got) {
			t.Errorf("%s is not UTF-8", f.Name)
		}
		for _, r := range got {
			if r < 0x20 && r != '\n' && r != '\t' || r >= 0x7f && r < 0xa0 || r == '\u202e' || r == '\u2028' || r == '\ufffe' {
				t.Errorf("%s holds %U", f.Name, r)
				break
			}
		}
		for _, line := range strings.Split(got, "\n") {
			if strings.HasPrefix(strings.TrimSpace(line), "::") || strings.Contains(line, "##[") || strings.Contains(strings.ToLower(line), "##vso[") {
				t.Errorf("%s has a line that a CI system obeys: %q", f.Name, line)
			}
		}
	}
}

// TestNoSecret sends a secret through a recorder, as a session would, and looks
// for it in every report.
func TestNoSecret(t *testing.T) {
	secrets := transcript.NewSecrets(canon.Secret)
	test := canon.DirectSend()
	test.Transcript = append(test.Transcript, transcript.Entry{Dir: transcript.Received, Text: secrets.Hide("535 no " + canon.Secret)})
	run := canon.Quickstart()
	run.Each = result.Memory([]result.Test{test})
	for _, f := range reports.Formats {
		if got := write(t, f, run); secrets.Contains(got) {
			t.Errorf("%s holds the secret", f.Name)
		}
	}
}

// TestRedacted looks for the client's names in every report of every run.
func TestRedacted(t *testing.T) {
	for _, f := range reports.Formats {
		for _, c := range canon.Cases() {
			got := strings.ToLower(write(t, f, redact.Run(c.Run)))
			for _, name := range c.Run.Header.Names {
				if strings.Contains(got, strings.ToLower(name.Value)) {
					t.Errorf("%s of %s holds %q", f.Name, c.Name, name.Value)
				}
			}
		}
	}
}

// TestRedactedAnywhere plants a drawn domain into a drawn place.
func TestRedactedAnywhere(t *testing.T) {
	places := map[string]func(t *result.Test, s string){
		"title":      func(t *result.Test, s string) { t.Title = s },
		"reason":     func(t *result.Test, s string) { t.Reason, t.Status = s, result.Error },
		"reply":      func(t *result.Test, s string) { r := t.Stages[len(t.Stages)-1].Reply; r.Text, r.Lines = s, []string{s} },
		"transcript": func(t *result.Test, s string) { t.Transcript[3].Text = s },
		"host":       func(t *result.Test, s string) { t.Endpoint.Host = s },
		"ruled out":  func(t *result.Test, s string) { t.Diagnosis.RuledOut[0].By = s },
		"part": func(t *result.Test, s string) {
			t.Stages[len(t.Stages)-1].Parts = []result.Part{{Key: s, Outcome: "reject"}, {Key: "b"}}
		},
	}
	names := make([]string, 0, len(places))
	for name := range places {
		names = append(names, name)
	}
	slices.Sort(names)
	rapid.Check(t, func(r *rapid.T) {
		domain := rapid.StringMatching(`[a-z]{4,9}\.(com|example|co\.uk)`).Draw(r, "domain")
		value := rapid.SampledFrom([]string{domain, "a.b@" + domain, "mx7." + strings.ToUpper(domain), strings.ReplaceAll(domain, ".", "-") + ".mail.protection.outlook.com"}).Draw(r, "value")
		place := rapid.SampledFrom(names).Draw(r, "place")
		test := canon.DirectSend()
		places[place](&test, "before "+value+" behind")
		run := canon.Quickstart()
		run.Header.Names = []result.Name{{Kind: "domain", Value: domain}}
		run.Each = result.Memory([]result.Test{test})
		for _, f := range reports.Formats {
			var b bytes.Buffer
			if err := f.Write(&b, redact.Run(run)); err != nil {
				r.Fatal(err)
			}
			if strings.Contains(strings.ToLower(b.String()), domain) {
				r.Fatalf("%s holds %q, planted in %s", f.Name, domain, place)
			}
		}
	})
}

// TestBrokenLog holds every format to passing on that a run log ends early.
func TestBrokenLog(t *testing.T) {
	broken := errors.New("line 2 is cut off")
	run := canon.Quickstart()
	run.Each = func(yield func(result.Test, error) bool) {
		_ = yield(canon.DirectSend(), nil) && yield(result.Test{}, broken)
	}
	for _, f := range reports.Formats {
		if err := f.Write(&bytes.Buffer{}, redact.Run(run)); !errors.Is(err, broken) {
			t.Errorf("%s: got %v", f.Name, err)
		}
	}
}

// full is a disk without room.
type full struct{}

func (full) Write([]byte) (int, error) { return 0, errors.New("no space left on device") }

func TestDiskFull(t *testing.T) {
	for _, f := range reports.Formats {
		for _, run := range []result.Run{canon.Quickstart(), canon.Empty()} {
			if err := f.Write(full{}, run); err == nil {
				t.Errorf("%s: no error", f.Name)
			}
		}
	}
}

func TestItems(t *testing.T) {
	f, _ := reports.Lookup("case-study")
	items, err := f.Items(canon.Quickstart())
	if err != nil || len(items) != 1 || items[0].Name != "sharp_mx" {
		t.Fatalf("got %v, %v", items, err)
	}
	if diff := cmp.Diff(write(t, f, canon.Quickstart()), write(t, f, items[0].Run)); diff != "" {
		t.Errorf("one item is not the whole: %s", diff)
	}
	items, err = f.Items(canon.Many(20))
	var names []string
	for _, i := range items {
		names = append(names, i.Name)
	}
	if diff := cmp.Diff([]string{"client--site-00000", "client--site-00010"}, names); err != nil || diff != "" {
		t.Errorf("%v %s", err, diff)
	}
}

func BenchmarkFormats(b *testing.B) {
	for _, f := range reports.Formats {
		for _, n := range []int{2, 1000} {
			b.Run(fmt.Sprintf("%s/%d", f.Name, n), func(b *testing.B) {
				run := canon.Many(n)
				b.ReportAllocs()
				for b.Loop() {
					if err := f.Write(&bytes.Buffer{}, run); err != nil {
						b.Fatal(err)
					}
				}
			})
		}
	}
}

package smtp

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

// A word of the protocol that was hidden, since a password is the same word, is read all
// the same; another one stays hidden.
func TestParseEHLOWithHiddenWords(t *testing.T) {
	said := Reply{Code: 250, Lines: []string{"mx.example", "AUTH LOGIN hunter22", "SIZE 1000", "x-hunter22"}}
	shown := Reply{Code: 250, Lines: []string{"mx.example", "(sensitive) (sensitive) (sensitive)", "SIZE 1000", "x-(sensitive)"}, Verbatim: &said}
	want := []Keyword{{"AUTH", []string{"LOGIN", "(sensitive)"}}, {"SIZE", []string{"1000"}}, {"X-(SENSITIVE)", []string{}}}
	if diff := cmp.Diff(want, ParseEHLO("EHLO", shown).Keywords); diff != "" {
		t.Error(diff)
	}
}

package result

import (
	"iter"
	"slices"
	"time"
)

// Run is one run: a header that is known at the start, the finished tests, and a
// footer that is known at the end.
type Run struct {
	Header Header
	Footer Footer
	// Each yields the finished tests in the suites' order, from memory or from a
	// run log. It may be called again, and yields the same.
	Each iter.Seq2[Test, error]
}

// Tests yields the finished tests in the suites' order. A run log that can no
// longer be read ends the sequence with an error.
func (r Run) Tests() iter.Seq2[Test, error] {
	if r.Each == nil {
		return func(func(Test, error) bool) {}
	}
	return r.Each
}

// Memory is a sequence over tests that are held in memory.
func Memory(tests []Test) iter.Seq2[Test, error] {
	return func(yield func(Test, error) bool) {
		for _, t := range tests {
			if !yield(t, nil) {
				return
			}
		}
	}
}

// Header is what is known of a run before it begins.
type Header struct {
	Format  int       `json:"format"`            // Format, see there
	Version string    `json:"version"`           // of smtpspec
	ID      string    `json:"id"`                // random, of this run
	Started time.Time `json:"started"`           //
	Command []string  `json:"command,omitempty"` // how to repeat it, secrets hidden
	Vantage string    `json:"vantage,omitempty"` // the site it was made from, as stated
	// ChangedAt is when the tenant's settings were changed, as stated: refusals
	// within the hour after it are provisional.
	ChangedAt *time.Time `json:"changed_at,omitempty"`
	Suites    []Suite    `json:"suites"`          // in the order given
	Names     []Name     `json:"names,omitempty"` // what a shared report redacts
	// Audience is who shared reports are for: vendor, client, isp or microsoft.
	Audience string `json:"audience,omitempty"`
	// Redacted says that placeholders stand where the client's names stood.
	Redacted bool `json:"redacted,omitempty"`
}

// Suite is one suite file.
type Suite struct {
	File        string      `json:"file"` // slash-separated, as a command line takes it
	Title       string      `json:"title,omitempty"`
	SHA256      string      `json:"sha256"`
	Tags        []string    `json:"tags,omitempty"`
	Lab         bool        `json:"lab,omitempty"` // every endpoint of it is the lab's
	CaseStudies []CaseStudy `json:"case_studies,omitempty"`
	Site        *Site       `json:"site,omitempty"` // as stated
}

// Site is what the author of a suite states of a site, and no session can show. nil
// is unknown.
type Site struct {
	StaticIP           *bool `json:"static_ip,omitempty"`           // a public address of its own that does not change
	ExternalRecipients *bool `json:"external_recipients,omitempty"` // mail goes outside the organisation, too
	DeviceOAuth        *bool `json:"device_oauth,omitempty"`        // the device can sign in with OAuth
}

// CaseStudy is what the author of a suite states about a case. None of it was
// observed, and reports mark it so.
type CaseStudy struct {
	Name        string   `json:"name"`
	Title       string   `json:"title,omitempty"`
	Tests       []string `json:"tests"` // addresses, in the author's order
	Environment []Pair   `json:"environment,omitempty"`
	Symptoms    []string `json:"symptoms,omitempty"`
	RootCause   string   `json:"root_cause,omitempty"`
	Resolution  string   `json:"resolution,omitempty"`
	Lessons     []string `json:"lessons,omitempty"`
}

// Pair is one line of a case study's environment.
type Pair struct {
	Name  string `json:"name"`
	Value string `json:"value"`
}

// Name is a value that belongs to the client, with the kind of placeholder that
// takes its place in what is written to be shared: domain, mailbox, user, host or ip.
type Name struct {
	Kind  string `json:"kind"`
	Value string `json:"value"`
}

// Footer is what is known of a run at its end.
type Footer struct {
	Ended       time.Time    `json:"ended"`
	Exit        int          `json:"exit"`
	Interrupted bool         `json:"interrupted,omitempty"`
	Counts      Counts       `json:"counts"`
	Comparisons []Comparison `json:"comparisons,omitempty"`
	Diagnoses   []Sending    `json:"diagnoses,omitempty"` // by suite and tenant, in the suites' order
	Warnings    []string     `json:"warnings,omitempty"`
}

// Counts are the tests (and judged comparisons) of a run by status.
type Counts struct {
	Pass         int `json:"pass"`
	Fail         int `json:"fail"`
	Error        int `json:"error"`
	Inconclusive int `json:"inconclusive"`
	Skip         int `json:"skip"`
}

// Of are the diagnoses of a run that rest on one of a suite's tests.
func (f Footer) Of(suite string, tests []string) []Sending {
	var out []Sending
	for _, d := range f.Diagnoses {
		if d.Suite == suite && slices.ContainsFunc(d.Tests, func(t string) bool { return slices.Contains(tests, t) }) {
			out = append(out, d)
		}
	}
	return out
}

// Add counts one status.
func (c *Counts) Add(s Status) {
	switch s {
	case Pass:
		c.Pass++
	case Fail:
		c.Fail++
	case Error:
		c.Error++
	case Inconclusive:
		c.Inconclusive++
	case Skip:
		c.Skip++
	}
}

// Total is the number of all.
func (c Counts) Total() int { return c.Pass + c.Fail + c.Error + c.Inconclusive + c.Skip }

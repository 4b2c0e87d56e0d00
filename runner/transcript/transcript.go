// Package transcript keeps what was said in a session: every line that went over
// the wire, in order, with its time, whether it went inside TLS, and remarks of
// our own between them. Secrets are hidden as a line is recorded, so that no
// later reader has anything to hide.
//
// The text form is swaks', since mail engineers read it fluently: "->" and "<-"
// in clear, "~>" and "<~" inside TLS, "<**" and "<~*" for a reply that the suite
// did not expect, "===" for a remark, "***" for trouble.
//
// The package is a leaf: it imports the standard library only.
package transcript

import (
	"slices"
	"strings"
	"time"
)

// Direction says who an entry comes from.
type Direction string

const (
	Sent     Direction = "sent"     // a line of the client
	Received Direction = "received" // a line of the server
	Remark   Direction = "remark"   // something worth knowing, "==="
	Trouble  Direction = "trouble"  // something that went wrong, "***"
)

// Entry is one line of a transcript.
type Entry struct {
	At         time.Duration `json:"at"` // since the session began, in nanoseconds
	Dir        Direction     `json:"dir"`
	TLS        bool          `json:"tls,omitempty"`        // it went inside TLS
	Stage      string        `json:"stage"`                // the stage during which it was said
	Text       string        `json:"text"`                 // the line without its end; secrets hidden, and made Printable
	Unexpected bool          `json:"unexpected,omitempty"` // the suite did not expect this reply
}

// Hidden stands in every output where a sensitive value stood.
const Hidden = "(sensitive)"

// Recorder collects the entries of one session. It is used by one goroutine at a
// time, as a session is.
type Recorder struct {
	start   time.Time
	now     func() time.Time
	stage   string
	tls     bool
	secrets *Secrets
	echoes  []*echo // one for each password that was sent
	entries []Entry
	size    int
	full    bool
}

// usual is how many entries nearly every session stays below.
const usual = 24

// NewRecorder begins a transcript. now is the clock; secrets may be nil.
func NewRecorder(now func() time.Time, secrets *Secrets) *Recorder {
	return &Recorder{start: now(), now: now, secrets: secrets, entries: make([]Entry, 0, usual)}
}

// SetStage names the stage that the entries to come belong to.
func (r *Recorder) SetStage(name string) { r.stage = name }

// SetTLS says that what follows goes inside TLS.
func (r *Recorder) SetTLS(on bool) { r.tls = on }

// Secrets are the values that this transcript hides; it may be nil.
func (r *Recorder) Secrets() *Secrets { return r.secrets }

// Add records one line. What stands behind a line end in text belongs to no
// line, so callers split first.
func (r *Recorder) Add(dir Direction, text string) {
	r.add(dir, Printable(r.secrets.Hide(text)))
}

// Told says that the server gets to know a password with what is sent next: from now on
// parts of it are hidden in what it says, too. What user and the transcript so far show
// is not hidden.
func (r *Recorder) Told(user, password string) {
	var public strings.Builder
	public.WriteString(user)
	for _, entry := range r.entries {
		if public.Len() > maxPublic {
			break
		}
		public.WriteString("\n" + entry.Text)
	}
	e := newEcho(password, public.String())
	if e == nil {
		return
	}
	e.encode(password)
	r.echoes = append(slices.DeleteFunc(r.echoes, func(old *echo) bool { return old.password == e.password }), e)
}

// HideReply hides secrets in the lines of a reply, or in pieces of one: all of them, and
// from Told on parts of the password. It returns the lines themselves where there is
// nothing to hide.
func (r *Recorder) HideReply(lines []string) []string {
	if r.secrets == nil {
		return lines
	}
	out := hideEchoes(r.echoes, lines, r.secrets)
	for i, line := range out {
		hidden := r.secrets.Hide(line)
		if hidden == line {
			continue
		}
		if &out[0] == &lines[0] {
			out = slices.Clone(lines)
		}
		out[i] = hidden
	}
	return out
}

// AddHidden records that a line was said whose words are a secret: shown is what
// may be seen of it, such as "AUTH PLAIN ", and Hidden follows.
func (r *Recorder) AddHidden(dir Direction, shown string) {
	r.add(dir, Printable(shown)+Hidden)
}

// maxBytes bounds the memory that a talkative server can take in one session.
const maxBytes = 1 << 20

func (r *Recorder) add(dir Direction, text string) {
	if r.full {
		return
	}
	if r.size += len(text) + 64; r.size > maxBytes {
		r.full = true
		dir, text = Trouble, "the transcript ends here: the session said more than a mebibyte"
	}
	r.entries = append(r.entries, Entry{
		At: r.now().Sub(r.start), Dir: dir, TLS: r.tls, Stage: r.stage, Text: text,
	})
}

// Entries is the transcript so far. The slice is the recorder's own.
func (r *Recorder) Entries() []Entry { return r.entries }

// Later moves the session's beginning, for a session that had to wait for its turn:
// the wait stands between no two entries.
func (r *Recorder) Later(by time.Duration) { r.start = r.start.Add(by) }

// Start is when the session began.
func (r *Recorder) Start() time.Time { return r.start }

package result

// Status is what a test came to. The words are ordered by how much they say
// against the run: the worst of several is the larger one.
type Status string

const (
	Pending      Status = "pending"      // not over yet
	Skip         Status = "skip"         // not run, for a reason that is stated
	Pass         Status = "pass"         // as the suite expects
	Inconclusive Status = "inconclusive" // nothing was learned about the server
	Error        Status = "error"        // smtpspec itself could not do its part
	Fail         Status = "fail"         // not as the suite expects
)

// rank orders the statuses: Pending < Skip < Pass < Inconclusive < Error < Fail.
var rank = map[Status]int{Pending: 0, Skip: 1, Pass: 2, Inconclusive: 3, Error: 4, Fail: 5}

// Merge is the graver of two statuses.
func (s Status) Merge(other Status) Status {
	if rank[other] > rank[s] {
		return other
	}
	return s
}

// Verdict is how one expectation or assertion ended.
type Verdict string

const (
	Met        Verdict = "met"         // its stage was reached, and was so
	Missed     Verdict = "missed"      // its stage was reached, and was otherwise
	NotReached Verdict = "not-reached" // the session ended before its stage
)

// The exit statuses of `smtpspec run` (and what a report shows of them).
const (
	ExitOK           = 0
	ExitFailed       = 1
	ExitInvalid      = 2
	ExitInconclusive = 3
	ExitTrouble      = 4
	ExitInterrupted  = 130
)

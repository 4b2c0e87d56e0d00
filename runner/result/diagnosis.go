package result

// Diagnosis is what one test's session proves. Every sentence in it rests on a
// row of the table of proofs; Evidence names the stages that carry it.
type Diagnosis struct {
	// Level is how far things were proven: 1 network, 2 capabilities, 3 TLS, 4
	// sign-in and envelope (also where a message was handed over), 5 delivery seen; 0 is
	// nothing.
	Level     int        `json:"level"`
	LevelText string     `json:"level_text,omitempty"`
	SeenFrom  string     `json:"seen_from,omitempty"` // the address that the server echoed
	Finding   *Finding   `json:"finding,omitempty"`
	RuledOut  []RuledOut `json:"ruled_out,omitempty"`
	Signs     []Sign     `json:"signs,omitempty"` // of something in the middle of the path
	// Method is what this test alone says of the sending method that it tried; nil
	// for one without a session.
	Method *Method `json:"method,omitempty"`
}

// Finding is the class that decided a test, with its line.
type Finding struct {
	Stage  string `json:"stage"`
	Class  Class  `json:"class"`
	Line   string `json:"line,omitempty"`   // the reply as a server would write it, or the failure
	Inside bool   `json:"inside,omitempty"` // it came inside TLS that proved the peer
	// Provisional says why the refusal may not last: the tenant was changed shortly
	// before.
	Provisional string `json:"provisional,omitempty"`
}

// RuledOut is a suspicion that the session disproves.
type RuledOut struct {
	Suspicion string   `json:"suspicion"`
	By        string   `json:"by"`
	Evidence  []string `json:"evidence"` // stage names
	Proof     string   `json:"proof"`    // the row of the table of proofs
}

// Sign is something that points at a device in the middle of the path. It is no
// proof of who did it.
type Sign struct {
	Text     string   `json:"text"`
	Evidence []string `json:"evidence"`
}

// Sending is what the tests of one tenant, out of one suite, say about how its mail
// can be sent from where the run was made. One client's tests say nothing of another
// client's tenant, so no conclusion is drawn across them.
type Sending struct {
	Suite string `json:"suite"` // the suite's File
	// Tenant is the client's domain; empty where the suite's tests are about one only.
	Tenant string `json:"tenant,omitempty"`
	// Lab says that the lab played the servers of these tests, so that nothing of it is
	// about this line. What real servers of the same suite answered is a Sending of its own.
	Lab            bool            `json:"lab,omitempty"`
	Tests          []string        `json:"tests"` // the addresses of the tests that it rests on
	SeenFrom       []string        `json:"seen_from,omitempty"`
	Methods        []Method        `json:"methods,omitempty"`
	Conclusions    []Conclusion    `json:"conclusions,omitempty"`
	Recommendation *Recommendation `json:"recommendation,omitempty"`
}

// Conclusion is what several tests show together and none of them alone.
type Conclusion struct {
	Text     string   `json:"text"`
	Evidence []string `json:"evidence"` // the addresses of the tests
	Proof    string   `json:"proof"`    // the row of the table of proofs
}

// MethodState is what a run says of one sending method.
type MethodState string

const (
	Works     MethodState = "works"           // handed over, and seen by a step mailbox or trace
	Accepted  MethodState = "accepted so far" // the envelope went through, or a message was handed over
	Blocked   MethodState = "blocked"         // refused, for good
	Undecided MethodState = "undecided"       // nothing was learned, or it was put off
	Untested  MethodState = "untested"        // no test came to it
)

// Method is one sending method, as the tests of it saw it.
type Method struct {
	Name   string      `json:"name,omitempty"` // direct-send, relay, client-submission, hve, acs; empty for any other
	State  MethodState `json:"state"`
	Detail string      `json:"detail"`
	// Test is the address of the test that says so, Stage where it does, Class and
	// Line what the server answered there.
	Test  string `json:"test,omitempty"`
	Stage string `json:"stage,omitempty"`
	Class string `json:"class,omitempty"`
	Line  string `json:"line,omitempty"`
	// Unproven says that no certificate proved who accepted or refused it.
	Unproven bool `json:"unproven,omitempty"`
	// Taken is the address of a test that was accepted, where Test was refused: what
	// tells the two apart is in Detail.
	Taken string `json:"taken,omitempty"`
	// Tests are the addresses of all tests of it, in the suites' order. What each
	// says alone is in its own diagnosis.
	Tests []string `json:"tests,omitempty"`
}

// Recommendation is the one method to take, and why.
type Recommendation struct {
	Method  string   `json:"method"`
	Text    string   `json:"text"`          // a clause behind the method's name
	Why     string   `json:"why,omitempty"` // what sets it apart from a method that was refused
	Reasons []string `json:"reasons,omitempty"`
	Next    string   `json:"next,omitempty"`
	Sources []string `json:"sources,omitempty"` // of what no session showed, with their dates
}

// Comparison holds tests side by side.
type Comparison struct {
	Name       string        `json:"name"`
	Suite      string        `json:"suite"`
	Title      string        `json:"title,omitempty"`
	Tests      []string      `json:"tests"`
	Status     Status        `json:"status"`
	Reason     string        `json:"reason,omitempty"`
	Range      Range         `json:"range"`
	Assertions []Expectation `json:"assertions,omitempty"`
	Rows       []Row         `json:"rows"`
	// First is the first row that differs, by name; empty when none does.
	First      string `json:"first,omitempty"`
	Conclusion string `json:"conclusion,omitempty"`
}

// Row is one line of a comparison: what each test saw at one stage.
type Row struct {
	Name  string   `json:"name"`
	Cells []string `json:"cells"` // in the order of Tests
	Same  bool     `json:"same"`
}

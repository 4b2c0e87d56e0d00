package diagnose

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/smtpspec/smtpspec/runner/result"
	"github.com/smtpspec/smtpspec/runner/smtp"
)

// hello is what became of a test's ClientHello. Of the lab there is none, since it is on
// no line.
type hello struct {
	server string // host and port
	size   int    // octets; 0 where none was sent
	taken  bool   // the handshake was done
	lost   string // what came in place of an answer to it, or ""
}

// hello is what the stage tls shows of the ClientHello. An alert is an answer to it.
func (f facts) hello() hello {
	size, _ := f.tls.Attrs["client_hello"].(float64)
	if size == 0 || f.t.Endpoint.Lab != "" {
		return hello{}
	}
	h := hello{server: fmt.Sprintf("%s:%d", f.t.Endpoint.Host, f.t.Endpoint.Port), size: int(size), taken: f.tls.Outcome == "ok"}
	if failure := f.tls.Failure; failure != nil {
		switch failure.Class {
		case smtp.FailTLSTimeout, smtp.FailReset, smtp.FailClosed:
			h.lost = orElse(failure.Detail, failure.Class)
		}
	}
	return h
}

// hellos are the sizes of a ClientHello that a server does not answer while it answers
// another size: one that it answers in any session is not among them.
func hellos(run, own []Summary) []result.Conclusion {
	var out []result.Conclusion
	told := map[hello]bool{}
	for _, s := range own {
		h := s.hello
		key := hello{server: h.server, size: h.size}
		if h.lost == "" || told[key] || slices.ContainsFunc(run, func(o Summary) bool { return o.hello.answers(h) && o.hello.size == h.size }) {
			continue
		}
		answered := slices.DeleteFunc(slices.Clone(run), func(o Summary) bool { return !o.hello.answers(h) })
		if len(answered) == 0 {
			continue
		}
		told[key] = true
		other := slices.MinFunc(answered, func(a, b Summary) int { return cmp.Compare(a.hello.size, b.hello.size) })
		c := result.Conclusion{
			Text: fmt.Sprintf("a ClientHello of %d octets is answered by %s, and one of %d is not (%s): something on the way may lose it or not know it, which is no proof of what",
				other.hello.size, h.server, h.size, h.lost),
			Evidence: []string{s.test}, Proof: proofHello,
		}
		if other.suite == s.suite {
			c.Evidence = append(c.Evidence, other.test)
		}
		out = append(out, c)
	}
	return out
}

// answers reports a handshake that was done with the server of another one.
func (h hello) answers(other hello) bool { return h.taken && h.server == other.server }

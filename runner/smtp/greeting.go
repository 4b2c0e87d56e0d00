package smtp

import (
	"net/mail"
	"regexp"
	"strings"
	"sync"
	"time"
)

// dated finds the date at which a server greets; Microsoft and Sendmail write
// one (RFC 5322 §3.3).
var dated = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`[A-Z][a-z]{2}, +\d{1,2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} [+-]\d{4}`)
})

// GreetingDate is the time that a greeting tells, where it tells one. It is the
// server's own clock, so it shows when this computer's is wrong.
func GreetingDate(greeting *Reply) (time.Time, bool) {
	if greeting == nil {
		return time.Time{}, false
	}
	text := greeting.Text()
	if strings.Count(text, ":") < 2 {
		return time.Time{}, false // most greetings tell no time, and that is soon seen
	}
	said, err := mail.ParseDate(dated().FindString(text))
	return said, err == nil
}

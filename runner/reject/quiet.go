package reject

import "bytes"

// saysNothing reports whether the words of a reply give no reason, as in
// "421 mx.example.net Service closing (in 0.2 s)": they are those that stand in
// every refusal, names of hosts, addresses, numbers and session ids. Then a code
// may speak for the reply; where words say something that no rule knows, it may
// not.
func saysNothing(low []byte) bool {
	for len(low) > 0 {
		word := low
		if n := bytes.IndexByte(low, ' '); n >= 0 {
			word, low = low[:n], low[n+1:]
		} else {
			low = nil
		}
		if !isIdle(word) {
			return false
		}
	}
	return true
}

// isIdle reports whether a word is a name, a number or one of idleWords.
func isIdle(word []byte) bool {
	word = bytes.Trim(word, ".,;:!?()[]<>{}'\"-*=#/")
	letters := 0
	for _, b := range word {
		switch {
		case b == '@', b == '.', '0' <= b && b <= '9':
			return true // an address, a host, an id
		case isWord(b):
			letters++
		}
	}
	return letters == 0 || idleWords[string(word)]
}

// idleWords stand in refusals of every kind.
var idleWords = map[string]bool{
	"a": true, "an": true, "the": true, "at": true, "in": true, "is": true, "be": true, "to": true, "was": true, "with": true,
	"this": true, "your": true, "you": true, "and": true, "for": true, "of": true, "we": true, "has": true, "been": true,
	"requested": true, "action": true, "actions": true, "not": true, "taken": true, "aborted": true, "completed": true,
	"mail": true, "email": true, "e-mail": true, "message": true, "messages": true, "smtp": true, "esmtp": true,
	"server": true, "service": true, "command": true, "transaction": true, "connection": true, "channel": true,
	"transmission": true, "closing": true, "closed": true, "delivery": true, "attempts": true,
	"error": true, "errors": true, "failed": true, "failure": true, "fail": true, "rejected": true, "fatal": true,
	"permanent": true, "permanently": true, "temporary": true, "temporarily": true, "cannot": true, "could": true,
	"please": true, "sorry": true, "try": true, "retry": true, "again": true, "later": true, "come": true, "back": true,
	"bye": true, "goodbye": true, "now": true, "moment": true, "time": true, "some": true, "more": true, "information": true,
	"see": true, "details": true, "code": true, "status": true, "reason": true, "id": true, "ref": true,
	"delivered": true, "undeliverable": true, "deferred": true, "delayed": true, "remote": true, "host": true, "system": true,
	"said": true, "returned": true, "response": true, "reply": true, "recipient": true, "address": true,
}

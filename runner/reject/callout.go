package reject

import "bytes"

// A server that asks the sender's own server whether he exists, a callout, quotes
// what that one said. "No such user" is then about the sender, and the server's own
// words name the reason.

// senderChecks are words of a server that has looked at the sender.
var senderChecks = [][]byte{
	[]byte("sender verif"), []byte("sender address verif"), []byte("verify sender"), []byte("verify the sender"),
	[]byte("verifying sender"), []byte("verifying the sender"), []byte("sender callout"), []byte("sender callback"),
	[]byte("postmaster verification failed while checking"), []byte("sender address rejected: unverified address"), []byte("sender address rejected: undeliverable address"),
}

// callouts are words in front of a callout's reply. Whom it was about is said
// behind.
var callouts = [][]byte{[]byte("verification failed for"), []byte("callback setup"), []byte("callout")}

// blotCallout overwrites in low the reply of a callout about the sender, byte for
// byte, and drops it and what it quotes from the quoted replies.
func (t *text) blotCallout(all []quoted) []quoted {
	for i, q := range all {
		before, behind, end := t.low[:q.at], t.low[q.at:], q.end(t.low)
		if first := indexOneOf(behind, senderChecks); first >= 0 && indexOneOf(before, callouts) >= 0 {
			end = q.at + first
		} else if indexOneOf(before, senderChecks) < 0 {
			continue
		}
		for j := q.at; j < end; j++ {
			t.low[j] = '.'
		}
		return all[:i]
	}
	return all
}

// indexOneOf is where the first of some words lies; -1 where none is there.
func indexOneOf(b []byte, words [][]byte) int {
	first := -1
	for _, w := range words {
		if i := bytes.Index(b, w); i >= 0 && (first < 0 || i < first) {
			first = i
		}
	}
	return first
}

package main

import (
	"fmt"
	"io"
)

// passed counts the lines of a text that are not explained, by why not.
type passed struct {
	prose    int // they hold no reply
	accepted int // they are replies that refuse nothing
	beside   int // they are words without a code beside a reply that has one
	follows  int // they refuse what could not go well after the refusal before
	headers  int
	echoes   int
}

func (p passed) print(w io.Writer) {
	for _, c := range []struct {
		n         int
		one, many string
	}{
		{p.accepted, "refuses nothing", "refuse nothing"},
		{p.follows, "follows from the refusal before", "follow from the refusal before"},
		{p.prose, "holds neither a reply code nor words that are known", "hold neither a reply code nor words that are known"},
		{p.beside, "has no reply code, beside one that has", "have no reply code, beside one that has"},
		{p.headers, "is a header of the message", "are headers of the message"},
		{p.echoes, "is what sendmail made of the reply before", "are what sendmail made of the reply before"},
	} {
		switch {
		case c.n == 1:
			fmt.Fprintf(w, "Passed over: 1 line that %s.\n", c.one)
		case c.n > 1:
			fmt.Fprintf(w, "Passed over: %d lines that %s.\n", c.n, c.many)
		}
	}
}

package main

import "runtime"

// Go collects the heap when it has doubled, from 4 MiB on, and a run of a few
// hundred sessions has so little in use that this would be every few dozen
// sessions: with spareBytes it took a tenth less processor time, in clear and
// inside TLS, and 5 to 10 MiB more memory. A run of few tests is over before it is
// worth the collection that making them brings about, and one of many has enough
// in use without them.
const (
	spareBytes = 8 << 20
	spareFrom  = 50   // tests
	spareUpTo  = 2000 // tests
)

// haveSpare counts bytes as in use that nothing touches, so that they take no
// memory, until it is told to stop.
func haveSpare(tests int) (stop func()) {
	if tests < spareFrom || tests > spareUpTo {
		return func() {}
	}
	spare := make([]byte, spareBytes)
	return func() { runtime.KeepAlive(spare) }
}

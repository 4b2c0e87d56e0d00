package runner

import (
	"hash/fnv"
)

// Shard is one of several parts of a run, counted from 1. The zero value is the
// whole. A test's part follows from its address alone, so that adding a test
// moves no other one.
type Shard struct {
	Index, Of int
}

func (s Shard) has(key string) bool {
	if s.Of <= 1 {
		return true
	}
	h := fnv.New32a()
	h.Write([]byte(key)) // a hash never fails to write
	return int(h.Sum32()%uint32(s.Of)) == s.Index-1
}

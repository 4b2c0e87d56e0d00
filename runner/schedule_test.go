package runner

import (
	"context"
	"errors"
	"slices"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/smtpspec/smtpspec/dsl"
)

func casesTo(limits map[string]int, hosts ...string) []*Case {
	var cases []*Case
	for i, h := range hosts {
		cases = append(cases, &Case{Index: i, Test: &dsl.Test{Endpoint: &dsl.Endpoint{Host: h, Port: 25, MaxConnections: limits[h]}}})
	}
	return cases
}

// TestScheduleKeepsLimits runs many workers and watches how many cases of one
// server are under way at once.
func TestScheduleKeepsLimits(t *testing.T) {
	limits := map[string]int{"a": 2, "b": 1}
	var hosts []string
	for range 50 {
		hosts = append(hosts, "a", "b", "a")
	}
	s := newSchedule(casesTo(limits, hosts...), 16)
	var running, most [2]atomic.Int32
	var wg sync.WaitGroup
	var done atomic.Int32
	for range 16 {
		wg.Go(func() {
			for c, release := s.next(); c != nil; c, release = s.next() {
				k := 0
				if c.Test.Endpoint.Host == "b" {
					k = 1
				}
				if n := running[k].Add(1); n > most[k].Load() {
					most[k].Store(n)
				}
				running[k].Add(-1)
				done.Add(1)
				release()
			}
		})
	}
	wg.Wait()
	if n := int(done.Load()); n != len(hosts) {
		t.Errorf("%d cases were handed out, want %d", n, len(hosts))
	}
	if most[0].Load() > 2 || most[1].Load() > 1 {
		t.Errorf("at most %d and %d sessions at once, want 2 and 1", most[0].Load(), most[1].Load())
	}
}

// TestScheduleKeepsOrder: one worker gets the cases in the suites' order.
func TestScheduleKeepsOrder(t *testing.T) {
	s := newSchedule(casesTo(map[string]int{"a": 1, "b": 1, "c": 1}, "a", "b", "a", "c", "b"), 1)
	var got []int
	for c, release := s.next(); c != nil; c, release = s.next() {
		got = append(got, c.Index)
		release()
	}
	if want := []int{0, 1, 2, 3, 4}; !slices.Equal(got, want) {
		t.Errorf("order %v, want %v", got, want)
	}
}

// TestScheduleStops: what was not handed out by then is left over, in order.
func TestScheduleStops(t *testing.T) {
	s := newSchedule(casesTo(map[string]int{"a": 1, "b": 1}, "a", "b", "a", "b"), 2)
	_, release := s.next()
	s.stop()
	if c, _ := s.next(); c != nil {
		t.Errorf("case %d was handed out after the stop", c.Index)
	}
	release()
	var left []int
	for _, c := range s.rest() {
		left = append(left, c.Index)
	}
	if want := []int{1, 2, 3}; !slices.Equal(left, want) {
		t.Errorf("left over %v, want %v", left, want)
	}
}

// TestSettling: cases whose names lead to one server have no more sessions there at
// once than it may have, and the others are put back in their order.
func TestSettling(t *testing.T) {
	cases := casesTo(map[string]int{"mx": 1}, "a", "b", "c", "mx")
	s := newSchedule(cases, 4)
	key, limit := serverOf(cases[3])
	var done []func()
	for range 3 {
		_, release := s.next()
		done = append(done, release)
	}
	if !s.settle(cases[0], key, limit) {
		t.Fatal("there was room for the first")
	}
	for _, c := range []int{2, 1} {
		if s.settle(cases[c], key, limit) {
			t.Errorf("there was room for case %d", c)
		}
		s.putBack(cases[c])
	}
	done[0]()
	for _, want := range []int{1, 2, 3} {
		c, release := s.next()
		if c.Index != want || len(s.ready) > 0 {
			t.Errorf("case %d, with %d lanes ready; want %d, alone", c.Index, len(s.ready), want)
		}
		if want < 3 && !s.settle(c, "elsewhere", 1) {
			t.Errorf("case %d was to be put back once more", c.Index)
		}
		release()
	}
	if c, _ := s.next(); c != nil {
		t.Errorf("case %d was handed out again", c.Index)
	}
}

// TestPutBackIsBegunAgain: a case that is put back when there were no more has a worker
// still, whoever went home by then.
func TestPutBackIsBegunAgain(t *testing.T) {
	cases := casesTo(nil, "a", "b")
	s := newSchedule(cases, 2)
	_, done := s.next()
	s.next()
	if !s.settle(cases[0], "mx", 1) || s.settle(cases[1], "mx", 1) {
		t.Fatal("there was to be room for one")
	}
	s.stepAside(cases[1], false, func() {})
	if c, _ := s.next(); c != nil { // says the worker that is hired meanwhile
		t.Fatalf("case %d was handed out", c.Index)
	}
	s.comeBack(cases[1], false)
	s.putBack(cases[1])
	done()
	if c, _ := s.next(); c != cases[1] {
		t.Error("the case that was put back is lost")
	}
}

func TestSlots(t *testing.T) {
	var s slots
	slot := func(ctx context.Context, limit int) (func(), error) {
		for {
			release, wait := s.try("mx:25", limit)
			if wait == nil {
				return release, nil
			}
			if err := await(ctx, wait); err != nil {
				return nil, err
			}
		}
	}
	ctx, cancel := context.WithCancel(t.Context())
	first, err := slot(ctx, 2)
	if err != nil {
		t.Fatal(err)
	}
	// The smaller limit of the second endpoint holds from now on.
	waited := make(chan error, 1)
	go func() {
		second, err := slot(t.Context(), 1)
		if err == nil {
			second()
		}
		waited <- err
	}()
	select {
	case err := <-waited:
		t.Fatalf("a second session began beside the first: %v", err)
	default:
	}
	first()
	if err := <-waited; err != nil {
		t.Fatal(err)
	}
	if _, err := slot(ctx, 1); err != nil {
		t.Fatal(err)
	}
	cancel()
	if _, err := slot(ctx, 1); !errors.Is(err, context.Canceled) {
		t.Errorf("waiting for a slot ended with %v, want the cancellation", err)
	}
}

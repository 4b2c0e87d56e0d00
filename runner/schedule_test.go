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

func TestSlots(t *testing.T) {
	var s slots
	slot := func(ctx context.Context, limit int) (func(), error) {
		return take(ctx, func() (func(), <-chan struct{}) { return s.try("mx:25", limit) })
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

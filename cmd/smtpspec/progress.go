package main

import (
	"fmt"
	"io"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/smtpspec/smtpspec/runner"
	"github.com/smtpspec/smtpspec/runner/result"
	"github.com/smtpspec/smtpspec/runner/transcript"
)

// progress is one line on a terminal that says where a run is. In a pipe there is
// none, nor on a terminal that cannot take a line back (TERM=dumb). It is drawn at
// intervals, not at events: a run of thousands of tests is not held up by it, and what
// stands there is never stale.
type progress struct {
	w     io.Writer // nil: shows nothing
	width int
	total int
	quit  chan struct{}
	drawn sync.WaitGroup

	mu      sync.Mutex
	done    int
	running []*runner.Case // the longest-running first
	stages  map[*runner.Case]string
}

// often is how often the line is drawn; a person reads no faster.
const often = 100 * time.Millisecond

func (a *app) newProgress(plan *runner.Plan, quiet bool) *progress {
	p := &progress{total: len(plan.Tests), width: a.width(a.tty.err), quit: make(chan struct{}), stages: map[*runner.Case]string{}}
	if a.tty.err && !quiet && !a.dumb() {
		p.w = a.err
		p.drawn.Go(p.draw)
	}
	return p
}

func (p *progress) hooks() runner.Progress {
	if p.w == nil {
		return runner.Progress{}
	}
	return runner.Progress{Stage: p.stage, PutBack: p.putBack, Finished: p.finished}
}

func (p *progress) stage(c *runner.Case, stage string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if _, known := p.stages[c]; !known {
		p.running = append(p.running, c)
	}
	p.stages[c] = stage
}

func (p *progress) finished(c *runner.Case, _ result.Test) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.done++
	p.forget(c)
}

func (p *progress) putBack(c *runner.Case) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.forget(c)
}

// forget takes a test off the line. The caller holds the lock.
func (p *progress) forget(c *runner.Case) {
	delete(p.stages, c)
	p.running = slices.DeleteFunc(p.running, func(r *runner.Case) bool { return r == c })
}

// line says how many tests are done, and where the others are: those that go on one by
// one, and those that wait for the same thing as a number.
func (p *progress) line() string {
	p.mu.Lock()
	defer p.mu.Unlock()
	var at, causes []string
	waiting := map[string]int{}
	for _, c := range p.running {
		stage := p.stages[c]
		if strings.HasPrefix(stage, "waiting ") {
			if waiting[stage]++; waiting[stage] == 1 {
				causes = append(causes, stage)
			}
			continue
		}
		at = append(at, strings.TrimPrefix(c.Test.Address, "test.")+": "+stage)
	}
	for _, cause := range causes {
		at = append(at, fmt.Sprintf("%d %s", waiting[cause], cause))
	}
	line := transcript.Printable(fmt.Sprintf("%d of %d  %s", p.done, p.total, strings.Join(at, ", ")))
	if runes := []rune(line); p.width > 1 && len(runes) > p.width-1 {
		line = string(runes[:p.width-2]) + "…"
	}
	return line
}

func (p *progress) draw() {
	tick := time.NewTicker(often)
	defer tick.Stop()
	shown := ""
	for {
		select {
		case <-tick.C:
			if line := p.line(); line != shown {
				shown = line
				fmt.Fprintf(p.w, "\r\x1b[K%s", line)
			}
		case <-p.quit:
			if shown != "" {
				fmt.Fprint(p.w, "\r\x1b[K")
			}
			return
		}
	}
}

// stop takes the line away.
func (p *progress) stop() {
	close(p.quit)
	p.drawn.Wait()
}

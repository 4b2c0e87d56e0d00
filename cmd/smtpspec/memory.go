package main

import (
	"github.com/smtpspec/smtpspec/runner"
	"github.com/smtpspec/smtpspec/runner/result"
)

// memory is a sink that keeps a small run, its tests in their order.
type memory struct {
	header result.Header
	footer result.Footer
	tests  []result.Test
}

var _ runner.Sink = (*memory)(nil)

func newMemory(p *runner.Plan) *memory { return &memory{tests: make([]result.Test, len(p.Tests))} }

// Header implements runner.Sink.
func (m *memory) Header(h result.Header) error {
	m.header = h
	return nil
}

// Test implements runner.Sink.
func (m *memory) Test(index int, t result.Test) error {
	m.tests[index] = t
	return nil
}

// Footer implements runner.Sink.
func (m *memory) Footer(f result.Footer) error {
	m.footer = f
	return nil
}

func (m *memory) run() result.Run {
	return result.Run{Header: m.header, Footer: m.footer, Each: result.Memory(m.tests)}
}

// Package runner carries suites out: it compiles them to a plan, holds the
// sessions, judges what was seen against what was expected, and hands each
// finished test to a sink.
//
// A reply travels like this: a step reads it through smtpclient and returns it in
// an Observation; the session records it as a result.Stage, with the class that
// the knowledge base gives it; judging compares the stage with the suite's
// expectations; the diagnosis says what it proves; and the finished result.Test
// goes to the run log, from which every report is made.
//
// The runner knows no step kind, no resolver and no lab itself. They come in
// with the World, as do the clock and the dialer.
package runner

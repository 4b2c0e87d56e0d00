// Package result is the model of what happened: a run, its suites, its tests,
// what each stage saw and what was expected of it. The runner fills it in, the
// run log stores it, and every report is a pure function of it.
//
// Text in it is fit to be shown: secrets are hidden, control characters and
// bytes that are not UTF-8 stand as Go escapes. A report still escapes for its
// own format. Durations are stored in nanoseconds, times in UTC.
//
// The package is a leaf: it imports the standard library, smtp and transcript.
package result

// Format is the version of the model. It is raised when a field changes its
// meaning or goes; a reader takes a log with its own number only.
const Format = 2

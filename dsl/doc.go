// Package dsl is the language of suites: HCL in, a checked model out.
//
// Everything that can be known before a run is evaluated at load: variables,
// locals, every argument of `expect` and `step`, the instances of `for_each`.
// What depends on an observation stays an Assertion, which judges cty values.
// All mistakes of one load are reported at once, as HCL diagnostics with file,
// line, the source under it and, where a name is near, "did you mean".
//
// The package knows no step kind, class, lab profile or built-in suite itself:
// they come in with the World.
package dsl

package main

import (
	"fmt"
	"slices"
	"strings"
	"sync"

	"github.com/smtpspec/smtpspec/dsl"
	"github.com/smtpspec/smtpspec/runner"
	"github.com/smtpspec/smtpspec/runner/reject"
	"github.com/smtpspec/smtpspec/runner/transcript"
)

// exposures are the passwords that a plan sends at its suites' own word where
// others may read them. They are said before anything is sent.
func exposures(plan *runner.Plan) []string {
	var out []string
	seen := map[string]bool{}
	add := func(format string, args ...any) {
		if line := transcript.Printable(fmt.Sprintf(format, args...)); !seen[line] {
			seen[line] = true
			out = append(out, line)
		}
	}
	for _, c := range plan.Tests {
		t := c.Test
		if c.Skip != "" || t.Credential == nil || t.Endpoint.Lab != nil {
			continue
		}
		server := serverName(t.Endpoint)
		switch {
		case t.Credential.AllowPlaintext:
			add("%s:%d: the password of credential %q may go to %s unprotected (allow_plaintext)",
				t.Credential.Range.File, t.Credential.Range.Line, t.Credential.Name, server)
		case !t.Endpoint.Verify:
			add("%s:%d: the password of credential %q goes to %s without a check whose server that is (verify = false)",
				t.Endpoint.Range.File, t.Endpoint.Range.Line, t.Credential.Name, server)
		}
	}
	return out
}

// shortSecrets names suites with a sensitive value that is too short to be looked
// for in texts.
func shortSecrets(suites []*dsl.Suite) []string {
	var out []string
	for _, s := range suites {
		if slices.ContainsFunc(s.Secrets, func(v string) bool { return v != "" && len(v) < transcript.MinSecret }) {
			out = append(out, fmt.Sprintf("%s: a sensitive value is shorter than %d characters, and is hidden only where AUTH sends it",
				s.File, transcript.MinSecret))
		}
	}
	return out
}

// ownWords are what every run has in its outputs, whatever a server says.
var ownWords = strings.ToLower("smtpspec testsuite testcase system-out failure skipped inconclusive expectation assertion " +
	"resolve connect banner starttls ehlo-tls message STARTTLS LOGIN PLAIN CRAM-MD5 SCRAM-SHA-256 XOAUTH2 " +
	"SIZE PIPELINING 8BITMIME SMTPUTF8 CHUNKING BINARYMIME ENHANCEDSTATUSCODES")

// commonSecrets names suites with a sensitive value that is a word of ours or of most
// servers: hiding it takes that word out of all that is shown.
func commonSecrets(suites []*dsl.Suite) []string {
	words := sync.OnceValue(func() string {
		all := ownWords
		for _, c := range reject.Builtin().Classes() {
			all += " " + c.ID
		}
		return all
	})
	common := func(v string) bool {
		return len(v) >= transcript.MinSecret && (strings.Contains(words(), strings.ToLower(v)) || transcript.Ordinary(v))
	}
	var out []string
	for _, s := range suites {
		if slices.ContainsFunc(s.Secrets, common) {
			out = append(out, fmt.Sprintf("%s: a sensitive value is a word that replies and reports have in any case: where it stands they read %s",
				s.File, transcript.Hidden))
		}
	}
	return out
}

func serverName(e *dsl.Endpoint) string {
	if e.MXOf != "" {
		return "the best MX of " + e.MXOf
	}
	return fmt.Sprintf("%s:%d", e.Host, e.Port)
}

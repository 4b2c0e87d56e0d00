package dsl

import (
	"fmt"
	"slices"
	"testing/fstest"

	"github.com/smtpspec/smtpspec/dsl/schema"
	"github.com/zclconf/go-cty/cty"
)

// testWorld is a world like the real one, in small.
func testWorld() World {
	list := cty.List(cty.String)
	negative := []string{"accept", "defer", "reject", "fail"}
	offers := []schema.Attr{
		{Name: "offers", Type: cty.String, List: true, Match: schema.Covers, Sees: "keywords"},
		{Name: "lacks", Type: cty.String, List: true, Match: schema.Lacks, Sees: "keywords"},
	}
	keywords := []schema.Attr{{Name: "verb", Type: cty.String}, {Name: "keywords", Type: list}, {Name: "size", Type: cty.Number}}
	certificate := []schema.Attr{
		{Name: "min_version", Type: cty.String, Match: schema.AtLeast, Sees: "version", Format: schema.TLSVersion},
		{Name: "verified", Type: cty.Bool, Match: schema.Equal},
		{Name: "cipher", Type: cty.String, List: true, Match: schema.Equal},
		{Name: "names", Type: cty.String, List: true, Match: schema.Covers},
	}
	return World{
		Kinds: []Kind{
			{Name: "resolve", Stage: true, Outcomes: []string{"ok", "fail"}},
			{Name: "connect", Stage: true, Outcomes: []string{"ok", "fail"}},
			{Name: "banner", Stage: true, Outcomes: negative, Replies: true},
			{Name: "ehlo", Stage: true, Outcomes: negative, Replies: true, Wants: offers, Sees: keywords},
			{Name: "starttls", Stage: true, Outcomes: append(slices.Clone(negative), "absent"), Replies: true},
			{Name: "tls", Stage: true, Outcomes: []string{"ok", "fail", "absent"}, Wants: certificate, Sees: []schema.Attr{
				{Name: "version", Type: cty.String}, {Name: "verified", Type: cty.Bool}, {Name: "cipher", Type: cty.String}, {Name: "names", Type: list},
			}},
			{Name: "ehlo-tls", Stage: true, Outcomes: append(slices.Clone(negative), "absent"), Replies: true, Wants: offers, Sees: keywords},
			{Name: "auth", Stage: true, Outcomes: append(slices.Clone(negative), "absent"), Replies: true,
				Wants: []schema.Attr{{Name: "mechanism", Type: cty.String, Match: schema.Equal}}},
			{Name: "mail", Stage: true, Outcomes: negative, Replies: true},
			{Name: "rcpt", Stage: true, Outcomes: negative, Replies: true},
			{Name: "quit", Stage: true, Outcomes: []string{"accept", "fail"}, Replies: true},
			{Name: "dnsbl", Outcomes: []string{"listed", "clear", "unknown"}},
		},
		Order: testOrder,
		Classes: []ClassName{
			{"spamhaus", "reputation", nil}, {"blocklist", "reputation", nil}, {"relay-denied", "policy", nil}, {"auth-failed", "auth", nil},
			{"connect-timeout", "network", []string{"fail", "ok"}}, {"cert-expired", "tls", nil}, {"unknown", "unknown", nil}, {"ok", "ok", []string{}},
		},
		LabNames:    []string{"m365-mx", "m365-mx-spamhaus"},
		ClientNames: []string{"sharp-mx"},
		Lab:         func(name string) (*Lab, error) { return &Lab{Name: name}, nil },
		Client:      func(name string) (*Client, error) { return &Client{Name: name, EHLO: "sharp"}, nil },
		Suites: fstest.MapFS{
			"probe.smtp.hcl": {Data: []byte("endpoint \"x\" {\n  lab = \"m365-mx\"\n}\ntest \"probe\" {\n  endpoint = endpoint.x\n  expect ehlo accept {}\n}\n")},
		},
		Version: "0.1.0",
	}
}

// testOrder is the order of RFC 5321 §3, RFC 3207 and RFC 8314.
func testOrder(tls string) []string {
	switch tls {
	case "implicit":
		return []string{"resolve", "connect", "tls", "banner", "ehlo-tls", "auth", "mail", "rcpt", "data", "message", "quit"}
	case "none":
		return []string{"resolve", "connect", "banner", "ehlo", "auth", "mail", "rcpt", "data", "message", "quit"}
	case "starttls", "required", "opportunistic":
		return slices.Clone(stageNames)
	}
	panic(fmt.Sprintf("no tls mode %q", tls))
}

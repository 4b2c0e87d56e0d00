package dsl

import "github.com/smtpspec/smtpspec/dsl/schema"

// Block is one kind of block with what may be said in it, for the reference.
type Block struct {
	Name  string // with the blocks around it: "endpoint.timeouts"
	Attrs []schema.Attr
}

// Blocks are the blocks whose attributes are the same in every suite, in the
// order of the reference. Those of `variable` and `assert` are Terraform's; those
// of `expect` depend on its stage.
func Blocks() []Block {
	return []Block{
		{"suite", suiteFields.attrs},
		{"endpoint", endpointFields.attrs},
		{"endpoint.timeouts", timeoutFields.attrs},
		{"credential", credentialFields.attrs},
		{"client", clientFields.attrs},
		{"client.tls", clientTLSFields.attrs},
		{"site", siteFields.attrs},
		{"defaults", sessionFields},
		{"test", testFields.attrs},
		{"comparison", comparisonFields.attrs},
		{"case_study", caseStudyFields.attrs},
		{"class", classFields.attrs},
		{"class.rule", ruleFields.attrs},
		{"class.example", exampleFields.attrs},
		{"class.counter_example", counterFields.attrs},
		{"class.source", sourceFields.attrs},
		{"lab", labFields.attrs},
		{"lab.tls", labTLSFields.attrs},
		{"lab.on", labReplyFields.attrs},
	}
}

// Functions are the names of the functions that expressions may call, in order.
func Functions() []string { return sortedKeys(functions("", "")) }

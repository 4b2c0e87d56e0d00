package step

import (
	"github.com/smtpspec/smtpspec/runner/transcript"
	"github.com/zclconf/go-cty/cty"
)

// Strings is a list of strings as an attribute; an empty one is an empty list,
// not null. What a server says may be no text: cty takes valid UTF-8 only.
func Strings(list []string) cty.Value {
	if len(list) == 0 {
		return cty.ListValEmpty(cty.String)
	}
	values := make([]cty.Value, len(list))
	for i, s := range list {
		values[i] = cty.StringVal(transcript.Printable(s))
	}
	return cty.ListVal(values)
}

// String is a string as an attribute; an empty one is null, since the server did
// not say it.
func String(s string) cty.Value {
	if s == "" {
		return cty.NullVal(cty.String)
	}
	return cty.StringVal(transcript.Printable(s))
}

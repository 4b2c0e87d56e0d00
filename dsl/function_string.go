package dsl

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"strings"
	"unicode/utf8"

	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/function"
	"github.com/zclconf/go-cty/cty/function/stdlib"
)

var startswithFunction = plain("Reports whether a string begins with a prefix.", cty.Bool,
	func(s ...string) (cty.Value, error) { return cty.BoolVal(strings.HasPrefix(s[0], s[1])), nil }, "string", "prefix")

var endswithFunction = plain("Reports whether a string ends with a suffix.", cty.Bool,
	func(s ...string) (cty.Value, error) { return cty.BoolVal(strings.HasSuffix(s[0], s[1])), nil }, "string", "suffix")

var strcontainsFunction = plain("Reports whether a string has another one in it.", cty.Bool,
	func(s ...string) (cty.Value, error) { return cty.BoolVal(strings.Contains(s[0], s[1])), nil }, "string", "substr")

var base64encodeFunction = plain("Encodes the UTF-8 bytes of a string in base64.", cty.String,
	func(s ...string) (cty.Value, error) {
		return cty.StringVal(base64.StdEncoding.EncodeToString([]byte(s[0]))), nil
	}, "string")

var base64decodeFunction = plain("Decodes base64 into a string of UTF-8.", cty.String, decodeBase64, "string")

func decodeBase64(s ...string) (cty.Value, error) {
	raw, err := base64.StdEncoding.DecodeString(s[0])
	if err != nil {
		return cty.NilVal, errors.New("this is not base64")
	}
	if !utf8.Valid(raw) {
		return cty.NilVal, errors.New("what is encoded here is not UTF-8 text")
	}
	return cty.StringVal(string(raw)), nil
}

var sha256Function = plain("The SHA-256 of the UTF-8 bytes of a string, in hex.", cty.String,
	func(s ...string) (cty.Value, error) {
		sum := sha256.Sum256([]byte(s[0]))
		return cty.StringVal(hex.EncodeToString(sum[:])), nil
	}, "string")

// replaceFunction is Terraform's replace: what stands between slashes is a
// regular expression.
var replaceFunction = function.New(&function.Spec{
	Description: "Replaces every occurrence of a string, or of a regular expression between slashes.",
	Params: []function.Parameter{
		{Name: "string", Type: cty.String},
		{Name: "substr", Type: cty.String},
		{Name: "replace", Type: cty.String},
	},
	Type: function.StaticReturnType(cty.String),
	Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
		substr := args[1].AsString()
		if len(substr) > 1 && substr[0] == '/' && substr[len(substr)-1] == '/' {
			return stdlib.RegexReplace(args[0], cty.StringVal(substr[1:len(substr)-1]), args[2])
		}
		return stdlib.Replace(args[0], args[1], args[2])
	},
})

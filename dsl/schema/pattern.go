package schema

import (
	"fmt"
	"regexp"
	"regexp/syntax"
	"sync"
)

// patterns keeps compiled expressions by their text: ten thousand instances of a
// test share theirs. What it holds is bounded by what suites say.
var patterns sync.Map // string → *regexp.Regexp

// compile compiles an expression, or finds the one compiled before.
func compile(pattern string) (*regexp.Regexp, error) {
	if re, ok := patterns.Load(pattern); ok {
		return re.(*regexp.Regexp), nil
	}
	re, err := regexp.Compile(pattern)
	if err != nil {
		return nil, patternError(pattern, err)
	}
	patterns.Store(pattern, re)
	return re, nil
}

// patternError says what is wrong without Go's prefix. Looking around and back
// is what people bring from other engines, so it gets a sentence.
func patternError(pattern string, err error) error {
	se, ok := err.(*syntax.Error)
	if !ok {
		return fmt.Errorf("%s is no regular expression: %w", quote(pattern), err)
	}
	hint := ""
	if se.Code == syntax.ErrInvalidPerlOp || se.Code == syntax.ErrMissingRepeatArgument {
		hint = " (RE2 has no lookaround and no backreferences)"
	}
	return fmt.Errorf("%s is no regular expression: %s at %s%s", quote(pattern), se.Code, quote(se.Expr), hint)
}

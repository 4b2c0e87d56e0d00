package dsl

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// versionMeets reports whether a version meets all of the constraints in text,
// such as ">= 0.1, < 1.0" or "~> 0.2". What follows the numbers ("-rc1", "+dirty")
// does not count; a version that has no numbers, as of a build from a work tree,
// meets everything.
func versionMeets(version, text string) (bool, error) {
	have, err := versionNumbers(version)
	met := true
	for _, part := range strings.Split(text, ",") {
		op, want, partErr := versionConstraint(part)
		if partErr != nil {
			return false, partErr
		}
		met = met && compareVersion(op, have, want)
	}
	return met || err != nil, nil
}

// versionOps are the operators, longest first.
var versionOps = []string{">=", "<=", "!=", "~>", ">", "<", "="}

func versionConstraint(part string) (op string, want []int, err error) {
	part = strings.TrimSpace(part)
	op = "="
	for _, o := range versionOps {
		if rest, ok := strings.CutPrefix(part, o); ok {
			op, part = o, rest
			break
		}
	}
	want, err = versionNumbers(strings.TrimSpace(part))
	if err != nil {
		return "", nil, fmt.Errorf(`%q is no version; a constraint reads ">= 0.1" or ">= 0.1, < 1.0"`, strings.TrimSpace(part))
	}
	return op, want, nil
}

func versionNumbers(text string) ([]int, error) {
	text = strings.TrimPrefix(text, "v")
	if i := strings.IndexAny(text, "-+"); i >= 0 {
		text = text[:i]
	}
	var out []int
	for _, part := range strings.Split(text, ".") {
		n, err := strconv.Atoi(part)
		if err != nil || n < 0 {
			return nil, fmt.Errorf("%q is no version", text)
		}
		out = append(out, n)
	}
	return out, nil
}

func compareVersion(op string, have, want []int) bool {
	order := slices.Compare(padded(have), padded(want))
	switch op {
	case ">=":
		return order >= 0
	case "<=":
		return order <= 0
	case ">":
		return order > 0
	case "<":
		return order < 0
	case "!=":
		return order != 0
	case "~>":
		// The last number given may grow: ~> 0.2 is any 0.x from 0.2 on.
		fixed := max(1, len(want)-1)
		return order >= 0 && slices.Equal(padded(have)[:fixed], padded(want)[:fixed])
	}
	return order == 0
}

// padded is a version of at least three numbers.
func padded(v []int) []int {
	out := slices.Clone(v)
	for len(out) < 3 {
		out = append(out, 0)
	}
	return out
}

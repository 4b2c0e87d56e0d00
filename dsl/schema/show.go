package schema

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/zclconf/go-cty/cty"
)

// wanted writes wanted values as a suite would.
func (a Attr) wanted(values []cty.Value) string {
	return a.join(values, len(values) > 1)
}

// got writes what was seen: a list as a list, even of one.
func (a Attr) got(values []cty.Value, list bool) string {
	if len(values) == 0 && !list {
		return nothing
	}
	return a.join(values, list || len(values) > 1)
}

func (a Attr) join(values []cty.Value, list bool) string {
	words := make([]string, len(values))
	for i, v := range values {
		words[i] = a.show(v)
	}
	if !list {
		return words[0]
	}
	return "[" + strings.Join(words, ", ") + "]"
}

// show writes one value. A code of digits is a number in a suite, and seconds
// that are compared with a duration are shown as one.
func (a Attr) show(v cty.Value) string {
	switch {
	case v.IsNull():
		return nothing
	case !v.IsKnown():
		return "(not yet known)"
	case v.Type() == cty.Number && a.Format == Duration:
		f, _ := v.AsBigFloat().Float64()
		return quote(seconds(f))
	case v.Type() == cty.String && a.Match == CodeLike && strings.Trim(v.AsString(), "0123456789") == "":
		return v.AsString()
	case v.Type() == cty.String:
		return quote(v.AsString())
	}
	return Show(v)
}

// seconds writes a number of seconds as a duration of at most three decimals,
// and long ones in days.
func seconds(f float64) string {
	if math.Abs(f) >= 2*24*3600 {
		return strconv.FormatFloat(f/(24*3600), 'f', 0, 64) + "d"
	}
	s := strconv.FormatFloat(f, 'f', 3, 64)
	return strings.TrimSuffix(strings.TrimRight(s, "0"), ".") + "s"
}

// Show writes a value as a suite would. Marked values show as "(sensitive)".
func Show(v cty.Value) string {
	switch {
	case v == cty.NilVal:
		return "null"
	case v.IsMarked():
		return "(sensitive)"
	case v.IsNull():
		return "null"
	case !v.IsKnown():
		return "(not yet known)"
	case v.Type() == cty.String:
		return quote(v.AsString())
	case v.Type() == cty.Bool || v.Type() == cty.Number:
		return text(v)
	case isSequence(v.Type()):
		return showList(v)
	case v.Type().IsMapType() || v.Type().IsObjectType():
		return showMap(v)
	}
	return v.Type().FriendlyName()
}

func showList(v cty.Value) string {
	var words []string
	for it := v.ElementIterator(); it.Next(); {
		_, element := it.Element()
		words = append(words, Show(element))
	}
	return "[" + strings.Join(words, ", ") + "]"
}

func showMap(v cty.Value) string {
	var words []string
	for it := v.ElementIterator(); it.Next(); {
		key, element := it.Element()
		words = append(words, quote(key.AsString())+" = "+Show(element))
	}
	if len(words) == 0 {
		return "{}"
	}
	return "{ " + strings.Join(words, ", ") + " }"
}

// quote writes a string as HCL does. What is no printable character becomes an
// escape, so that no reply can drive a terminal.
func quote(s string) string {
	var b strings.Builder
	b.WriteByte('"')
	for i, r := range s {
		switch {
		case r == '"' || r == '\\':
			b.WriteByte('\\')
			b.WriteRune(r)
		case r == '\n':
			b.WriteString(`\n`)
		case r == '\r':
			b.WriteString(`\r`)
		case r == '\t':
			b.WriteString(`\t`)
		case (r == '$' || r == '%') && strings.HasPrefix(s[i+1:], "{"):
			b.WriteRune(r)
			b.WriteRune(r) // "$${" is a literal "${"
		case r == utf8.RuneError || !unicode.IsPrint(r):
			b.WriteString(escape(r))
		default:
			b.WriteRune(r)
		}
	}
	b.WriteByte('"')
	return b.String()
}

func escape(r rune) string {
	if r > 0xffff {
		return fmt.Sprintf(`\U%08x`, r)
	}
	return fmt.Sprintf(`\u%04x`, r)
}

package table

import "github.com/fatih/color"

// colors paint words, or leave them as they are. Whether to paint is the
// caller's decision, not this package's nor the colour library's.
type colors struct{ good, bad, doubt, dim, bold func(string) string }

func palette(on bool) colors {
	paint := func(attrs ...color.Attribute) func(string) string {
		if !on {
			return func(s string) string { return s }
		}
		c := color.New(attrs...)
		c.EnableColor()
		return func(s string) string { return c.Sprint(s) }
	}
	return colors{
		good: paint(color.FgGreen), bad: paint(color.FgRed, color.Bold), doubt: paint(color.FgYellow),
		dim: paint(color.Faint), bold: paint(color.Bold),
	}
}

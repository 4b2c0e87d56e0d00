package preface

import "testing"

func TestOf(t *testing.T) {
	for _, c := range []struct{ name, text, title, doc string }{
		{"title and prose", "# A title\n#\n# One line,\n# and another.\n\nsuite {}\n# later\n", "A title", "One line,\nand another."},
		{"a title alone", "# A title\nsuite {}\n", "A title", ""},
		{"line ends of Windows", "# A title\r\n# Prose.\r\nsuite {}\r\n", "A title", "Prose."},
		{"indented prose", "# A title\n#   smtpspec run x\n", "A title", "smtpspec run x"},
		{"no comment", "suite {}\n# A title\n", "", ""},
		{"nothing", "", "", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			if title, doc := Of([]byte(c.text)); title != c.title || doc != c.doc {
				t.Errorf("title %q, doc %q, want %q, %q", title, doc, c.title, c.doc)
			}
		})
	}
}

package main

import (
	"io"

	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"
)

// textInput takes a byte order mark away and turns UTF-16, which PowerShell's >
// writes, into UTF-8. What has no mark stays as it is.
func textInput(r io.Reader) io.Reader {
	return transform.NewReader(r, unicode.BOMOverride(transform.Nop))
}

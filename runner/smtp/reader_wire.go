package smtp

import "strings"

// Wire is the reply's lines as they stood on the wire, without their ends. A reply
// that has no Raw is written as a server would write it.
func (r Reply) Wire() []string {
	if len(r.Raw) > 0 {
		return rawLines(string(r.Raw))
	}
	if r.Code == 0 && len(r.Lines) == 0 {
		return nil
	}
	if len(r.Lines) == 0 {
		return []string{r.Code.String()}
	}
	out := make([]string, len(r.Lines))
	code := r.Code.String()
	if code == "" {
		code = "000" // what the zero value was read from
	}
	for i, line := range r.Lines {
		sep := "-"
		if i == len(r.Lines)-1 {
			sep = " "
		}
		out[i] = code + sep + line
	}
	return out
}

// rawLines splits what was read at its line ends.
func rawLines(raw string) []string {
	raw = strings.TrimSuffix(raw, "\n")
	out := make([]string, 0, 1+strings.Count(raw, "\n"))
	for line := range strings.SplitSeq(raw, "\n") {
		out = append(out, strings.TrimSuffix(line, "\r"))
	}
	return out
}

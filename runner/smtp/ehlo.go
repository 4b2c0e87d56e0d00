package smtp

import "strings"

// Capabilities is what a server said of itself in answer to EHLO (RFC 5321
// §4.1.1.1), or to HELO, where there are no keywords.
type Capabilities struct {
	Verb     string    // "EHLO" or "HELO": the command that was answered
	Domain   string    // the first word of the first line: the server's own name
	Greeting string    // the rest of the first line
	Keywords []Keyword // in the server's order
}

// Keyword is one EHLO keyword with its parameters.
type Keyword struct {
	Name   string   // in capitals
	Params []string // verbatim
}

// String is the keyword as a server writes it.
func (k Keyword) String() string {
	return strings.Join(append([]string{k.Name}, k.Params...), " ")
}

// protocolWords are the keywords and mechanisms that a session goes by.
var protocolWords = map[string]bool{
	"AUTH": true, "LOGIN": true, "PLAIN": true, "CRAM-MD5": true, "SCRAM-SHA-256": true, "XOAUTH2": true,
	"STARTTLS": true, "SIZE": true, "PIPELINING": true, "DSN": true, "8BITMIME": true, "SMTPUTF8": true,
	"CHUNKING": true, "BINARYMIME": true, "ENHANCEDSTATUSCODES": true, "REQUIRETLS": true, "LIMITS": true,
}

// ParseEHLO reads the capabilities out of a positive reply to verb. A word of the
// protocol is read as it came also where a password is the same word and it was hidden.
func ParseEHLO(verb string, r Reply) Capabilities {
	c := Capabilities{Verb: verb}
	said := r.AsSaid().Lines
	for i, line := range r.Lines {
		if i == 0 {
			c.Domain, c.Greeting, _ = strings.Cut(line, " ")
			continue
		}
		fields := keywordFields(line)
		if said[i] != line {
			fields = protocolFields(said[i], fields)
		}
		if len(fields) == 0 {
			continue
		}
		c.Keywords = append(c.Keywords, Keyword{Name: strings.ToUpper(fields[0]), Params: fields[1:]})
	}
	return c
}

// keywordFields are the words of a line. "AUTH=LOGIN" is what old Microsoft servers wrote
// before RFC 2554.
func keywordFields(line string) []string {
	return strings.Fields(strings.Replace(line, "AUTH=", "AUTH ", 1))
}

// protocolFields are the words of a line in which something was hidden: those of the
// protocol as they were said, the others as they are shown.
func protocolFields(said string, shown []string) []string {
	fields := keywordFields(said)
	if len(fields) != len(shown) {
		return shown
	}
	for i, word := range fields {
		if !protocolWords[strings.ToUpper(word)] {
			fields[i] = shown[i]
		}
	}
	return fields
}

// Has reports whether the keyword is offered; "AUTH LOGIN" asks for the keyword
// with that parameter. Case does not matter.
func (c Capabilities) Has(keyword string) bool {
	words := strings.Fields(keyword)
	if len(words) == 0 {
		return false
	}
	for _, k := range c.Keywords {
		if strings.EqualFold(k.Name, words[0]) && hasAll(k.Params, words[1:]) {
			return true
		}
	}
	return false
}

// Params returns the parameters of a keyword over all its lines.
func (c Capabilities) Params(name string) []string {
	var out []string
	for _, k := range c.Keywords {
		if strings.EqualFold(k.Name, name) {
			out = append(out, k.Params...)
		}
	}
	return out
}

func hasAll(have, want []string) bool {
	for _, w := range want {
		found := false
		for _, h := range have {
			found = found || strings.EqualFold(h, w)
		}
		if !found {
			return false
		}
	}
	return true
}

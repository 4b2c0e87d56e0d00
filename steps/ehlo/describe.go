package ehlo

import (
	"net/netip"
	"strconv"
	"strings"

	"github.com/smtpspec/smtpspec/runner/smtp"
	"github.com/smtpspec/smtpspec/runner/step"
	"github.com/smtpspec/smtpspec/steps/mailbox"
	"github.com/zclconf/go-cty/cty"
)

// describe fills in what the server said of itself and of the client.
func describe(o *step.Observation, env *step.Env, caps smtp.Capabilities, name string) {
	o.Attrs["keywords"] = step.Strings(Keywords(&caps))
	o.Attrs["host"] = step.String(caps.Domain)
	if addr, ok := echoed(caps, env.Session.Host, name); ok {
		o.Attrs["client_address"] = step.String(addr.String())
	}
	if size, ok := size(caps); ok {
		o.Attrs["size"] = cty.NumberUIntVal(size)
	}
}

// Keywords are a server's keywords as it writes them; none where EHLO was not
// answered.
func Keywords(caps *smtp.Capabilities) []string {
	if caps == nil {
		return nil
	}
	out := make([]string, len(caps.Keywords))
	for i, k := range caps.Keywords {
		out[i] = k.String()
	}
	return out
}

// size is the limit of RFC 1870. Zero means that there is no fixed one (§4).
func size(caps smtp.Capabilities) (uint64, bool) {
	params := caps.Params("SIZE")
	if len(params) == 0 {
		return 0, false
	}
	n, err := strconv.ParseUint(params[0], 10, 64)
	return n, err == nil && n > 0
}

// echoed is the client's address as the server sees it: "mx.example Hello
// copier.example [203.0.113.7]". The last bracketed address counts, for what
// comes before may be the client's own argument said back. Where that is all
// there is, it proves nothing; only of the known operators is it known that they
// write the address that they see.
func echoed(caps smtp.Capabilities, host, name string) (netip.Addr, bool) {
	var found netip.Addr
	said := 0
	rest := caps.Greeting
	for {
		_, after, ok := strings.Cut(rest, "[")
		if !ok {
			break
		}
		inside, behind, ok := strings.Cut(after, "]")
		if !ok {
			break
		}
		if addr, ok := mailbox.Literal("[" + inside + "]"); ok {
			found, said = addr, said+1
		}
		rest = behind
	}
	if said == 0 {
		return netip.Addr{}, false
	}
	if own, ok := mailbox.Literal(name); ok && own == found && said == 1 {
		_, known := smtp.OperatorOf(host)
		return found, known
	}
	return found, true
}

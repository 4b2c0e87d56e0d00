package lab

import (
	"cmp"
	"crypto/tls"
	"fmt"
	"slices"
	"strings"
	"time"
)

// seen says what the block has no place for.
func (v *view) seen() []string {
	i := v.info
	var out []string
	say := func(when bool, format string, args ...any) {
		if when {
			out = append(out, fmt.Sprintf(format, args...))
		}
	}
	say(!v.spoke && !i.TLSInClear, "It connected and said nothing: a test of the port, as many devices' test buttons are.")
	say(v.odd != "", "It says EHLO with %q, which is not one word; the block cannot.", v.odd)
	say(i.Messages > 0, "Messages sent: %d.", i.Messages)
	say(len(i.Parameters) > 0, "MAIL came with %s.", strings.Join(i.Parameters, ", "))
	say(i.Pipelined, "It sends commands before the last reply has come (PIPELINING, RFC 2920).")
	say(i.Chunking, "It sends messages in chunks (BDAT, RFC 3030).")
	say(i.Waited > 0, "It waited %s for a reply and went on.", i.Waited.Round(time.Millisecond))
	say(i.GaveUp > 0, "It gave up after %s without a reply.", i.GaveUp.Round(10*time.Millisecond))
	v.seenHandshake(say)
	say(v.spoke && !i.Quit && v.tls == nil, "It never said QUIT.")
	for _, m := range v.mechanisms {
		say(!slices.Contains(knownMechanisms, m), "It tried the mechanism %q, which the block cannot name.", m)
	}
	v.seenAuth(say)
	return append(out, v.seenTLS()...)
}

// seenHandshake says how TLS ended where nothing came after it, and what came then.
func (v *view) seenHandshake(say func(when bool, format string, args ...any)) {
	say(v.fellBack, `It sent in clear after a handshake that failed: what it does then, a test at an endpoint with tls = "none" shows.`)
	f := v.tls
	if f == nil {
		return
	}
	if !v.heard { // so it cannot have seen a certificate
		say(true, "TLS began and ended before a whole ClientHello had come: %s.", f.Text)
		return
	}
	say(f.Certificate, "TLS began and ended: %s. It checks certificates, and does not trust the lab's: let it trust the root that --ca-file writes, and send again.", f.Text)
	say(f.Client && !f.Certificate, "TLS began and ended: %s. It may check certificates: let it trust the root that --ca-file writes, and send again.", f.Text)
	say(!f.Client, "TLS began and ended: %s. What it does inside TLS was not seen.", f.Text)
}

// seenAuth says what is not known of how it signs in.
func (v *view) seenAuth(say func(when bool, format string, args ...any)) {
	say(v.asked && len(v.mechanisms) == 0 && v.spoke && !v.unseen(),
		"It was offered AUTH %s and did not sign in: it was given no user name, or knows neither.", strings.Join(microsofts, " "))
	if len(v.own) > 0 || len(v.chosen) == 0 {
		return
	}
	c := v.chosen[0]
	offered := "AUTH " + strings.Join(c[1:], " ")
	if len(c) == 1 {
		offered = "no AUTH"
	}
	say(true, "It said AUTH %s where %s was offered. It may know other mechanisms, so the block names none; without a profile, --learn offers what Microsoft 365 does.", c[0], offered)
}

// seenTLS says what of its ClientHello the block has no place for.
func (v *view) seenTLS() []string {
	h := v.hello
	if h == nil {
		return nil
	}
	var out []string
	if v.info.TLS != nil {
		out = append(out, fmt.Sprintf("Agreed on: %s, %s.", versionName(v.info.TLS.Version), tls.CipherSuiteName(v.info.TLS.Cipher)))
	}
	if !h.Listed {
		out = append(out, "It names its highest TLS version only, as clients from before TLS 1.3 do; min_version is not known.")
	}
	if others := listOthers(h.Ciphers, otherCiphers(), func(id uint16) bool { return cipherName(id) != "" || grease(id) || signal(id) }); others != "" {
		out = append(out, "Ciphers offered that smtpspec cannot: "+others+".")
	}
	if len(h.Ciphers) > 0 && known(h.Ciphers, cipherName) == nil {
		out = append(out, "The block can name none of its ciphers: a test with it offers others, and its handshake is not the device's.")
	}
	if others := listOthers(h.Groups, otherGroups, func(id tls.CurveID) bool { return groupName(id) != "" || grease(uint16(id)) }); others != "" {
		out = append(out, "Groups offered that smtpspec cannot: "+others+".")
	}
	if len(h.Groups) == 0 {
		out = append(out, "It offers no group: its key exchange is RSA, or finite-field Diffie-Hellman.")
	}
	if h.ServerName == "" {
		out = append(out, `It sent no server name (SNI). One that was given an address has none to send; if it was given a name, add sni = "" to tls.`)
	}
	return out
}

// otherGroups are the IANA names of groups that a `client` block cannot name.
var otherGroups = map[tls.CurveID]string{
	1: "sect163k1", 2: "sect163r1", 3: "sect163r2", 4: "sect193r1", 5: "sect193r2", 6: "sect233k1", 7: "sect233r1",
	8: "sect239k1", 9: "sect283k1", 10: "sect283r1", 11: "sect409k1", 12: "sect409r1", 13: "sect571k1", 14: "sect571r1",
	15: "secp160k1", 16: "secp160r1", 17: "secp160r2", 18: "secp192k1", 19: "secp192r1", 20: "secp224k1", 21: "secp224r1",
	22: "secp256k1", 26: "brainpoolP256r1", 27: "brainpoolP384r1", 28: "brainpoolP512r1", 30: "x448",
	256: "ffdhe2048", 257: "ffdhe3072", 258: "ffdhe4096", 259: "ffdhe6144", 260: "ffdhe8192",
	tls.SecP256r1MLKEM768: "SecP256r1MLKEM768", tls.SecP384r1MLKEM1024: "SecP384r1MLKEM1024",
}

// grease are numbers that mean nothing, sent so that servers get used to unknown
// ones (RFC 8701).
func grease(id uint16) bool { return id&0x0f0f == 0x0a0a && id>>8 == id&0xff }

// signal are cipher suites that are none: renegotiation (RFC 5746) and fallback
// (RFC 7507).
func signal(id uint16) bool { return id == 0x00ff || id == 0x5600 }

// listOthers lists those for which skip does not hold, by name where they have one.
func listOthers[T ~uint16](ids []T, names map[T]string, skip func(T) bool) string {
	var out []string
	for _, id := range ids {
		if !skip(id) {
			out = append(out, cmp.Or(names[id], fmt.Sprintf("0x%04x", uint16(id))))
		}
	}
	return strings.Join(out, ", ")
}

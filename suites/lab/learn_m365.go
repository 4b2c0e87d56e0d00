package lab

import (
	"crypto/tls"
	"fmt"
	"slices"
	"strings"
	"time"
)

// refusalWait is how long Microsoft 365 takes to answer an invalid EHLO or a MAIL
// without AUTH; twice that is what a client should wait.
const refusalWait = 5 * time.Second

// trouble lists what Microsoft 365 is known to answer to a client like this one.
// What is not known is not listed.
func (v *view) trouble() []string {
	var out []string
	say := func(when bool, text, source string) {
		if when {
			out = append(out, text+" ["+source+"]")
		}
	}
	v.nameTrouble(say)
	v.tlsTrouble(say)
	v.authTrouble(say)
	i := v.info
	say(i.GaveUp > 0 && i.GaveUp < 2*refusalWait,
		"Microsoft 365 answers an invalid EHLO, and MAIL FROM without AUTH, after about 5 seconds only: with so little patience the device shows a timeout where a refusal was on its way.",
		"log of 26 April 2025")
	say(i.BareLF, "Lines of the message end with LF alone: 550 5.6.11 SMTPSEND.BareLinefeedsAreIllegal.",
		`Microsoft Learn, "Email non-delivery reports and SMTP errors in Exchange Online", 2024-10-14`)
	say(i.AtOnce > 3 && len(v.mechanisms) > 0,
		"More than three connections at once: client submission allows three for a mailbox, and answers the next at DATA with 432 4.3.2.",
		`Microsoft Learn, "Changes in message store and throttling for concurrent connections", 2025-06-12`)
	say(i.Client.Addr().Is6() && !i.Client.Addr().IsLoopback(),
		"It comes over IPv6: a relay connector knows no IPv6 addresses, and an MX asks an IPv6 client for reverse DNS and for SPF or DKIM.",
		"Exchange PowerShell reference, 2026-08-21; Microsoft Learn, NDR article, 2024-10-14")
	say(v.info.otherSender, "MAIL FROM is not the user that signed in: 550 5.7.60 unless the mailbox may Send As it.",
		`Microsoft Learn, "Fix issues with printers, scanners, and LOB applications", 2024-08-13`)
	return out
}

type sayer = func(when bool, text, source string)

// nameTrouble is about EHLO.
func (v *view) nameTrouble(say sayer) {
	name := v.ehlo
	if v.odd != "" {
		name = v.odd
	}
	bad := strings.ContainsAny(name, " _") || strings.HasSuffix(name, ".") || strings.Contains(name, "..")
	say(bad, fmt.Sprintf("EHLO with %q: 501 5.5.4 Invalid domain name, after 5 seconds each.", name), "log of 26 April 2025")
	say(v.onlyHELO(),
		"It says HELO, which is answered in one line without keywords: no STARTTLS and no AUTH, so client submission is out of its reach.",
		"captures; RFC 5321 §3.2")
}

// tlsTrouble is about the way to TLS and its versions.
func (v *view) tlsTrouble(say sayer) {
	say(v.info.TLSInClear,
		"It begins TLS at once (\"SSL\", port 465). Microsoft 365 does not serve port 465; on 587 and 25 the device has to use STARTTLS.",
		`Microsoft Learn, "How to set up a multifunction device or application to send email", 2022-04-27`)
	say(v.passed && !v.starttls,
		"It does not use STARTTLS where it is offered: client submission answers MAIL FROM with 451 5.7.3 STARTTLS is required to send mail. Direct Send takes clear text.",
		"capture of July 2024; Microsoft Learn, article on multifunction devices, 2022-04-27")
	say(v.passed && v.unseen(),
		"It was seen to send in clear: there client submission answers MAIL FROM with 451 5.7.3 STARTTLS is required to send mail. Direct Send takes clear text.",
		"capture of July 2024; Microsoft Learn, article on multifunction devices, 2022-04-27")
	h := v.hello
	if h == nil {
		return
	}
	versions := known(h.Versions, versionName)
	if h.onlyRSAKeyExchange() {
		v.rsaTrouble(say, versions)
		return
	}
	old := len(versions) > 0 && versions[0] < "TLS1.2"
	if !old {
		say(!slices.ContainsFunc(h.Ciphers, seenAtMicrosoft),
			"It offers neither of the ciphers that were seen at Microsoft 365 (TLS_AES_256_GCM_SHA384, TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384); whether another of its own is taken was not seen.",
			"captures")
		return
	}
	say(true, fmt.Sprintf("%s is the newest TLS that it offers. An MX refuses the handshake.", versions[0]),
		`Exchange Team Blog, "Understanding email scenarios if TLS versions cannot be agreed on", 2021`)
	say(true, "Client submission shakes hands, and then answers AUTH with 421 4.7.66 TLS 1.0 and 1.1 are not supported. smtp-legacy.office365.com takes it where the tenant has opted in.",
		"capture of 2022; Microsoft Learn, article on printers, scanners and LOB applications, 2024-08-13")
}

// rsaTrouble is about clients without any other key exchange. That client submission
// shakes hands with old TLS was seen in 2022, before these suites were dropped.
func (v *view) rsaTrouble(say sayer, versions []string) {
	old := len(versions) > 0 && versions[0] < "TLS1.2"
	text := "All its cipher suites have RSA key exchange (TLS_RSA_…). smtp.office365.com is reported to have dropped these in February 2025: the handshake then ends in an alert."
	if !old {
		text += " Whether an MX still takes them was not seen."
	}
	say(true, text, "press report (borncity) of Ricoh, Xerox, Kyocera and Sharp, February 2025")
	if !old {
		return
	}
	say(true, versions[0]+" is the newest TLS that it offers. An MX refuses the handshake. smtp-legacy.office365.com takes TLS 1.0 and 1.1 where the tenant has opted in; whether it takes these suites was not seen.",
		`Exchange Team Blog, "Understanding email scenarios if TLS versions cannot be agreed on", 2021; Microsoft Learn, article on printers, scanners and LOB applications, 2024-08-13`)
}

func seenAtMicrosoft(id uint16) bool {
	return id == tls.TLS_AES_256_GCM_SHA384 || id == tls.TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384
}

// authTrouble is about signing in.
func (v *view) authTrouble(say sayer) {
	switch {
	case v.onlyHELO() && len(v.mechanisms) == 0:
		return // what is said of HELO says it
	case v.mailed() && len(v.mechanisms) == 0:
		say(true, v.whyNoAuth()+": client submission answers MAIL FROM with 530 5.7.57 Client not authenticated to send mail. Direct Send and a relay connector need no AUTH.",
			"capture of October 2024; Microsoft Learn, article on multifunction devices, 2022-04-27")
		return
	}
	foreign := slices.DeleteFunc(slices.Clone(v.own), func(m string) bool { return slices.Contains(microsofts, m) })
	say(len(foreign) > 0 && len(foreign) == len(v.own), fmt.Sprintf("AUTH %s: client submission offers LOGIN and XOAUTH2 only, and answers anything else with 504 5.7.4 Unrecognized authentication type.",
		strings.Join(foreign, ", ")), "captures of 2020 and 2025")
	say(slices.Contains(v.own, "LOGIN") && !slices.Contains(v.own, "XOAUTH2"),
		"AUTH LOGIN is basic authentication: it works in November 2026 where tenant and mailbox allow it, and is switched off by default in existing tenants at the end of December 2026; an administrator can switch it on again.",
		`Exchange Team Blog, "Updated Exchange Online SMTP AUTH Basic Authentication Deprecation Timeline", 2026-01-29`)
}

// whyNoAuth says what is known of a client that did not sign in: AUTH is a word of
// the reply to EHLO, and nobody chooses what was not offered.
func (v *view) whyNoAuth() string {
	offered := slices.ContainsFunc(v.sessions, func(s Session) bool { return len(s.signIn) > 0 })
	if !offered {
		return "No AUTH was offered to it, so whether it signs in is not known; if it does not"
	}
	return "It does not sign in"
}

// onlyHELO reports a client to which nothing can be offered (RFC 5321 §3.2).
func (v *view) onlyHELO() bool { return v.ehlo == "" && v.odd == "" && v.helo != "" }

// mailed reports whether the client came to MAIL, accepted or not, and to the end of
// what it does before: one that asks for TLS may sign in inside only.
func (v *view) mailed() bool {
	return slices.ContainsFunc(v.sessions, func(s Session) bool { return says(s, "MAIL") && (s.TLS != nil || !v.starttls) })
}

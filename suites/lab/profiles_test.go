package lab

import (
	"cmp"
	"crypto/tls"
	"errors"
	"fmt"
	"net"
	netsmtp "net/smtp"
	"net/textproto"
	"strings"
	"testing"
	"time"
)

// Every profile decodes, says what it is and where it is from, and can be played.
func TestProfiles(t *testing.T) {
	names := Names()
	if len(names) < 20 {
		t.Fatalf("only %d profiles: %q", len(names), names)
	}
	for _, name := range names {
		t.Run(name, func(t *testing.T) {
			p, err := Profile(name)
			if err != nil {
				t.Fatal(err)
			}
			if p.Title == "" || p.Doc == "" {
				t.Errorf("title %q, doc %q: both are shown to people", p.Title, p.Doc)
			}
			start(t, p, Options{})
		})
	}
}

func TestUnknownProfile(t *testing.T) {
	for _, name := range []string{"", "nobody", "../lab"} {
		if _, err := Profile(name); err == nil {
			t.Errorf("%q: no error", name)
		}
	}
}

// What a careful client of today meets at each profile: the stage that ends its
// session, and the reply or the trouble there. A profile that is not here has its
// whole session go well.
func TestWhatProfilesPlay(t *testing.T) {
	want := map[string]string{
		"m365-mx-spamhaus":                       "rcpt 550 5.7.1 Service unavailable, Client host [203.0.113.7] blocked using Spamhaus.",
		"m365-mx-banned-ip":                      "rcpt 550 5.7.606 Access denied, banned sending IP [203.0.113.7].",
		"m365-mx-unknown-recipient":              "rcpt 550 5.4.1 Recipient address rejected: Access denied.",
		"m365-mx-relay-denied":                   "rcpt 550 5.7.64 TenantAttribution; Relay Access Denied",
		"m365-mx-direct-send-rejected":           "rcpt 550 5.7.68 TenantInboundAttribution; Direct Send not allowed",
		"m365-mx-throttled":                      "rcpt 451 4.7.500 Server busy.",
		"m365-submission-auth-disabled":          "auth 535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Tenant.",
		"m365-submission-auth-disabled-mailbox":  "auth 535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Mailbox.",
		"m365-submission-auth-failed":            "auth 535 5.7.3 Authentication unsuccessful",
		"m365-submission-basic-disabled":         "auth 535 5.7.139 Authentication unsuccessful, basic authentication is disabled.",
		"m365-submission-basic-retired":          "auth 550 5.7.30 Basic authentication is not supported for Client Submission.",
		"m365-submission-legacy-tls":             "starttls remote error: tls: protocol version",
		"m365-submission-no-auth":                "mail 530 5.7.57 Client not authenticated to send mail.",
		"m365-submission-send-as-denied":         "mail 550 5.7.60 SMTP; Client does not have permissions to send as this sender",
		"m365-submission-concurrency":            "data 432 4.3.2 Concurrent connections limit exceeded.",
		"greylist":                               "rcpt 451 4.7.1 <office@contoso.com>: Recipient address rejected: Greylisted",
		"legacy-tls10":                           "starttls ",
		"tls-intercepted":                        "starttls tls: failed to verify certificate: x509: certificate signed by unknown authority",
		"self-signed-certificate":                "starttls tls: failed to verify certificate",
		"expired-certificate":                    "starttls tls: failed to verify certificate: x509: certificate has expired",
		"wrong-certificate":                      "starttls tls: failed to verify certificate: x509: certificate is valid for mail.example.net",
		"incomplete-chain":                       "starttls tls: failed to verify certificate: x509: certificate signed by unknown authority",
		"starttls-injection":                     "quit", // net/smtp drops what it has buffered, and sees nothing
		"tls-reset":                              "starttls ",
		"tls-silent":                             "starttls ",
		"port-redirected":                        "rcpt 550 5.7.1 Port 25 is for customers' servers only",
		"garbage":                                "banner ",
		"silent":                                 "banner ",
		"m365-mx-connections":                    "banner 421 4.3.2 The maximum number of concurrent connections has e",
		"m365-mx-unavailable":                    "banner 421 4.3.2 Service not available",
		"m365-mx-invalid-helo":                   "ehlo 501 5.5.4 Invalid domain name",
		"m365-mx-bad-helo":                       "ehlo 550 5.7.506 Access Denied, Bad HELO",
		"m365-mx-helo-listed":                    "mail 550 5.7.1 Service unavailable, Helo domain is listed in Spam",
		"m365-mx-sender-domain-listed":           "mail 550 5.7.1 Service unavailable, MailFrom domain is listed in ",
		"m365-mx-filter-busy":                    "mail 451 4.7.700 PFA agent busy, please try again.",
		"m365-mx-banned-sender":                  "rcpt 550 5.7.511 Access denied, banned sender[203.0.113.7]. To re",
		"m365-mx-evaluated":                      "rcpt 451 4.7.850 Access denied, please try again later",
		"m365-mx-customer-blocklist":             "rcpt 550 5.7.513 Service unavailable, Client host [203.0.113.7] b",
		"m365-mx-rejected-by-recipient":          "rcpt 550 5.7.507 Access denied, rejected by recipient",
		"m365-mx-partner-connector":              "rcpt 550 5.7.51 TenantInboundAttribution; There is a partner conn",
		"m365-mx-relay-denied-attr36":            "rcpt 550 5.7.64 Relay Access Denied ATTR36",
		"m365-mx-wrong-region":                   "rcpt 451 4.4.62 Mail sent to the wrong Office 365 region. ATTR35.",
		"m365-mx-no-subscription":                "rcpt 550 4.4.4 Mail received as unauthenticated, incoming to a re",
		"m365-mx-attribution":                    "rcpt 451 4.3.2 Temporary server error. Please try again later ATT",
		"m365-mx-connector-abused":               "rcpt 550 5.7.711 Access denied, bad inbound connector. AS(2204)",
		"m365-mx-tenant-threshold":               "rcpt 550 5.7.705 Service unavailable. Access denied, tenant has e",
		"m365-mx-tenant-traffic":                 "rcpt 550 5.7.708 Service unavailable. Access denied, traffic not ",
		"m365-mx-sender-spam":                    "rcpt 550 5.7.501 Access denied, spam abuse detected",
		"m365-mx-ipv6-unauthenticated":           "rcpt 451 4.7.26 Access denied, a message sent over IPv6 [2001:db8",
		"m365-mx-ipv6-no-reverse-dns":            "rcpt 550 5.7.25 Access denied, the sending IPv6 address [2001:db8",
		"m365-mx-ipv6-not-accepted":              "rcpt 550 5.7.510 Access denied, contoso.com does not accept email",
		"m365-mx-too-many-recipients":            "rcpt 452 4.5.3 Too many recipients",
		"m365-mx-all-recipients-rejected":        "data 550 5.4.1 All recipient addresses rejected : Access denied",
		"m365-mx-dmarc-reject":                   "message 550 5.7.509 Access denied, sending domain contoso.com does n",
		"m365-mx-malformed":                      "message 550 5.7.512 Access denied, message must be RFC 5322 section ",
		"m365-mx-bare-linefeeds":                 "message 550 5.6.11 SMTPSEND.BareLinefeedsAreIllegal",
		"m365-mx-loop":                           "message 554 5.4.14 Hop count exceeded - possible mail loop ATTR34",
		"m365-mx-too-large":                      "message 552 5.3.4 Message size exceeds fixed limit",
		"outlook-com-blocked":                    "mail 550 5.7.1 Unfortunately, messages from [203.0.113.7] weren't",
		"outlook-com-throttled":                  "mail 451 4.7.650 The mail server [203.0.113.7] has been temporari",
		"outlook-com-unknown-recipient":          "rcpt 550 5.5.0 Requested action not taken: mailbox unavailable.",
		"outlook-com-unauthenticated":            "message 550 5.7.515 Access denied, sending domain contoso.com doesn'",
		"m365-submission-security-defaults":      "auth 535 5.7.139 Authentication unsuccessful, user is locked by y",
		"m365-submission-conditional-access":     "auth 535 5.7.139 Authentication unsuccessful, the request did not",
		"m365-submission-wrong-password":         "auth 535 5.7.139 Authentication unsuccessful, the user credential",
		"m365-submission-federation":             "auth 535 5.7.139 Authentication unsuccessful, federated STS servi",
		"m365-submission-temporary":              "auth 451 4.7.0 Temporary server error. Please try again later. PR",
		"m365-submission-restricted":             "message 550 5.1.8 Access denied, bad outbound sender",
		"m365-submission-daily-limit":            "message 550 5.1.90 Your message can't be sent because you've reached",
		"m365-submission-tenant-limit":           "message 550 5.7.233 Your message can't be sent because your tenant e",
		"m365-submission-trial-limit":            "message 550 5.7.232 Your message can't be sent because your trial te",
		"m365-submission-mailbox-full":           "message 554 5.2.2 mailbox full; STOREDRV.Submission.Exception:QuotaE",
		"m365-submission-send-as-denied-message": "message 554 5.2.252 SendAsDenied; scanner@contoso.com not allowed to",
		"m365-hve-token-expired":                 "auth 535 5.7.143 Expired token",
		"m365-hve-permissions":                   "auth 535 5.7.144 Invalid API permissions",
		"m365-hve-malformed-token":               "auth 501 5.5.121 Invalid XOAUTH2 argument",
		"m365-hve-app-not-allowed":               "auth 550 5.7.240 The application is not allowed for use with this",
		"onprem-relay-denied":                    "rcpt 454 4.7.1 <office@contoso.com>: Relay access denied",
		"onprem-exchange-relay-denied":           "starttls tls: failed to verify certificate",
		"mail-filter-blocked":                    "rcpt 550 5.7.0 Blocked - see https://ipcheck.proofpoint.com/?ip=2",
		"mail-filter-spoofing":                   "message 550 Rejected by header based Anti-Spoofing policy",
		"drop-mid-session":                       "rcpt EOF",
		"not-yet-valid-certificate":              "starttls tls: failed to verify certificate: x509: certificate has exp",
		"onprem-relay":                           "starttls tls: failed to verify certificate",
	}
	for _, name := range Names() {
		t.Run(name, func(t *testing.T) {
			p, err := Profile(name)
			if err != nil {
				t.Fatal(err)
			}
			for i := range p.On {
				p.On[i].Delay = min(p.On[i].Delay, time.Millisecond) // the tarpit's patience is not ours
			}
			s := start(t, p, Options{})
			stage, err := wholeSession(t, s)
			got := stage
			var reply *textproto.Error
			if errors.As(err, &reply) {
				got += fmt.Sprintf(" %d %s", reply.Code, reply.Msg)
			} else if err != nil {
				got += " " + err.Error()
			}
			if w := cmp.Or(want[name], "quit"); !strings.HasPrefix(got, w) || w == "quit" && err != nil {
				t.Errorf("\n got %s\nwant %s", got, w)
			}
		})
	}
	for name := range want {
		if _, err := Profile(name); err != nil {
			t.Error(err)
		}
	}
}

// wholeSession holds a whole session as Go's own client can, and returns the stage
// that ended it.
func wholeSession(t *testing.T, s *Server) (string, error) {
	t.Helper()
	wire := dial(t, s)
	defer wire.Close()
	if strings.HasSuffix(s.Profile(), "silent") {
		wire.SetDeadline(time.Now().Add(100 * time.Millisecond))
	}
	trust := &tls.Config{ServerName: s.Host(), RootCAs: s.Roots()}
	var conn net.Conn = wire
	if s.script.mode == ModeImplicit {
		conn = tls.Client(wire, trust)
	}
	c, err := netsmtp.NewClient(conn, s.Host())
	if err != nil {
		return "banner", err
	}
	if err := c.Hello("copier.contoso.com"); err != nil {
		return "ehlo", err
	}
	if ok, _ := c.Extension("STARTTLS"); ok {
		if err := c.StartTLS(trust); err != nil {
			return "starttls", err
		}
	}
	if ok, list := c.Extension("AUTH"); ok && s.Profile() != "m365-submission-no-auth" {
		if !strings.Contains(list, "LOGIN") {
			t.Errorf("AUTH %s", list)
		}
		if err := c.Auth(loginAuth{"scanner@contoso.com", "a word"}); err != nil {
			return "auth", err
		}
	}
	if err := c.Mail("scanner@contoso.com"); err != nil {
		return "mail", err
	}
	if err := c.Rcpt("office@contoso.com"); err != nil {
		return "rcpt", err
	}
	w, err := c.Data()
	if err != nil {
		return "data", err
	}
	w.Write([]byte("Subject: a scan\r\n\r\n"))
	if err := w.Close(); err != nil {
		return "message", err
	}
	return "quit", c.Quit()
}

// loginAuth is AUTH LOGIN, which net/smtp does not know.
type loginAuth struct{ user, password string }

func (a loginAuth) Start(*netsmtp.ServerInfo) (string, []byte, error) { return "LOGIN", nil, nil }

func (a loginAuth) Next(challenge []byte, more bool) ([]byte, error) {
	switch {
	case !more:
		return nil, nil
	case string(challenge) == "Username:":
		return []byte(a.user), nil
	}
	return []byte(a.password), nil
}

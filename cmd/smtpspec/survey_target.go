package main

import (
	"net"
	"net/netip"
	"strconv"
	"strings"

	"github.com/smtpspec/smtpspec/cmd/smtpspec/internal/tenant"
	"github.com/smtpspec/smtpspec/dsl/schema"
	"github.com/smtpspec/smtpspec/runner/smtp"
	"github.com/smtpspec/smtpspec/steps/mailbox"
)

// target is what a person wants to know about: a mail domain, or one server.
type target struct {
	text   string // as it is shown and as it is typed again
	domain string // in A-labels; empty for a server
	host   string
	port   int
	found  tenant.Domain // of a domain, once it was looked up
}

// readTarget tells a domain from a server: one with a port, an address, or a host
// name of a known operator is a server. Any other name is a domain; a host that
// has no MX of its own is asked on port 25 either way (RFC 5321 §5.1).
func readTarget(text string) (target, error) {
	switch {
	case strings.Contains(text, "://"):
		return target{}, invalid("%q is a URL; name the domain, or HOST[:PORT]", text)
	case strings.Contains(text, "@"):
		return target{}, invalid("%q is a mailbox; its domain is %q", text, text[strings.LastIndexByte(text, '@')+1:])
	}
	if addr, err := netip.ParseAddr(strings.Trim(text, "[]")); err == nil {
		return target{text: addr.String(), host: addr.String(), port: 25}, nil
	}
	if host, port, err := net.SplitHostPort(text); err == nil {
		return readServer(text, host, port)
	}
	name, err := readDomain(text)
	if err != nil {
		return target{}, err
	}
	if _, known := smtp.SubmissionMethod(name); known {
		return target{text: name, host: name, port: 587}, nil
	}
	if op, _ := smtp.OperatorOf(name); op.Service == "inbound" {
		return target{text: name, host: name, port: 25}, nil
	}
	return target{text: name, domain: name}, nil
}

// readServer reads HOST:PORT.
func readServer(text, host, port string) (target, error) {
	n, err := strconv.ParseUint(port, 10, 16)
	if err != nil || n == 0 {
		return target{}, invalid("%q: the port is a number from 1 to 65535", text)
	}
	if addr, err := netip.ParseAddr(host); err == nil {
		return target{text: net.JoinHostPort(addr.String(), port), host: addr.String(), port: int(n)}, nil
	}
	name, err := readDomain(host)
	if err != nil {
		return target{}, err
	}
	return target{text: net.JoinHostPort(name, port), host: name, port: int(n)}, nil
}

// readDomain is a name as the name service knows it.
func readDomain(text string) (string, error) {
	name, err := mailbox.Domain(strings.ToLower(text))
	if err == nil {
		err = schema.CheckMailbox("postmaster@" + name)
	}
	if err != nil || !strings.Contains(name, ".") && name != "localhost" {
		return "", invalid("%q is no domain and no HOST[:PORT]", text)
	}
	return name, nil
}

// submits reports whether the target is a known host for submission.
func (t target) submits() bool {
	_, known := smtp.SubmissionMethod(t.host)
	return known
}

// operator is whose server the target is.
func (t target) operator() smtp.Operator {
	op, _ := smtp.OperatorOf(t.host)
	return op
}

// withPort fills in a port where none is written.
func withPort(flag, text string, port int) (string, error) {
	if text == "" {
		return "", nil
	}
	host, port, err := hostPort(text, port)
	if err != nil || strings.ContainsAny(host, " /@") {
		return "", invalid("%s must be HOST[:PORT], not %q", flag, text)
	}
	return net.JoinHostPort(host, strconv.Itoa(port)), nil
}

// check reads what is common to the flags of probe and init.
func (f *surveyFlags) check() error {
	for _, a := range append([]string{f.from}, f.to...) {
		if a == "" {
			continue
		}
		if err := schema.CheckMailbox(a); err != nil {
			return invalid("%v", err)
		}
	}
	if f.ehlo != "" {
		if _, err := readDomain(f.ehlo); err != nil {
			return invalid("--ehlo: %q is no host name", f.ehlo)
		}
	}
	if f.tenant != "" {
		host, err := readDomain(f.tenant)
		if op, _ := smtp.OperatorOf(host); err != nil || op.Service != "inbound" || op.Tenant == "" {
			return invalid("--tenant: %q is no tenant's own host at Microsoft 365, such as contoso-com.mail.protection.outlook.com", f.tenant)
		}
		f.tenant = host
	}
	if f.resolver == "" && f.given("resolver") {
		return invalid("--resolver is empty: it must be HOST[:PORT]; without the flag, this computer's own name servers are asked")
	}
	var err error
	if f.submission, err = withPort("--submission", f.submission, 587); err != nil {
		return err
	}
	f.resolver, err = withPort("--resolver", f.resolver, 53)
	return err
}

// sender is the envelope's sender: as given, or the mailbox that signs in.
func (f *surveyFlags) sender() string {
	if f.from == "" && schema.CheckMailbox(f.user) == nil {
		return f.user
	}
	return f.from
}

package smtp

// Failure says why no valid reply came. Its class is one of the failure classes
// of the knowledge base, named below; it is an observation, since a suite may
// expect it, and an error, so that the client can return it.
type Failure struct {
	Class  string // what happened, one of the constants below
	Detail string // one line for people: addresses, limits, what was read; no secrets
	Err    error  // the cause, where there is one
}

// Error is "class: detail".
func (f *Failure) Error() string {
	if f.Detail == "" {
		return f.Class
	}
	return f.Class + ": " + f.Detail
}

// Unwrap gives the cause.
func (f *Failure) Unwrap() error { return f.Err }

// The classes of failure, by the stage at which they arise.
const (
	// resolve
	FailNXDomain   = "dns-nxdomain"
	FailNoAddress  = "dns-no-address"
	FailServFail   = "dns-servfail"
	FailDNSTimeout = "dns-timeout"
	FailDNSRefused = "dns-refused"
	FailNullMX     = "null-mx"
	FailMXInvalid  = "mx-invalid"
	// connect
	FailProxy             = "proxy-failed"
	FailConnectRefused    = "connect-refused"
	FailUnreachable       = "connect-unreachable"
	FailConnectTimeout    = "connect-timeout"
	FailConnectProhibited = "connect-prohibited"
	// any stage that waits for a reply
	FailReset          = "connection-reset"
	FailClosed         = "connection-closed"
	FailReplyTimeout   = "reply-timeout"
	FailNotSMTP        = "not-smtp"
	FailMalformed      = "reply-malformed"
	FailTooLong        = "reply-too-long"
	FailUnexpected     = "reply-unexpected"
	FailPortRedirected = "port-redirected"
	// starttls and tls
	FailStripped      = "starttls-stripped"
	FailInjection     = "starttls-injection"
	FailTLSHandshake  = "tls-handshake"
	FailTLSVersion    = "tls-version"
	FailTLSTimeout    = "tls-timeout"
	FailTLSAlert      = "tls-alert"
	FailTLSClientCert = "tls-client-cert"
	FailWrongTLSMode  = "wrong-tls-mode"
	// auth
	FailTokenRefused      = "oauth-token-refused"
	FailTokenUnreachable  = "oauth-token-unreachable"
	FailAuthUnsafe        = "auth-unsafe"
	FailMechanismMismatch = "mechanism-mismatch"
)

// The classes of finding on a handshake that was done.
const (
	CertUntrusted       = "cert-untrusted"
	CertExpired         = "cert-expired"
	CertNotYetValid     = "cert-not-yet-valid"
	ClockSkew           = "clock-skew"
	CertName            = "cert-name"
	CertChainIncomplete = "cert-chain-incomplete"
	TLSIntercepted      = "tls-intercepted"
)

package smtp

// Stage is one step of a session, by the name that suites use.
type Stage string

// The stages of a session. See Order for which of them a session has.
const (
	Resolve  Stage = "resolve"
	Connect  Stage = "connect"
	Banner   Stage = "banner"
	EHLO     Stage = "ehlo"
	StartTLS Stage = "starttls"
	TLS      Stage = "tls"
	EHLOTLS  Stage = "ehlo-tls"
	Auth     Stage = "auth"
	Mail     Stage = "mail"
	Rcpt     Stage = "rcpt"
	Data     Stage = "data"
	Message  Stage = "message"
	Quit     Stage = "quit"
)

// TLSMode says how a session comes to TLS, in the words of an endpoint's `tls`.
type TLSMode string

const (
	// TLSStartTLS upgrades when the server offers it, and ends the session when
	// an offered upgrade fails. It is the default.
	TLSStartTLS TLSMode = "starttls"
	// TLSRequired ends the session when STARTTLS is not offered.
	TLSRequired TLSMode = "required"
	// TLSOpportunistic goes on in clear when STARTTLS is missing or refused, as
	// many copiers do.
	TLSOpportunistic TLSMode = "opportunistic"
	// TLSImplicit begins with the handshake (RFC 8314 §3.3, port 465).
	TLSImplicit TLSMode = "implicit"
	// TLSNone stays in clear, to prove that the server then refuses.
	TLSNone TLSMode = "none"
)

// Order returns the stages of a session in the order in which they are held
// (RFC 5321 §3, RFC 3207, RFC 8314). Which of them a given test reaches is for
// the runner to say.
func Order(mode TLSMode) []Stage {
	switch mode {
	case TLSImplicit:
		return []Stage{Resolve, Connect, TLS, Banner, EHLOTLS, Auth, Mail, Rcpt, Data, Message, Quit}
	case TLSNone:
		return []Stage{Resolve, Connect, Banner, EHLO, Auth, Mail, Rcpt, Data, Message, Quit}
	}
	return []Stage{Resolve, Connect, Banner, EHLO, StartTLS, TLS, EHLOTLS, Auth, Mail, Rcpt, Data, Message, Quit}
}

// Command is the stage as the protocol names it, for people: "RCPT TO",
// "STARTTLS", "the greeting".
func (s Stage) Command() string {
	switch s {
	case Resolve:
		return "name resolution"
	case Connect:
		return "TCP connect"
	case Banner:
		return "the greeting"
	case EHLO:
		return "EHLO"
	case StartTLS:
		return "STARTTLS"
	case TLS:
		return "the TLS handshake"
	case EHLOTLS:
		return "EHLO inside TLS"
	case Auth:
		return "AUTH"
	case Mail:
		return "MAIL FROM"
	case Rcpt:
		return "RCPT TO"
	case Data:
		return "DATA"
	case Message:
		return "the end of the message"
	case Quit:
		return "QUIT"
	}
	return string(s)
}

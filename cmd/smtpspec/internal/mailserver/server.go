package mailserver

// What every server here knows: one domain with two mailboxes, one of which may
// sign in.
const (
	// Domain is the mail domain that the servers are responsible for. It has the
	// mailboxes alice and bob; every other recipient in it is unknown.
	Domain = "example.test"
	// Name is the servers' own name, and the name in their certificate.
	Name = "mail.example.test"
	// Username and Password are the one account that may sign in.
	Username = "alice@example.test"
	Password = "staple-battery-7"
)

// Server is a running mail server. Its ports are on Host, and zero where it has
// no such listener.
type Server struct {
	Host string // always 127.0.0.1
	// CAFile is a PEM file with the root that signed the server's certificate,
	// which is for Name, localhost and 127.0.0.1.
	CAFile string

	// MX takes mail for Domain and offers STARTTLS, but no AUTH.
	MX int
	// Blocked is as MX, but refuses every recipient in the words of a server
	// that asks Spamhaus: the client's address is listed.
	Blocked int
	// Greylist is as MX, but puts every known recipient off.
	Greylist int
	// Submission offers AUTH after STARTTLS and takes recipients after AUTH only.
	Submission int
	// Implicit is as Submission, with TLS from the first byte.
	Implicit int
	// Proxy is Dovecot's submission service in front of MX. It offers AUTH also
	// before STARTTLS, for a client on loopback is a secure one to it.
	Proxy int
}

// Options say in what a Postfix differs from the usual one. The zero value is
// the usual one.
type Options struct {
	// Mechanisms are the SASL mechanisms that Dovecot offers; none means
	// DefaultMechanisms.
	Mechanisms []string
	// Relay is the address, HOST:PORT, to which Postfix hands all mail on that is not
	// for Domain, and that it then takes from any client on this machine. Without one
	// it throws such mail away.
	Relay string
	// Main are further lines of main.cf; they win over those before them.
	Main []string
}

// DefaultMechanisms are what Dovecot offers unless Options say otherwise.
var DefaultMechanisms = []string{"PLAIN", "LOGIN", "SCRAM-SHA-256", "CRAM-MD5"}

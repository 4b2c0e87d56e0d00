// Package mailserver starts real mail servers for tests: Postfix with Dovecot
// behind it for SASL, and Exim.
//
// A server of one's own writing agrees with one's own reading of the RFCs. These
// do not: Postfix puts the client's name before the text of an access map, Exim
// wraps one sentence over several reply lines and sends no enhanced status
// codes, Dovecot offers AUTH before TLS to a client on the loopback interface.
//
// Every server listens on free loopback ports, keeps its configuration, queue and
// logs in a temporary folder, delivers nothing anywhere, and is stopped when the
// test ends, or when the test process is gone. Nothing under /etc is read for
// its settings or changed. They run on Linux, as root, with Debian's packages
// installed, which .ci/run does; where a server is missing the test is skipped
// with the reason, or fails when SMTPSPEC_REQUIRE_SERVERS is 1.
//
// OpenSMTPD is not among them. Debian's binary has its queue, its control socket
// and its two users compiled in (/var/spool/smtpd, /var/run/smtpd.sock), so it
// cannot run beside the machine's own files, and 6.8.0p2 cannot sign a TLS
// handshake with OpenSSL 3.
package mailserver

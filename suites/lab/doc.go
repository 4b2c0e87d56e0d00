// Package lab is an SMTP server that plays a profile, a `lab` block of the
// language: Microsoft 365's endpoints as captures show them, each of their common
// refusals, and the trouble that networks make. A suite is tried against it
// before it is tried against the world, and a real device can be pointed at it.
//
// The server is correct wherever its profile does not say otherwise: commands in
// the wrong order get 503, unknown ones 500, what stood in clear behind STARTTLS
// is thrown away (RFC 3207 §4.2), and the state is forgotten after a handshake.
// A profile says, stage by stage, where it answers otherwise, and how: another
// reply, a delay, silence, a reset, bytes that are no reply at all.
//
// It relays nothing and keeps nothing: a message is read and thrown away, a
// password is compared and forgotten. Lines, commands, sessions and times are
// bounded, since a lab may be opened to a network with real devices in it.
//
// # Words in braces
//
// Banner, greeting, keywords and replies may hold words in braces, which stand
// for what is known only when the line is said:
//
//	{host}            the name that the server goes by in this session
//	{client_address}  the client's address, without brackets
//	{helo}            the client's EHLO or HELO argument
//	{user}            the user name of the last AUTH
//	{mail_from}       the reverse-path, without angle brackets
//	{rcpt}            the forward-path, without angle brackets
//	{date}            the time as RFC 5322 writes it
//	{time}            the time as Microsoft's trailers write it
//	{session}         the session's id, sixteen hexadecimal digits
//
// A profile that shows what a client of the Internet would see writes an address
// of RFC 5737 in place of {client_address}.
package lab

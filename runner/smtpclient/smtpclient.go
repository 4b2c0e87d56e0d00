// Package smtpclient is the client's end of the wire. It writes a command, reads
// exactly one reply, records both, and returns the reply verbatim. It decides
// nothing: whether a reply is good is for the caller.
//
// One reply belongs to one command. Three things would break that, and are looked
// for each time: bytes behind a complete reply, bytes that come before the next
// command is sent, and clear text behind the 220 of STARTTLS, which would otherwise
// answer the first command inside TLS. A session that got out of step is marked
// broken and takes no more commands: a reply that belongs to no command would
// answer the next one, and every answer after it would be the wrong one.
//
// Looking never waits. A socket is peeked into; what the TLS layer has decrypted
// already is taken from it while its reads are held back (see wire).
//
// The deadline of a context is for the whole of a call, not for each read, so that a
// server that drips bytes gains nothing by it.
package smtpclient

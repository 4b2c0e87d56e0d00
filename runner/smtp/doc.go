// Package smtp holds the words of SMTP that every other package speaks: reply
// codes, enhanced status codes, replies, EHLO keywords, the stages of a session
// and the failures that come in place of a reply.
//
// A reply (RFC 5321 §4.2) is one or more lines with the same three-digit code;
// a hyphen after the code says that another line follows, a blank (or nothing)
// that this was the last. A server that sends enhanced status codes (RFC 2034)
// repeats one at the start of every line's text. Reading goes wrong in practice
// in few ways, and each of them shifts the dialogue by a reply when it is not
// noticed: a bare LF, a missing separator, lines whose codes differ, bytes
// behind the last line. The Reader names each of them and never guesses.
//
// The package is a leaf: it imports the standard library only.
package smtp

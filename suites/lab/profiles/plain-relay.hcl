lab "plain-relay" {
  title = "A relay on the local network that takes everything in clear"
  doc   = <<-EOT
    No TLS, no AUTH: what many sites put between their devices and Microsoft 365. Replies: Postfix 3.7 as installed.
  EOT

  host     = "relay.contoso.local"
  banner   = "220 {host} ESMTP Postfix"
  keywords = ["PIPELINING", "SIZE 10240000", "ENHANCEDSTATUSCODES", "8BITMIME", "DSN", "SMTPUTF8", "CHUNKING"]

  tls {
    mode = "none"
  }

  on mail {
    reply = "250 2.1.0 Ok"
  }

  on rcpt {
    reply = "250 2.1.5 Ok"
  }

  on data {
    reply = "354 End data with <CR><LF>.<CR><LF>"
  }

  on message {
    reply = "250 2.0.0 Ok: queued as {session}"
  }

  on quit {
    reply = "221 2.0.0 Bye"
  }
}

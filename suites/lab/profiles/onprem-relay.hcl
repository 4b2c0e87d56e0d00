lab "onprem-relay" {
  title = "A relay on premises, with STARTTLS, that knows the devices by their addresses"
  doc   = <<-EOT
    What many sites put between old devices and Microsoft 365: it takes TLS 1.0 and clear text from the local network, and
    speaks TLS 1.2 to the outside. Replies: Postfix 3.7 as installed.
  EOT

  host     = "relay.contoso.local"
  banner   = "220 {host} ESMTP Postfix"
  keywords = [
    "PIPELINING", "SIZE 10240000", "STARTTLS", "ENHANCEDSTATUSCODES", "8BITMIME", "DSN", "SMTPUTF8", "CHUNKING",
  ]

  tls {
    certificate = "self-signed"
    min_version = "TLS1.0"
  }

  on starttls {
    reply = "220 2.0.0 Ready to start TLS"
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

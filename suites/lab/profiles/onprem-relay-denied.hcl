lab "onprem-relay-denied" {
  title = "A relay on premises that does not know the device's address"
  doc   = <<-EOT
    The device got another address, or the relay's list was never changed. Replies: Postfix 3.7 as installed.
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
    reply = "454 4.7.1 <{rcpt}>: Relay access denied"
  }

  on quit {
    reply = "221 2.0.0 Bye"
  }
}

class "not-smtp" {
  family = "protocol"
  title  = "What answers does not speak SMTP"
  test   = "builtin:ehlo-probe"

  cause = <<-END
    The first bytes are not an SMTP reply: a web server or a captive portal, another service on
    that port, or a server that waits for TLS at once.
  END

  advice = <<-END
    Check host and port. 465 wants TLS from the first byte, 25 and 587 begin in clear.
  END

  source {
    title = "RFC 5321, Simple Mail Transfer Protocol"
    date  = "2008-10"
  }

  source {
    title = "RFC 8314, Use of TLS for Email Submission and Access"
    date  = "2018-01"
  }
}

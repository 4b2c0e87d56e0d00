class "wrong-tls-mode" {
  family = "tls"
  title  = "TLS is begun the wrong way for this port"
  test   = "builtin:procedure"

  cause = <<-END
    One side begins with TLS at once and the other waits for clear text. Port 465 wants TLS from
    the first byte; 25 and 587 begin in clear and go over by STARTTLS. "SSL" on a device mostly
    means the first.
  END

  advice = <<-END
    Set the device to STARTTLS and port 587. If the server really is on port 465, set TLS to
    "implicit". Microsoft 365 has no port 465.
  END

  source {
    title = "RFC 8314, Use of TLS for Email Submission and Access"
    date  = "2018-01"
  }

  source {
    title = "Microsoft Learn, \"How to set up a multifunction device or application to send email using Microsoft 365 or Office 365\""
    date  = "2022-04-27"
  }
}

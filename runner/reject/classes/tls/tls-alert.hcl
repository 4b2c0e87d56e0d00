class "tls-alert" {
  family = "tls"
  title  = "The server broke the handshake off with an alert"
  test   = "builtin:m365/tls"

  cause = <<-END
    The server says by a TLS alert why it does not go on; "handshake_failure" and
    "protocol_version" mean that it does not take what the client offers.
  END

  advice = <<-END
    Read the alert in the details. Mostly the device's TLS is too old: update its firmware, or
    switch TLS 1.2 on.
  END

  rule {
    text     = "\\balert handshake failure\\b(?:.{0,30}?alert number 40)?|\\breceived fatal alert: \\w+|\\bremote error: tls: [^;]{1,40}|\\btls fatal alert\\b|\\breceived alert \\[?\\w+"
    codeless = true
    fallback = true
  }

  example {
    reply = "error:14094410:SSL routines:ssl3_read_bytes:sslv3 alert handshake failure"
  }

  example {
    reply = "javax.net.ssl.SSLHandshakeException: Received fatal alert: handshake_failure"
  }

  source {
    title = "RFC 8446, The TLS Protocol Version 1.3"
    date  = "2018-08"
  }

  source {
    title = "Exchange Team Blog, \"Understanding email scenarios if TLS versions cannot be agreed on\""
    date  = "2021"
  }
}

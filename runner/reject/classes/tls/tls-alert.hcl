class "tls-alert" {
  family = "tls"
  title  = "The server broke the handshake off with an alert"
  test   = "builtin:m365/tls"

  cause = <<-END
    The server says by a TLS alert why it does not go on; "handshake_failure" and
    "protocol_version" mean that it does not take what the client offers.
  END

  advice = <<-END
    Read the alert in the details. protocol_version (70): switch TLS 1.2 on, or update the
    firmware. handshake_failure (40): TLS 1.2 is off, or there is no cipher suite in common.
    Devices with TLS 1.2 that know RSA key exchange only (TLS_RSA_…) are reported to be refused
    by smtp.office365.com since February 2025: these need newer firmware, or a relay.
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

  source {
    title = "press report (borncity) of Ricoh, Xerox, Kyocera and Sharp"
    date  = "2025-02"
  }
}

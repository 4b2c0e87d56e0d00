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

  rule {
    text     = "\\bwrong[_ ]version[_ ]number\\b|\\bfirst record does not look like a tls handshake|\\bunrecogni[sz]ed ssl message,? plaintext connection|\\bplaintext connection\\?|\\bunsupported or unrecogni[sz]ed ssl message"
    codeless = true
  }
  rule {
    text     = "\\b(?:ssl23_get_server_hello|ssl routines\\S*):unknown protocol|\\bssl_error_rx_record_too_long|\\bunexpected packet format|\\bcannot determine the frame size|\\bcorrupted frame was received"
    codeless = true
  }
  rule {
    text     = "\\bpacket with illegal or unsupported version was received|\\bunexpected tls packet was received|\\brecord too long\\b|\\bhttp request sent to\\b|\\bserver does not support ssl\\b"
    codeless = true
  }

  example {
    reply = "ssl.SSLError: [SSL: WRONG_VERSION_NUMBER] wrong version number (_ssl.c:1129)"
  }

  example {
    reply = "curl: (35) OpenSSL/3.0.2: error:0A00010B:SSL routines::wrong version number"
  }

  example {
    reply = "tls: first record does not look like a TLS handshake"
  }

  example {
    reply = "javax.net.ssl.SSLException: Unrecognized SSL message, plaintext connection?"
  }

  example {
    reply = "MailKit.Security.SslHandshakeException: An error occurred while attempting to establish an SSL or TLS connection. The server does not support SSL"
  }

  source {
    title = "RFC 8314, Use of TLS for Email Submission and Access"
    date  = "2018-01"
  }

  source {
    title = "Microsoft Learn, \"How to set up a multifunction device or application to send email using Microsoft 365 or Office 365\""
    date  = "2022-04-27"
  }
}

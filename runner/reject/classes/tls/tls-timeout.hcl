class "tls-timeout" {
  family = "tls"
  title  = "The TLS handshake got stuck"
  test   = "builtin:m365/tls"

  cause = <<-END
    The server agreed to TLS, and then nothing came. Large packets with the certificate get lost
    on the way (a black hole for packets above a certain size), or an inspecting device cannot
    do TLS.
  END

  advice = <<-END
    Lower the MSS on the router and test again; then switch off the inspection of SMTP. Compare
    with another line.
  END

  rule {
    text     = "\\b(?:ssl|tls|starttls)(?:/(?:ssl|tls))?[- ]?(?:handshake|negotiation|connection)? ?(?:timeout|timed[ -]?out)|\\bhandshake (?:operation )?(?:has )?(?:timeout|timed[ -]?out)"
    codeless = true
  }

  example {
    reply = "net/http: TLS handshake timeout"
  }

  example {
    reply = "socket.timeout: _ssl.c:1112: The handshake operation timed out"
  }

  source {
    title = "RFC 8446, The TLS Protocol Version 1.3"
    date  = "2018-08"
  }
}

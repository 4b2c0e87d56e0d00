class "tls-handshake" {
  family = "tls"
  title  = "The TLS handshake failed"
  test   = "builtin:m365/tls"

  cause = <<-END
    Both sides found no common ground: no version or cipher that both have, or one of them broke
    off for a reason it did not give.
  END

  advice = <<-END
    Compare the device's TLS versions and ciphers with the server's: Microsoft takes TLS 1.2 and
    1.3. If this computer fails as well, look for an inspection of TLS on the way. "SSL_accept
    error" in the log of a relay is about the device and the relay: the device does not trust
    the relay's certificate (clock, old root store), or has no TLS version in common with it.
  END

  rule {
    text     = "\\b(?:closed|terminated|closing) (?:the )?(?:connection )?(?:during|the) (?:ssl |tls )?handshake|\\b(?:host|peer|server) (?:closed|terminated) (?:the )?(?:connection (?:during|in) )?(?:the )?handshake"
    codeless = true
  }
  rule {
    text     = "\\bssl routines\\S*unexpected eof while reading|\\bremote party has closed the transport stream|\\ba call to sspi failed|\\b(?:dh|ee) key too (?:small|weak)|\\bunsafe legacy renegotiation|\\bbefore secure tls connection was established|\\beof occurred in violation of protocol"
    codeless = true
  }
  rule {
    text     = "\\b(?:ssl|tls)(?:/(?:ssl|tls))?[- ]?(?:handshake|negotiation)\\b.{0,12}?\\b(?:failed|error|failure)|\\bhandshake (?:has )?(?:failed|failure|error)|\\bssl operation failed|\\b(?:ssl_connect|ssl handshake) (?:returned|error|failed)|\\bcould not convert socket to tls|\\bcould not create ssl/tls secure channel"
    codeless = true
    fallback = true
  }
  rule {
    text     = "\\bcould ?n.t (?:start|establish) (?:ssl|tls|starttls)|\\battempting to establish an ssl or tls connection|\\b(?:ssl|tls) (?:connect|connection) error|\\bsslhandshakeexception\\b|\\bssl\\.sslerror\\b|^\\W*(?:ssl|tls)(?:/(?:ssl|tls))? (?:connection )?(?:error|failed|failure)\\W*$|\\bgnutls_handshake\\W+failed|\\bfailed to receive handshake\\b|\\bssl routines\\b|\\[ssl\\] internal error|\\btls library problem\\b|\\bunable to (?:start|establish) (?:ssl|tls|a secure)"
    codeless = true
    fallback = true
  }

  rule {
    text     = "\\bssl_accept (?:error|failed|failure)\\b.{0,100}|\\bgnutls error -\\d+"
    codeless = true
  }

  example {
    reply = "postfix/smtpd[2211]: SSL_accept error from copier.example.com[192.0.2.7]: lost connection"
  }

  example {
    reply = "javax.net.ssl.SSLHandshakeException: Remote host closed connection during handshake"
  }

  example {
    reply = "Authentication failed because the remote party has closed the transport stream."
  }

  example {
    reply = "javax.mail.MessagingException: Could not convert socket to TLS"
  }

  example {
    reply = "SSL/TLS handshake error"
  }

  counter_example {
    reply = "454 4.7.0 TLS not available due to local problem"
    class = "tls-unavailable"
  }

  source {
    title = "Exchange Team Blog, \"Understanding email scenarios if TLS versions cannot be agreed on\""
    date  = "2021"
  }

  source {
    title = "RFC 8446, The TLS Protocol Version 1.3"
    date  = "2018-08"
  }
}

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
    1.3. If this computer fails as well, look for an inspection of TLS on the way.
  END

  source {
    title = "Exchange Team Blog, \"Understanding email scenarios if TLS versions cannot be agreed on\""
    date  = "2021"
  }

  source {
    title = "RFC 8446, The TLS Protocol Version 1.3"
    date  = "2018-08"
  }
}

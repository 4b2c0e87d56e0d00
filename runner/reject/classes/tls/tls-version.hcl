class "tls-version" {
  family = "tls"
  title  = "Both sides have no TLS version in common"
  test   = "builtin:m365/tls"

  cause = <<-END
    The client offers only versions that the server does not take. On port 25 Microsoft refuses
    TLS 1.0 and 1.1 in the handshake.
  END

  advice = <<-END
    Update the device's firmware and switch on TLS 1.2. If it cannot: the legacy host
    smtp-legacy.office365.com with the administrator's opt-in, or a local relay.
  END

  rule {
    text     = "\\bunsupported[_ ]protocol\\b|\\bno appropriate protocol\\b|\\bno[_ ]protocols[_ ]available\\b|\\bprotocol[_ ]version\\b(?: not supported)?|\\bunsupported[_ ](?:tls |ssl |protocol )?version\\b|\\balert protocol version\\b(?:.{0,30}?alert number 70)?"
    codeless = true
  }
  rule {
    text     = "\\bdo not possess a common algorithm|\\bkein gemeinsamer algorithmus|\\bno (?:shared|common) ciphers?(?: suites?)?\\b|\\bno ciphers available|\\bno cipher suites in common|\\b(?:server selected|client offered) (?:only )?unsupported (?:protocol )?versions?"
    codeless = true
  }

  example {
    reply = "javax.net.ssl.SSLHandshakeException: Received fatal alert: protocol_version"
  }

  example {
    reply = "javax.net.ssl.SSLHandshakeException: No appropriate protocol (protocol is disabled or cipher suites are inappropriate)"
  }

  example {
    reply = "error:1425F102:SSL routines:ssl_choose_client_version:unsupported protocol"
  }

  example {
    reply = "The client and server cannot communicate, because they do not possess a common algorithm"
  }

  counter_example {
    reply = "421 4.7.66 TLS 1.0 and 1.1 are not supported"
    class = "tls-version-unsupported"
  }

  source {
    title = "Exchange Team Blog, \"Understanding email scenarios if TLS versions cannot be agreed on\""
    date  = "2021"
  }

  source {
    title = "Microsoft Learn, \"Can't send or receive email when using TLS 1.1 or TLS 1.0\""
    date  = "2024 to 2026"
  }
}

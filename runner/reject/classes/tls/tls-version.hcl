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

  source {
    title = "Exchange Team Blog, \"Understanding email scenarios if TLS versions cannot be agreed on\""
    date  = "2021"
  }

  source {
    title = "Microsoft Learn, \"Can't send or receive email when using TLS 1.1 or TLS 1.0\""
    date  = "2024 to 2026"
  }
}

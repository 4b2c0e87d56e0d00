class "auth-tls-needed" {
  family = "auth"
  title  = "The server takes a login only inside TLS"
  test   = "builtin:starttls-check"

  cause = <<-END
    The device tried to sign in over a connection in clear.
  END

  advice = <<-END
    Switch STARTTLS on at the device and make it compulsory: "TLS if available" is not enough.
    The port is 587.
  END

  rule { text = "encryption required for requested authentication" }
  rule { text = "plain ?text authentication (?:is )?(?:disallowed|not allowed|disabled)" }
  rule { text = "authentication requires (?:tls|ssl|encryption|a secure)" }
  rule { text = "(?:tls|ssl|starttls|encryption|secure connection) (?:is )?required (?:before|for|prior to) auth" }
  rule { text = "(?:secure|encrypted) connection .{0,30}authenticat" }
  rule {
    stage = ["auth"]
    code  = ["538"]
  }
  rule { enhanced = ["5.7.11"] }

  example {
    stage = "auth"
    reply = "538 5.7.11 Encryption required for requested authentication mechanism"
  }

  example {
    stage = "auth"
    reply = "534 Plaintext authentication disallowed on non-secure (SSL/TLS) connections"
  }

  counter_example {
    stage = "mail"
    reply = "451 5.7.3 STARTTLS is required to send mail"
    class = "tls-required"
  }

  source {
    title = "RFC 4954, SMTP Extension for Authentication"
    date  = "2007-07"
  }
}

class "auth-mechanism-unsupported" {
  family = "auth"
  title  = "The server does not know this way of signing in"
  test   = "builtin:mx-vs-submission"

  cause = <<-END
    The device chose a mechanism that was not offered: CRAM-MD5, DIGEST-MD5, NTLM, or PLAIN at
    Microsoft 365, which offers LOGIN and XOAUTH2 only. At an MX every mechanism is unknown.
  END

  advice = <<-END
    Set the device's authentication method to LOGIN (sometimes "Auto", with CRAM-MD5 unticked),
    or to OAuth where it has that. And look at the server's name: it has to be
    smtp.office365.com, not the tenant's MX.
  END

  rule { text = "unrecogni[sz]ed authentication type" }
  rule { text = "\\bauth(?:entication)? (?:method|mechanism|type)\\b.{0,30}\\b(?:not supported|unsupported|not available|unknown)" }
  rule { text = "\\bauth \\S+ (?:is )?not supported" }
  rule { text = "(?:unknown|unsupported|unrecogni[sz]ed|invalid) (?:auth(?:entication)?|sasl) (?:method|mechanism|type)" }
  rule { text = "mechanism (?:is )?(?:not supported|too weak|not available|unavailable|unknown)" }
  rule {
    stage = ["auth"]
    code  = ["504"]
  }

  example {
    stage = "auth"
    reply = "504 5.7.4 Unrecognized authentication type [MWHEPF00000A.namprd05.prod.outlook.com 2026-04-26T18:06:35.781Z 08DD842467C8274D]"
  }

  example {
    stage = "auth"
    reply = "504 5.5.4 AUTH mechanism DIGEST-MD5 not supported"
  }

  counter_example {
    stage = "auth"
    reply = "504 5.5.4 Encryption required for requested authentication mechanism"
    class = "auth-tls-needed"
  }

  counter_example {
    stage = "auth"
    reply = "535 5.7.8 Authentication failed"
    class = "auth-failed"
  }

  source {
    title = "Microsoft Learn, \"Authenticate an IMAP, POP or SMTP connection using OAuth\""
    date  = "2026-06-19"
  }

  source {
    title = "RFC 4954, SMTP Extension for Authentication"
    date  = "2007-07"
  }
}

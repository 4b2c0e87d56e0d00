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
    or to OAuth where it has that. And look at the server's name. To sign in it has to be
    smtp.office365.com, not the tenant's MX. For Direct Send or a relay connector the MX is
    right, and the login is wrong: switch SMTP authentication off, and empty user name and
    password.
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
  rule {
    stage = ["auth"]
    text  = "\\bno (?:\\w+ )?mechanisms?\\b"
  }
  rule { text = "\\b(?:no|none of the) (?:suitable|acceptable|common|supported|available|known|valid) (?:auth\\w*|sasl|login) ?(?:mechanisms?|methods?|types?)?" }
  rule { text = "\\b(?:auth\\w*|sasl|login)? ?(?:mechanism|method|scheme)s?\\b.{0,30}?\\b(?:not supported|unsupported|not available|unavailable|unknown|not recogni[sz]ed|unrecogni[sz]ed|not allowed|disabled|not permitted|not implemented|not accepted)" }
  rule { text = "\\b(?:unknown|unsupported|unrecogni[sz]ed|invalid|unimplemented|bad|illegal) (?:auth\\w*|sasl|login|security) (?:method|mechanism|type|scheme)s?" }
  rule { text = "\\b(?:cram-md5|digest-md5|ntlm|gssapi|xoauth2|auth (?:login|plain))\\b.{0,20}?\\b(?:not supported|unsupported|not available|disabled|not allowed)" }
  rule { text = "\\bauth(?:entication)? (?:type|method|mechanism|scheme)s?\\b.{0,20}?\\b(?:unimplemented|not implemented|unknown|invalid|refused|rejected|denied|unacceptable|(?:not|\\w{2,5}n't) (?:be )?(?:supported|implemented|offered|available|allowed|accepted|enabled|known))" }
  rule {
    stage = ["auth"]
    text  = "\\b(?:cram-md5|digest-md5|ntlm|gssapi|xoauth2?|oauthbearer|scram-sha-\\d+|auth (?:login|plain)|login method|plain method|login|plain)\\b.{0,20}?\\b(?:unsupported|disabled|unavailable|unknown|(?:is not|isn't|not) (?:supported|offered|available|allowed|accepted|enabled|known|implemented|configured))"
  }
  rule { text = "\\b(?:not|\\w{2,5}n't|never) (?:know|support|recogni[sz]e|implement|understand|offer|heard of|do)\\b.{0,20}?\\b(?:mechanism|method|auth type|authentication type|scheme)" }
  rule {
    stage = ["auth"]
    text  = "\\b(?:use|try|only|choose) (?:auth )?(?:plain|login|cram-md5|xoauth2)\\b(?: or (?:plain|login|cram-md5|xoauth2))?.{0,12}"
  }
  rule { text = "\\bunknown mechanism\\b" }
  rule { text = "\\bpassword transition (?:is )?needed\\b" }
  rule { text = "\\b(?:plain|login|cram-md5) method or die\\b" }

  example {
    stage = "auth"
    reply = "504 5.7.4 Unrecognized authentication type [MWHEPF00000A.namprd05.prod.outlook.com 2026-04-26T18:06:35.781Z 08DD842467C8274D]"
  }

  example {
    stage = "auth"
    reply = "504 5.5.4 AUTH mechanism DIGEST-MD5 not supported"
  }

  example {
    stage = "auth"
    reply = "504 5.7.4 NTLM is not supported here; no acceptable authentication mechanism"
  }

  example {
    stage = "auth"
    reply = "504 We don't know this mechanism"
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

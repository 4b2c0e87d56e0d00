class "mechanism-mismatch" {
  family = "auth"
  title  = "No way of signing in that both sides know"
  test   = "builtin:ehlo-probe"

  cause = <<-END
    The server offers only mechanisms that the client, or this credential, does not have.
    Microsoft 365 offers LOGIN and XOAUTH2 and no other.
  END

  advice = <<-END
    Set the device to LOGIN, or to OAuth. If the server offers XOAUTH2 only, the device needs
    OAuth, or a relay that does it for the device.
  END

  rule {
    text     = "\\bno worthy mechs? found|\\bno (?:acceptable|supported|suitable|compatible|usable|common|matching) (?:auth\\w* |sasl |smtp )*(?:mechanism|method|type|protocol)s?(?: \\w+)?|\\bno auth\\w* mechanisms? (?:supported|in common)(?: by both (?:sides|server and client))?"
    codeless = true
  }
  rule {
    text     = "\\bdoes not support any (?:compatible |known |of the )?auth\\w*(?: mechanisms?| methods?)?|\\brequested authentication (?:method|type) \\S+ is not supported"
    codeless = true
  }

  example {
    reply = "postfix/smtp[2211]: warning: SASL authentication failure: No worthy mechs found"
  }

  example {
    reply = "smtplib.SMTPException: No suitable authentication method found."
  }

  counter_example {
    reply = "504 5.7.4 Unrecognized authentication type"
    class = "auth-mechanism-unsupported"
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

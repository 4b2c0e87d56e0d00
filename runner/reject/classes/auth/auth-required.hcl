class "auth-required" {
  family = "auth"
  title  = "The server wants a login before it takes mail"
  test   = "builtin:mx-vs-submission"

  cause = <<-END
    The device did not sign in: it has no user name, its login is switched off, or it found no
    AUTH on offer because TLS is off. Or a device that is meant to send without a login has the
    submission host in place of the tenant's own MX.
  END

  advice = <<-END
    On smtp.office365.com: port 587, STARTTLS on, SMTP authentication on, and the mailbox's full
    address as the user name. If the device is meant to send without a login, its server must be
    the tenant's MX, port 25, not smtp.office365.com.
  END

  rule { enhanced = ["5.7.57"] }
  rule { text = "not authenticated to send" }
  rule { text = "client (?:was|is) not auth\\w+" }
  rule { text = "client not authenticated" }
  rule { text = "\\bnot authenticated\\b" }
  rule { text = "authentication (?:is )?required" }
  rule { text = "authentication required for relay" }
  rule { text = "\\bmust (?:first )?(?:authenticate|log ?in|login)\\b" }
  rule { text = "turn on smtp auth" }
  rule { text = "send auth (?:command )?first" }
  rule { text = "issue an? auth command" }
  rule { text = "(?:authenticate|log ?in) (?:first|before)" }
  rule { text = "insufficient authorization" }
  rule { text = "through this server without authentication" }
  rule { text = "smtp authentication (?:is )?(?:required|needed)" }
  rule { text = "need to authenticate" }
  rule { text = "requires? authentication" }
  rule { text = "relay(?:ing)? requires authentication" }
  rule { text = "sender address rejected: not logged in" }
  rule { text = "(?:sender|user|client) must (?:be authenticated|authenticate|log ?in)" }

  example {
    stage = "mail"
    reply = "530 5.7.57 Client not authenticated to send mail. [DB9PR01CA0012.eurprd01.prod.exchangelabs.com 2026-01-10T10:00:00.000Z 08DD0000000000AA]"
  }

  example {
    stage = "mail"
    reply = "530 5.7.57 SMTP; Client was not authenticated to send anonymous mail during MAIL FROM"
  }

  example {
    stage = "mail"
    reply = "530 5.7.0 Authentication required"
  }

  example {
    stage = "rcpt"
    reply = "550 Please turn on SMTP Authentication in your mail client, or log in first"
  }

  example {
    stage = "rcpt"
    reply = "553 5.7.1 <scanner@example.com>: Sender address rejected: not logged in"
  }

  counter_example {
    stage = "mail"
    reply = "530 5.7.57 Client not authenticated to send mail. Error: 535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Mailbox."
    class = "smtp-auth-disabled"
  }

  counter_example {
    stage = "mail"
    reply = "530 5.7.0 Must issue a STARTTLS command first"
    class = "tls-required"
  }

  counter_example {
    stage = "message"
    reply = "550 5.7.133 RESOLVER.RST.SenderNotAuthenticatedForGroup; Sender not authenticated for group"
    class = "recipient-restricted"
  }

  source {
    title = "Microsoft Learn, \"Fix NDR error '550 5.7.57' in Exchange Online\""
    date  = "2024 to 2026"
  }

  source {
    title = "Microsoft Learn, \"Fix issues with printers, scanners, and LOB apps that send email using Microsoft 365\""
    date  = "2024-08-13"
  }

  source {
    title = "Microsoft Learn, \"Email non-delivery reports and SMTP errors in Exchange Online\""
    date  = "2024-10-14"
  }

  source {
    title = "RFC 4954, SMTP Extension for Authentication"
    date  = "2007-07"
  }
}

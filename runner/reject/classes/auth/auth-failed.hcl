class "auth-failed" {
  family = "auth"
  title  = "The server does not take this user name and password, or this token"
  test   = "builtin:m365/client-submission"

  cause = <<-END
    The user name or the password is wrong or has expired, the account is a shared mailbox
    nobody can sign in to, or the token is wrong. Microsoft's bare "535 5.7.3 Authentication
    unsuccessful" names no reason: it may also stand for SMTP AUTH being switched off, for
    security defaults or for Conditional Access.
  END

  advice = <<-END
    Sign in to Outlook on the web with exactly the name and password that are on the device. If
    that fails, put the password right there first. If it works, the password is not the
    trouble: ask the administrator to read the sign-in log of Entra for this account, and
    whether "Authenticated SMTP" is on for the mailbox.
  END

  rule { text = "authentication unsuccessful" }
  rule { text = "user(?:name)? and password not accepted" }
  rule { text = "incorrect authentication data" }
  rule { text = "(?:user )?credentials were incorrect" }
  rule { text = "authentication unsuccessful, the user credentials were incorrect" }
  rule { text = "authentication (?:credentials? )?(?:invalid|rejected)" }
  rule { text = "\\bauth(?:entication)? (?:failed|invalid|rejected)" }
  rule {
    stage = ["auth", "mail"]
    text  = "authentication (?:failed|failure|error)"
  }
  rule { text = "(?:bad|wrong|incorrect|invalid) (?:user ?name|login|password|credentials|user or password)" }
  rule { text = "(?:username|user name|login) or password (?:is )?(?:incorrect|wrong|invalid)" }
  rule { text = "invalid xoauth2" }
  rule { text = "\\blogin (?:failed|denied|incorrect)\\b" }
  rule { text = "\\bexpired token\\b" }
  rule { text = "token will expire soon" }
  rule { text = "invalid api permissions" }
  rule { code = ["535"] }
  rule {
    stage    = ["auth"]
    enhanced = ["5.7.8"]
  }
  rule { enhanced = ["5.7.142-144", "5.5.121-126"] }

  example {
    stage = "auth"
    reply = "535 5.7.3 Authentication unsuccessful [DB9PR01CA0014.eurprd03.prod.outlook.com 2026-03-18T19:26:24.126Z 08DE000000000A03]"
  }

  example {
    stage = "auth"
    reply = "535 5.7.139 Authentication unsuccessful, the user credentials were incorrect."
  }

  example {
    stage = "auth"
    reply = "535 5.7.8 Error: authentication failed: UGFzc3dvcmQ6"
  }

  example {
    stage = "auth"
    reply = "535 Incorrect authentication data"
  }

  example {
    stage = "auth"
    reply = "535-5.7.8 Username and Password not accepted. For more information, go to\n535 5.7.8 https://support.google.com/mail/?p=BadCredentials"
  }

  example {
    stage = "mail"
    reply = "530 5.7.57 Client not authenticated to send mail. Error: 535 5.7.3 Authentication unsuccessful"
  }

  counter_example {
    stage = "auth"
    reply = "535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Tenant."
    class = "smtp-auth-disabled"
  }

  counter_example {
    stage = "auth"
    reply = "454 4.7.0 Temporary authentication failure"
    class = "local-error"
  }

  counter_example {
    stage = "message"
    reply = "550 5.7.1 SPF authentication failed"
    class = "spf-fail"
  }

  source {
    title = "Microsoft Learn, \"Fix issues with printers, scanners, and LOB apps that send email using Microsoft 365\""
    date  = "2024-08-13"
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

class "mailbox-disabled" {
  family = "recipient"
  title  = "The mailbox exists, and is closed"
  test   = "builtin:full-conversation"

  cause = <<-END
    The account is disabled, suspended or has not been used for long.
  END

  advice = <<-END
    Ask the recipient for another address. In the own tenant: look at the licence and the state
    of the account.
  END

  rule { text = "\\b(?:mailbox|account|user|recipient|address)\\b.{0,40}?\\b(?:disabled|inactive|suspended|frozen|deactivated|closed)\\b" }
  rule { text = "mailbox currently suspended" }
  rule { text = "\\b(?:disabled|deactivated|inactive|suspended|closed|expired) (?:recipient|mailbox|user|account|e-?mail)(?: address)?" }
  rule { text = "blocked due to inactivity" }
  rule { text = "account is (?:disabled|inactive|suspended)" }
  rule { text = "mailbox is disabled" }
  rule { text = "\\(554\\.30\\)" }
  rule { enhanced = ["5.2.1"] }

  example {
    stage = "rcpt"
    reply = "550 5.2.1 The email account that you tried to reach is disabled."
  }

  example {
    stage = "rcpt"
    reply = "554 5.7.13 <x@example.com>: Recipient address rejected: account suspended"
  }

  counter_example {
    stage = "auth"
    reply = "535 5.7.139 Authentication unsuccessful, basic authentication is disabled."
    class = "basic-auth-retired"
  }

  counter_example {
    stage = "auth"
    reply = "535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Mailbox."
    class = "smtp-auth-disabled"
  }

  counter_example {
    stage = "rcpt"
    reply = "502 5.5.1 VRFY command is disabled"
    class = "command-unimplemented"
  }

  source {
    title = "Public collections of real replies (sisimai, KumoMTA, ZoneMTA, smtp-codes field manual)"
    date  = "2026-08-04"
  }

  source {
    title = "RFC 3463, Enhanced Mail System Status Codes"
    date  = "2003-01"
  }
}

class "mailbox-unavailable" {
  family = "recipient"
  title  = "The mailbox is not available, and the server does not say why"
  over   = ["server-busy-or-down"]
  test   = "builtin:full-conversation"

  cause = <<-END
    With a 4yz reply it is busy or locked. With a 5yz reply the server keeps the reason to
    itself; at outlook.com it means that the address does not exist.
  END

  advice = <<-END
    Check the address first. Then ask the recipient.
  END

  rule { text = "mailbox (?:is )?(?:temporarily |currently )?(?:unavailable|not available|busy|locked|inaccessible)" }
  rule { text = "requested (?:mail )?action not taken: mailbox unavailable" }
  rule { text = "recipient (?:is )?(?:temporarily )?(?:unavailable|not available)" }

  example {
    stage = "rcpt"
    reply = "550 5.5.0 Requested action not taken: mailbox unavailable (S2017062302)."
  }

  example {
    stage = "rcpt"
    reply = "450 Requested mail action not taken: mailbox busy"
  }

  counter_example {
    stage = "rcpt"
    reply = "550 5.2.1 Mailbox unavailable. Your IP address 203.0.113.7 is blacklisted using SPAMHAUS-XBL"
    class = "spamhaus"
  }

  counter_example {
    stage = "message"
    reply = "550 5.1.10 RESOLVER.ADR.RecipientNotFound; mailbox unavailable"
    class = "unknown-recipient"
  }

  source {
    title = "Microsoft Learn, \"Fix NDR error '550 5.1.10' in Exchange Online\""
    date  = "2024 to 2026"
  }

  source {
    title = "RFC 5321, Simple Mail Transfer Protocol"
    date  = "2008-10"
  }
}

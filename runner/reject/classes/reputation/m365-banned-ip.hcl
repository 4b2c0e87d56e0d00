class "m365-banned-ip" {
  family = "reputation"
  title  = "The sending address is on Microsoft's own list of banned addresses"
  test   = "builtin:mx-vs-submission"

  cause = <<-END
    Microsoft has banned this public address itself, after spam from it or from its range, or
    since it never sent mail before. This is not Spamhaus: nothing that is done there lifts it.
  END

  advice = <<-END
    Make sure that no machine behind this line sends spam. Then enter the address at
    sender.office.com; as a rule it is free within a day. Until then the copier can sign in and
    send through smtp.office365.com, port 587: this list is not asked there.
  END

  rule { enhanced = ["5.7.606-649"] }
  rule {
    enhanced = ["5.7.606-649"]
    text     = "access denied"
  }
  rule { text = "banned sending ip(?: address)?" }
  rule { text = "\\bbanned (?:the )?(?:sending|client) ip\\b" }
  rule { text = "sender\\.office\\.com" }
  rule { text = "(?:blocked|banned)\\b.*sender\\.office\\.com" }
  rule { text = "\\bas16012609\\b" }
  rule {
    text     = "\\bbanned sending ip\\b.{0,60}?\\berror: s3140\\b"
    decisive = true
  }

  example {
    stage = "rcpt"
    reply = "550 5.7.606 Access denied, banned sending IP [203.0.113.7]. To request removal from this list please visit https://sender.office.com/ and follow the directions. (AS16012609)"
  }

  example {
    stage = "rcpt"
    reply = "550 5.7.612 Access denied"
  }

  example {
    reply = "5.7.606-649 Access denied, banned sending IP [203.0.113.7]"
  }

  counter_example {
    stage = "rcpt"
    reply = "550 5.7.1 Service unavailable, Client host [203.0.113.7] blocked using Spamhaus. (AS16012611)"
    class = "spamhaus"
  }

  counter_example {
    stage = "rcpt"
    reply = "550 5.7.505 Access denied, banned recipient"
    class = "recipient-restricted"
  }

  source {
    title = "Microsoft Learn, \"Use the delist portal to remove yourself from the blocked senders list\""
    date  = "2024 to 2026"
  }

  source {
    title = "Microsoft Learn, \"Email non-delivery reports and SMTP errors in Exchange Online\""
    date  = "2024-10-14"
  }
}

class "direct-send-rejected" {
  family = "policy"
  title  = "The tenant refuses mail from its own domains that nobody signed for"
  test   = "builtin:m365/relay"

  cause = <<-END
    The tenant has RejectDirectSend switched on, the sender is in one of its own domains, and no
    inbound connector claims this address or certificate. It is a protection against forged
    mail; the copier looks to it like a forger.
  END

  advice = <<-END
    Have an inbound connector made, of the type "your organization's email server", for the
    fixed public address of this line; or let the device sign in at smtp.office365.com, port
    587. A change takes about half an hour to act. A connector by certificate claims only who
    shows that certificate, and smtpspec shows none: a scan from the device tells whether it
    does. Switching the protection off again is the last resort.
  END

  rule { enhanced = ["5.7.68"] }
  rule {
    text     = "(?:tenantinboundattribution; )?direct send not allowed"
    decisive = true
  }

  example {
    stage = "rcpt"
    reply = "550 5.7.68 TenantInboundAttribution; Direct Send not allowed for this organization from unauthorized sources [DB5PEPF00014B8A.eurprd02.prod.outlook.com 2026-06-10T10:10:10.000Z 08DDA0000000000F]"
  }

  example {
    stage = "rcpt"
    reply = "550 5.7.68 TenantInboundAttribution"
  }

  counter_example {
    stage = "rcpt"
    reply = "550 5.7.51 TenantInboundAttribution; There is a partner connector configured that matched the message's recipient domain."
    class = "access-denied"
  }

  source {
    title = "Exchange Team Blog, \"Introducing more control over Direct Send in Exchange Online\""
    date  = "2025-08-12"
  }
}

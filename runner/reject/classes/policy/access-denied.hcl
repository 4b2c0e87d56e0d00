class "access-denied" {
  family = "policy"
  title  = "A rule of the receiver's, or of the service, forbids it"
  over   = ["blocklist"]
  test   = "builtin:full-conversation"

  cause = <<-END
    An administrator's mail flow rule, an entry in an allow or block list of the tenant, a
    partner connector that takes mail from listed hosts only, or a block of the receiver's own.
    The reply gives no other reason.
  END

  advice = <<-END
    Only the receiver's administrator knows which rule it was: send them the whole reply with
    its time. With 5.7.51 the receiver takes mail only from the filter in front of it, so the MX
    of the domain has to be that filter's.
  END

  rule { text = "transport\\.rules\\.rejectmessage" }
  rule { text = "rejected by (?:a )?mail flow rule" }
  rule { text = "\\b(?:policy|administrative) (?:reasons?|violation|rejection|prohibition|block)" }
  rule { text = "(?:rejected|refused|blocked|denied|accepted) (?:for|due to|by) (?:local )?policy(?: reasons)?" }
  rule { text = "local policy" }
  rule { text = "administratively prohibited" }
  rule { text = "prohibited by administrator" }
  rule { text = "\\baccess denied\\b" }
  rule { text = "customer block list" }
  rule { text = "blocked by \\S+ using customer block list" }
  rule { text = "tenant allow block list" }
  rule { text = "using tenant allow block list" }
  rule { text = "there is a partner connector configured" }
  rule { text = "does not allow external forwarding" }
  rule { text = "rejected by (?:this user|(?:the )?recipient)" }
  rule { text = "does not accept email over ipv6" }
  rule { text = "delivery not authori[sz]ed" }
  rule { text = "not allowed to connect" }
  rule { text = "access to .{0,50}has been rejected\\.?$" }
  rule { text = "journaling on-premises" }
  rule { text = "anti-?spoofing" }
  rule { text = "\\bspoofed message" }
  rule { text = "^(?:e?mail |message )?blocked\\.?$" }
  rule { text = "^command rejected\\.?$" }
  rule { text = "blocked for abuse" }
  rule { text = "policy rejection" }
  rule { text = "policy violation(?: detected)?" }
  rule { text = "google workspace email correctly" }
  rule { text = "not accepted for policy reasons" }
  rule { enhanced = ["5.7.507", "5.7.510", "5.7.513", "5.7.51", "5.7.520", "5.7.703", "5.3.190", "5.7.900-999"] }

  example {
    stage = "message"
    reply = "550 5.7.1 TRANSPORT.RULES.RejectMessage; the message was rejected by organization policy"
  }

  example {
    stage = "rcpt"
    reply = "550 5.7.513 Service unavailable, Client host [203.0.113.7] blocked by contoso.com using Customer Block list (AS16012607)"
  }

  example {
    stage = "rcpt"
    reply = "550 5.7.51 TenantInboundAttribution; There is a partner connector configured that matched the message's recipient domain. The connector had either the RestrictDomainsToIPAddresses or RestrictDomainsToCertificate set"
  }

  example {
    stage = "rcpt"
    reply = "550 Administrative prohibition"
  }

  example {
    stage = "message"
    reply = "550 5.7.520 Access denied, Your organization does not allow external forwarding. AS(7555)"
  }

  counter_example {
    stage = "rcpt"
    reply = "550 5.4.1 Recipient address rejected: Access denied"
    class = "unknown-recipient"
  }

  counter_example {
    stage = "rcpt"
    reply = "550 5.7.606 Access denied, banned sending IP [203.0.113.7]"
    class = "m365-banned-ip"
  }

  counter_example {
    stage = "rcpt"
    reply = "550 5.7.64 TenantAttribution; Relay Access Denied"
    class = "relay-denied"
  }

  source {
    title = "Microsoft Learn, \"Fix NDR error '550 5.7.1' in Exchange Online\""
    date  = "2024 to 2026"
  }

  source {
    title = "Microsoft Learn, \"Control automatic external email forwarding in Microsoft 365\""
    date  = "2024 to 2026"
  }

  source {
    title = "Microsoft Learn, \"Email non-delivery reports and SMTP errors in Exchange Online\""
    date  = "2024-10-14"
  }
}

class "rdns-missing" {
  family = "policy"
  title  = "The sending address has no proper name in reverse DNS"
  test   = "builtin:full-conversation"

  cause = <<-END
    The public address has no PTR record, or one whose name does not lead back to the address. A
    temporary form means that the lookup failed.
  END

  advice = <<-END
    The internet provider sets a PTR record for a static address. Without one, send through the
    provider's or Microsoft's host, with a login. At Microsoft this is asked for over IPv6 only:
    let the device use IPv4.
  END

  rule { text = "(?:missing |fix |no |valid |must have a |without )?reverse dns" }
  rule { text = "reverse dns (?:lookup|validation|record|entry|failed|required)" }
  rule { text = "\\brdns\\b" }
  rule { text = "invalid rdns" }
  rule { text = "\\bptr records?\\b" }
  rule { text = "(?:have a|missing|no|valid) ptr record" }
  rule { text = "\\bptr\\b" }
  rule { text = "cannot find your (?:reverse )?host ?name" }
  rule { text = "cannot find your reverse" }
  rule { text = "reverse host ?name" }
  rule { text = "reverse lookup" }
  rule { text = "unverif[iy]+able sending ip" }
  rule { text = "client host rejected: cannot find your (?:reverse )?hostname" }
  rule { enhanced = ["5.7.25", "4.7.25"] }

  example {
    stage = "rcpt"
    reply = "450 4.7.1 Client host rejected: cannot find your reverse hostname, [203.0.113.7]"
  }

  example {
    stage = "rcpt"
    reply = "550 5.7.25 Access denied, the sending IPv6 address [2001:db8::25] must have a reverse DNS record"
  }

  example {
    stage = "banner"
    reply = "554 No PTR record for 203.0.113.7, connection refused"
  }

  counter_example {
    stage = "rcpt"
    reply = "550 5.1.1 <ptr@example.com>: Recipient address rejected: User unknown"
    class = "unknown-recipient"
  }

  source {
    title = "Microsoft Learn, \"Support for anonymous inbound email messages over IPv6\""
    date  = "2024 to 2026"
  }

  source {
    title = "Microsoft Learn, \"Email non-delivery reports and SMTP errors in Exchange Online\""
    date  = "2024-10-14"
  }
}

class "recipient-domain-invalid" {
  family = "recipient"
  title  = "The recipient's domain does not exist, or has no mail here"
  test   = "builtin:full-conversation"

  cause = <<-END
    The domain is mistyped, takes no mail at all, or its MX leads to a tenant that has no mail
    for it.
  END

  advice = <<-END
    Correct the domain in the device's address book. In the own tenant: is the domain verified,
    is a licence with mail assigned, does the MX lead to the right tenant?
  END

  rule { text = "\\bhost unknown\\b" }
  rule { text = "\\bhost unknown \\(authoritative answer from name server\\)" }
  rule { text = "\\b550 host unknown" }
  rule { text = "(?:domain|host)(?: name)? (?:was )?not found" }
  rule { text = "\\bno such domain\\b" }
  rule {
    stage = ["rcpt", "message"]
    text  = "invalid domain"
  }
  rule { text = "not accepting (?:e?mail|messages) for" }
  rule { text = "no mail-enabled subscriptions" }
  rule { text = "bad destination system" }
  rule { text = "\\bnull mx\\b" }
  rule { text = "domain .{0,20}?not in use" }
  rule { text = "\\bunknown (?:domain|host)" }
  rule {
    stage = ["rcpt", "message"]
    text  = "domain does not exist"
  }
  rule { text = "dns error when resolving mx" }
  rule { text = "unrouteable mail domain" }
  rule { text = "recipient's domain" }
  rule { text = "\\bdomain does not accept mail" }
  rule { text = "dns domain .{0,80}does not exist" }
  rule { text = "\\[message=infodomainnonexistent" }
  rule { enhanced = ["5.1.2"] }
  rule { code = ["556"] }

  example {
    stage = "rcpt"
    reply = "550 4.4.4 Mail received as unauthenticated, incoming to a recipient domain configured in a hosted tenant which has no mail-enabled subscriptions. ATTR5"
  }

  example {
    stage = "rcpt"
    reply = "550 5.1.2 <office@exmaple.com>... Host unknown"
  }

  example {
    stage = "rcpt"
    reply = "556 5.1.10 Recipient address has null MX"
  }

  example {
    stage = "message"
    reply = "550 5.4.310 DNS domain example.invalid does not exist [Message=InfoDomainNonexistent]"
  }

  counter_example {
    stage = "rcpt"
    reply = "450 4.1.8 <scanner@copier.local>: Sender address rejected: Domain not found"
    class = "sender-domain-invalid"
  }

  counter_example {
    stage = "ehlo"
    reply = "450 4.7.1 <copier>: Helo command rejected: Host not found"
    class = "helo-rejected"
  }

  source {
    title = "Microsoft Learn, \"Fix NDR error code '550 5.1.1' through '550 5.1.20' in Exchange Online\""
    date  = "2024 to 2026"
  }

  source {
    title = "RFC 7505, A Null MX No Service Resource Record"
    date  = "2015-06"
  }
}

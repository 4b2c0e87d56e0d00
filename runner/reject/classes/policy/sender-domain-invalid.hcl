class "sender-domain-invalid" {
  family = "policy"
  title  = "The domain of the sender's address does not exist, or takes no mail"
  test   = "builtin:full-conversation"

  cause = <<-END
    The From on the device is misspelt or made up (scanner@copier.local), or the receiver could
    not look its domain up. Receivers do not take mail that they could not answer.
  END

  advice = <<-END
    Enter a From address whose domain exists in DNS and takes mail; best the address of the
    mailbox itself.
  END

  rule { text = "sender address rejected: (?:domain|malformed|unverified|undeliverable)" }
  rule { text = "sender address rejected: malformed dns" }
  rule { text = "sender address rejected: domain not found" }
  rule { text = "domain of sender(?: address)?\\b.{0,60}?\\b(?:does not (?:exist|resolve)|not found|invalid)" }
  rule { text = "sender(?:\\x27s)? domain\\b.{0,40}?\\b(?:must resolve|not found|not exist|not resolve|is invalid|invalid|unresolvable)" }
  rule { text = "unresolvable .{0,20}from\\b" }
  rule { text = "unrout(?:e)?able sender" }
  rule { text = "sender verify failed" }
  rule { text = "from: domain is invalid" }
  rule { text = "domain (?:name )?required for sender" }
  rule {
    stage = ["mail"]
    text  = "does not exist"
  }
  rule {
    stage = ["mail"]
    text  = "no such domain"
  }
  rule {
    stage = ["mail"]
    text  = "(?:domain|host) (?:name )?not found"
  }
  rule { enhanced = ["5.1.8", "4.1.8"] }
  rule {
    enhanced = ["5.7.27"]
    text     = "null mx|not configured for mail"
  }
  rule { text = "sender(?:\\W?s)? domain (?:has|does not have|has no|without) (?:no |an? )?(?:valid )?(?:mx|a record|dns)" }

  example {
    stage = "rcpt"
    reply = "450 4.1.8 <scanner@copier.local>: Sender address rejected: Domain not found"
  }

  example {
    stage = "mail"
    reply = "553 5.1.8 <scanner@copier.local>... Domain of sender address scanner@copier.local does not exist"
  }

  example {
    stage = "rcpt"
    reply = "550 Sender verify failed"
  }

  counter_example {
    stage = "message"
    reply = "550 5.1.8 Access denied, bad outbound sender"
    class = "sender-blocked"
  }

  counter_example {
    stage = "rcpt"
    reply = "550 5.1.1 The mailbox does not exist"
    class = "unknown-recipient"
  }

  source {
    title = "RFC 5321, Simple Mail Transfer Protocol"
    date  = "2008-10"
  }

  source {
    title = "Public collections of real replies (sisimai, KumoMTA, ZoneMTA, smtp-codes field manual)"
    date  = "2026-08-04"
  }
}

class "mailbox-unavailable" {
  family        = "recipient"
  title         = "The mailbox is not available, and the server does not say why"
  waiting_codes = ["4xx"]
  over          = ["server-busy-or-down"]
  test          = "builtin:full-conversation"

  cause = <<-END
    With a 4yz reply it is busy or locked. With a 5yz reply the server keeps the reason to
    itself; at outlook.com it means that the address does not exist.
  END

  advice = <<-END
    After 4yz try again later. After 5yz check the address first, then ask the recipient.
  END

  # Vague: whatever else is said counts for more.
  rule {
    text     = "\\b(?:mail ?box|inbox|account|recipient|user|destination mailbox)(?: \\S+)?(?: is| was| may be)?(?: temporarily| currently| momentarily| permanently| now)* (?:unavailable|not available|inaccessible|not accessible|un?reachable)\\b"
    fallback = true
  }
  rule {
    text     = "\\bmailbox (?:is )?(?:temporarily |currently )?(?:unavailable|not available|busy|locked|inaccessible|in use|not ready)"
    fallback = true
  }
  rule {
    text     = "\\brecipient (?:is )?(?:temporarily )?(?:unavailable|not available)"
    fallback = true
  }
  rule {
    text     = "\\b(?:mail ?box|inbox|account)\\b(?:[^.:;]|\\.\\w)*?\\b(?:can ?not|can.t|could not) be (?:accessed|opened|reached|locked|read)\\b"
    fallback = true
  }
  rule {
    text     = "\\b(?:unable to|can ?not|can.t|could not|failed to) (?:access|open|reach|lock) (?:the |this |that |user |your |\\S+.s )?(?:mail ?box|mail ?drop|inbox|mail ?file)\\b"
    fallback = true
  }
  rule {
    text     = "\\bmailbox (?:access|open|lock) (?:failure|failed|error|denied)"
    fallback = true
  }
  rule {
    stage = ["rcpt", "data", "message"]
    text  = "\\b(?:postfach|mailbox|empf\\S{1,3}nger)\\b(?:[^.:;]|\\.\\w)*?\\bnicht (?:erreichbar|verf\\S{1,2}gbar)"
  }
  rule {
    stage = ["rcpt", "data", "message"]
    text  = "\\bbo\\S{1,2}te\\b(?:[^.:;]|\\.\\w)*?\\b(?:indisponible|inaccessible)"
  }
  rule {
    stage = ["rcpt", "data", "message"]
    text  = "\\bcasella\\b(?:[^.:;]|\\.\\w)*?\\bnon disponibile"
  }
  rule {
    stage = ["rcpt", "data", "message"]
    text  = "\\b(?:buz\\S{1,2}n|caixa postal)\\b(?:[^.:;]|\\.\\w)*?\\b(?:no disponible|indispon\\S{1,2}vel)"
  }

  # Held by another, or shut for a moment.
  rule {
    stage = ["rcpt", "data", "message"]
    text  = "\\b(?:mail ?box|inbox|mail ?drop|account)\\b(?:[^.:;]|\\.\\w)*?\\b(?:in use|being used|held|opened|locked) by (?:another|other|a different)\\b"
  }
  rule {
    stage = ["rcpt", "data", "message"]
    text  = "\\b(?:mail ?box|inbox|mail ?drop)(?: \\S+)? (?:is )?(?:temporarily |currently )?(?:locked|unavailable|offline|down|closed|being moved|in maintenance|under maintenance)(?: (?:for|due to|because of) (?:\\w+ )?maintenance)"
  }
  rule {
    text     = "\\b(?:mail ?box|inbox|recipient|user)\\b(?:[^.:;]|\\.\\w)*?\\b(?:temporarily|currently|momentarily) (?:not (?:available|accessible|reachable)|unavailable|inaccessible|unreachable|offline)\\b"
    fallback = true
  }

  # Busy or locked, and so said.
  rule {
    stage = ["rcpt", "data", "message"]
    code  = ["4xx"]
    text  = "\\b(?:mail ?box|mail ?drop|inbox)(?: \\S+)? (?:is )?(?:temporarily |currently |now )?(?:busy|locked|in use|being moved|not ready)(?:\\W+(?:please )?(?:try|retry|come back)(?: again)?(?: later| soon)?)?"
  }
  rule { text = "\\b(?:recipient|user|mailbox|account)\\b.{0,20}?\\bnot accepting (?:any )?(?:mail|messages|e-?mails?)\\b(?: (?:right now|now|at this time|currently))?" }
  rule { text = "\\bmailbox unavaiable\\b" }
  rule {
    code = ["5xx"]
    text = "\\bunverified mailbox\\b"
  }

  example {
    stage = "rcpt"
    reply = "550 5.5.0 Requested action not taken: mailbox unavailable (S2017062302)."
  }

  example {
    stage = "rcpt"
    reply = "450 Requested mail action not taken: mailbox busy"
  }

  example {
    stage = "rcpt"
    reply = "451 The mailbox cannot be accessed at this moment"
  }

  example {
    stage = "rcpt"
    reply = "450 The mailbox is being used by another process"
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

  counter_example {
    stage = "rcpt"
    reply = "550 Mailbox unavailable: user unknown"
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

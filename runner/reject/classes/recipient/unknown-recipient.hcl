class "unknown-recipient" {
  family = "recipient"
  title  = "The recipient does not exist"
  over   = ["sender-domain-invalid", "recipient-domain-invalid"]
  test   = "builtin:full-conversation"

  cause = <<-END
    The address is mistyped, or the mailbox is gone. At Microsoft 365 also: the domain is set to
    "authoritative" while the mailbox lives on another system or was not yet synchronised; then
    Microsoft refuses it at the edge. A temporary form means that the address could not be
    checked.
  END

  advice = <<-END
    Compare the address in the device's address book with the directory, letter by letter. For a
    new mailbox wait for the synchronisation. Where some mailboxes live on another system, the
    administrator sets the domain to "internal relay".
  END

  rule { text = "\\buser (?:is )?unknown\\b" }
  rule { text = "user unknown in (?:\\w+ )+table" }
  rule { text = "\\bunknown (?:user|recipient|mailbox|address|local part|email|account)" }
  rule { text = "\\bno such (?:user|mailbox|recipient|address|person|account|local|email)" }
  rule { text = "\\b(?:user|mailbox|recipient|address|account|alias|person)\\b.{0,60}?\\b(?:does not|doesn\\x27t|did not|do not|not) exist" }
  rule {
    stage = ["rcpt", "data", "message"]
    text  = "(?:does not|doesn\\x27t) exist"
  }
  rule { text = "\\bnot a (?:known|valid|registered) (?:\\w+ )?(?:user|mailbox|recipient|address|account)" }
  rule { text = "\\b(?:user|mailbox|recipient|account) (?:was |is )?not (?:found|known|recogni[sz]ed)" }
  rule { text = "\\baddress not found" }
  rule { text = "\\bno mailbox\\b" }
  rule { text = "recipient address(?:es)? rejected ?: access denied" }
  rule { text = "all recipient addresses rejected ?: access denied" }
  rule { text = "recipient (?:is )?(?:unknown|invalid)" }
  rule { text = "invalid (?:recipient|mailbox|user)\\b" }
  rule { text = "unknown or illegal" }
  rule { text = "undeliverable address" }
  rule { text = "unverified address" }
  rule { text = "mailbox (?:is )?unallocated" }
  rule { text = "not in (?:the )?recipient list" }
  rule { text = "resolver\\.adr\\.\\S*notfound.*" }
  rule { text = "resolver\\.adr\\.\\w+.*" }
  rule { text = "\\buser not exist" }
  rule { text = "bad destination mailbox" }
  rule { text = "exosmtperrors" }
  rule { text = "201806281" }
  rule {
    enhanced = ["5.1.0", "5.1.1", "5.1.10", "4.1.1"]
    text     = "(?:recipient|address) rejected"
  }
  rule { text = "validrcptto" }
  rule { text = "doesn\\x27t have an? \\S+ account" }
  rule { text = "address (?:is )?unknown" }
  rule {
    stage = ["rcpt"]
    text  = "unrouteable address"
  }
  rule { text = "no longer (?:exists|valid|available|an active)" }
  rule { text = "\\bno (?:mailbox|user|account) here" }
  rule { enhanced = ["5.1.1", "5.1.10", "5.7.504", "5.1.11"] }

  example {
    stage = "rcpt"
    reply = "550 5.4.1 Recipient address rejected: Access denied. AS(201806281) [DB1PEPF00010A02.eurprd04.prod.outlook.com 2026-02-03T04:05:07.000Z 08DE000000000A02]"
  }

  example {
    stage = "rcpt"
    reply = "550 5.4.1 Recipient address rejected: Access denied. For more information see https://aka.ms/EXOSmtpErrors [DB1PEPF00010A01.eurprd04.prod.outlook.com 2026-02-03T04:05:06.789Z 08DE000000000A01]"
  }

  example {
    stage = "rcpt"
    reply = "550 5.1.1 <nobody@example.com>: Recipient address rejected: User unknown in virtual mailbox table"
  }

  example {
    stage = "message"
    reply = "550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient nobody@contoso.com not found by SMTP address lookup"
  }

  example {
    stage = "rcpt"
    reply = "550-5.1.1 The email account that you tried to reach does not exist. Please try\n550-5.1.1 double-checking the recipient's email address for typos or\n550 5.1.1 unnecessary spaces. - gsmtp"
  }

  example {
    stage = "rcpt"
    reply = "550 No such user here"
  }

  example {
    stage = "rcpt"
    reply = "550 5.1.1 Mailbox unknown"
  }

  counter_example {
    stage = "rcpt"
    reply = "554 5.7.1 <nobody@example.net>: Recipient address rejected: Relay access denied"
    class = "relay-denied"
  }

  counter_example {
    stage = "rcpt"
    reply = "552 5.1.1 <office@example.com> over quota"
    class = "mailbox-full"
  }

  counter_example {
    stage = "mail"
    reply = "553 copier.example.com does not exist"
    class = "sender-domain-invalid"
  }

  source {
    title = "Microsoft Learn, \"Use Directory Based Edge Blocking to reject messages sent to invalid recipients\""
    date  = "2024 to 2026"
  }

  source {
    title = "Microsoft Learn, \"Fix NDR error '550 5.1.10' in Exchange Online\""
    date  = "2024 to 2026"
  }

  source {
    title = "Microsoft Learn, \"Email non-delivery reports and SMTP errors in Exchange Online\""
    date  = "2024-10-14"
  }
}

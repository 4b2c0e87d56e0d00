class "dmarc-fail" {
  family = "policy"
  title  = "The mail does not pass the domain's DMARC policy"
  over   = ["spf-fail", "dkim-fail"]

  cause = <<-END
    Neither SPF nor DKIM passes for the domain that stands in the visible From, and the owner of
    that domain asks receivers to reject such mail.
  END

  advice = <<-END
    Use a From address of the own domain, and send through a host that signs for it (signing in
    at smtp.office365.com does) or whose address is in its SPF record. Never put a free-mail
    address into a device's From field.
  END

  rule { text = "\\b(?:fail\\w*|reject\\w*|violat\\w*|refus\\w*|block\\w*|not pass|not accepted|denied|due to|because)\\b.{0,80}?\\bdmarc\\b.{0,20}" }
  rule { text = "\\bdmarc\\b.{0,60}?\\b(?:fail\\w*|reject\\w*|policy|violat\\w*|check|evaluation|not pass)" }
  rule { text = "\\bdmarc\\w*" }
  rule { text = "does not pass dmarc verification and has a dmarc policy of reject" }
  rule { text = "(?:isn't|is not|not) aligned" }
  rule { enhanced = ["5.7.509", "5.7.40", "4.7.40", "4.7.32", "5.7.32"] }
  rule { text = "(?:isn't|is not|not) aligned\\b.{0,120}" }
  rule { text = "sender(?:'?s)? policy prohibits" }

  rule { text = "\\b(?:dmarc )?policy of (?:reject|quarantine)\\b|\\bp=(?:reject|quarantine)\\b" }
  rule { text = "\\bdomain owner policy restrictions" }
  rule { text = "\\bdmarc\\b.{0,10}\\bunauthenticated mail\\b.{0,30}" }

  example {
    stage = "message"
    reply = "550 5.7.509 Access denied, sending domain [CONTOSO.COM] does not pass DMARC verification and has a DMARC policy of reject. [A.PROD.OUTLOOK.COM 2026-06-11T09:04:02.679Z 08DC8850F12E1502] [B.prod.outlook.com 2026-06-11T09:04:02.743Z 08DC87B4931D8FD2]"
  }

  example {
    stage = "message"
    reply = "550-5.7.26 Unauthenticated email from example.com is not accepted due to\n550 5.7.26 domain's DMARC policy. - gsmtp"
  }

  example {
    stage = "message"
    reply = "550 5.7.1 Sender's policy prohibits this message"
  }

  example {
    stage = "message"
    reply = "550 5.7.1 The domain has a policy of reject and nothing aligned"
  }

  counter_example {
    stage = "rcpt"
    reply = "550 5.1.1 <dmarc@example.com>: Recipient address rejected: User unknown"
    class = "unknown-recipient"
  }

  counter_example {
    stage = "rcpt"
    reply = "550 5.7.23 The message was rejected because of Sender Policy Framework violation"
    class = "spf-fail"
  }

  source {
    title = "Microsoft Learn, \"Email non-delivery reports and SMTP errors in Exchange Online\""
    date  = "2024-10-14"
  }
}

class "mailbox-full" {
  family = "recipient"
  title  = "A mailbox is full"

  cause = <<-END
    There is no room left in the recipient's mailbox. If the reply came while submitting to
    Microsoft 365, it is the sending mailbox: a copy of every scan goes to its Sent Items, and a
    scanner's mailbox fills up with them.
  END

  advice = <<-END
    Empty the mailbox or make it larger. If the reply came at submission, empty the Sent Items
    of the device's own account.
  END

  rule { text = "\\b(?:mailbox|inbox|mail ?folder|mbox|account)\\b.{0,40}?\\bfull\\b" }
  rule { text = "mailbox full" }
  rule { text = "\\bover ?quota" }
  rule { text = "\\bquota (?:is |has been )?(?:exceeded|violation|full|exhausted|reached)" }
  rule { text = "user quota exceeded" }
  rule { text = "\\bexceed\\w*\\b.{0,30}?\\b(?:disk |storage |mail)?quota" }
  rule { text = "quotaexceeded" }
  rule { text = "out of storage" }
  rule { text = "(?:mail|in)?box is (?:full|out of storage space)\\b.*" }
  rule { text = "\\w+ quota violation" }
  rule { text = "recipient\\x27s (?:mail|in)box is (?:full|out of)\\b.*" }
  rule { text = "storage allocation" }
  rule { text = "too many messages on the server" }
  rule { text = "aka\\.ms/mailboxfull" }
  rule { text = "mailbox (?:size )?(?:limit|quota)" }
  rule { text = "(?:insufficient|not enough|no) (?:disk |storage )?space\\b.{0,30}?\\b(?:mailbox|user|recipient)" }
  rule { text = "destinataire pleine" }
  rule { enhanced = ["5.2.2", "4.2.2"] }

  example {
    stage = "rcpt"
    reply = "552 5.2.2 The recipient's mailbox is full"
  }

  example {
    stage = "rcpt"
    reply = "452 4.2.2 <office@example.com>: over quota"
  }

  example {
    stage = "message"
    reply = "554 5.2.2 mailbox full; STOREDRV.Submission.Exception:QuotaExceededException.MapiExceptionQuotaExceeded"
  }

  counter_example {
    stage = "message"
    reply = "550 5.2.2 Submission quota exceeded"
    class = "throttled"
  }

  counter_example {
    stage = "rcpt"
    reply = "450 4.7.3 Organization queue quota exceeded."
    class = "throttled"
  }

  source {
    title = "Microsoft Learn, \"Continuous error throttling for SMTP AUTH submissions in Exchange Online\""
    date  = "2024 to 2026"
  }

  source {
    title = "Public collections of real replies (sisimai, KumoMTA, ZoneMTA, smtp-codes field manual)"
    date  = "2026-08-04"
  }

  source {
    title = "RFC 3463, Enhanced Mail System Status Codes"
    date  = "2003-01"
  }
}

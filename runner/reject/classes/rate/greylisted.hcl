class "greylisted" {
  family        = "rate"
  title         = "A first contact is put off for some minutes"
  waiting_helps = true
  over          = ["local-error"]
  test          = "builtin:full-conversation"

  cause = <<-END
    The receiver does not know this sender and puts it off, since senders of spam mostly do not
    come back.
  END

  advice = <<-END
    Wait some minutes and try again. Many copiers never do, and the scan is lost: send through a
    relay that queues, or by signing in at smtp.office365.com.
  END

  rule { text = "gr[ae]y.?list.*" }
  rule { text = "postgr[ae]y" }
  rule { text = "(?:try|retry|come back)(?: again)? (?:after|in) .{0,20}?\\b(?:second|minute|hour)s?" }
  rule {
    code = ["4xx"]
    text = "^(?:please )?try again later\\.?(?: \\(.*\\))?$"
  }
  rule { text = "deferred for \\d+ (?:seconds|minutes)" }

  example {
    stage = "rcpt"
    reply = "450 4.2.0 <office@example.com>: Recipient address rejected: Greylisted, see http://postgrey.example.org/help"
  }

  example {
    stage = "rcpt"
    reply = "451 4.7.1 Greylisting in action, please come back in 00:04:59"
  }

  example {
    stage = "rcpt"
    reply = "451 Please try again in 5 minutes"
  }

  counter_example {
    stage = "rcpt"
    reply = "550 5.1.1 <greylist@example.com>: Recipient address rejected: User unknown"
    class = "unknown-recipient"
  }

  source {
    title = "Public collections of real replies (sisimai, KumoMTA, ZoneMTA, smtp-codes field manual)"
    date  = "2026-08-04"
  }
}

class "too-many-recipients" {
  family = "rate"
  title  = "Too many recipients in one message"
  test   = "builtin:full-conversation"

  cause = <<-END
    The message names more recipients than the server takes at once: at Microsoft 365 a mailbox
    may name 1,000, and the MX takes 200 of one domain in one transaction.
  END

  advice = <<-END
    Use a distribution group in place of many addresses, or send the scan in portions.
  END

  rule { text = "too many recipients" }
  rule { text = "max(?:imum)?(?: number of)? recipients" }
  rule { text = "recipients? limit" }
  rule { text = "reciplimit" }
  rule { text = "too many (?:rcpt|envelope recipients)" }
  rule { enhanced = ["4.5.3", "5.5.3"] }

  example {
    stage = "rcpt"
    reply = "452 4.5.3 Too many recipients"
  }

  example {
    stage = "rcpt"
    reply = "552 5.5.3 Max recipients reached"
  }

  counter_example {
    stage = "message"
    reply = "550 5.1.90 Your message can't be sent because you've reached your daily limit for message recipients"
    class = "throttled"
  }

  source {
    title = "Microsoft Learn, \"Email non-delivery reports and SMTP errors in Exchange Online\""
    date  = "2024-10-14"
  }

  source {
    title = "RFC 5321, Simple Mail Transfer Protocol"
    date  = "2008-10"
  }
}

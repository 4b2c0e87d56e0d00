class "throttled" {
  family        = "rate"
  title         = "More, or faster, than the server allows"
  waiting_helps = true
  test          = "builtin:full-conversation"

  cause = <<-END
    The mailbox, the address or the organisation sent more than it may: at Microsoft 365 a
    mailbox has 30 messages a minute, three connections at once and 10,000 recipients a day. Or
    errors were repeated for hours and the sender is held back for them. "Server busy" with
    4.7.500 also means that Microsoft does not know this address yet.
  END

  advice = <<-END
    Give a group of devices one mailbox each instead of one for all, run fewer jobs at once, and
    set retries minutes apart. Delete the job that fails again and again: a device that repeats
    it keeps its own block alive. With 4.7.500, wait; a connector for this address lifts it.
  END

  rule { text = "\\brate ?limit\\w*" }
  rule { text = "temporarily rate limited" }
  rule { text = "too (?:much|many) (?:e?mails?|messages|recent messages|requests)\\b" }
  rule { text = "too (?:quickly|fast|frequently)" }
  rule { text = "\\bthrottl\\w+" }
  rule { text = "sender throttled due to continuous.*" }
  rule { text = "\\b(?:daily|hourly|sending|message|submission|external recipient)\\b.{0,30}?\\b(?:limit|quota)\\b.{0,20}?\\b(?:exceeded|reached)" }
  rule { text = "exceeded (?:its|your|the) (?:daily |hourly |sending )+(?:limit|quota)" }
  rule { text = "reached your daily limit" }
  rule { text = "submission ?quota ?exceeded\\w*" }
  rule { text = "queue quota exceeded" }
  rule { text = "thread limit exceeded" }
  rule { text = "concurrent connections limit exceeded" }
  rule { text = "server busy\\. please try again later from" }
  rule { text = "excessive message rate" }
  rule { text = "frequency limited" }
  rule { text = "\\[tss\\d\\d\\]" }
  rule { text = "unexpected volume" }
  rule { text = "slow down" }
  rule { text = "try again slower" }
  rule { text = "too many (?:auth\\w* (?:attempts|commands|failures)|invalid recipients|new tls sessions|login attempts)" }
  rule { text = "permitted limits" }
  rule { text = "message receive limit" }
  rule { text = "max(?:imum)? messages? per (?:connection|session|hour|day)" }
  rule { enhanced = ["4.7.500-699", "4.5.127", "5.1.90", "5.2.121", "5.2.122", "5.2.251-255", "5.7.232", "5.7.233", "5.7.236", "5.7.508", "4.7.28", "5.7.28"] }
  rule { text = "unusual (?:rate|amount|volume|number) of (?:unsolicited )?(?:mails?|e-mails?|messages|traffic|connections)" }

  example {
    stage = "rcpt"
    reply = "451 4.7.500 Server busy. Please try again later from [203.0.113.7]. (S77714)"
  }

  example {
    stage = "message"
    reply = "432 4.3.2 Concurrent connections limit exceeded. Visit https://aka.ms/concurrent_sending for more information. [Hostname=DB9PR01MB0002.PROD.OUTLOOK.COM]"
  }

  example {
    stage = "message"
    reply = "550 5.1.90 Your message can't be sent because you've reached your daily limit for message recipients"
  }

  example {
    stage = "message"
    reply = "550 5.2.251 Sender throttled due to continuous mailbox full errors."
  }

  example {
    stage = "rcpt"
    reply = "450 4.7.1 Error: too much mail from 203.0.113.7"
  }

  example {
    stage = "rcpt"
    reply = "421 4.7.28 We see an unusual rate of unsolicited mail that comes from this IP address"
  }

  counter_example {
    stage = "mail"
    reply = "451 4.7.650 The mail server [203.0.113.7] has been temporarily rate limited due to IP reputation. (S775)"
    class = "m365-ip-throttled-reputation"
  }

  counter_example {
    stage = "rcpt"
    reply = "552 5.2.2 user quota exceeded"
    class = "mailbox-full"
  }

  counter_example {
    stage = "banner"
    reply = "421 4.7.0 Error: too many connections from 203.0.113.7"
    class = "too-many-connections"
  }

  source {
    title = "Microsoft Learn, \"Changes in message store and throttling for concurrent connections\""
    date  = "2025-06-12"
  }

  source {
    title = "Microsoft Learn, \"Fix NDR error code '451 4.7.500-699 (ASxxx)' in Exchange Online\""
    date  = "2024-10-24"
  }

  source {
    title = "Microsoft Learn, \"Continuous error throttling for SMTP AUTH submissions in Exchange Online\""
    date  = "2024 to 2026"
  }

  source {
    title = "Microsoft Learn, \"Email non-delivery reports and SMTP errors in Exchange Online\""
    date  = "2024-10-14"
  }
}

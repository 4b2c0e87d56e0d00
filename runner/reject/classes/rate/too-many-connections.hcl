class "too-many-connections" {
  family        = "rate"
  title         = "Too many connections at once"
  waiting_helps = true
  test          = "builtin:full-conversation"

  cause = <<-END
    Several devices send at once, or one does not close its connections.
  END

  advice = <<-END
    Lower the number of jobs that the device sends at the same time, and leave pauses.
  END

  rule { text = "too many (?:concurrent |simultaneous |open )?(?:smtp )?(?:connections|sessions)" }
  rule { text = "maximum number of (?:concurrent )?connections" }
  rule { text = "the maximum number of concurrent connections" }
  rule { text = "concurrent (?:connections|sessions)" }
  rule { text = "connection (?:limit|count) (?:exceeded|reached)" }
  rule { text = "max(?:imum)? connections" }
  rule { enhanced = ["4.7.652"] }

  example {
    stage = "banner"
    reply = "421 4.3.2 The maximum number of concurrent connections has exceeded a limit, closing transmission channel"
  }

  example {
    stage = "mail"
    reply = "451 4.7.652 The mail server [203.0.113.7] has exceeded the maximum number of connections. (S3115)"
  }

  example {
    stage = "banner"
    reply = "421 4.7.0 mx.example.net Error: too many connections from 203.0.113.7"
  }

  counter_example {
    stage = "message"
    reply = "432 4.3.2 Concurrent connections limit exceeded. Visit https://aka.ms/concurrent_sending"
    class = "throttled"
  }

  source {
    title = "Microsoft Learn, \"Changes in message store and throttling for concurrent connections\""
    date  = "2025-06-12"
  }

  source {
    title = "Reply table of Exchange Server 2013's transport"
    date  = "2013"
  }
}

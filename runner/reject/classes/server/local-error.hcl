class "local-error" {
  family        = "server"
  title         = "Something inside the server failed"
  waiting_helps = true
  test          = "builtin:full-conversation"

  cause = <<-END
    A disk, a directory, a setting or a machine behind the server is in trouble.
  END

  advice = <<-END
    Try again. If it lasts an hour, tell the server's administrator; for Microsoft 365 look at
    its service health.
  END

  rule { text = "\\blocal (?:problem|error)" }
  rule { text = "insufficient system (?:resources|storage)" }
  rule { text = "queue file write error" }
  rule { text = "\\b(?:disk|queue|i/o|database) error" }
  rule { text = "\\blookup (?:error|failure|failed)" }
  rule { text = "internal (?:server |system |software )?error" }
  rule { text = "configuration error" }
  rule { text = "incorrectly configured" }
  rule { text = "temporary server error" }
  rule { text = "failed to be replicated" }
  rule { text = "temporary authentication failure" }
  rule { text = "unable to initialize" }
  rule { text = "resources temporarily unavailable" }
  rule { text = "temporary (?:local |internal |dns |domain )?(?:failure|error|problem)" }
  rule { text = "could not be delivered due to a recipient error" }
  rule { enhanced = ["4.3.0", "5.3.0", "4.3.1", "4.3.5", "5.3.5"] }

  example {
    stage = "auth"
    reply = "454 4.7.0 Temporary authentication failure"
  }

  example {
    stage = "rcpt"
    reply = "451 4.3.0 <office@example.com>: Temporary lookup failure"
  }

  example {
    stage = "mail"
    reply = "452 4.3.1 Insufficient system storage"
  }

  example {
    stage = "rcpt"
    reply = "451 4.3.2 Temporary server error. Please try again later ATTR17"
  }

  counter_example {
    stage = "starttls"
    reply = "454 4.7.0 TLS not available due to local problem"
    class = "tls-unavailable"
  }

  source {
    title = "RFC 5321, Simple Mail Transfer Protocol"
    date  = "2008-10"
  }

  source {
    title = "Microsoft Learn, \"'554 5.2.0 STOREDRV.Deliver.Exception' when sending emails in Exchange Online\""
    date  = "2024 to 2026"
  }
}

class "server-busy-or-down" {
  family        = "server"
  title         = "The server does not take mail at the moment"
  waiting_helps = true
  test          = "builtin:full-conversation"

  cause = <<-END
    It is overloaded, restarting, or gave up waiting for the client. A bare 421 says no more
    than that.
  END

  advice = <<-END
    Try again later. Timeouts that repeat point to a slow device, or to an inspection of SMTP in
    between.
  END

  rule { text = "\\bservice (?:is )?(?:currently |temporarily )*(?:unavailable|not available)(?:,? closing (?:transmission )?channel)?\\.?$" }
  rule { text = "^service not available" }
  rule { text = "too much load" }
  rule { text = "\\b(?:server|system) (?:is )?(?:too )?busy" }
  rule { text = "server ports are busy" }
  rule { text = "no system resources" }
  rule { text = "shutting down" }
  rule { text = "agent busy" }
  rule { text = "message not proxied" }
  rule { text = "(?:mail|temporary) system (?:error|problem)" }
  rule { text = "upstream error" }
  rule { text = "not accepting network messages" }
  rule { text = "system not accepting" }
  rule { text = "load (?:average )?too high" }
  rule { text = "connection timed out" }
  rule { text = "(?:session|command|idle|data|input) time(?:d )?-?out" }
  rule { text = "timeout (?:exceeded|waiting)" }
  rule { text = "connection dropped" }
  rule { enhanced = ["4.3.2", "5.3.2", "4.4.2", "4.7.700"] }
  rule {
    code = ["421"]
    text = "temporary (?:failure|error|problem)"
  }
  rule { code = ["421"] }
  rule { code = ["426"] }

  example {
    stage = "banner"
    reply = "421 4.3.2 Service not available, closing transmission channel"
  }

  example {
    stage = "mail"
    reply = "451 4.7.700 PFA agent busy, please try again. [Name=Protocol Filter Agent][AGT=PFA] [outlook.com]"
  }

  example {
    stage = "message"
    reply = "421 4.4.1 Connection timed out. Total session duration: 00:20:55.1234567"
  }

  example {
    stage = "ehlo"
    reply = "421 mx.example.net"
  }

  counter_example {
    stage = "rcpt"
    reply = "554 5.7.1 Service unavailable; Client host [203.0.113.7] blocked using zen.spamhaus.org"
    class = "spamhaus"
  }

  counter_example {
    stage = "rcpt"
    reply = "451 4.7.500 Server busy. Please try again later from [203.0.113.7]. (AS843)"
    class = "throttled"
  }

  counter_example {
    stage = "banner"
    reply = "421 4.7.0 too many connections"
    class = "too-many-connections"
  }

  source {
    title = "RFC 5321, Simple Mail Transfer Protocol"
    date  = "2008-10"
  }

  source {
    title = "Reply table of Exchange Server 2013's transport"
    date  = "2013"
  }
}

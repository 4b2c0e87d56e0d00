class "routing-failed" {
  family = "server"
  title  = "The mail was taken, and could not be passed on"

  cause = <<-END
    Microsoft, or a relay, accepted the message and could not hand it to the next server: DNS, a
    firewall, a dead host, or the destination's own MTA-STS or DNSSEC.
  END

  advice = <<-END
    The copier did its part. Look at the destination's MX, and at the connector where the
    destination is one's own server.
  END

  rule { text = "message expired" }
  rule { text = "queue\\.expired" }
  rule { text = "\\bno answer from" }
  rule { text = "unable to route" }
  rule { text = "dns query failed" }
  rule { text = "socket error code" }
  rule { text = "cannot connect to remote server" }
  rule { text = "connection refused \\[message" }
  rule { text = "mta-sts" }
  rule { text = "failed mta-sts validation" }
  rule { text = "failed to connect" }
  rule { text = "unable to contact destination" }
  rule { text = "primary target ip address" }
  rule { text = "connection was closed abruptly" }
  rule { text = "dnssec-invalid" }
  rule { text = "(?:host|destination|network|server) (?:is )?unreachable" }
  rule { enhanced = ["4.4.7", "5.4.7", "5.4.300", "5.4.312", "5.4.316", "5.4.318", "4.4.312", "4.4.316-318", "5.4.4", "4.4.8", "5.4.8", "4.7.324", "5.7.324"] }

  example {
    reply = "550 5.4.316 Message expired, connection refused [Message=Socket error code 10061]"
  }

  example {
    reply = "450 4.4.312 DNS query failed"
  }

  example {
    stage = "rcpt"
    reply = "451 4.4.1 No answer from host"
  }

  counter_example {
    stage = "message"
    reply = "421 4.4.1 Connection timed out. Total session duration: 00:20:55"
    class = "server-busy-or-down"
  }

  source {
    title = "Microsoft Learn, \"Fix NDR error '550 4.4.7' in Exchange Online\""
    date  = "2024 to 2026"
  }

  source {
    title = "Microsoft Learn, \"Email non-delivery reports and SMTP errors in Exchange Online\""
    date  = "2024-10-14"
  }
}

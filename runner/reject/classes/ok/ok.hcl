class "ok" {
  family = "ok"
  title  = "Accepted"

  cause = <<-END
    The server did what it was asked to do. Accepted at RCPT TO is not delivered: what looks at
    the content, and what group settings forbid, is decided later.
  END

  advice = <<-END
    Nothing is to be done here. To see whether a message arrives, look at a message trace, or in
    the mailbox and its junk folder.
  END

  rule { text = "resolver\\.grp\\.expanded\\b.{0,40}" }

  example {
    stage = "rcpt"
    reply = "250 2.1.5 Recipient OK"
  }

  example {
    stage = "data"
    reply = "354 Start mail input; end with <CRLF>.<CRLF>"
  }

  example {
    stage = "message"
    reply = "LED=250 2.1.5 RESOLVER.GRP.Expanded; distribution list expanded"
  }

  source {
    title = "RFC 5321, Simple Mail Transfer Protocol"
    date  = "2008-10"
  }
}

class "unknown" {
  family = "unknown"
  title  = "A reply that is not in the knowledge base"
  test   = "builtin:full-conversation"

  cause = <<-END
    The server refused in words that name no reason, or none that is known here. The code alone
    says no more than whether to try again: 4yz later, 5yz not unchanged.
  END

  advice = <<-END
    Give the whole reply and its time to the administrator of the receiving server: only they
    can see the reason. If you learn it, a class of your own in the suite will name it the next
    time.
  END

  example {
    stage = "rcpt"
    reply = "550 Rejected"
  }

  example {
    stage = "message"
    reply = "554 Transaction failed"
  }

  example {
    stage = "message"
    reply = "554 Message not allowed - [299]"
  }

  source {
    title = "RFC 5321, Simple Mail Transfer Protocol"
    date  = "2008-10"
  }
}

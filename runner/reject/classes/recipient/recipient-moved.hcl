class "recipient-moved" {
  family = "recipient"
  title  = "The recipient has another address now"
  test   = "builtin:full-conversation"

  cause = <<-END
    The mailbox moved, and the old server does not forward.
  END

  advice = <<-END
    Put the new address, where the reply names one, into the device's address book.
  END

  rule { text = "(?:mailbox|user|recipient|address)?\\b ?has (?:moved|been replaced by)" }
  rule { text = "no longer (?:on|at) (?:this )?server" }
  rule { text = "user not local; please try" }
  rule { text = "please try <" }
  rule { enhanced = ["5.1.6"] }

  example {
    stage = "rcpt"
    reply = "551 User not local; please try <office@example.net>"
  }

  example {
    stage = "rcpt"
    reply = "550 5.1.6 Mailbox has moved, no forwarding address"
  }

  counter_example {
    stage = "rcpt"
    reply = "550 Relay denied"
    class = "relay-denied"
  }

  source {
    title = "RFC 5321, Simple Mail Transfer Protocol"
    date  = "2008-10"
  }

  source {
    title = "RFC 3463, Enhanced Mail System Status Codes"
    date  = "2003-01"
  }
}

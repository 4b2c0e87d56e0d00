class "loop-detected" {
  family = "server"
  title  = "The message went round in a circle"

  cause = <<-END
    Two systems each believe that the other one holds the mailbox; mostly it is a connector,
    together with the type of an accepted domain.
  END

  advice = <<-END
    Nothing on the copier helps. The administrator checks connectors, the MX, and whether the
    domain is "authoritative" or "internal relay" on each side.
  END

  rule { text = "(?:routing|mail|forward\\w*) loop" }
  rule { text = "\\bloop detected" }
  rule { text = "\\bhop count" }
  rule { text = "hop count exceeded" }
  rule { text = "too many hops" }
  rule { text = "too many received" }
  rule { text = "loops? back to" }
  rule { enhanced = ["5.4.6", "4.4.6", "5.4.14"] }

  example {
    stage = "message"
    reply = "554 5.4.14 Hop count exceeded - possible mail loop ATTR34"
  }

  example {
    stage = "message"
    reply = "554 Too many Received headers: mail loop"
  }

  counter_example {
    stage = "rcpt"
    reply = "550 5.1.1 <loop@example.com> User unknown"
    class = "unknown-recipient"
  }

  source {
    title = "Microsoft Learn, \"Fix NDR error 5.4.6 or 5.4.14 in Exchange Online\""
    date  = "2024 to 2026"
  }
}

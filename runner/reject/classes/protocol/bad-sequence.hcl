class "bad-sequence" {
  family = "protocol"
  title  = "A command came at the wrong time"
  test   = "builtin:full-conversation"

  cause = <<-END
    Commands were sent out of order. Mostly it is the echo of an earlier refusal: the client had
    already sent the next command.
  END

  advice = <<-END
    Read the reply before it: that is the cause. "No valid recipients" after DATA, for one,
    means that RCPT TO was refused.
  END

  rule { text = "bad sequence" }
  rule { text = "(?:improper|wrong|out of|incorrect) (?:command )?(?:sequence|order)" }
  rule { text = "out of sequence" }
  rule { text = "\\b(?:helo|ehlo|hello|mail|rcpt|recipient|data)(?: from| to)?(?: command)? first" }
  rule { text = "send (?:helo|ehlo)/(?:helo|ehlo) first" }
  rule { text = "\\bneed (?:mail|rcpt|recipient)" }
  rule { text = "nested mail" }
  rule { text = "no valid recipients" }
  rule { text = "^no recipients" }
  rule { text = "\\balready (?:authenticated|specified|issued|given|in use|started|in tls)" }
  rule { text = "synchroni[sz]ation" }
  rule { text = "protocol error" }
  rule { text = "too many (?:errors|unrecogni[sz]ed|unauthenticated|bad|unknown|syntax|junk)\\b" }
  rule { text = "too many (?:unrecogni[sz]ed|unauthenticated) commands" }
  rule { text = "not allowed at this point" }
  rule { text = "may not be repeated" }
  rule { text = "data command rejected" }
  rule { text = "i can break rules" }
  rule { code = ["503"] }

  example {
    stage = "data"
    reply = "503 5.5.2 Need rcpt command"
  }

  example {
    stage = "data"
    reply = "554 5.5.1 Error: no valid recipients"
  }

  example {
    stage = "mail"
    reply = "503 5.5.1 Error: send HELO/EHLO first"
  }

  example {
    stage = "rcpt"
    reply = "421 4.7.0 Too many errors on this connection, closing transmission channel"
  }

  counter_example {
    stage = "mail"
    reply = "530 5.7.0 Must issue a STARTTLS command first"
    class = "tls-required"
  }

  counter_example {
    stage = "mail"
    reply = "503 5.5.4 Error: send AUTH command first"
    class = "auth-required"
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

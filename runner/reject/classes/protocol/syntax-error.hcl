class "syntax-error" {
  family = "protocol"
  title  = "The server cannot read a command or an address"
  test   = "builtin:full-conversation"

  cause = <<-END
    An address with blanks or without a domain, a name in the address field, stray characters in
    a command, or a device that speaks TLS on a port that is in clear.
  END

  advice = <<-END
    Look for stray characters in the device's From and recipient fields, and see that "SSL" is
    not chosen for port 587 or 25.
  END

  rule { text = "\\bsyntax\\b" }
  rule { text = "\\bsyntax:? .{0,30}" }
  rule { text = "bad (?:sender|recipient|destination mailbox|mailbox) address syntax" }
  rule { text = "unrecogni[sz]ed command" }
  rule { text = "command (?:not recogni[sz]ed|unrecogni[sz]ed|unknown)" }
  rule { text = "^invalid address\\b" }
  rule { text = "\\binvalid (?:utf-8|arguments?)\\b" }
  rule { text = "not a valid rfc" }
  rule { text = "malformed address" }
  rule { text = "optional argument not permitted" }
  rule { text = "protocol violation" }
  rule { text = "\\bunknown command" }
  rule { text = "\\bbad address\\b" }
  rule { enhanced = ["5.5.2", "5.1.3", "5.1.7"] }
  rule {
    code     = ["500", "501"]
    enhanced = ["5.5.x"]
  }
  rule {
    stage = ["ehlo", "mail", "rcpt"]
    code  = ["500", "501"]
  }

  example {
    stage = "rcpt"
    reply = "501 5.1.3 Invalid address"
  }

  example {
    stage = "mail"
    reply = "501 5.1.7 Bad sender address syntax"
  }

  example {
    stage = "ehlo"
    reply = "501 Syntax: EHLO hostname"
  }

  example {
    stage = "mail"
    reply = "500 5.3.3 Unrecognized command"
  }

  counter_example {
    stage = "auth"
    reply = "501 5.5.124 Invalid XOAUTH2 auth data"
    class = "auth-failed"
  }

  counter_example {
    stage = "mail"
    reply = "501 5.5.4 Unrecognized parameter"
    class = "parameter-unsupported"
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

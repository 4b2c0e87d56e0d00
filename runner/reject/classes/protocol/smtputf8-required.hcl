class "smtputf8-required" {
  family = "protocol"
  title  = "An address with letters outside ASCII was sent without SMTPUTF8"
  test   = "builtin:ehlo-probe"

  cause = <<-END
    An address holds letters such as ü or é, and the client did not ask for the extension that
    allows them.
  END

  advice = <<-END
    Use plain ASCII in the addresses on the device.
  END

  rule { text = "\\bsmtputf8\\b(?: (?:is )?(?:required|needed|not \\w+))?" }
  rule { text = "internationali[sz]ed(?: (?:e-?mail |mail )?(?:addresses|address|mailbox|domain|recipient|sender))?" }
  rule { text = "\\b(?:unicode|utf-?8|non-ascii|eai|8-?bit) ?(?:\\w+ )?address(?:es)?\\b(?:.{0,15}?\\bnot (?:supported|allowed|accepted|permitted))?" }
  rule { text = "utf-?8 ?(?:recipient|sender) ?address(?:; .{0,30}? not supported)?" }
  rule { text = "non-ascii (?:characters? )?(?:are )?(?:not allowed |not permitted )?(?:characters? )?in (?:the )?(?:e-?mail |envelope |recipient |sender |mail )?(?:address|local|domain)" }
  rule { text = "\\b(?:non-?ascii|8-?bit|utf-?8|unicode|international(?:i[sz]ed)?|foreign|accented|umlauts?|non-latin|idn)\\b[^.;]{0,25}? (?:addresses|address|mailbox names?|local[ -]?parts?|recipients?|senders?)\\b" }
  rule { text = "\\b(?:addresses|address|recipients?|senders?|local[ -]?part)\\b[^.;]{0,25}?\\b(?:non-?ascii|8-?bit|utf-?8|unicode|international(?:i[sz]ed)?|umlauts?|ascii only|only ascii|accents?)\\b(?: or other [\\w-]+)?(?: char\\w*)?" }
  rule {
    enhanced = ["5.6.7"]
  }

  example {
    stage = "mail"
    reply = "553 5.6.7 Must declare SMTPUTF8 to send unicode address"
  }

  example {
    stage = "rcpt"
    reply = "550 5.6.7 Address not representable"
  }

  example {
    stage = "mail"
    reply = "553 non-ASCII address not permitted"
  }

  example {
    stage = "rcpt"
    reply = "553 We take no international addresses"
  }

  counter_example {
    stage = "rcpt"
    reply = "501 5.1.3 Invalid address"
    class = "syntax-error"
  }

  source {
    title = "RFC 6531, SMTP Extension for Internationalized Email"
    date  = "2012-02"
  }
}

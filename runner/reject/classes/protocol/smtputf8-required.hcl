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

  rule { text = "\\bsmtputf8\\b" }
  rule { text = "internationali[sz]ed" }
  rule { text = "unicode address" }
  rule { enhanced = ["5.6.7"] }

  example {
    stage = "mail"
    reply = "553 5.6.7 Must declare SMTPUTF8 to send unicode address"
  }

  example {
    stage = "rcpt"
    reply = "550 5.6.7 Address not representable"
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

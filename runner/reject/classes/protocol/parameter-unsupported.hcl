class "parameter-unsupported" {
  family = "protocol"
  title  = "The server does not know an option of a command"
  test   = "builtin:ehlo-probe"

  cause = <<-END
    MAIL or RCPT carried an option that the server had not offered, such as a request for a
    delivery receipt.
  END

  advice = <<-END
    Switch delivery receipts off on the device.
  END

  rule { text = "unsupported option" }
  rule { text = "unrecogni[sz]ed parameter" }
  rule { text = "\\b(?:parameter|option)s?\\b.{0,30}?\\bnot (?:implemented|supported|recogni[sz]ed)" }
  rule { text = "unknown (?:mail |rcpt )?parameter" }
  rule { text = "message size syntax" }
  rule { text = "message size syntax" }
  rule { text = "\\bdsn\\b.{0,20}?\\bdisabled" }
  rule { code = ["555"] }
  rule {
    stage = ["mail", "rcpt"]
    code  = ["504"]
  }

  example {
    stage = "mail"
    reply = "555 5.5.4 Unsupported option: RET=HDRS"
  }

  example {
    stage = "rcpt"
    reply = "501 5.5.4 Unrecognized parameter"
  }

  example {
    stage = "mail"
    reply = "504 5.5.4 Command parameter not implemented"
  }

  counter_example {
    stage = "auth"
    reply = "504 5.7.4 Unrecognized authentication type"
    class = "auth-mechanism-unsupported"
  }

  source {
    title = "RFC 5321, Simple Mail Transfer Protocol"
    date  = "2008-10"
  }
}

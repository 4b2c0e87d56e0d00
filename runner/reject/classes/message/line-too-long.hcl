class "line-too-long" {
  family = "message"
  title  = "A line is too long"

  cause = <<-END
    A line of the message has more than 998 octets, or a command more than 512.
  END

  advice = <<-END
    Switch off HTML templates for the mail on the device, and update its firmware.
  END

  rule { text = "\\bline (?:is )?too long" }
  rule { text = "line_too_long" }
  rule { text = "conformance issues: line_too_long" }
  rule { text = "\\bline (?:length|limit) (?:is )?(?:exceeded|limit|too)" }
  rule { text = "\\bcommand (?:line )?too long" }
  rule { text = "lines? longer than" }
  rule { text = "\\blines? (?:is |are |was |were )?too long" }
  rule { text = "lines (?:longer|of more) than" }

  example {
    stage = "message"
    reply = "500 5.5.2 Line too long"
  }

  example {
    stage = "message"
    reply = "552 message has lines longer than 998 octets"
  }

  example {
    stage = "message"
    reply = "554 5.6.0 The message has lines too long for this transport"
  }

  counter_example {
    stage = "message"
    reply = "552 5.3.4 Message too big"
    class = "message-too-large"
  }

  source {
    title = "RFC 5321, Simple Mail Transfer Protocol"
    date  = "2008-10"
  }
}

class "command-unimplemented" {
  family = "protocol"
  title  = "The server does not know, or does not allow, a command"
  test   = "builtin:ehlo-probe"

  cause = <<-END
    The command is switched off there. From a Microsoft host, "not implemented" to EHLO or
    STARTTLS means that a firewall on the way has rewritten the command.
  END

  advice = <<-END
    If the server is Microsoft's: switch off the inspection of SMTP in the firewall or
    antivirus. Otherwise leave out what the device does not need.
  END

  rule { text = "command (?:is )?not implemented" }
  rule { text = "not implemented" }
  rule { text = "\\bunimplemented\\b" }
  rule { text = "\\bvrfy\\b.{0,30}?\\b(?:disabled|not)" }
  rule { text = "command (?:is )?disabled" }
  rule {
    code = ["502"]
    text = "unrecogni[sz]ed command|command not recogni[sz]ed"
  }
  rule { code = ["502"] }

  example {
    stage = "ehlo"
    reply = "502 5.3.3 Command not implemented"
  }

  example {
    stage = "rcpt"
    reply = "502 5.5.1 VRFY command is disabled"
  }

  counter_example {
    stage = "mail"
    reply = "555 5.5.4 Unsupported option: BODY=BINARYMIME"
    class = "parameter-unsupported"
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

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
  rule { text = "\\b(?:turn|help|noop|send)(?: command)? (?:is )?(?:disabled|disallowed|not (?:supported|implemented|enabled))\\b" }
  rule { text = "\\b(?:vrfy|expn|etrn|soml|saml|xclient|xforward|burl)\\b(?: command)?.{0,25}?\\b(?:disabled|disallowed|not|denied|prohibited|forbidden|unavailable|unsupported)\\b(?: (?:supported|allowed|available|permitted|enabled|implemented))?" }
  rule { text = "command (?:is )?disabled" }
  rule {
    stage = ["banner", "ehlo", "mail", "rcpt", "data", "message", "quit"]
    text  = "command (?:is |has been )?(?:disabled|disallowed|unsupported|not (?:supported|available|enabled))"
  }
  rule { text = "(?:unsupported|disabled|invalid/unsupported) command" }
  rule { text = "(?:cannot|won.t|will not|can.t) (?:vrfy|expn)\\b" }
  rule { text = "comando n(?:o|ã|a)o? (?:est(?:á|a) )?implementado|comando no implementado|commande non (?:impl(?:é|e)ment(?:é|e)e|support(?:é|e)e)|befehl nicht (?:implementiert|unterst(?:ü|ue)tzt)|comando non (?:implementato|supportato)|команда не (?:реализована|поддерживается)" }
  rule {
    code = ["502"]
    text = "unrecogni[sz]ed command|command not recogni[sz]ed"
  }
  rule { text = "\\b(?:vrfy|expn|etrn|turn|help|noop|bdat|soml|saml|verify|expand)\\b(?: command)?[^.;]{0,20}? (?:switched|turned|shut) off\\b" }
  rule { text = "\\b(?:helo|ehlo|mail|rcpt|data|rset|help|noop|quit|bdat|turn)(?: command)? (?:is |are )?(?:not|isn'?t|un) ?(?:supported|implemented|available|known|enabled)\\b" }
  rule {
    stage = ["banner", "ehlo", "mail", "rcpt", "data", "message", "quit"]
    text  = "\\b(?:this |that |the |such )?commands? (?:is |are |was |has been )?(?:not|isn'?t) (?:supported|implemented|available|known|enabled|provided|offered)\\b"
  }
  rule { text = "\\b(?:do(?:es)? not|don'?t|doesn'?t|never|not) (?:implement|support|offer|provide)(?:ed|ing)? (?:the |this |that )?(?:\\w+ )?command\\b" }
  rule { text = "\\bcommand (?:is |was |has been )?(?:withdrawn|removed|obsolete|deprecated|unavailable|blocked|off|switched off|turned off)\\b" }
  rule {
    code = ["502"]
  }

  rule {
    code = ["500", "502"]
    text = "\\b(?:ehlo|vrfy|expn|help|noop|etrn|turn|bdat|dsn) (?:is |was )?(?:not|un) ?(?:known|implemented|supported|understood|recogni[sz]ed)\\b(?: here| on this \\w+)?"
  }

  example {
    stage = "ehlo"
    reply = "502 5.3.3 Command not implemented"
  }

  example {
    stage = "rcpt"
    reply = "502 5.5.1 VRFY command is disabled"
  }

  example {
    reply = "502 5.5.1 EXPN is not allowed here"
  }

  example {
    stage = "mail"
    reply = "500 command unsupported"
  }

  example {
    stage = "ehlo"
    reply = "502 EHLO is not known here"
  }

  counter_example {
    stage = "mail"
    reply = "555 5.5.4 Unsupported option: BODY=BINARYMIME"
    class = "parameter-unsupported"
  }

  counter_example {
    stage = "message"
    reply = "550 You may not send such things: denied"
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

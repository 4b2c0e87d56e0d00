class "tls-unavailable" {
  family = "tls"
  title  = "The server does not do TLS, or not now"
  test   = "builtin:starttls-check"

  cause = <<-END
    The server has no certificate, does not know STARTTLS, or something on the way took STARTTLS
    out of its answer or garbled the command. Microsoft's own servers always offer it: there, it
    is the way.
  END

  advice = <<-END
    If the server is Microsoft's, something in between is at fault: switch off the inspection of
    SMTP in the firewall or the antivirus ("fixup", "ESMTP inspection", "mail shield"), and test
    again. Otherwise ask the server's administrator.
  END

  rule { text = "\\btls (?:is )?(?:currently |temporarily )?(?:not available|unavailable|not supported|not enabled)" }
  rule { text = "\\btls not available due to" }
  rule { text = "cannot accept tls" }
  rule { text = "starttls\\b.{0,20}\\bnot (?:advertised|offered|supported|available|enabled|recogni[sz]ed)" }
  rule { text = "starttls command used when not advertised" }
  rule { text = "starttls-not-supported" }
  rule {
    stage = ["starttls"]
    text  = "unrecogni[sz]ed command|command (?:not (?:recogni[sz]ed|implemented)|unrecogni[sz]ed)|not implemented|unimplemented"
  }
  rule {
    stage = ["starttls"]
    code  = ["454", "500", "502"]
  }
  rule { enhanced = ["4.7.321", "5.7.321"] }

  example {
    stage = "starttls"
    reply = "454 4.7.0 TLS not available due to local problem"
  }

  example {
    stage = "starttls"
    reply = "502 5.5.1 Command not implemented"
  }

  example {
    stage = "starttls"
    reply = "500 5.3.3 Unrecognized command"
  }

  example {
    reply = "4.7.321 starttls-not-supported: Destination mail server must support TLS to receive mail."
  }

  counter_example {
    stage = "starttls"
    reply = "454 5.5.1 STARTTLS may not be repeated."
    class = "bad-sequence"
  }

  counter_example {
    stage = "rcpt"
    reply = "500 5.3.3 Unrecognized command"
    class = "syntax-error"
  }

  source {
    title = "RFC 3207, SMTP over Transport Layer Security"
    date  = "2002-02"
  }

  source {
    title = "Microsoft Learn, \"Email non-delivery reports and SMTP errors in Exchange Online\""
    date  = "2024-10-14"
  }

  source {
    title = "Cisco document 113423, ESMTP inspection"
    date  = "2012"
  }
}

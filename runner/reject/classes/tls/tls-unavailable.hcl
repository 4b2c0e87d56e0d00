class "tls-unavailable" {
  family        = "tls"
  title         = "The server does not do TLS, or not now"
  waiting_codes = ["454"]
  test          = "builtin:starttls-check"

  cause = <<-END
    454 says that it is so for now, and can be the server's own trouble. Any other answer: the
    server has no certificate, does not know STARTTLS, or something on the way took STARTTLS out
    of its answer or garbled the command. Microsoft's own servers always offer it: there, what
    lasts is the way.
  END

  advice = <<-END
    After 454 wait, and test again. If it stays so, or is another code, and the server is
    Microsoft's, something in between is at fault: switch off the inspection of SMTP in the
    firewall or the antivirus ("fixup", "ESMTP inspection", "mail shield"), and test again.
    Otherwise ask the server's administrator.
  END

  rule { text = "\\btls (?:is )?(?:currently |temporarily )?(?:not available|unavailable|not supported|not enabled)" }
  rule { text = "\\btls not available due to" }
  rule { text = "cannot accept tls\\W*$" }
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
  rule { text = "\\b(?:starttls|tls) failed\\b.{0,30}" }
  rule { text = "\\b(?:no|missing) (?:server |tls )?certificate (?:is )?(?:configured|installed|available|loaded)" }
  rule { text = "tls is required,? but (?:was |is )?not (?:offered|available|advertised|supported).*" }
  rule { text = "\\b(?:tls|ssl)\\b.{0,20}?\\b(?:handshake|negotiation|channel|session|connection|setup|initiali[sz]ation|engine|library|layer)\\b.{0,30}?\\b(?:failed|failure|error|unsuccessful|aborted)" }
  rule { text = "\\b(?:failed|failure|unable|could not|cannot|error|not)\\b.{0,30}?\\b(?:establish\\w*|negotiat\\w*|start\\w*|initiali[sz]\\w*|set ?up|complet\\w*|load\\w*)\\b.{0,20}?\\b(?:tls|ssl|starttls)\\b(?: \\w+)?" }
  rule { text = "\\b(?:tls|ssl|starttls) (?:support )?(?:is )?(?:currently |temporarily )?(?:unavailable|disabled|not (?:available|supported|enabled|offered|configured|implemented|possible|ready))" }
  rule { text = "\\b(?:does not|doesn't|do not|did not) (?:support|offer|advertise|announce) (?:tls|ssl|starttls)\\b" }
  rule {
    stage = ["starttls"]
    code  = ["4xx", "50x", "554"]
    text  = "\\b(?:no|not|\\w{2,5}n't|never|without) (?:\\w+ )?(?:tls|ssl|starttls)\\b(?: (?:here|available|support\\w*|offered|on|for|at|today|possible|configured|certificate))*"
  }
  rule {
    stage = ["starttls"]
    code  = ["4xx", "50x", "554"]
    text  = "\\b(?:tls|ssl|starttls)\\b.{0,20}?\\b(?:broken|down|out of order|off|refused|rejected|denied|forbidden|prohibited|disallowed|not allowed|misconfigured|problem|trouble|error|failed)\\b"
  }
  rule {
    stage = ["starttls"]
    code  = ["4xx", "50x", "554"]
    text  = "\\b(?:certificates?|private key|key ?file|key)\\b.{0,30}?\\b(?:not|\\w{2,5}n't|unable|fail\\w*|error|missing|cannot) ?(?:be )?(?:loaded|load|read|found|configured|installed|available|set up|opened)?"
  }
  rule {
    stage    = ["starttls"]
    text     = "\\b(?:tls|ssl|starttls)\\b.{0,30}?\\b(?:could not|cannot|can't|couldn't|unable|failed|disabled|error)\\b(?: be \\w+)?"
    fallback = true
  }

  # The server's own certificate fails it.
  rule { text = "(?:\\b(?:un|not )able to|\\bcan(?:not|'t)|\\bcould(?: not|n't)|\\bfail(?:ed|ure|s) (?:to|in)|\\berror) (?:load|read|open|find|pars|us|access)(?:e|ing)? (?:the |its |my |our |a |any |server |tls |ssl )*(?:certificates?|private key|key)\\b(?: (?:file|chain|store))?" }

  rule {
    text     = "\\b(?:does not|doesn't) support (?:the )?(?:starttls|tls|ssl)\\b(?: extension)?|\\bstarttls (?:extension |command )?(?:is )?not (?:supported|offered|advertised|available)\\b(?: by server)?"
    codeless = true
  }
  rule {
    text     = "\\bserver does not support secure connections\\b"
    codeless = true
  }
  rule { text = "\\btls session is required, but the server did not offer tls\\b.{0,10}" }

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

  example {
    stage = "starttls"
    reply = "454 4.7.0 Cannot initialize TLS at the moment"
  }

  example {
    stage = "mail"
    reply = "450 4.7.0 TLS handshake with the next host failed"
  }

  example {
    stage = "starttls"
    reply = "454 TLS is out of order"
  }

  example {
    stage = "starttls"
    reply = "454 4.3.0 Cannot load my certificate"
  }

  example {
    reply = "smtplib.SMTPNotSupportedError: STARTTLS extension not supported by server."
  }

  example {
    reply = "System.NotSupportedException: The SMTP server does not support the STARTTLS extension."
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

  counter_example {
    stage = "starttls"
    reply = "454 4.7.0 Cannot accept TLS as maximum TLS rate exceeded"
    class = "throttled"
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

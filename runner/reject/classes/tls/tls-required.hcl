class "tls-required" {
  family = "tls"
  title  = "The server takes no mail over a connection in clear"
  test   = "builtin:starttls-check"

  cause = <<-END
    The device sent MAIL without STARTTLS. Microsoft's submission host answers that with a 451,
    which looks temporary and is not: nothing changes until the device encrypts.
  END

  advice = <<-END
    Switch STARTTLS on at the device, port 587. The choice may be called "TLS" or "Start TLS";
    "SSL" mostly means port 465, which Microsoft 365 does not have. If the firmware cannot do
    TLS 1.2: send by a relay connector, or through a local relay.
  END

  rule { text = "issue a starttls command" }
  rule { text = "must (?:first )?(?:issue|use|say|send) (?:a |the )?starttls" }
  rule { text = "starttls (?:command )?(?:is )?required(?: to send mail)?" }
  rule { text = "(?:session|server|connection|submission|host|mail|domain) requires (?:encryption|tls|starttls|ssl)" }
  rule { text = "\\b(?:tls|ssl) (?:is )?required" }
  rule { text = "requires? (?:a |an )?(?:tls|encrypted|secure) (?:session|connection|channel)" }
  rule { text = "encryption (?:is )?(?:required|needed)" }
  rule { text = "sent without tls" }
  rule { text = "must (?:use|send) (?:tls|starttls|encryption)" }
  rule { text = "(?:secure|encrypted) (?:connection|channel) (?:is )?required" }
  rule { enhanced = ["5.7.29", "4.7.29", "5.7.10"] }
  rule {
    stage = ["mail"]
    code  = ["538"]
  }

  example {
    stage = "mail"
    reply = "451 5.7.3 STARTTLS is required to send mail [YT3PR01CA0020.CANPRD01.PROD.OUTLOOK.COM 2026-07-01T12:00:00.000Z 08DC000000000001]"
  }

  example {
    stage = "mail"
    reply = "530 5.7.0 Must issue a STARTTLS command first"
  }

  example {
    stage = "message"
    reply = "550 5.7.29 This message was sent without TLS. Gmail requires all bulk senders to use TLS"
  }

  counter_example {
    stage = "auth"
    reply = "538 5.7.11 Encryption required for requested authentication mechanism"
    class = "auth-tls-needed"
  }

  counter_example {
    stage = "mail"
    reply = "530 5.5.1 Must issue an AUTH command first"
    class = "auth-required"
  }

  counter_example {
    stage = "starttls"
    reply = "454 4.7.0 TLS not available due to local problem"
    class = "tls-unavailable"
  }

  source {
    title = "Microsoft Learn, \"How to set up a multifunction device or application to send email using Microsoft 365 or Office 365\""
    date  = "2022-04-27"
  }

  source {
    title = "Microsoft Learn, \"Fix issues with printers, scanners, and LOB apps that send email using Microsoft 365\""
    date  = "2024-08-13"
  }

  source {
    title = "RFC 3207, SMTP over Transport Layer Security"
    date  = "2002-02"
  }
}

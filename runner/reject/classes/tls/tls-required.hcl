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
  rule { text = "\\b(?:tls|ssl|encrypted|secure) (?:connections?|sessions?) only\\b" }
  rule { text = "\\b(?:tls|ssl|encrypted|secure) (?:connection|session|channel)s? (?:is |are )?(?:required|mandatory|needed)" }
  rule { text = "\\binsists? on (?:tls|ssl|starttls|encryption)" }
  rule { text = "\\b(?:refused|rejected|denied|accepted)\\b.{0,10}?\\b(?:tls|ssl|starttls|encryption) (?:is )?required" }
  rule { text = "\\b(?:session|connection|channel|transport|mail) must be (?:encrypted|secured|secure|over tls)" }
  rule { text = "\\bonly\\b.{0,40}?\\b(?:over|via|with|using|through) (?:an? )?(?:tls|ssl|starttls|encrypted|secure)\\b(?: \\w+)?" }
  rule { text = "(?:\\bnot|n't) (?:encrypted|using (?:tls|ssl|starttls|encryption)|over (?:tls|ssl))\\b" }
  rule { text = "\\b(?:tls|ssl|starttls|encryption|encrypted (?:connection|session|channel)s?|secure (?:connection|session|channel)s?) (?:is |are )?(?:required|needed|necessary|mandatory|compulsory|obligatory|enforced)" }
  rule { text = "\\b(?:unencrypted|non-?tls|non-?ssl|non-?encrypted|plain ?-?text|clear ?-?text|insecure|non-?secure) (?:smtp )?(?:connections?|sessions?|mails?|e-?mails?|messages?|channels?|transmission|delivery|communication)\\b.{0,30}?\\b(?:not|refused|denied|rejected|forbidden|prohibited|disallowed)" }
  rule { text = "\\b(?:please|must|need to|have to|should) (?:first )?(?:use|issue|send|do|negotiate|enable|start|say|begin|initiate) (?:a |an |the )?(?:tls|ssl|starttls|encryption|encrypted|secure)\\b(?: (?:first|command|connection|session))*" }
  rule { text = "\\bstarttls (?:first|needed|expected|before)" }
  rule { text = "\\bwithout (?:using )?(?:tls|starttls|ssl|encryption)\\b" }
  rule { text = "\\brequires? (?:the use of |an? )?(?:tls|starttls|ssl|encryption|encrypted|secure transport)\\b(?: encryption)?" }
  rule { text = "\\bsecurity level\\b.{0,20}?\\b(?:check|too low|insufficient|required|not met|not reached)" }
  rule { text = "(?:tls|ssl|starttls|verschlüsselung|verschlüsselte verbindung|sichere verbindung) (?:ist )?(?:erforderlich|notwendig|zwingend)" }
  rule { text = "(?:tls|ssl|starttls|chiffrement|connexion (?:sécurisée|chiffrée)) (?:est )?(?:requise?|nécessaire|obligatoire)" }
  rule { text = "(?:requiere|necesita) (?:tls|ssl|starttls|cifrado|una conexión (?:segura|cifrada))" }
  rule { text = "(?:richiede|necessaria) (?:tls|ssl|starttls|una connessione (?:sicura|cifrata|crittografata))" }
  rule { text = "требуется (?:tls|ssl|starttls|шифрование|защищ)|(?:需要|必须使用|要求) ?(?:starttls|tls|ssl)|(?:starttls|tls|ssl) ?(?:が必要|が必須)|(?:starttls|tls|ssl)(?:가|이) 필요" }
  rule { text = "\\b(?:session|connection|channel|transport|mail|e-?mail|message|submission|link|transfer)\\b(?: \\w+)? (?:must|has to|have to|needs to|should|is required to) be (?:\\w+ )?(?:encrypted|secured|secure|protected|over tls|sent over)" }
  rule { text = "^\\W*(?:please )?(?:use|switch to|enable|try|turn on|switch on|activate|start|negotiate|only) (?:start)?(?:tls|ssl|encryption)\\b" }
  rule { text = "\\b(?:switch|turn) on (?:tls|ssl|starttls|encryption)|\\bonly (?:\\w+ )?(?:tls|ssl|encrypted|secure)\\b(?: \\w+)?" }
  rule { text = "\\b(?:tls|ssl)\\S* (?:encrypted )?(?:connections?|sessions?|encryption|transport|protection) (?:is |are )?(?:required|needed|necessary|mandatory|expected|compulsory)" }
  rule {
    stage = ["mail", "rcpt", "data", "message"]
    text  = "\\bencryption (?:is )?(?:too weak|insufficient|missing|absent)|\\b(?:no|insufficient|missing) (?:tls|encryption|transport security)\\b(?: (?:used|active|in use|negotiated|found|detected))?"
  }
  rule { text = "\\b(?:plain ?-?text|clear ?-?text|unencrypted|unsecured?|insecure) (?:connections?|sessions?|smtp|e?-?mails?|messages?|traffic|transport|delivery)\\b.{0,30}?\\b(?:not|\\w{2,5}n't|no longer|refused|denied|rejected|forbidden|prohibited|disallowed|disabled|blocked)" }
  rule { text = "\\bwithout (?:using |an? )?(?:ssl/tls|tls/ssl|tls|ssl|starttls|encryption|encrypted)\\b.{0,30}?\\b(?:not|refused|denied|rejected|forbidden|prohibited|disallowed)\\b(?: \\w+)?" }
  rule { text = "\\bstarttls (?:must|has to|needs to|should|is expected to) (?:come|be|precede|happen)(?: (?:first|issued|used|sent|negotiated|active))?" }
  rule { text = "\\b(?:tls|starttls|ssl|encryption) (?:first|please)\\b" }

  rule { text = "^encrypt (?:first|your|the|please)\\b(?: \\w+)?" }
  rule { text = "(?:\\brate limited because )?(?:\\w+ ){0,3}?(?:wasn.t|was not|not) sent over an? (?:tls|encrypted|secure) connection" }
  rule { text = "\\brequired to send via an? (?:encrypted|secure|tls)\\b.{0,20}" }
  rule { text = "\\bbad sequence of commands \\(tls (?:needed|required)\\b.{0,20}" }
  rule { text = "\\bfailed to establish appropriate tls channel\\b.{0,20}" }

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

  example {
    stage = "mail"
    reply = "550 5.7.10 Unencrypted connections are not accepted; please use TLS"
  }

  example {
    stage = "mail"
    reply = "530 Verschlüsselung erforderlich"
  }

  example {
    stage = "mail"
    reply = "530 The session has to be encrypted"
  }

  example {
    stage = "mail"
    reply = "451 5.7.3 发信前需要 STARTTLS"
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

lab "m365-submission" {
  title = "Microsoft 365, client submission: signs in and takes the envelope"
  doc   = <<-EOT
    Shapes of greeting, keywords and replies: captures of 2022 to 2025 of *.outlook.office365.com. AUTH takes STARTTLS's
    place in the list once inside TLS: LOGIN and XOAUTH2, never PLAIN. Any pair of user name and password is accepted.
    MAIL FROM in clear, or without AUTH, is refused as the real server does (captures of 2024), and so is a name in EHLO
    with an underscore or with a dot at its end (log of 26 April 2025). The real server lets the client wait some 5
    seconds first; the lab answers at once. TLS 1.0 and 1.1 shake hands, and AUTH is then answered with 421 4.7.66
    (capture of 2022). Cipher suites with RSA key exchange are not taken: a press report (borncity, February 2025).
    MAIL FROM has to be the user who signed in: Microsoft Learn, "Fix issues with printers, scanners, and LOB
    applications that send email using Microsoft 365 or Office 365" (2024-08-13). m365-submission-send-as takes others.
  EOT

  host     = "smtp.office365.com"
  banner   = "220 PN4P287CA0064.outlook.office365.com Microsoft ESMTP MAIL Service ready at {date} [{session}]"
  greeting = "Hello [203.0.113.7]"
  keywords = [
    "SIZE 157286400", "PIPELINING", "DSN", "ENHANCEDSTATUSCODES", "STARTTLS", "8BITMIME", "BINARYMIME", "CHUNKING",
    "SMTPUTF8",
  ]
  keywords_tls = [
    "SIZE 157286400", "PIPELINING", "DSN", "ENHANCEDSTATUSCODES", "AUTH LOGIN XOAUTH2", "8BITMIME", "BINARYMIME",
    "CHUNKING", "SMTPUTF8",
  ]

  tls {
    min_version = "TLS1.0"
    ciphers = [
      "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384", "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
      "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256", "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
      "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256", "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256",
      "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA256", "TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA256",
      "TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA", "TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA",
      "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA", "TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA",
    ]
  }

  on auth {
    when  = "old-tls"
    reply = "421 4.7.66 TLS 1.0 and 1.1 are not supported. Please upgrade/update your client to support TLS 1.2. Visit https://aka.ms/smtp_auth_tls. [PN4P287CA0064.INDP287.PROD.OUTLOOK.COM {time} {session}]"
  }

  on ehlo {
    name  = ["*_*", "*."]
    reply = "501 5.5.4 Invalid domain name [PN4P287CA0064.INDP287.PROD.OUTLOOK.COM {time} {session}]"
  }

  on ehlo-tls {
    name  = ["*_*", "*."]
    reply = "501 5.5.4 Invalid domain name [PN4P287CA0064.INDP287.PROD.OUTLOOK.COM {time} {session}]"
  }

  on mail {
    when  = "clear"
    reply = "451 5.7.3 STARTTLS is required to send mail [PN4P287CA0064.INDP287.PROD.OUTLOOK.COM {time} {session}]"
  }

  on mail {
    when  = "unauthenticated"
    reply = "530 5.7.57 Client not authenticated to send mail. [PN4P287CA0064.INDP287.PROD.OUTLOOK.COM {time} {session}]"
  }

  on mail {
    when  = "other-sender"
    reply = "550 5.7.60 SMTP; Client does not have permissions to send as this sender [PN4P287CA0064.INDP287.PROD.OUTLOOK.COM {time} {session}]"
  }

  on message {
    reply = "250 2.0.0 OK <{session}@lab> [Hostname=DB9PR01MB1234.eurprd01.prod.exchangelabs.com]"
  }
}

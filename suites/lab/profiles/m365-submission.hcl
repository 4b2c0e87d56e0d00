lab "m365-submission" {
  title = "Microsoft 365, client submission: signs in and takes the envelope"
  doc   = <<-EOT
    Shapes of greeting, keywords and replies: captures of 2022 to 2025 of *.outlook.office365.com. AUTH takes STARTTLS's
    place in the list once inside TLS: LOGIN and XOAUTH2, never PLAIN.
    Any pair of user name and password is accepted. MAIL FROM in clear, or without AUTH, is refused as the real server does
    (captures of 2024), which lets the client wait some 5 seconds first; the lab answers at once.
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
    min_version = "TLS1.2"
  }

  on mail {
    when  = "clear"
    reply = "451 5.7.3 STARTTLS is required to send mail [PN4P287CA0064.INDP287.PROD.OUTLOOK.COM {time} {session}]"
  }

  on mail {
    when  = "unauthenticated"
    reply = "530 5.7.57 Client not authenticated to send mail. [PN4P287CA0064.INDP287.PROD.OUTLOOK.COM {time} {session}]"
  }

  on message {
    reply = "250 2.0.0 OK <{session}@lab> [Hostname=DB9PR01MB1234.eurprd01.prod.exchangelabs.com]"
  }
}

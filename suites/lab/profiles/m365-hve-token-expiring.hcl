lab "m365-hve-token-expiring" {
  title = "Microsoft 365, High Volume Email: the token is about to expire"
  doc   = <<-EOT
    Reply: Microsoft Learn, "Manage High Volume Email for Microsoft 365" (2026).
    The shapes of greeting and keywords are those of client submission: no capture of this endpoint was found.
  EOT

  host     = "smtp.hve.mx.microsoft"
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

  on auth {
    mechanism = ["XOAUTH2"]
    reply     = "535 5.7.142 Token will expire soon [PN4P287CA0064.INDP287.PROD.OUTLOOK.COM {time} {session}]"
  }

  on mail {
    when  = "clear"
    reply = "451 5.7.3 STARTTLS is required to send mail [PN4P287CA0064.INDP287.PROD.OUTLOOK.COM {time} {session}]"
  }

  on mail {
    when  = "unauthenticated"
    reply = "530 5.7.57 Client not authenticated to send mail. [PN4P287CA0064.INDP287.PROD.OUTLOOK.COM {time} {session}]"
  }
}

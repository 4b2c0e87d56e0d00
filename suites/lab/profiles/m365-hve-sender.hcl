lab "m365-hve-sender" {
  title = "Microsoft 365, High Volume Email: MAIL FROM is not the HVE account"
  doc   = <<-EOT
    Code: Microsoft Learn, "Manage High Volume Email for Microsoft 365" (2026). The source names the code; the words are the
    lab's, and so is the stage.
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

  on mail {
    when  = "clear"
    reply = "451 5.7.3 STARTTLS is required to send mail [PN4P287CA0064.INDP287.PROD.OUTLOOK.COM {time} {session}]"
  }

  on mail {
    when  = "unauthenticated"
    reply = "530 5.7.57 Client not authenticated to send mail. [PN4P287CA0064.INDP287.PROD.OUTLOOK.COM {time} {session}]"
  }

  on mail {
    reply = "550 5.7.62 The sender is not the HVE account that signed in [PN4P287CA0064.INDP287.PROD.OUTLOOK.COM {time} {session}]"
  }
}

lab "m365-hve" {
  title = "Microsoft 365, High Volume Email: signs in and takes the envelope"
  doc   = <<-EOT
    Host smtp.hve.mx.microsoft, port 587, STARTTLS with TLS 1.2 or 1.3, LOGIN or XOAUTH2: Microsoft Learn, "Manage High
    Volume Email for Microsoft 365" (2026). MAIL FROM has to be the account that signed in: 5.7.62, in words of the lab's. The
    real one takes recipients of the own tenant only, and its account in the header From; the lab looks at neither.
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
    when  = "other-sender"
    reply = "550 5.7.62 The sender is not the HVE account that signed in [PN4P287CA0064.INDP287.PROD.OUTLOOK.COM {time} {session}]"
  }
}

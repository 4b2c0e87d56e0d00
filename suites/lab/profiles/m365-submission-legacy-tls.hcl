lab "m365-submission-legacy-tls" {
  title = "Microsoft 365, client submission, with TLS 1.0 and 1.1 for any client"
  doc   = <<-EOT
    The handshake succeeds, AUTH is answered with this, and the session ends: a test of versions by handshake alone misleads.
    Reply: capture of 2022. m365-submission answers such a handshake alike. It speaks TLS 1.2 and 1.3 too, as the real
    server does; here they are not spoken, so that a client which knows them is held to the old ones as well.
    Cipher suites with RSA key exchange are taken, which m365-submission does not.
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
    max_version = "TLS1.1"
  }

  on auth {
    reply = "421 4.7.66 TLS 1.0 and 1.1 are not supported. Please upgrade/update your client to support TLS 1.2. Visit https://aka.ms/smtp_auth_tls. [PN4P287CA0064.INDP287.PROD.OUTLOOK.COM {time} {session}]"
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

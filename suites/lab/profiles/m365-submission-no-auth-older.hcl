lab "m365-submission-no-auth-older" {
  title = "Microsoft 365, client submission, as a client that does not sign in saw it before"
  doc   = <<-EOT
    MAIL FROM is refused to whoever did not sign in, before TLS and inside it. Reply: Microsoft Learn, "Fix issues with printers,
    scanners, and LOB applications that send email using Microsoft 365 or Office 365" (2024-08-13).
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
  }

  on auth {
    when  = "old-tls"
    reply = "421 4.7.66 TLS 1.0 and 1.1 are not supported. Please upgrade/update your client to support TLS 1.2. Visit https://aka.ms/smtp_auth_tls. [PN4P287CA0064.INDP287.PROD.OUTLOOK.COM {time} {session}]"
  }

  on mail {
    when  = "unauthenticated"
    reply = "530 5.7.57 SMTP; Client was not authenticated to send anonymous mail during MAIL FROM [PN4P287CA0064.INDP287.PROD.OUTLOOK.COM {time} {session}]"
  }
}

lab "m365-submission-send-as" {
  title = "Microsoft 365, client submission: the mailbox that signed in may Send As others"
  doc   = <<-EOT
    For a device that sends as a shared mailbox: any sender is taken. Microsoft Learn, "Fix issues with printers, scanners,
    and LOB applications that send email using Microsoft 365 or Office 365" (2024-08-13). Else as m365-submission.
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

  on message {
    reply = "250 2.0.0 OK <{session}@lab> [Hostname=DB9PR01MB1234.eurprd01.prod.exchangelabs.com]"
  }
}

lab "m365-mx-too-large" {
  title = "Microsoft 365, MX of a tenant: the message is too large"
  doc   = <<-EOT
    Said after the message. Reply: the reply table of Exchange Server 2013.
  EOT

  host     = "contoso-com.mail.protection.outlook.com"
  banner   = "220 SJ5PEPF000001F2.mail.protection.outlook.com Microsoft ESMTP MAIL Service ready at {date} [{session}]"
  greeting = "Hello [203.0.113.7]"
  keywords = [
    "SIZE 157286400", "PIPELINING", "DSN", "ENHANCEDSTATUSCODES", "STARTTLS", "8BITMIME", "BINARYMIME", "CHUNKING",
    "SMTPUTF8",
  ]

  tls {
    min_version = "TLS1.2"
  }

  on message {
    reply = "552 5.3.4 Message size exceeds fixed limit [SJ5PEPF000001F2.namprd05.prod.outlook.com {time} {session}]"
  }
}

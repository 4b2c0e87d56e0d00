lab "m365-mx-dmarc-reject" {
  title = "Microsoft 365, MX of a tenant: the sender's domain fails DMARC"
  doc   = <<-EOT
    Said after the message. Reply: capture of 2024.
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
    reply = "550 5.7.509 Access denied, sending domain contoso.com does not pass DMARC verification and has a DMARC policy of reject. [SJ5PEPF000001F2.namprd05.prod.outlook.com {time} {session}]"
  }
}

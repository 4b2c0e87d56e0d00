lab "m365-mx-recipient-limit-sender" {
  title = "Microsoft 365, MX of a tenant: the recipient gets too much from this sender within the hour"
  doc   = <<-EOT
    Waiting helps. Reply: Microsoft Learn, "Email non-delivery reports and SMTP errors in Exchange Online" (2024-10-14), and
    captures.
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
    reply = "554 5.2.121 Recipient's per hour message receive limit from specific sender exceeded [SJ5PEPF000001F2.namprd05.prod.outlook.com {time} {session}]"
  }
}

lab "outlook-com-unknown-recipient" {
  title = "Outlook.com, MX for consumers: the recipient does not exist"
  doc   = <<-EOT
    A different service from a tenant's MX. Reply: captures, and Microsoft Learn, "Email non-delivery reports and SMTP
    errors in Exchange Online" (2024-10-14).
  EOT

  host     = "outlook-com.olc.protection.outlook.com"
  banner   = "220 SJ5PEPF000001F2.olc.protection.outlook.com Microsoft ESMTP MAIL Service ready at {date} [{session}]"
  greeting = "Hello [203.0.113.7]"
  keywords = [
    "SIZE 49283072", "PIPELINING", "DSN", "ENHANCEDSTATUSCODES", "STARTTLS", "8BITMIME", "BINARYMIME", "CHUNKING",
    "SMTPUTF8",
  ]

  tls {
    min_version = "TLS1.2"
  }

  on rcpt {
    reply = "550 5.5.0 Requested action not taken: mailbox unavailable. [SJ5PEPF000001F2.namprd05.prod.outlook.com {time} {session}]"
  }
}

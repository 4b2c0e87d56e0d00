lab "m365-mx-recipient-banned" {
  title = "Microsoft 365, MX of a tenant: the recipient is banned"
  doc   = <<-EOT
    Reply: Microsoft Learn, "Email non-delivery reports and SMTP errors in Exchange Online" (2024-10-14).
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

  on rcpt {
    reply = "550 5.7.505 Access denied, banned recipient [SJ5PEPF000001F2.namprd05.prod.outlook.com {time} {session}]"
  }
}

lab "m365-mx-all-recipients-rejected" {
  title = "Microsoft 365, MX of a tenant: no recipient exists, said at DATA"
  doc   = <<-EOT
    RCPT TO was accepted. Reply: collections of real bounces (2023 to 2026).
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

  on data {
    reply = "550 5.4.1 All recipient addresses rejected : Access denied [SJ5PEPF000001F2.namprd05.prod.outlook.com {time} {session}]"
  }
}

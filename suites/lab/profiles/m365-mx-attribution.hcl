lab "m365-mx-attribution" {
  title = "Microsoft 365, MX of a tenant: the service cannot tell whose mail it is, for now"
  doc   = <<-EOT
    Also with ATTR1, ATTR5 and ATTR55; waiting helps. Reply: collections of real bounces (2023 to 2026).
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
    reply = "451 4.3.2 Temporary server error. Please try again later ATTR17 [SJ5PEPF000001F2.namprd05.prod.outlook.com {time} {session}]"
  }
}

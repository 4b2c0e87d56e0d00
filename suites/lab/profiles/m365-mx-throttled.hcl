lab "m365-mx-throttled" {
  title = "Microsoft 365, MX of a tenant: the client's address is slowed down"
  doc   = <<-EOT
    IP throttling, or a new source. A matching connector lifts it. Reply: capture of September 2025; Microsoft Learn, "Fix
    NDR error code 451 4.7.500-699 (ASxxx)" (2024-10-24).
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
    reply = "451 4.7.500 Server busy. Please try again later from [203.0.113.7]. (S77714) [SJ5PEPF000001F2.namprd05.prod.outlook.com {time} {session}]"
  }
}

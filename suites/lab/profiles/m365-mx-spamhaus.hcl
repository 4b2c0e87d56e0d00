lab "m365-mx-spamhaus" {
  title = "Microsoft 365, MX of a tenant: the client's address is listed by Spamhaus"
  doc   = <<-EOT
    Everything up to MAIL FROM is accepted, RCPT TO is refused: so it looks from an office line whose address is on the
    Spamhaus PBL. Reply: captures of 2019 and of 2026; the form of its link as of 2025.
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
    reply = "550 5.7.1 Service unavailable, Client host [203.0.113.7] blocked using Spamhaus. To request removal from this list see https://www.spamhaus.org/query/ip/203.0.113.7 (AS16012611) [SJ5PEPF000001F2.namprd05.prod.outlook.com {time} {session}]"
  }
}

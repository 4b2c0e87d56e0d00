lab "m365-mx-helo-listed" {
  title = "Microsoft 365, MX of a tenant: the name in EHLO is listed by Spamhaus"
  doc   = <<-EOT
    Reply: ActiveCampaign, "SMTP field manual" (2026-05-31), which does not show the stage.
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

  on mail {
    reply = "550 5.7.1 Service unavailable, Helo domain is listed in Spamhaus. To request removal from this list see https://www.spamhaus.org/query/lookup/ (S8001) [SJ5PEPF000001F2.namprd05.prod.outlook.com {time} {session}]"
  }
}

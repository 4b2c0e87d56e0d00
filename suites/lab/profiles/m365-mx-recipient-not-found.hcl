lab "m365-mx-recipient-not-found" {
  title = "Microsoft 365, MX of a tenant: a server behind it does not find the recipient"
  doc   = <<-EOT
    It comes as a bounce, after the message was taken; the lab says it at the end of the message, where a client can see it.
    Reply: bounces of 2023 to 2026.
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
    reply = "550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not found by SMTP address lookup"
  }
}

lab "m365-mx-no-subscription" {
  title = "Microsoft 365, MX of a tenant: the tenant has no subscription for mail"
  doc   = <<-EOT
    Its code is permanent, and its enhanced code a temporary one. Reply: collections of real bounces (2023 to 2026).
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
    reply = "550 4.4.4 Mail received as unauthenticated, incoming to a recipient domain configured in a hosted tenant which has no mail-enabled subscriptions. ATTR5 [SJ5PEPF000001F2.namprd05.prod.outlook.com {time} {session}]"
  }
}

lab "m365-mx-partner-connector" {
  title = "Microsoft 365, MX of a tenant: a partner connector does not know the client"
  doc   = <<-EOT
    A tenant behind a mail filter takes mail from the filter only, and this client comes past it. Reply: capture of 2025,
    which does not show the stage; the lab says it at RCPT TO.
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
    reply = "550 5.7.51 TenantInboundAttribution; There is a partner connector configured that matched the message's recipient domain. The connector had either the RestrictDomainsToIPAddresses or RestrictDomainsToCertificate set [SJ5PEPF000001F2.namprd05.prod.outlook.com {time} {session}]"
  }
}

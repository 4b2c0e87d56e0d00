lab "m365-mx-filter-busy" {
  title = "Microsoft 365, MX of a tenant: a filter of the service is busy"
  doc   = <<-EOT
    Waiting helps. Reply: ActiveCampaign, "SMTP field manual", deferrals seen in October 2025.
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
    reply = "451 4.7.700 PFA agent busy, please try again. [SJ5PEPF000001F2.namprd05.prod.outlook.com {time} {session}]"
  }
}

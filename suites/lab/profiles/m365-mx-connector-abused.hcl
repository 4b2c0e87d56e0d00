lab "m365-mx-connector-abused" {
  title = "Microsoft 365, MX of a tenant: the connector was found to be abused"
  doc   = <<-EOT
    Reply: collections of real bounces (2023 to 2026), which do not show the stage.
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
    reply = "550 5.7.711 Access denied, bad inbound connector. AS(2204) [SJ5PEPF000001F2.namprd05.prod.outlook.com {time} {session}]"
  }
}

lab "m365-mx-connections-forest" {
  title = "Microsoft 365, MX of a tenant: too many connections to its part of the service"
  doc   = <<-EOT
    Said in place of a greeting; waiting helps. Reply: collections of real bounces (2023 to 2026), and the reply table of
    Exchange Server 2013.
  EOT

  host     = "contoso-com.mail.protection.outlook.com"
  banner   = "421 4.3.2 The maximum number of concurrent connections per resource forest has exceeded a limit, closing transmission channel. SJ5PEPF000001F2.mail.protection.outlook.com PRX8"
  greeting = "Hello [203.0.113.7]"
  keywords = [
    "SIZE 157286400", "PIPELINING", "DSN", "ENHANCEDSTATUSCODES", "STARTTLS", "8BITMIME", "BINARYMIME", "CHUNKING",
    "SMTPUTF8",
  ]

  tls {
    min_version = "TLS1.2"
  }
}

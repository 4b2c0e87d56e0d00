lab "m365-mx-unavailable" {
  title = "Microsoft 365, MX of a tenant: the service is not available for now"
  doc   = <<-EOT
    Said in place of a greeting; waiting helps. Reply: collections of real bounces (2023 to 2026).
  EOT

  host     = "contoso-com.mail.protection.outlook.com"
  banner   = "421 4.3.2 Service not available"
  greeting = "Hello [203.0.113.7]"
  keywords = [
    "SIZE 157286400", "PIPELINING", "DSN", "ENHANCEDSTATUSCODES", "STARTTLS", "8BITMIME", "BINARYMIME", "CHUNKING",
    "SMTPUTF8",
  ]

  tls {
    min_version = "TLS1.2"
  }
}

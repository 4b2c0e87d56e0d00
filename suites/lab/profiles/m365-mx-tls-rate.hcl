lab "m365-mx-tls-rate" {
  title = "Microsoft 365, MX of a tenant: too many handshakes for the moment"
  doc   = <<-EOT
    Waiting helps. Reply: the reply table of Exchange Server 2013.
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

  on starttls {
    reply = "454 4.7.0 Cannot accept TLS as maximum TLS rate exceeded for server"
  }
}

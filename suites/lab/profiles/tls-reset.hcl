lab "tls-reset" {
  title = "The connection is reset when the TLS handshake begins"
  doc   = <<-EOT
    What an inspecting device does that does not know what to do with TLS. The server behind it is well.
  EOT

  host     = "contoso-com.mail.protection.outlook.com"
  banner   = "220 SJ5PEPF000001F2.mail.protection.outlook.com Microsoft ESMTP MAIL Service ready at {date} [{session}]"
  greeting = "Hello [203.0.113.7]"
  keywords = [
    "SIZE 157286400", "PIPELINING", "DSN", "ENHANCEDSTATUSCODES", "STARTTLS", "8BITMIME", "BINARYMIME", "CHUNKING",
    "SMTPUTF8",
  ]

  on tls {
    action = "reset"
  }
}

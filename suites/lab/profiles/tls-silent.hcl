lab "tls-silent" {
  title = "Silence behind the 220 of STARTTLS"
  doc   = <<-EOT
    An MTU black hole loses the server's large packets (ServerHello and certificate), or an inspecting device cannot do TLS.
  EOT

  host     = "contoso-com.mail.protection.outlook.com"
  banner   = "220 SJ5PEPF000001F2.mail.protection.outlook.com Microsoft ESMTP MAIL Service ready at {date} [{session}]"
  greeting = "Hello [203.0.113.7]"
  keywords = [
    "SIZE 157286400", "PIPELINING", "DSN", "ENHANCEDSTATUSCODES", "STARTTLS", "8BITMIME", "BINARYMIME", "CHUNKING",
    "SMTPUTF8",
  ]

  on tls {
    action = "silent"
  }
}

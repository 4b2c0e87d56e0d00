lab "starttls-injection" {
  title = "A reply in clear stands behind the 220 of STARTTLS"
  doc   = <<-EOT
    Somebody on the way, or a broken server, says more than the one reply. A client that reads it inside TLS has been
    deceived (RFC 3207 §6, CVE-2011-0411 and its relatives).
  EOT

  host     = "contoso-com.mail.protection.outlook.com"
  banner   = "220 SJ5PEPF000001F2.mail.protection.outlook.com Microsoft ESMTP MAIL Service ready at {date} [{session}]"
  greeting = "Hello [203.0.113.7]"
  keywords = [
    "SIZE 157286400", "PIPELINING", "DSN", "ENHANCEDSTATUSCODES", "STARTTLS", "8BITMIME", "BINARYMIME", "CHUNKING",
    "SMTPUTF8",
  ]

  on starttls {
    raw = "220 2.0.0 SMTP server ready\r\n250 2.0.0 injected\r\n"
  }
}

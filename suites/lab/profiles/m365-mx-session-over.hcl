lab "m365-mx-session-over" {
  title = "Microsoft 365, MX of a tenant: the session has lasted too long"
  doc   = <<-EOT
    After some 20 minutes. The lab says it to RCPT TO, at once. Reply: capture of 2018.
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
    reply = "421 4.4.1 Connection timed out. Total session duration: 00:20:55.1234567"
  }
}

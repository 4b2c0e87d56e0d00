lab "starttls-stripped" {
  title = "A firewall masks the STARTTLS keyword of Microsoft 365's MX"
  doc   = <<-EOT
    ESMTP inspection overwrites what it does not allow with X, and answers the command with 500. Signature: Cisco document
    113423, capture of 2012.
  EOT

  host     = "contoso-com.mail.protection.outlook.com"
  banner   = "220 SJ5PEPF000001F2.mail.protection.outlook.com Microsoft ESMTP MAIL Service ready at {date} [{session}]"
  greeting = "Hello [203.0.113.7]"
  keywords = ["SIZE 157286400", "PIPELINING", "DSN", "ENHANCEDSTATUSCODES", "XXXXXXXA", "8BITMIME"]
}

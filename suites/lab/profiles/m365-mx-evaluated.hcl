lab "m365-mx-evaluated" {
  title = "Microsoft 365, MX of a tenant: the client's address is new, and looked at"
  doc   = <<-EOT
    The range is 4.7.850 to 4.7.899; waiting helps. Codes: Microsoft Learn, "Email non-delivery reports and SMTP errors in
    Exchange Online" (2024-10-14). A capture was not found; the sentence is that of 4.7.500 in the same article.
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
    reply = "451 4.7.850 Access denied, please try again later [SJ5PEPF000001F2.namprd05.prod.outlook.com {time} {session}]"
  }
}

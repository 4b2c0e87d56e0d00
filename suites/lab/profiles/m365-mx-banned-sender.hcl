lab "m365-mx-banned-sender" {
  title = "Microsoft 365, MX of a tenant: the sender is banned"
  doc   = <<-EOT
    It names another way out than 5.7.606. Reply: captures, and Microsoft Learn, "Email non-delivery reports and SMTP
    errors in Exchange Online" (2024-10-14). The address in it is that of the captures; other
    replies name delist@microsoft.com.
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
    reply = "550 5.7.511 Access denied, banned sender[203.0.113.7]. To request removal from this list please forward this message to delist@messaging.microsoft.com. For more information please go to http://go.microsoft.com/fwlink/?LinkId=526653. AS(1410) [SJ5PEPF000001F2.namprd05.prod.outlook.com {time} {session}]"
  }
}

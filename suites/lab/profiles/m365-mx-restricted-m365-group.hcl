lab "m365-mx-restricted-m365-group" {
  title = "Microsoft 365, MX of a tenant: the Microsoft 365 group takes its members only"
  doc   = <<-EOT
    Typical for Direct Send, which is anonymous. It comes as a bounce, after the message was taken; the lab says it at the
    end of the message, where a client can see it. Code and first words: Microsoft Learn, "Email non-delivery reports and
    SMTP errors in Exchange Online" (2024-10-14).
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

  on message {
    reply = "550 5.7.193 UnifiedGroupAgent; Delivery failed because the sender isn't a group member"
  }
}

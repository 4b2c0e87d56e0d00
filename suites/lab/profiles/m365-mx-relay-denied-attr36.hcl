lab "m365-mx-relay-denied-attr36" {
  title = "Microsoft 365, MX of a tenant: no connector with an accepted sender"
  doc   = <<-EOT
    A connector matches, and neither the sender's domain nor that of the client's certificate is an accepted one. The
    tenant is contoso.com: its own recipients are accepted, all others are refused. Reply: Microsoft Learn, "Important
    notice for Microsoft 365 email customers who have configured connectors" (2024-10-24).
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
    recipient = ["*@contoso.com"]
    reply     = "250 2.1.5 Recipient OK"
  }

  on rcpt {
    reply = "550 5.7.64 Relay Access Denied ATTR36 [SJ5PEPF000001F2.namprd05.prod.outlook.com {time} {session}]"
  }
}

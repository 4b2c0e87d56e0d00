lab "m365-mx-relay-denied" {
  title = "Microsoft 365, MX of a tenant: no connector matches, and the recipient is not in the tenant"
  doc   = <<-EOT
    The tenant is contoso.com: its own recipients are accepted, as Direct Send; all others are refused. Reply: Microsoft
    Learn, "Fix issues with printers, scanners, and LOB applications that send email using Microsoft 365 or Office 365"
    (2024-08-13), and captures.
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
    reply = "550 5.7.64 TenantAttribution; Relay Access Denied [SJ5PEPF000001F2.namprd05.prod.outlook.com {time} {session}]"
  }
}

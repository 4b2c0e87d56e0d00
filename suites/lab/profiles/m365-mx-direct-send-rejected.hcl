lab "m365-mx-direct-send-rejected" {
  title = "Microsoft 365, MX of a tenant that has switched Direct Send off"
  doc   = <<-EOT
    Set-OrganizationConfig -RejectDirectSend $true. Reply: Exchange Team Blog, "Introducing more control over Direct Send in
    Exchange Online" (2025-04-28); seen at RCPT TO in 2026.
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
    reply = "550 5.7.68 TenantInboundAttribution; Direct Send not allowed for this organization from unauthorized sources [SJ5PEPF000001F2.namprd05.prod.outlook.com {time} {session}]"
  }
}

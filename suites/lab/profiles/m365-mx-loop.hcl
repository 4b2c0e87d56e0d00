lab "m365-mx-loop" {
  title = "Microsoft 365, MX of a tenant: the message goes round in a loop"
  doc   = <<-EOT
    Said after the message. Reply: captures, and Microsoft Learn, "Email non-delivery reports and SMTP errors in Exchange
    Online" (2024-10-14).
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
    reply = "554 5.4.14 Hop count exceeded - possible mail loop ATTR34 [SJ5PEPF000001F2.namprd05.prod.outlook.com {time} {session}]"
  }
}

lab "m365-mx-unknown-recipient" {
  title = "Microsoft 365, MX of a tenant: the recipient does not exist"
  doc   = <<-EOT
    Directory based edge blocking. Reply: captures of January to July 2026; until then it ended in AS(201806281).
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
    reply = "550 5.4.1 Recipient address rejected: Access denied. For more information see https://aka.ms/EXOSmtpErrors [SJ5PEPF000001F2.namprd05.prod.outlook.com {time} {session}]"
  }
}

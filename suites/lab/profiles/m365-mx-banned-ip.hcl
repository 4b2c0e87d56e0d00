lab "m365-mx-banned-ip" {
  title = "Microsoft 365, MX of a tenant: the client's address is on Microsoft's own list"
  doc   = <<-EOT
    Reply: captures of 2019 and 2022, and Microsoft Learn, "Email non-delivery reports and SMTP errors in Exchange Online"
    (2024-10-14), range 5.7.606 to 5.7.649. The sources shorten the sentence behind the portal's address; so does the lab.
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
    reply = "550 5.7.606 Access denied, banned sending IP [203.0.113.7]. To request removal from this list please visit https://sender.office.com/ (AS16012609) [SJ5PEPF000001F2.namprd05.prod.outlook.com {time} {session}]"
  }
}

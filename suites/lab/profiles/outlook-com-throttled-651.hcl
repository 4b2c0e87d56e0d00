lab "outlook-com-throttled-651" {
  title = "Outlook.com, MX for consumers: the address is rate limited, by another code"
  doc   = <<-EOT
    A different service from a tenant's MX; waiting helps. Reply: captures of 2018 to 2024.
  EOT

  host     = "outlook-com.olc.protection.outlook.com"
  banner   = "220 SJ5PEPF000001F2.olc.protection.outlook.com Microsoft ESMTP MAIL Service ready at {date} [{session}]"
  greeting = "Hello [203.0.113.7]"
  keywords = [
    "SIZE 49283072", "PIPELINING", "DSN", "ENHANCEDSTATUSCODES", "STARTTLS", "8BITMIME", "BINARYMIME", "CHUNKING",
    "SMTPUTF8",
  ]

  tls {
    min_version = "TLS1.2"
  }

  on rcpt {
    reply = "451 4.7.651 The mail server [203.0.113.7] has been temporarily rate limited due to IP reputation. For e-mail delivery information, see https://aka.ms/postmaster (S3114) [SJ5PEPF000001F2.namprd05.prod.outlook.com {time} {session}]"
  }
}

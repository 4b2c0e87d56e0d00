lab "outlook-com-blocked-3140" {
  title = "Outlook.com, MX for consumers: the client's network is on the block list, by another code"
  doc   = <<-EOT
    A different service from a tenant's MX. Reply: capture of 2017.
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

  on mail {
    reply = "550 5.7.1 Unfortunately, messages from [203.0.113.7] weren't sent. Please contact your Internet service provider since part of their network is on our block list (S3140). [SJ5PEPF000001F2.namprd05.prod.outlook.com {time} {session}]"
  }
}

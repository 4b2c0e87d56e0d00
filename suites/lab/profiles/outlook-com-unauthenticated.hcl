lab "outlook-com-unauthenticated" {
  title = "Outlook.com, MX for consumers: the sender's domain is not authenticated well enough"
  doc   = <<-EOT
    For senders of many messages since May 2025. Reply: capture of May 2025, its middle as of October 2025.
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

  on message {
    reply = "550 5.7.515 Access denied, sending domain contoso.com doesn't meet the required authentication level. The sender's domain in the 5322.From address doesn't meet the authentication requirements. Spf= Fail , Dkim= Pass , DMARC= Pass [SJ5PEPF000001F2.namprd05.prod.outlook.com {time} {session}]"
  }
}

lab "m365-mx-invalid-helo" {
  title = "Microsoft 365, MX of a tenant: the name in EHLO is no valid one"
  doc   = <<-EOT
    Names with a blank, an underscore or a dot at their end get this. The real server refuses such names only, after 5
    seconds; the lab refuses every name, at once. Reply: log of 26 April 2025.
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

  on ehlo {
    reply = "501 5.5.4 Invalid domain name [SJ5PEPF000001F2.namprd05.prod.outlook.com {time} {session}]"
  }
}

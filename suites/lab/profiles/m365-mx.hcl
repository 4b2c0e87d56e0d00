lab "m365-mx" {
  title = "Microsoft 365, MX of a tenant: takes the envelope"
  doc   = <<-EOT
    Shapes of greeting, keywords and replies: captures of 2019 to 2026 of *.mail.protection.outlook.com. No AUTH is
    offered, before TLS or inside it. It plays the MX of whatever tenant the recipient is in, so every recipient is
    accepted. The client's address in the reply to EHLO is one of RFC 5737, and the figures behind a message are those
    of the capture. A name in EHLO with an underscore or with a dot at its end is refused (log of 26 April 2025), at
    once here, after 5 seconds there. The profiles of single refusals take such names.
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
    name  = ["*_*", "*."]
    reply = "501 5.5.4 Invalid domain name [SJ5PEPF000001F2.namprd05.prod.outlook.com {time} {session}]"
  }

  on ehlo-tls {
    name  = ["*_*", "*."]
    reply = "501 5.5.4 Invalid domain name [SJ5PEPF000001F2.namprd05.prod.outlook.com {time} {session}]"
  }

  on message {
    reply = "250 2.6.0 <{session}@lab> [InternalId=10286446712210, Hostname=LV4PR05MB11200.namprd05.prod.outlook.com] 64654 bytes in 0.222, 284.250 KB/sec Queued mail for delivery"
  }
}

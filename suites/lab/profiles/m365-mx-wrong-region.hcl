lab "m365-mx-wrong-region" {
  title = "Microsoft 365, MX of a tenant: the tenant is in another region"
  doc   = <<-EOT
    The sources shorten the sentence before its link. The MX is another tenant's or an old one, or a connector does not
    match. Reply: captures, and Microsoft Learn, "Fix issues with printers, scanners, and LOB applications that send email
    using Microsoft 365 or Office 365" (2024-08-13).
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
    reply = "451 4.4.62 Mail sent to the wrong Office 365 region. ATTR35. For more information please go to https://go.microsoft.com/fwlink/?linkid=865268 [SJ5PEPF000001F2.namprd05.prod.outlook.com {time} {session}]"
  }
}

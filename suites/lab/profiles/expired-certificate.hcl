lab "expired-certificate" {
  title = "A server whose certificate has expired"
  doc   = <<-EOT
    Nobody renewed it: good until yesterday.
  EOT

  host         = "mail.contoso.com"
  banner       = "220 {host} ESMTP"
  keywords     = ["SIZE 52428800", "PIPELINING", "STARTTLS", "8BITMIME", "ENHANCEDSTATUSCODES"]
  keywords_tls = ["SIZE 52428800", "PIPELINING", "AUTH PLAIN LOGIN", "8BITMIME", "ENHANCEDSTATUSCODES"]

  tls {
    certificate = "expired"
  }
}

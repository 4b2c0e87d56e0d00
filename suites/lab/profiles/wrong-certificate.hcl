lab "wrong-certificate" {
  title = "A server whose certificate bears another host's name"
  doc   = <<-EOT
    The certificate is good, for mail.example.net.
  EOT

  host         = "mail.contoso.com"
  banner       = "220 {host} ESMTP"
  keywords     = ["SIZE 52428800", "PIPELINING", "STARTTLS", "8BITMIME", "ENHANCEDSTATUSCODES"]
  keywords_tls = ["SIZE 52428800", "PIPELINING", "AUTH PLAIN LOGIN", "8BITMIME", "ENHANCEDSTATUSCODES"]

  tls {
    certificate = "wrong-name"
  }
}

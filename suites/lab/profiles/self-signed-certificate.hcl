lab "self-signed-certificate" {
  title = "A server with the certificate that it made itself"
  doc   = <<-EOT
    As mail servers on a local network show it on the day of their installation.
  EOT

  host         = "mail.contoso.com"
  banner       = "220 {host} ESMTP"
  keywords     = ["SIZE 52428800", "PIPELINING", "STARTTLS", "8BITMIME", "ENHANCEDSTATUSCODES"]
  keywords_tls = ["SIZE 52428800", "PIPELINING", "AUTH PLAIN LOGIN", "8BITMIME", "ENHANCEDSTATUSCODES"]

  tls {
    certificate = "self-signed"
  }
}

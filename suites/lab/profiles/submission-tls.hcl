lab "submission-tls" {
  title = "A submission server with TLS from the first byte"
  doc   = <<-EOT
    Port 465 (RFC 8314 §3.3). Microsoft 365 does not have it; many other providers do. Any pair of user name and password is
    accepted.
  EOT

  host         = "smtp.example.com"
  banner       = "220 {host} ESMTP"
  keywords_tls = ["SIZE 52428800", "PIPELINING", "AUTH PLAIN LOGIN", "8BITMIME", "ENHANCEDSTATUSCODES"]

  tls {
    mode = "implicit"
  }

  on mail {
    when  = "unauthenticated"
    reply = "530 5.7.0 Authentication required"
  }
}

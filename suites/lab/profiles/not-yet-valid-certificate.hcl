lab "not-yet-valid-certificate" {
  title = "A server whose certificate is good from next week"
  doc   = <<-EOT
    Seen by a device, it is the device's clock that is wrong, most of the time.
  EOT

  host         = "mail.contoso.com"
  banner       = "220 {host} ESMTP"
  keywords     = ["SIZE 52428800", "PIPELINING", "STARTTLS", "8BITMIME", "ENHANCEDSTATUSCODES"]
  keywords_tls = ["SIZE 52428800", "PIPELINING", "AUTH PLAIN LOGIN", "8BITMIME", "ENHANCEDSTATUSCODES"]

  tls {
    certificate = "not-yet-valid"
  }
}

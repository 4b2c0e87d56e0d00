lab "incomplete-chain" {
  title = "A server that does not send its intermediate certificate"
  doc   = <<-EOT
    Clients that remember intermediates get on with it, devices do not: a classic of manual renewals.
  EOT

  host         = "mail.contoso.com"
  banner       = "220 {host} ESMTP"
  keywords     = ["SIZE 52428800", "PIPELINING", "STARTTLS", "8BITMIME", "ENHANCEDSTATUSCODES"]
  keywords_tls = ["SIZE 52428800", "PIPELINING", "AUTH PLAIN LOGIN", "8BITMIME", "ENHANCEDSTATUSCODES"]

  tls {
    certificate = "incomplete"
  }
}

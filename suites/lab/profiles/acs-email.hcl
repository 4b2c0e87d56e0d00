lab "acs-email" {
  title = "Azure Communication Services Email: signs in and takes the envelope"
  doc   = <<-EOT
    Host smtp.azurecomm.net, port 587 or 25, TLS 1.2 or later; the password is an Entra client secret: azure-docs, "SMTP
    authentication" (2023-10-18). No capture of this endpoint was found: greeting, keywords and replies are the lab's own.
  EOT

  host         = "smtp.azurecomm.net"
  banner       = "220 {host} ESMTP"
  keywords     = ["SIZE 10485760", "STARTTLS", "ENHANCEDSTATUSCODES", "8BITMIME"]
  keywords_tls = ["SIZE 10485760", "AUTH LOGIN", "ENHANCEDSTATUSCODES", "8BITMIME"]

  tls {
    min_version = "TLS1.2"
  }

  on mail {
    when  = "unauthenticated"
    reply = "530 5.7.0 Authentication required"
  }
}

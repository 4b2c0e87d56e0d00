lab "legacy-tls10" {
  title = "A server that knows TLS 1.0 only"
  doc   = <<-EOT
    An appliance whose firmware is older than TLS 1.2. Clients of today refuse the handshake unless they are told to accept it.
  EOT

  host         = "legacy.contoso.com"
  banner       = "220 {host} ESMTP"
  keywords     = ["SIZE 20971520", "STARTTLS", "8BITMIME"]
  keywords_tls = ["SIZE 20971520", "AUTH LOGIN PLAIN", "8BITMIME"]

  tls {
    min_version = "TLS1.0"
    max_version = "TLS1.0"
  }
}

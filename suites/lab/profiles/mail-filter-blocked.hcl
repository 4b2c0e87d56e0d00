lab "mail-filter-blocked" {
  title = "A mail filter in front of the tenant: the client's address has a bad reputation"
  doc   = <<-EOT
    Reply: Proofpoint, as quoted in zone-eu/zone-mta and in SendGrid's event samples; said before the greeting there, at
    RCPT TO here.
  EOT

  host     = "mx1.filter.example"
  banner   = "220 {host} ESMTP"
  keywords = ["SIZE 104857600", "PIPELINING", "ENHANCEDSTATUSCODES", "STARTTLS", "8BITMIME"]

  tls {
    min_version = "TLS1.2"
  }

  on rcpt {
    reply = "550 5.7.0 Blocked - see https://ipcheck.proofpoint.com/?ip=203.0.113.7"
  }
}

lab "mail-filter-spoofing" {
  title = "A mail filter in front of the tenant: a device sends in the name of the tenant"
  doc   = <<-EOT
    From outside, with a sender of the own domain: anti-spoofing policy, as devices that use Direct Send meet it. Reply:
    Mimecast, as quoted in zone-eu/zone-mta.
  EOT

  host     = "mx1.filter.example"
  banner   = "220 {host} ESMTP"
  keywords = ["SIZE 104857600", "PIPELINING", "ENHANCEDSTATUSCODES", "STARTTLS", "8BITMIME"]

  tls {
    min_version = "TLS1.2"
  }

  on message {
    reply = "550 Rejected by header based Anti-Spoofing policy: {mail_from} - https://community.mimecast.com/docs/DOC-1369#550"
  }
}

lab "mail-filter" {
  title = "A mail filter in front of the tenant: takes the envelope"
  doc   = <<-EOT
    The domain's MX is the filter's, and Microsoft 365 stands behind it: what a device is told here, Microsoft has not
    said. Direct Send has to go to the tenant's own host name. The lab's own words.
  EOT

  host     = "mx1.filter.example"
  banner   = "220 {host} ESMTP"
  keywords = ["SIZE 104857600", "PIPELINING", "ENHANCEDSTATUSCODES", "STARTTLS", "8BITMIME"]

  tls {
    min_version = "TLS1.2"
  }
}

lab "port-redirected" {
  title = "Another server answers on the port of Microsoft 365's MX"
  doc   = <<-EOT
    A line on which every connection to port 25 ends at the provider's own server, whatever the address.
  EOT

  host     = "contoso-com.mail.protection.outlook.com"
  banner   = "220 smtp-out.isp.example ESMTP"
  keywords = ["SIZE 52428800", "PIPELINING", "8BITMIME"]

  tls {
    mode = "none"
  }

  on rcpt {
    reply = "550 5.7.1 Port 25 is for customers' servers only"
  }
}

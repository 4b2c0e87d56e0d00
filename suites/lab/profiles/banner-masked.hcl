lab "banner-masked" {
  title = "A firewall masks the greeting and the keywords of a server"
  doc   = <<-EOT
    An older inspection overwrites the greeting with asterisks and knows few commands. Signature: captures of Cisco PIX
    "fixup smtp" (2009).
  EOT

  host     = "contoso-com.mail.protection.outlook.com"
  banner   = "220 ************************************0******2**********************"
  keywords = ["XXXXXXXA"]

  on ehlo {
    reply = "500 5.3.3 Unrecognized command"
  }
}

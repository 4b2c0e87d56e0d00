lab "garbage" {
  title = "Something that does not speak SMTP"
  doc   = <<-EOT
    A port on which another protocol answers, with bytes that no terminal should see.
  EOT

  host = "printer.contoso.local"

  tls {
    mode = "none"
  }

  on banner {
    action = "garbage"
  }
}

lab "silent" {
  title = "A server that accepts the connection and says nothing"
  doc   = <<-EOT
    A firewall completes the handshake of TCP and throws the rest away. The client learns nothing but that its deadline passes.
  EOT

  host = "silent.lab.example"

  on banner {
    action = "silent"
  }
}

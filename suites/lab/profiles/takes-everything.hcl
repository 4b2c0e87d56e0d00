lab "takes-everything" {
  title = "A server that refuses nothing, to learn what a client is like"
  doc   = <<-EOT
    TLS 1.0 to 1.3 with every cipher suite that crypto/tls knows, RSA key exchange too; before TLS and inside it any user
    name and password, any recipient. AUTH offers what client submission does, LOGIN and XOAUTH2: a client that is offered
    more takes its favourite, which says nothing about what it does there. Finite-field Diffie-Hellman is not known to it.
    No real server is like that; a client shows here what it does when nobody stops it.
  EOT

  host   = "lab.example.com"
  banner = "220 {host} ESMTP"
  keywords = [
    "SIZE 157286400", "PIPELINING", "DSN", "ENHANCEDSTATUSCODES", "STARTTLS", "8BITMIME", "CHUNKING", "SMTPUTF8",
    "AUTH LOGIN XOAUTH2",
  ]

  tls {
    min_version = "TLS1.0"
  }
}

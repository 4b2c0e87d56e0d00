lab "tarpit" {
  title = "A server that answers each command after two seconds"
  doc   = <<-EOT
    Delays make spammers give up; a client with short deadlines sees a timeout where the server would have accepted
    (RFC 5321 §4.5.3.2 asks for five minutes).
  EOT

  host   = "mx.tarpit.example"
  banner = "220 {host} ESMTP"

  on banner {
    delay = "2s"
  }

  on ehlo {
    delay = "2s"
  }

  on ehlo-tls {
    delay = "2s"
  }

  on mail {
    delay = "2s"
  }

  on rcpt {
    delay = "2s"
  }
}

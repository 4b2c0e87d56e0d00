lab "onprem-exchange-relay-denied" {
  title = "An Exchange Server on premises that relays for nobody"
  doc   = <<-EOT
    Its receive connector takes mail for its own domains only. Reply: Microsoft Learn, "Allow anonymous relay on Exchange
    servers"; the keywords are the lab's own.
  EOT

  host         = "exchange.contoso.local"
  banner       = "220 {host} Microsoft ESMTP MAIL Service ready at {date}"
  keywords     = ["SIZE 37748736", "PIPELINING", "DSN", "ENHANCEDSTATUSCODES", "STARTTLS", "8BITMIME", "CHUNKING"]

  tls {
    certificate = "self-signed"
    min_version = "TLS1.0"
  }

  on rcpt {
    reply = "550 5.7.1 Unable to relay"
  }
}

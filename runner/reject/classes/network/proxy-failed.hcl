class "proxy-failed" {
  family = "network"
  title  = "The proxy did not make the connection"

  cause = <<-END
    The SOCKS proxy was not reached, refused, or could not reach the server itself. Nothing was
    learned about the server.
  END

  advice = <<-END
    Check the proxy's address and rights, or test without it from a place that has a way out of
    its own.
  END

  rule {
    text     = "\\b(?:socks\\w*|proxy)\\b.{0,60}?\\b(?:refused|failed|error|failure|unreachable|rejected|timed out|denied)\\b(?: .{0,40})?"
    codeless = true
  }

  example {
    reply = "curl: (97) SOCKS5 connect to smtp.example.com:25 (remotely resolved) failed"
  }

  counter_example {
    reply = "450 4.7.0 Proxy session setup failed on Frontend with '451 4.4.0 Primary target IP address responded with an error'"
  }

  source {
    title = "RFC 1928, SOCKS Protocol Version 5"
    date  = "1996-03"
  }
}

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

  source {
    title = "RFC 1928, SOCKS Protocol Version 5"
    date  = "1996-03"
  }
}

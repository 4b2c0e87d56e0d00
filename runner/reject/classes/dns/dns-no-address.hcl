class "dns-no-address" {
  family = "dns"
  title  = "The name exists, and has no address"
  test   = "builtin:ehlo-probe"

  cause = <<-END
    DNS knows the name and has no A record for it, nor an AAAA record where IPv6 was allowed.
  END

  advice = <<-END
    Check the name: a domain is not the name of a mail server. If only IPv6 or only IPv4 was
    asked for, allow the other, or see which of them the host has.
  END

  rule {
    text     = "\\bno address associated with (?:host ?name|name|nodename)|\\b(?:e|query\\w{0,5} e)nodata\\b"
    codeless = true
  }
  rule {
    text     = "\\brequested name is valid,? (?:but |and was found )[^;]{0,40}?no data\\b(?: of the requested type(?: was found)?)?"
    codeless = true
  }

  example {
    reply = "socket.gaierror: [Errno -5] No address associated with hostname"
  }

  example {
    reply = "The requested name is valid, but no data of the requested type was found"
  }

  source {
    title = "RFC 2308, Negative Caching of DNS Queries"
    date  = "1998-03"
  }
}

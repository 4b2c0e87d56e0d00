class "dns-refused" {
  family = "dns"
  title  = "The DNS server refuses to answer"
  test   = "builtin:ehlo-probe"

  cause = <<-END
    The server was reached and does not answer questions from here: it serves another network,
    or only its own domains.
  END

  advice = <<-END
    Use the DNS server of this network, or one that serves everybody.
  END

  rule {
    text     = "\\bquery\\w{0,5} erefused\\b|\\bdns (?:server |query |lookup |request )*refused"
    codeless = true
  }

  example {
    reply = "Error: queryMx EREFUSED example.com"
  }

  source {
    title = "RFC 1035, Domain Names: Implementation and Specification"
    date  = "1987-11"
  }
}

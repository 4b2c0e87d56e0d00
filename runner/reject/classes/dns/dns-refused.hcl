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

  source {
    title = "RFC 1035, Domain Names: Implementation and Specification"
    date  = "1987-11"
  }
}

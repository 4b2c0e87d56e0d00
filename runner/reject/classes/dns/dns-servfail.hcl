class "dns-servfail" {
  family        = "dns"
  title         = "DNS failed to answer"
  waiting_helps = true
  test          = "builtin:ehlo-probe"

  cause = <<-END
    The resolver could not get a valid answer: a server of that domain is down, its DNSSEC
    signatures are broken, or the resolver itself is in trouble.
  END

  advice = <<-END
    Ask another resolver. If that one answers, mend the DNS server of this network, or enter
    another one on the device. If none does, the owner of the domain has to act.
  END

  source {
    title = "RFC 1035, Domain Names: Implementation and Specification"
    date  = "1987-11"
  }
}

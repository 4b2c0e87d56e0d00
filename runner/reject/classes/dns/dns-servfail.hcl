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

  rule {
    text     = "\\be?servfail\\b|\\bserver misbehaving\\b|\\bnon-?recoverable (?:error|failure) (?:occurred during a database lookup|in name resolution)"
    codeless = true
  }
  rule {
    text     = "\\b(?:dns|name resolution|host ?name resolution) (?:lookup |resolution |query )?(?:error|failed|failure)\\W*$"
    codeless = true
    fallback = true
  }

  example {
    reply = "dial tcp: lookup smtp.example.com on 192.0.2.53:53: server misbehaving"
  }

  example {
    reply = "DNS error"
  }

  counter_example {
    reply = "550 5.4.4 DNS lookup failed: SERVFAIL"
  }

  source {
    title = "RFC 1035, Domain Names: Implementation and Specification"
    date  = "1987-11"
  }
}

class "dns-nxdomain" {
  family = "dns"
  title  = "The name does not exist"
  test   = "builtin:ehlo-probe"

  cause = <<-END
    DNS answered, and says that there is no such name. It is mistyped, it was deleted, or this
    network's DNS gives other answers than the public one.
  END

  advice = <<-END
    Check the name letter by letter. For Direct Send copy the MX from the Microsoft 365 admin
    centre or from DNS and do not build it from the domain: since July 2026 new domains have
    theirs under mx.microsoft. Then ask another resolver, to see whether only this network does
    not know the name.
  END

  source {
    title = "RFC 2308, Negative Caching of DNS Queries"
    date  = "1998-03"
  }

  source {
    title = "Exchange Team Blog, \"Modernizing DNS security for Exchange Online mail flow\""
    date  = "2026"
  }
}

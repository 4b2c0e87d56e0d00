class "mx-invalid" {
  family = "dns"
  title  = "The MX record names something that is no mail server"
  test   = "builtin:ehlo-probe"

  cause = <<-END
    An MX has to name a host. This one names an IP address, an alias, or a name that is not
    well-formed.
  END

  advice = <<-END
    Correct the MX record where the domain is managed: the name of the mail server, not its
    address.
  END

  source {
    title = "RFC 5321, Simple Mail Transfer Protocol"
    date  = "2008-10"
  }
}

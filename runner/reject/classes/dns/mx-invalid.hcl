class "mx-invalid" {
  family = "dns"
  title  = "The MX record names something that is no mail server"
  test   = "builtin:ehlo-probe"

  cause = <<-END
    An MX has to name a host that exists. This one names a host that does not, or an IP address,
    or it stands beside a record that says that the domain takes no mail.
  END

  advice = <<-END
    Correct the MX record where the domain is managed. Where the host does not exist, it was
    mistyped, or the mail service was left and the record stayed: put the host there that the
    service shows for the domain (for Microsoft 365, the admin centre). Where an address stands,
    put the server's name.
  END

  source {
    title = "RFC 5321, Simple Mail Transfer Protocol"
    date  = "2008-10"
  }
}

class "tls-intercepted" {
  family = "tls"
  title  = "Somebody on the way reads the encrypted session"
  test   = "builtin:m365/tls"

  cause = <<-END
    The certificate was issued by a root that is installed on this computer, and not by a public
    authority, although the operator's are: an antivirus or a firewall opens TLS and closes it
    again. The device, which does not know that root, will refuse, or gets another answer than
    this computer. A server of one's own, such as an Exchange on premises, may have its
    certificate from the company's own authority: that is no interception.
  END

  advice = <<-END
    Exempt the mail server, or SMTP as a whole, from the inspection. The issuer that is named
    tells which product it is. If it is the company's own authority, at a server of one's own,
    trust = "system" or ca_file in the endpoint says so; the device has to know that root, too.
  END

  source {
    title = "RFC 5280, X.509 Certificate Profile"
    date  = "2008-05"
  }
}

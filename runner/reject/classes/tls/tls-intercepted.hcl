class "tls-intercepted" {
  family = "tls"
  title  = "Somebody on the way reads the encrypted session"
  test   = "builtin:m365/tls"

  cause = <<-END
    The certificate was issued by a root that is installed on this computer, and not by a public
    authority: an antivirus or a firewall opens TLS and closes it again. The device, which does
    not know that root, will refuse, or gets another answer than this computer.
  END

  advice = <<-END
    Exempt the mail server, or SMTP as a whole, from the inspection. The issuer that is named
    tells which product it is.
  END

  source {
    title = "RFC 5280, X.509 Certificate Profile"
    date  = "2008-05"
  }
}

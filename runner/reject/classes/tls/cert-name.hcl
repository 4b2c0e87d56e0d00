class "cert-name" {
  family = "tls"
  title  = "The certificate is for another name"
  test   = "builtin:starttls-check"

  cause = <<-END
    None of its names is the name that was asked for. The host name on the device is an alias or
    an IP address, or another machine answers than was meant.
  END

  advice = <<-END
    Use a host name that the certificate bears, never an IP address. A subject of outlook.com on
    smtp.office365.com is right: the names in the certificate count, not its subject.
  END

  source {
    title = "RFC 9525, Service Identity in TLS"
    date  = "2023-11"
  }

  source {
    title = "Microsoft Learn, \"How to set up a multifunction device or application to send email using Microsoft 365 or Office 365\""
    date  = "2022-04-27"
  }
}

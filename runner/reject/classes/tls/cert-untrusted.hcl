class "cert-untrusted" {
  family = "tls"
  title  = "The certificate leads to no root that is trusted"
  test   = "builtin:starttls-check"

  cause = <<-END
    The server's certificate was not issued by a public authority: it is made by the server
    itself, comes from a company's own authority, or from a device that intercepts TLS.
  END

  advice = <<-END
    Read the issuer. If it names a firewall or an antivirus, exempt SMTP from its inspection. If
    it is a company's own authority, name its root in the suite (ca_file, or trust = "system").
  END

  source {
    title = "RFC 5280, X.509 Certificate Profile"
    date  = "2008-05"
  }
}

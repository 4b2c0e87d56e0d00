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

  rule {
    text     = "\\bhostname/ip does not match certificate's altnames|\\berr_tls_cert_altname_invalid\\b|\\bremotecertificatenamemismatch\\b|\\b(?:host ?name|ip address) mismatch\\b.{0,60}"
    codeless = true
  }
  rule {
    text     = "\\bcertificate is (?:valid (?:only )?for .{1,200}?, not|not valid for)\\b|\\bcannot validate certificate for \\S+ because .{0,60}"
    codeless = true
  }
  rule {
    text     = "\\bcertificate\\b.{0,80}?\\b(?:does not|doesn't|did not|didn't) match\\b.{0,60}|\\b(?:host ?name|server name|name)\\b.{0,60}?\\b(?:does not|doesn't|did not|didn't) match (?:either of|any of the names|(?:the )?(?:server )?certificate|')"
    codeless = true
  }
  rule {
    text     = "\\bno (?:subject )?alternative (?:certificate subject |dns |ip |subject )*names? (?:matching|match\\w*|present)|\\bno subject alternative\\b.{0,60}|\\bdid not match expected cn\\b|\\bcertificate (?:is )?(?:issued )?for (?:an)?other (?:host|name)"
    codeless = true
  }
  rule {
    text     = "\\bcertificate (?:host ?name|name|subject|common name|cn) (?:mismatch|is invalid)|\\bname (?:in|on) the (?:security )?certificate is invalid"
    codeless = true
  }

  example {
    reply = "x509: certificate is valid for outlook.com, not smtp.example.com"
  }

  example {
    reply = "Hostname/IP does not match certificate's altnames: Host: smtp.example.com. is not in the cert's altnames: DNS:outlook.com"
  }

  example {
    reply = "Peer certificate CN=`mail.example.net' did not match expected CN=`smtp.example.com'"
  }

  example {
    reply = "[SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed: Hostname mismatch, certificate is not valid for 'smtp.example.com'. (_ssl.c:1129)"
  }

  example {
    reply = "The remote certificate is invalid according to the validation procedure: RemoteCertificateNameMismatch"
  }

  source {
    title = "RFC 9525, Service Identity in TLS"
    date  = "2023-11"
  }

  source {
    title = "Microsoft Learn, \"How to set up a multifunction device or application to send email using Microsoft 365 or Office 365\""
    date  = "2022-04-27"
  }
}

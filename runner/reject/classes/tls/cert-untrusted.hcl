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
    it is a company's own authority, name its root in the suite (ca_file, or trust = "system"
    where this computer knows it), and import it into the device, which refuses otherwise.
  END

  rule {
    text     = "\\bself[- _]?signed[ _]cert(?:ificate)?\\b(?:[ _]in[ _](?:certificate[ _])?chain)?|\\bcertificate signed by unknown authority|\\bunable to get (?:local )?issuer certificate|\\bunable_to_get_issuer_cert\\w*|\\bdepth_zero_self_signed_cert\\b"
    codeless = true
  }
  rule {
    text     = "\\bpkix path building failed|\\bunable to find valid certification path|\\buntrustedroot\\b|\\bauthority (?:that is|which is) not trusted|\\bissued by an? (?:untrusted|unknown) (?:authority|issuer)|\\bissuer (?:is )?(?:unknown|not trusted)|\\bunknown ca\\b|\\bunknown[_ ]authority\\b|\\brevocation function was unable\\b"
    codeless = true
  }
  rule {
    text     = "\\bcertificate[ _]verify[ _]failed|\\bssl certificate problem|\\bcertificate (?:verification|validation|check) (?:failed|failure|error)|\\b(?:remote |server |peer |peer's |server's |ssl |tls )?certificate (?:is )?(?:invalid|not trusted|untrusted|not valid)\\b|\\bcertificate (?:cannot|could not) be (?:authenticated|validated|verified|checked)|\\bcertificate was rejected by"
    codeless = true
    fallback = true
  }
  rule {
    text     = "\\b(?:cannot|could not|failed to|unable to) (?:verify|validate) (?:the )?(?:server(?:'s)? |remote |peer |ssl |tls )*certificate"
    codeless = true
    fallback = true
  }
  rule {
    text     = "\\bremotezertifikat ist (?:laut validierungsverfahren )?ung(?:ü|ue)ltig|\\bcertificat distant n'est pas valide|\\bcertificado remoto no es v(?:á|a)lido"
    codeless = true
    fallback = true
  }
  rule {
    text     = "^(?:\\W|error|ssl|tls|the|server)*(?:invalid certificate|certificate (?:error|invalid|problem|is invalid|is not valid))\\W*$"
    codeless = true
    fallback = true
  }
  rule {
    text     = "\\berror:1416f086\\b"
    codeless = true
  }

  example {
    reply = "ssl.SSLCertVerificationError: [SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed: unable to get local issuer certificate (_ssl.c:1129)"
  }

  example {
    reply = "x509: certificate signed by unknown authority"
  }

  example {
    reply = "javax.net.ssl.SSLHandshakeException: PKIX path building failed: sun.security.provider.certpath.SunCertPathBuilderException: unable to find valid certification path to requested target"
  }

  example {
    reply = "The remote certificate is invalid according to the validation procedure."
  }

  example {
    reply = "Error: self signed certificate in certificate chain"
  }

  counter_example {
    reply = "450 4.7.320 Certificate validation failed"
    class = "tls-cert-required"
  }

  source {
    title = "RFC 5280, X.509 Certificate Profile"
    date  = "2008-05"
  }
}

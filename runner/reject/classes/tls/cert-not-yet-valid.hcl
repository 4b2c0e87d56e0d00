class "cert-not-yet-valid" {
  family = "tls"
  title  = "The certificate is not valid yet"
  test   = "builtin:starttls-check"

  cause = <<-END
    Its first day lies ahead. Mostly it is the clock here that is wrong, not the certificate.
  END

  advice = <<-END
    Set the clock of this computer, and look at the device's.
  END

  rule {
    text     = "\\bcertificate (?:is )?not yet valid\\b|\\bcert_not_yet_valid\\b|\\bcertificatenotyetvalidexception\\b|\\bcertificate has expired or is not yet valid: current time \\S+ is before"
    codeless = true
  }

  example {
    reply = "certificate verify failed: certificate is not yet valid"
  }

  source {
    title = "RFC 5280, X.509 Certificate Profile"
    date  = "2008-05"
  }
}

class "cert-expired" {
  family = "tls"
  title  = "The certificate has expired"
  test   = "builtin:starttls-check"

  cause = <<-END
    The certificate's last day is past. A device that checks it will not send; one that does not
    check cannot know whom it talks to.
  END

  advice = <<-END
    Tell the server's administrator to renew it. If it is a well-known server, check the clock
    of this computer and of the device first.
  END

  rule {
    text     = "\\bcertificate (?:has )?expired\\b(?: or is not yet valid)?(?:: current time \\S+ is after)?|\\bcert(?:ificate)?_has_expired\\b|\\bexpired certificate\\b|\\bnottimevalid\\b|\\bcertificateexpiredexception\\b|\\bcertpathvalidatorexception: validity check failed"
    codeless = true
  }
  rule {
    text     = "\\bzertifikat (?:ist |des servers ist )?abgelaufen|\\bcertificat (?:a )?expir(?:é|e)|\\bcertificado (?:ha )?(?:caducado|expirado)|\\bcertificato (?:è )?scaduto"
    codeless = true
  }

  example {
    reply = "x509: certificate has expired or is not yet valid"
  }

  example {
    reply = "[SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed: certificate has expired (_ssl.c:1129)"
  }

  counter_example {
    reply = "450 4.4.317 Cannot connect to remote server [Message=CertificateExpired]"
    class = "tls-cert-required"
  }

  source {
    title = "RFC 5280, X.509 Certificate Profile"
    date  = "2008-05"
  }
}

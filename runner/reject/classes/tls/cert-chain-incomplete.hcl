class "cert-chain-incomplete" {
  family = "tls"
  title  = "The server does not send its whole chain of certificates"
  test   = "builtin:starttls-check"

  cause = <<-END
    A certificate between the server's own and the root is missing. Computers often know it from
    elsewhere, copiers do not, and refuse.
  END

  advice = <<-END
    Tell the server's administrator to send the intermediate certificate as well.
  END

  rule {
    text     = "\\bunable to verify the first certificate|\\bunable_to_verify_leaf_signature\\b|\\bpartialchain\\b|\\bincomplete (?:certificate )?chain|\\bcertificate chain (?:is )?incomplete"
    codeless = true
  }

  example {
    reply = "Error: unable to verify the first certificate"
  }

  source {
    title = "RFC 5280, X.509 Certificate Profile"
    date  = "2008-05"
  }
}

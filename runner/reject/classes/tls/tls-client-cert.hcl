class "tls-client-cert" {
  family = "tls"
  title  = "The server wants a client certificate"
  test   = "builtin:starttls-check"

  cause = <<-END
    The server asked for a certificate of the client and does not go on without a good one.
  END

  advice = <<-END
    Give the endpoint the certificate that the server knows, with its whole chain. A copier
    mostly cannot: use a connector that goes by IP address.
  END

  rule {
    text     = "\\btls: certificate required|\\balert certificate required|\\bcertificate_required\\b|\\bpeer did not return a certificate"
    codeless = true
  }

  example {
    reply = "remote error: tls: certificate required"
  }

  source {
    title = "Microsoft Learn, \"Configure a certificate-based connector to relay email messages through Microsoft 365\""
    date  = "2025-06-25"
  }
}

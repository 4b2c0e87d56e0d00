class "tls-cert-required" {
  family = "tls"
  title  = "A certificate is missing, or does not fit"
  test   = "builtin:starttls-check"

  cause = <<-END
    A connector or server wants a client certificate that the sender did not show, or in a
    bounce: the certificate of the server that the mail was going to has expired, bears another
    name, or leads to no root that is trusted.
  END

  advice = <<-END
    For relaying by certificate the relay needs the certificate that the connector names, with
    its whole chain; a copier usually cannot do that, so use the connector's form that goes by
    IP address. In a bounce nothing on the device helps: tell the administrator of the receiving
    server.
  END

  rule { text = "certificate (?:is )?not verified" }
  rule { text = "(?:missing|no|invalid|untrusted|expired|bad|wrong) (?:client |tls |ssl )?certificate" }
  rule { text = "client certificate (?:is )?(?:required|needed|not)" }
  rule { text = "certificate-expired" }
  rule { text = "certificate-host-mismatch" }
  rule { text = "untrustedroot" }
  rule { text = "connect to remote server \\[message=(?:untrusted|certificate)\\w*" }
  rule { text = "tlsa-invalid" }
  rule { text = "remote certificate (?:must|failed)" }
  rule { text = "remote certificate failed mta-sts validation" }
  rule { text = "certificate (?:has )?expired" }
  rule { enhanced = ["4.7.322", "5.7.322", "4.7.323", "5.7.323", "4.7.325", "5.7.325", "4.7.5", "5.7.5"] }

  example {
    reply = "4.7.322 certificate-expired: the certificate of the destination is expired."
  }

  example {
    reply = "450 4.4.317 Cannot connect to remote server [Message=UntrustedRoot]"
  }

  example {
    stage = "mail"
    reply = "550 5.7.1 Client certificate required, none given"
  }

  counter_example {
    stage = "starttls"
    reply = "454 4.7.0 TLS not available due to local problem"
    class = "tls-unavailable"
  }

  source {
    title = "Microsoft Learn, \"Configure a certificate-based connector to relay email messages through Microsoft 365\""
    date  = "2025-06-25"
  }

  source {
    title = "Microsoft Learn, \"NDR error code 450 4.4.317 'Cannot connect to remote server [Message=UntrustedRoot]'\""
    date  = "2024 to 2026"
  }

  source {
    title = "Microsoft Learn, \"Email non-delivery reports and SMTP errors in Exchange Online\""
    date  = "2024-10-14"
  }
}

class "tls-cert-required" {
  family = "tls"
  title  = "A certificate is missing, or does not fit"
  test   = "builtin:starttls-check"
  over   = ["tls-unavailable"]

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
  rule { text = "\\bcert(?:ificate)? (?:issuer|subject|fingerprint|cn|common name)\\b.{0,80}?\\b(?:not|mismatch\\w*|reject\\w*|unacceptable|invalid|denied)\\b(?: \\w+)?" }
  rule { text = "\\bcn \\S+ (?:does not|doesn't|did not) match" }
  rule { text = "(?:\\bnot|n't) listed in sans?\\b" }
  rule { text = "\\bsubject ?mismatch\\b.{0,40}" }
  rule { text = "\\[message=(?:subjectmismatch|certificateexpired|untrustedroot|certificate\\w*|remotecertificate\\w*)\\b.{0,20}" }
  rule { text = "cannot connect to remote server \\[message=(?:subjectmismatch|certificate\\w*|untrusted\\w*)\\b.{0,40}" }
  rule { text = "\\bdane (?:check|validation|verification|authentication|policy)?(?: \\w+)? ?(?:failed|failure|error)" }
  rule { text = "\\btlsa (?:records?|validation|check|lookup)\\b.{0,20}?(?:fail\\w*|mismatch\\w*|invalid|bogus|not)" }
  rule { text = "\\b(?:tls|ssl|client|server|peer|remote|your|host)(?:'s)? certificate\\b.{0,40}?\\b(?:required|needed|missing|not (?:match\\w*|valid|trusted|verified|accepted|acceptable|provided|presented)|invalid|untrusted|expired|revoked|self-?signed|rejected|mismatch\\w*|unknown|failed|could not be verified|verification)" }
  rule { text = "\\bself-?signed certificate" }
  rule { text = "\\bcertificate (?:verify|verification|validation|check) (?:failed|failure|error)" }
  rule {
    text     = "\\bcertificates?\\b"
    fallback = true
  }
  rule { text = "zertifikat\\S* .{0,40}?(?:ungültig|abgelaufen|nicht vertrauenswürdig|erforderlich|nicht verifiziert)" }
  rule { text = "certificat\\S? .{0,30}?(?:invalide|expiré|non valide|scaduto|non valido|caducado|no válido|requis)" }
  rule { text = "\\b(?:present|provide|send|show|supply|use|need\\w*|requires?|want\\w*|expect\\w*) (?:\\w+ ){0,3}?certificate\\b" }
  rule { text = "\\bcertificate\\b.{0,30}?\\b(?:revoked|not trusted|untrusted|unknown|invalid|not valid|not accepted|not acceptable|rejected|refused|not recogni[sz]ed|self-?signed|wrong|does not match|doesn't match|mismatch|not match\\w*)\\b" }
  rule { text = "\\bcertificate\\b.{0,20}?\\b(?:could not|cannot|can't|couldn't) be (?:verified|checked|validated|trusted)" }
  rule { text = "\\bcertificate (?:is )?not (?:yet valid|valid|signed|trusted|issued)\\b(?: by)?" }
  rule { text = "(?:\\bpartners only: )?\\byour client certificate\\b.{0,60}" }
  rule { enhanced = ["4.7.320", "5.7.320"] }
  rule {
    enhanced = ["4.7.320", "5.7.320"]
    text     = "\\bcertificate validation (?:failed|failure|error)\\b"
  }
  rule {
    code     = ["450"]
    enhanced = ["4.7.320"]
    text     = "\\bcertificate validation failed\\b"
  }
  rule { text = "\\bsecurity status invalidtoken\\b\\W*" }

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

  example {
    stage = "mail"
    reply = "550 5.7.0 The client's certificate could not be verified"
  }

  example {
    stage = "mail"
    reply = "450 4.7.5 DANE validation failed for the next host"
  }

  example {
    stage = "mail"
    reply = "550 Please show a client certificate"
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

class "dkim-fail" {
  family = "policy"
  title  = "A valid DKIM signature is missing"

  cause = <<-END
    The receiver wants the message signed for the sender's domain, and the way it was sent does
    not sign, or changes the message after signing.
  END

  advice = <<-END
    Send through a host that signs: at Microsoft 365 that is a login at smtp.office365.com with
    DKIM switched on for the domain. Mail by Direct Send is not signed.
  END

  rule { text = "\\bdkim\\b.{0,60}?\\b(?:fail\\w*|invalid|missing|required|reject\\w*|not)\\b" }
  rule { text = "\\b(?:fail\\w*|invalid|missing|bad)\\b.{0,20}?\\bdkim\\b" }
  rule { text = "failed dkim authentication" }
  rule { text = "dkim check failed" }
  rule { enhanced = ["5.7.20-22", "4.7.20", "4.7.30"] }
  rule { text = "\\bdkim\\b.{0,60}?\\b(?:didn't pass|did not pass|doesn't pass|wrong|bad|mismatch\\w*|error|unsigned|expired|could not be verified|verification)\\b(?: (?:signature|failed))?" }
  rule { text = "\\b(?:no|without|lacks?|lacking|unsigned|not signed|unverif\\w+|require\\w*)\\b.{0,30}?\\bdkim\\b" }
  rule { text = "\\bdkim\\b.{0,40}?\\b(?:broken|absent|unverifiable|no match|body hash|altered|does not verify|not found|needed|wanted|expected|mandatory)\\b" }
  rule { text = "\\bdkim\\b.{0,30}?\\b(?:negative|no signature|none|without|unsuccessful|problem|rejects?|refused)\\b(?: signature)?" }

  # The header of the signature is wrong: that is no matter of the message's form.
  rule { text = "\\bdkim\\b.{0,30}?\\b(?:headers?|signature|tags?|record|key)\\b.{0,30}?\\b(?:malformed|invalid|missing|corrupt\\w*|broken|bad|unparse?able|illegal|not (?:valid|found|parse\\w*)|syntax)\\b(?: \\w+)?" }
  rule { text = "\\bdkim\\b.{0,10}\\bunauthenticated mail\\b.{0,30}" }
  rule { text = "(?:\\bsender address rejected: .{0,40}?)?\\b(?:must (?:carry|have|bear)|requires?|without|needs?|missing) (?:an? )?(?:valid )?dkim(?:[- ]signature)?\\b.{0,30}" }
  rule {
    enhanced = ["5.7.30", "4.7.30"]
    text     = "\\bauthenticate with dkim\\b"
    decisive = true
  }

  example {
    stage = "message"
    reply = "550 5.7.30 This message failed DKIM authentication. See the sender guidelines. - gsmtp"
  }

  example {
    stage = "message"
    reply = "550 5.7.20 No passing DKIM signature found"
  }

  example {
    stage = "message"
    reply = "550 5.7.20 This domain is known to sign: the DKIM signature did not verify, DKIM verification failed"
  }

  example {
    stage = "message"
    reply = "550 5.7.20 The DKIM signature is broken"
  }

  example {
    stage = "message"
    reply = "550 5.7.20 The DKIM-Signature header is malformed"
  }

  counter_example {
    stage = "auth"
    reply = "550 5.7.30 Basic authentication is not supported for Client Submission."
    class = "basic-auth-retired"
  }

  counter_example {
    stage = "message"
    reply = "550 5.7.26 Gmail requires all senders to authenticate with either SPF or DKIM: the sender is unauthenticated"
    class = "unauthenticated-sender"
  }

  source {
    title = "defender-docs, \"Set up DKIM to sign mail from your Microsoft 365 domain\""
    date  = "2024-05-31"
  }

  source {
    title = "Public collections of real replies (sisimai, KumoMTA, ZoneMTA, smtp-codes field manual)"
    date  = "2026-08-04"
  }
}

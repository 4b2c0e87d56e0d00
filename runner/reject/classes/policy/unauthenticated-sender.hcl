class "unauthenticated-sender" {
  family = "policy"
  title  = "Nothing proves that the mail comes from its domain"
  over   = ["dmarc-fail", "spf-fail", "dkim-fail"]

  cause = <<-END
    The sender's domain has no SPF, DKIM or DMARC, or the way this mail took satisfies none of
    them. Large receivers of private mail ask for them, and so does Microsoft for mail that
    comes over IPv6.
  END

  advice = <<-END
    Publish SPF, DKIM and DMARC for the domain, and send through a host that they cover: a login
    at smtp.office365.com is one. If only IPv6 is refused: let the device, or the firewall, use
    IPv4.
  END

  rule { text = "sender is unauthenticated" }
  rule { text = "blocked because the sender is unauthenticated" }
  rule { text = "(?:doesn\\x27t|does not) meet the (?:required )?authentication (?:level|requirements).*" }
  rule { text = "required authentication level" }
  rule { text = "unauthenticated e?mail (?:from|is not accepted)" }
  rule { text = "does not have authentication information or fails to pass authentication checks" }
  rule { text = "pass authentication checks" }
  rule { text = "must pass either spf or dkim(?: validation)?" }
  rule { text = "either spf or dkim" }
  rule { text = "\\[hme1\\]" }
  rule { enhanced = ["5.7.515", "5.7.26", "4.7.26"] }
  rule { text = "\\b(?:neither|both|either|pass|without|no|missing|requires?|required|must|lacks?|lacking|fail\\w*)\\b.{0,30}?\\b(?:spf|dkim) (?:and|or|nor|and/or) (?:dkim|spf)\\b" }
  rule { text = "\\b(?:it|message|mail|e-?mail) is unauthenticated.*" }
  rule { text = "(?:sender|because it) is unauthenticated.*" }
  rule { text = "(?:both|neither|either) (?:spf|dkim) (?:and|or|n?or) (?:dkim|spf).{0,160}" }
  rule { text = "\\b(?:message|mail|e-?mail|sender|domain) (?:could not be|cannot be|can't be|was not|is not|failed to be|failed to) authenticat\\w+ (?:by|with|via|using|through) (?:spf|dkim|dmarc).*" }
  rule { text = "\\bunauth(?:enticated|ori[sz]ed) (?:e?-?mails?|messages?)\\b.{0,30}?\\bipv6" }
  rule { text = "\\b(?:domain|sender|e-?mail) authentication (?:missing|failed|required|absent|not (?:set up|configured|found|passed))\\b.{0,20}?(?:\\bspf\\b.{0,10}?\\bdkim\\b)?" }
  rule { text = "\\b(?:domain|sender|e-?mail) authentication\\b.{0,40}?\\b(?:spf|dkim|dmarc)\\b(?: (?:and|or) (?:spf|dkim|dmarc))?" }
  rule { text = "\\bunauthenticated (?:e-?mail|mail|message)s? (?:is |are |was )?(?:no longer|not|never) (?:accepted|allowed|permitted) from (?:this|the|your) (?:\\w+ )?domain" }
  rule { text = "\\bdomain \\S+ is not authenticated\\b" }
  rule { text = "\\bneither\\b.{0,30}?\\bspf\\b.{0,30}?\\bdkim\\b.{0,30}" }
  rule { text = "\\bmust pass (?:either )?(?:spf or dkim|dkim or spf)\\b(?: validation| checks?)?(?: \\(message not signed\\))?" }

  example {
    stage = "message"
    reply = "550 5.7.515 Access denied, sending domain contoso.com doesn't meet the required authentication level. The sender's domain in the 5322.From address doesn't meet the authentication requirements. Spf= Fail , Dkim= Pass , DMARC= Pass"
  }

  example {
    stage = "rcpt"
    reply = "451 4.7.26 Access denied, a message sent over IPv6 [2001:db8::25] must pass either SPF or DKIM validation, this message is not signed"
  }

  example {
    stage = "message"
    reply = "421 4.7.26 This mail has been rate limited because the sender is unauthenticated."
  }

  example {
    stage = "message"
    reply = "554 5.7.1 Rejected: the domain passes neither SPF nor DKIM checks"
  }

  counter_example {
    stage = "message"
    reply = "550 5.7.509 Access denied, sending domain contoso.com does not pass DMARC verification and has a DMARC policy of reject."
    class = "dmarc-fail"
  }

  source {
    title = "Defender for Office 365 Blog, \"Strengthening Email Ecosystem: Outlook's New Requirements for High-Volume Senders\""
    date  = "2025"
  }

  source {
    title = "Microsoft Learn, \"Support for anonymous inbound email messages over IPv6\""
    date  = "2024 to 2026"
  }

  source {
    title = "Microsoft Learn, \"Email non-delivery reports and SMTP errors in Exchange Online\""
    date  = "2024-10-14"
  }
}

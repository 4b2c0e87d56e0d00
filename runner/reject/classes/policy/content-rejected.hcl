class "content-rejected" {
  family = "policy"
  title  = "Refused for what the message contains"

  cause = <<-END
    The message looks like spam or carries a virus, a bad link, or an attachment of a kind that
    is not allowed.
  END

  advice = <<-END
    Try it with a plain PDF, an ordinary subject and a short text. If the device adds a link or
    a company footer, check those names on the lists of bad links. Ask the receiver to allow the
    device's address.
  END

  rule { text = "(?:detected|identified|considered|classified|recogni[sz]ed|tagged|rejected|marked|flagged|looks like|appears (?:to be|similar to)|seems to be) (?:as )?(?:an? )?(?:possible |probable )?(?:spam|virus|unsolicited)\\b" }
  rule { text = "\\bspam (?:message|content|score|points|e?mail|url|pattern|filter|detected|blocked)" }
  rule { text = "\\bspam\\b.{0,20}\\b(?:detected|rejected)" }
  rule { text = "\\b(?:virus|malware|trojan)\\b" }
  rule { text = "\\bvirus (?:found|detected)" }
  rule { text = "\\bunsolicited\\b" }
  rule { text = "anti-?spam checks" }
  rule { text = "\\bs?uribl\\b" }
  rule { text = "\\bsurbl\\b" }
  rule { text = "local uribl policy" }
  rule { text = "using multi\\.(?:uribl|surbl)" }
  rule { text = "banned (?:content|file|attachment)" }
  rule { text = "content (?:reject(?:ed)?|filter\\w*|denied|blocked)" }
  rule { text = "attachments? .{0,30}\\b(?:not allowed|blocked|rejected|prohibited|forbidden)" }
  rule { text = "\\bbulk e?mail" }
  rule { text = "mass mailer" }
  rule { text = "message (?:was )?filtered" }
  rule { text = "\\bphish\\w* (?:detected|attempt|message|e?mail|url|link)" }
  rule { text = "\\b(?:as|is|for) phish\\w*" }
  rule { text = "suspicious" }
  rule { text = "spamprofiler" }
  rule { text = "potential security issue" }
  rule { text = "due to spam" }
  rule { text = "due to spam list" }
  rule { text = "\\bmay contain the spam" }
  rule { text = "(?:detected as|is|contains?) (?:likely )?(?:spam|unsolicited|suspicious)\\b" }
  rule { text = "policy violation detected \\(?as345" }
  rule {
    stage = ["data", "message"]
    text  = "\\bspam\\b"
  }
  rule { text = "(?:may|might|is|was) (?:be )?consider(?:ed)? (?:as |to be )?spam\\b.*" }
  rule { text = "(?:by|from) spamassassin\\b" }

  example {
    stage = "message"
    reply = "550 5.7.1 Message rejected as spam by Content Filtering."
  }

  example {
    stage = "message"
    reply = "554 5.6.1 Message contains a virus"
  }

  example {
    stage = "message"
    reply = "552-5.7.0 This message was blocked because its content presents a potential\n552 5.7.0 security issue: attachments of this type are not allowed"
  }

  example {
    stage = "message"
    reply = "554 5.7.1 spam message rejected"
  }

  example {
    stage = "message"
    reply = "554 5.7.1 This message fits a profile that people may consider spam (Cloudmark)"
  }

  counter_example {
    stage = "rcpt"
    reply = "550 You are blocked, see https://www.spamhaus.org/query/ip/203.0.113.7"
    class = "spamhaus"
  }

  counter_example {
    stage = "rcpt"
    reply = "550 5.1.1 <spam@example.com>... User unknown"
    class = "unknown-recipient"
  }

  counter_example {
    stage = "rcpt"
    reply = "554 5.7.1 Service unavailable; Client host [203.0.113.7] blocked using bl.spamcop.net; Blocked - see http://www.spamcop.net/"
    class = "blocklist"
  }

  source {
    title = "Microsoft Learn, \"Fix NDR error '550 5.0.350' in Exchange Online\""
    date  = "2024 to 2026"
  }

  source {
    title = "Public collections of real replies (sisimai, KumoMTA, ZoneMTA, smtp-codes field manual)"
    date  = "2026-08-04"
  }
}

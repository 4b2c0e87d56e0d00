class "message-malformed" {
  family = "message"
  title  = "The message is not as it must be"

  cause = <<-END
    The device leaves out From, Date or Message-ID, writes two From addresses, puts characters
    into a header that do not belong there, or ends lines with a bare line feed.
  END

  advice = <<-END
    Fill in the device's From and name fields, with plain letters. Update its firmware. A relay
    in between can repair headers.
  END

  rule { text = "\\brfc ?-?(?:2822|5322|822)\\b.{0,40}?\\bcomplian\\w+" }
  rule { text = "\\bnot rfc\\b.{0,20}?\\bcomplian\\w+" }
  rule { text = "message is not rfc (?:2822|5322|822) compliant" }
  rule { text = "\\bbare (?:lf|cr|linefeeds?|line feeds?|newlines?)\\b" }
  rule { text = "barelinefeeds" }
  rule { text = "\\b(?:missing|no|without|invalid|multiple|duplicate) (?:a valid )?(?:from|date|message-id|subject|to):?(?: header| field| address(?:es)?)\\b" }
  rule { text = "there are multiple \\w+" }
  rule { text = "x-dg-ref" }
  rule { text = "malformed (?:message|header|mime)" }
  rule { text = "\\bheader error" }
  rule { text = "headers? (?:is|are) not" }
  rule { text = "headers? (?:size )?(?:is|are) too (?:large|big|long)" }
  rule { text = "delimiter must be crlf" }
  rule { text = "invalid message content" }
  rule { text = "media error" }
  rule { text = "purported responsible" }
  rule { text = "\\binvalid characters\\b" }
  rule { text = "conformance issues" }
  rule { enhanced = ["5.6.0", "5.6.11", "5.1.20", "5.7.512"] }
  rule { text = "bare <?(?:lf|cr|line ?feed)\\b" }

  example {
    stage = "message"
    reply = "550 5.6.11 SMTPSEND.BareLinefeedsAreIllegal; message contains bare linefeeds"
  }

  example {
    stage = "message"
    reply = "550 5.7.512 Access denied, message must be RFC 5322 section 3.6.2 compliant"
  }

  example {
    stage = "message"
    reply = "550 5.1.20 Multiple From addresses are not allowed without Sender address"
  }

  example {
    stage = "message"
    reply = "521 5.5.2 mx.example.net Error: bare <LF> received"
  }

  counter_example {
    stage = "message"
    reply = "554 5.6.0 Message appears to be spam"
    class = "content-rejected"
  }

  counter_example {
    stage = "message"
    reply = "552 5.6.0 LINE_TOO_LONG"
    class = "line-too-long"
  }

  source {
    title = "Microsoft Learn, \"Fix NDR error '550 5.6.11' in Exchange Online\""
    date  = "2024 to 2026"
  }

  source {
    title = "Microsoft Learn, \"Email non-delivery reports and SMTP errors in Exchange Online\""
    date  = "2024-10-14"
  }
}

class "unknown" {
  family = "unknown"
  title  = "A reply that is not in the knowledge base"
  test   = "builtin:full-conversation"

  cause = <<-END
    The server refused in words that name no reason, or none that is known here. The code alone
    says no more than whether to try again: 4yz later, 5yz not unchanged.
  END

  advice = <<-END
    Give the whole reply and its time to the administrator of the receiving server: only they
    can see the reason. If you learn it, a class of your own in the suite will name it the next
    time.
  END

  rule {
    text     = "^\\W*(?:\\S+ ){0,3}?(?:scan(?:ning)?|send(?:ing)?|transmission|e-?mail|mail|message|communication|transfer)(?: (?:to|of|the|an?|e-?mail|mail|message|smtp|test|sending|transmission|delivery))* ?(?:failed|failure|error|unsuccessful|not sent|aborted)\\W*$"
    codeless = true
    fallback = true
  }
  rule {
    text     = "^\\W*(?:message could not be sent\\W+)?(?:(?:mailer |smtp )?error: )?smtp connect\\(\\) failed\\b|^\\W*(?:\\S+: )?(?:error|failure|problem) (?:while |when )?(?:sending|delivering|transmitting|scanning)(?: (?:the|an?|to|your|this|e-?mail|mail|message|test|scan))*\\W*$|^\\W*(?:\\S+: )?failure sending mail\\W*(?:$|--->)|^\\W*(?:failed|error|e-?mail konnte nicht gesendet werden|fehler beim senden(?: der e-?mail)?)\\W*$"
    codeless = true
    fallback = true
  }
  rule {
    text     = "^\\W*(?:\\S+: )?(?:could not|couldn't|cannot|can't|unable to|failed to) (?:send|deliver|transmit|instantiate)(?: (?:the|an?|your|this|e-?mail|mail|message|test|scan|function))*\\W*$"
    codeless = true
    fallback = true
  }
  rule {
    text     = "^\\W*(?:error: )?no recipients (?:defined|given|specified)\\W*$"
    codeless = true
  }

  example {
    stage = "rcpt"
    reply = "550 Rejected"
  }

  example {
    stage = "message"
    reply = "554 Transaction failed"
  }

  example {
    stage = "message"
    reply = "554 Message not allowed - [299]"
  }

  example {
    reply = "Scan to email failed"
  }

  example {
    reply = "SMTP connect() failed. https://github.com/PHPMailer/PHPMailer/wiki/Troubleshooting"
  }

  example {
    reply = "Error sending mail"
  }

  source {
    title = "RFC 5321, Simple Mail Transfer Protocol"
    date  = "2008-10"
  }
}

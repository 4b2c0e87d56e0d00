class "m365-ip-throttled-reputation" {
  family        = "reputation"
  title         = "Microsoft slows the sending address down because of its reputation"
  waiting_helps = true
  test          = "builtin:m365/direct-send"
  over = ["blocklist"]

  cause = <<-END
    The public address is new to Microsoft, is badly regarded, or sends more than fits its
    history. Microsoft takes its mail only in small portions for the time being; it happens
    mostly at outlook.com and hotmail.com.
  END

  advice = <<-END
    Let it be tried again, send less and more evenly, and see that SPF and the reverse name of
    the address are right and that it is on no list. A copier that does not try again loses the
    scan: give it a relay that queues, or let it sign in and send on port 587.
  END

  rule { text = "rate limited due to ip reputation.*" }
  rule { text = "(?:(?:due to|because of) (?:\\S+ ){0,3})?\\bip reputation\\b.{0,60}\\brate limited.*" }
  rule { text = "access denied, (?:please )?try again" }
  rule { enhanced = ["4.7.650-651", "4.7.850-899"] }
  rule { text = "\\brp-00[23]\\b.*" }

  example {
    stage = "mail"
    reply = "451 4.7.650 The mail server [203.0.113.7] has been temporarily rate limited due to IP reputation. For e-mail delivery information, see https://aka.ms/postmaster (S775)"
  }

  example {
    stage = "rcpt"
    reply = "451 4.7.850 Access denied, please try again later"
  }

  example {
    stage = "mail"
    reply = "451 4.7.1 Because of its IP reputation the mail server is rate limited for now"
  }

  counter_example {
    stage = "rcpt"
    reply = "451 4.7.500 Server busy. Please try again later from [203.0.113.7]. (AS843)"
    class = "throttled"
  }

  counter_example {
    stage = "mail"
    reply = "451 4.7.652 The mail server [203.0.113.7] has exceeded the maximum number of connections. (S3115)"
    class = "too-many-connections"
  }

  source {
    title = "Microsoft Learn, \"Fix NDR error code '451 4.7.500-699 (ASxxx)' in Exchange Online\""
    date  = "2024-10-24"
  }

  source {
    title = "Outlook.com Postmaster, \"Troubleshooting\""
    date  = "2024 to 2026"
  }

  source {
    title = "Microsoft Learn, \"Email non-delivery reports and SMTP errors in Exchange Online\""
    date  = "2024-10-14"
  }
}

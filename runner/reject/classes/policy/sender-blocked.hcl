class "sender-blocked" {
  family = "policy"
  title  = "This sender is banned"
  test   = "builtin:full-conversation"

  cause = <<-END
    The account has sent what looked like spam, mostly since somebody else knows its password;
    or the receiver has put this sender on a list of its own.
  END

  advice = <<-END
    The administrator secures the account first (a new password, all its sessions ended), then
    takes it off the page "Restricted entities". With 5.7.511 the way out is to forward the
    message to delist@microsoft.com. If it is the receiver's own list: ask the receiver.
  END

  rule { text = "bad outbound sender" }
  rule { text = "outboundspamexception" }
  rule { text = "\\bbanned sender\\b" }
  rule { text = "denied, banned sender\\b" }
  rule { text = "spam abuse detected" }
  rule { text = "(?:access )?denied, spam abuse \\w+" }
  rule { text = "badmailfrom" }
  rule { text = "sender address rejected: match" }
  rule { text = "\\bsender (?:address )?(?:is |has been )?(?:denied|blocked|banned|blacklisted|blocklisted)\\b" }
  rule { text = "blocked senders?\\b" }
  rule { text = "submission\\.exception:outboundspamexception" }
  rule { enhanced = ["5.7.501-503", "5.7.511", "5.7.800"] }
  rule {
    enhanced = ["5.7.501-503", "5.7.511", "5.7.800", "5.1.8"]
    text     = "access denied"
  }

  example {
    stage = "message"
    reply = "550 5.1.8 Access denied, bad outbound sender. For more information please go to http://go.microsoft.com/fwlink/?LinkId=875724. S(9333)"
  }

  example {
    stage = "rcpt"
    reply = "550 5.7.511 Access denied, banned sender[203.0.113.7]. To request removal from this list please forward this message to delist@microsoft.com. AS(508)"
  }

  example {
    stage = "mail"
    reply = "550 5.7.502 Access denied, banned sender"
  }

  counter_example {
    stage = "rcpt"
    reply = "550 5.7.606 Access denied, banned sending IP [203.0.113.7]."
    class = "m365-banned-ip"
  }

  counter_example {
    stage = "mail"
    reply = "550 5.1.8 <copier@nowhere.example>: Sender address rejected: Domain not found"
    class = "sender-domain-invalid"
  }

  source {
    title = "Microsoft Learn, \"Remove blocked users from the Restricted entities page\""
    date  = "2024 to 2026"
  }

  source {
    title = "Microsoft Learn, \"Use the delist portal to remove yourself from the blocked senders list\""
    date  = "2024 to 2026"
  }

  source {
    title = "Microsoft Learn, \"Email non-delivery reports and SMTP errors in Exchange Online\""
    date  = "2024-10-14"
  }
}

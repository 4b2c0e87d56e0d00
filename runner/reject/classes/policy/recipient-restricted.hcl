class "recipient-restricted" {
  family = "policy"
  title  = "The recipient exists, and takes mail from certain senders only"
  test   = "builtin:m365/client-submission"

  cause = <<-END
    A group, a mailbox or a public folder is set to take mail from inside, or from a list of
    senders. Mail by Direct Send counts as coming from outside. It mostly comes back as a bounce
    after the message was accepted.
  END

  advice = <<-END
    The owner of the group or mailbox allows outside senders, or adds the device's address to
    its list. Or let the device sign in at smtp.office365.com: then it counts as inside.
  END

  rule { text = "resolver\\.rst\\.(?:authrequired|notauthori[sz]ed|sendernotauthenticated|restrictedto)\\w*.*" }
  rule { text = "sender (?:(?:is|was) )?not authent\\w+(?: (?:by|for) \\w+)?" }
  rule { text = "not in allowed-senders" }
  rule { text = "not authori[sz]ed to send to" }
  rule { text = "banned recipient" }
  rule { text = "denied, banned recipient" }
  rule { text = "only accept(?:s|ing) (?:e?mail|messages) from" }
  rule { text = "unifiedgroupagent" }
  rule { text = "sender isn't a group member" }
  rule { text = "delivery restrictions" }
  rule { text = "requires sender authentication" }
  rule { text = "(?:not allowed|not permitted|no permission|permissions?) to (?:send|post|deliver|mail) (?:mail |messages )?to (?:this|the) (?:list|group|recipient|mailbox|address)" }
  rule { enhanced = ["5.7.12", "5.7.124", "5.7.129", "5.7.133-136", "5.7.193", "5.7.505"] }
  rule {
    enhanced = ["5.7.505"]
    text     = "access denied"
  }

  example {
    stage = "message"
    reply = "550 5.7.133 RESOLVER.RST.SenderNotAuthenticatedForGroup; authentication required; Delivery restriction check failed because the sender was not authenticated when sending to this group"
  }

  example {
    stage = "message"
    reply = "550 5.7.12 Sender was not authenticated by organization"
  }

  example {
    stage = "message"
    reply = "550 5.7.193 UnifiedGroupAgent; Delivery failed because the sender isn't a group member or external senders aren't permitted to send to this group"
  }

  counter_example {
    stage = "mail"
    reply = "530 5.7.1 Client was not authenticated"
    class = "auth-required"
  }

  counter_example {
    stage = "rcpt"
    reply = "550 5.7.504 [x@contoso.com]: Recipient address rejected: Access denied"
    class = "unknown-recipient"
  }

  source {
    title = "Microsoft Learn, \"Fix NDR error '550 5.7.133' in Exchange Online\""
    date  = "2024 to 2026"
  }

  source {
    title = "Microsoft Learn, \"Email non-delivery reports and SMTP errors in Exchange Online\""
    date  = "2024-10-14"
  }
}

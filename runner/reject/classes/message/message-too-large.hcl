class "message-too-large" {
  family = "message"
  title  = "The message is too large"
  test   = "builtin:ehlo-probe"

  cause = <<-END
    The scan grows by a third when it is packed for the mail, and exceeds a limit of the
    device's mailbox, of the connector or of the receiver.
  END

  advice = <<-END
    Lower the resolution, scan in black and white, choose "compact PDF"; or scan to SharePoint,
    OneDrive or a folder, and mail the link.
  END

  rule { text = "\\b(?:message|mail|e-?mail|file) (?:is |file )?too (?:large|big)" }
  rule { text = "\\btoo (?:large|big)\\b" }
  rule { text = "(?:message |mail )?(?:size|length) (?:of .{0,20})?exceed\\w*" }
  rule { text = "\\bexceed\\w*\\b.{0,40}?\\b(?:size|length)\\b" }
  rule { text = "(?:message |mail )?size limit" }
  rule { text = "class=size" }
  rule { text = "resolver\\.rst\\.(?:recip|send)sizelimit.*" }
  rule { text = "recipsizelimit" }
  rule { text = "sendsizelimit" }
  rule { text = "\\bdatabytes\\b" }
  rule { text = "max(?:imum)? (?:message|mail) size" }
  rule { enhanced = ["5.3.4", "5.2.3"] }

  example {
    stage = "mail"
    reply = "552 5.3.4 Message size exceeds fixed limit"
  }

  example {
    stage = "message"
    reply = "552 5.2.3 Message exceeds maximum length"
  }

  example {
    stage = "message"
    reply = "550 5.2.3 RESOLVER.RST.RecipSizeLimit; message too large for this recipient"
  }

  counter_example {
    stage = "rcpt"
    reply = "552 5.2.2 mailbox is full"
    class = "mailbox-full"
  }

  counter_example {
    stage = "rcpt"
    reply = "452 4.3.1 Insufficient system storage"
    class = "local-error"
  }

  source {
    title = "Microsoft Learn, \"Exchange Online limits\""
    date  = "2024 to 2026"
  }

  source {
    title = "RFC 5321, Simple Mail Transfer Protocol"
    date  = "2008-10"
  }

  source {
    title = "Reply table of Exchange Server 2013's transport"
    date  = "2013"
  }
}

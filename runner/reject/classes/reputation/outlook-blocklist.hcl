class "outlook-blocklist" {
  family = "reputation"
  title  = "The sending address is on Outlook.com's own block list"
  over   = ["blocklist"]
  test   = "builtin:mx-vs-submission"

  cause = <<-END
    The consumer service (outlook.com, hotmail.com, live.com) blocks this address, or the range
    of the provider that it belongs to. It is another list than the one that Microsoft 365 asks
    for companies.
  END

  advice = <<-END
    Ask the internet provider to have the range removed, or use the sender support form of
    Outlook.com. Until then send through a host with a name of its own: sign in at
    smtp.office365.com, port 587, or use the provider's relay.
  END

  rule { text = "part of their network is on our block list" }
  rule { text = "please contact your internet service provider since part of their network" }
  rule { text = "\\bnetwork is on our block list(?: \\(s31[45]0\\))?" }
  rule {
    text     = "\\bs31[45]0\\b"
    decisive = true
  }
  rule {
    text     = "\\bas31[45]0\\b"
    decisive = true
  }
  rule { text = "\\b(?:sc-00[1-4]|ou-00[12]|rp-001)\\b.*" }
  rule { text = "\\b(?:dy|sc|ou)-00\\d\\b.*" }
  rule {
    text     = "\\bmail rejected by (?:outlook|windows live hotmail|hotmail)\\b.{0,400}"
    decisive = true
  }

  example {
    stage = "mail"
    reply = "550 5.7.1 Unfortunately, messages from [203.0.113.7] weren't sent. Please contact your Internet service provider since part of their network is on our block list (S3140)."
  }

  example {
    stage = "banner"
    reply = "550 SC-001 Mail rejected by Outlook.com for policy reasons."
  }

  counter_example {
    stage = "rcpt"
    reply = "550 5.7.606 Access denied, banned sending IP [203.0.113.7]."
    class = "m365-banned-ip"
  }

  source {
    title = "Outlook.com Postmaster, \"Troubleshooting\""
    date  = "2024 to 2026"
  }
}

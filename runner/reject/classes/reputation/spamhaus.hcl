class "spamhaus" {
  family = "reputation"
  title  = "The sending address or domain is on a Spamhaus list"
  over   = ["blocklist"]
  test   = "builtin:mx-vs-submission"

  cause = <<-END
    The receiver asked Spamhaus about the address that this site sends from, or about the domain
    in EHLO, in MAIL FROM or in a link, and it is listed. The line of an office is mostly on the
    PBL, which holds address ranges that are not meant to send mail straight to other people's
    servers. SBL, XBL and CSS are different: there, abuse was seen.
  END

  advice = <<-END
    Look the address up at check.spamhaus.org and read which list it is on. On the PBL: do not
    send to port 25 from this line; let the copier sign in and send through smtp.office365.com,
    port 587, or through a local relay with a clean static address (a static address can be
    taken out of the PBL). On the XBL or CSS: find the infected machine behind the same address
    first. If a name is listed: change the name that the device says in EHLO, or clean the
    domain. A link to check.spamhaus.org/returnc, or "open resolver", is no listing at all (by
    general knowledge of the return codes): the receiver asks Spamhaus through a public resolver
    and takes the error for an answer, which only the receiver's administrator can mend.
  END

  # The name, however it is spelt, with what is said before it.
  rule {
    text     = "(?:\\b(?:blocked using|(?:listed|listing|found) (?:in|on|at|by)(?: the)?|blocked by) )?\\S*spamhaus\\S*"
    decisive = true
  }
  rule { text = "exploits block list" }
  rule { text = "(?:sbl|spl)-xbl" }
  rule { text = "\\b(?:policy block list|spamhaus block list|exploits blocklist|domain block list)\\b" }
  rule { text = "\\b(?:in|on|by|at) (?:the )?(?:sbl|xbl|pbl|zen)\\b" }
  rule { text = "\\blisted (?:in|on) (?:the )?(?:sbl|xbl|pbl|zen)\\b" }
  rule { text = "\\bsbl\\d{4,}\\b" }
  rule { text = "\\[shxbl\\]" }
  rule {
    text     = "\\bas16012611\\b"
    decisive = true
  }
  rule {
    text     = "\\bs800[12]\\b"
    decisive = true
  }
  rule {
    text     = "\\[bl2[13]\\]"
    decisive = true
  }

  # Its lists by their short names.
  rule { text = "\\b(?:zen|sbl|xbl|pbl|sbl-xbl|sbl/xbl|dbl|sbl-css) (?:list(?:ed|ing|s)?|hit|match\\w*|block\\w*|entry|record)\\b" }
  rule { text = "\\b(?:listed|found|appears|entry|is|are|blocked|rejected|hit) (?:\\w+ )?(?:in|on|by|using|at|via) (?:the )?(?:zen|sbl|xbl|pbl|sbl-xbl|sbl/xbl|dbl|css)\\b" }
  rule { text = "\\blisted on the (?:exploits|policy|spamhaus) block list\\b.{0,8}" }
  rule { text = "\\b(?:this |your )?ip address is listed on the (?:exploits|policy|spamhaus) block list\\b.{0,8}" }

  example {
    stage = "rcpt"
    reply = "550 5.7.1 Service unavailable, Client host [203.0.113.7] blocked using Spamhaus. To request removal from this list see https://www.spamhaus.org/query/ip/203.0.113.7 (AS16012611) [DB1PEPF0000A.eurprd02.prod.outlook.com 2026-03-25T02:15:27.100Z 08DD59CA63652EED]"
  }

  example {
    stage = "rcpt"
    reply = "554 5.7.1 Service unavailable; Client host [192.0.2.10] blocked using zen.spamhaus.org; https://www.spamhaus.org/sbl/query/SBL1"
  }

  example {
    stage = "ehlo"
    reply = "550 5.7.1 Service unavailable, Helo domain is listed in Spamhaus. To request removal see https://www.spamhaus.org/query/lookup/ (S8001)"
  }

  example {
    stage = "mail"
    reply = "550 5.7.1 Service unavailable, MailFrom domain is listed in Spamhaus. (S8002)"
  }

  example {
    stage = "banner"
    reply = "554 mx.example.net 203.0.113.7 is listed in the XBL, a DNS blacklist of Spamhaus"
  }

  example {
    stage = "rcpt"
    reply = "550-Rejected: 203.0.113.7 is in a black\n550 list at pbl.spamhaus.org"
  }

  example {
    stage = "rcpt"
    reply = "550 5.7.1 203.0.113.7 is listed in the PBL"
  }

  example {
    stage = "rcpt"
    reply = "550 Your IP address is blacklisted, ask www.spamhaus.org"
  }

  example {
    stage = "banner"
    reply = "554 Rejected because of a PBL listing"
  }

  counter_example {
    stage = "rcpt"
    reply = "554 5.7.1 Service unavailable; Client host [203.0.113.7] blocked using bl.example.org"
    class = "blocklist"
  }

  counter_example {
    stage = "rcpt"
    reply = "550 5.1.1 <spamhaus@example.com>: Recipient address rejected: User unknown"
    class = "unknown-recipient"
  }

  source {
    title = "Microsoft Learn, \"Use the delist portal to remove yourself from the blocked senders list\""
    date  = "2024 to 2026"
  }

  source {
    title = "Microsoft Learn, \"Fix NDR error '550 5.7.1' in Exchange Online\""
    date  = "2024 to 2026"
  }
}

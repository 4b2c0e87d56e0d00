class "blocklist" {
  family = "reputation"
  title  = "The sending address or domain is on a block list"
  test   = "builtin:mx-vs-submission"

  cause = <<-END
    The receiver asks a list about everybody who sends to it, or keeps one of its own, and this
    address or domain is on it. Addresses of dynamic and shared lines are on many of them
    without having done anything.
  END

  advice = <<-END
    The reply, or the link in it, names the list: look there for the reason and for the way out.
    If the line is shared with others or its address changes, do not send from it directly; let
    the copier send through the provider's or Microsoft's host, with a login.
  END

  rule { text = "\\bblocked using" }
  rule { text = "\\b(?:reject\\w*|refus\\w*|block\\w*|den[iy]\\w*)\\b.{0,80}?(?:blacklist|black list|blocklist|block list|dnsbl|\\brbl\\b|reputation|\\bsorbs\\b)" }
  rule { text = "\\b(?:is|are|was|been|ip|black|host) ?listed (?:at|in|on|by|with|under)\\b" }
  rule { text = "dnsbl" }
  rule { text = "\\brbl\\b" }
  rule { text = "\\bdrbl\\b" }
  rule { text = "blacklist" }
  rule { text = "\\bblack ?list(?:s|ed)?\\b" }
  rule { text = "black-list" }
  rule { text = "blocklist" }
  rule { text = "block list" }
  rule { text = "denylist" }
  rule { text = "\\b(?:poor|low|bad|negative) (?:ip |sender |sending |domain )?reputation\\b" }
  rule { text = "reputation of the sending" }
  rule { text = "\\bspamcop\\b" }
  rule { text = "barracudacentral" }
  rule { text = "barracuda reputation" }
  rule { text = "barracudanetworks\\.com/reputation" }
  rule { text = "\\bsorbs\\b" }
  rule { text = "ipcheck\\.proofpoint\\.com" }
  rule { text = "csi\\.cloudmark" }
  rule { text = "cloudmark" }
  rule { text = "senderbase" }
  rule { text = "\\bsbrs\\b" }
  rule { text = "invaluement" }
  rule { text = "abusix" }
  rule { text = "mailspike" }
  rule { text = "abuseat\\.org" }
  rule { text = "\\b(?:ip|address|host) is (?:black)?listed\\b" }
  rule { text = "\\[tss09\\]" }
  rule { text = "\\bib1(?:0[3-9]|1[0-3])\\b" }
  rule { text = "\\bbad ip\\b" }
  rule { text = "identified as (?:a )?spammer" }
  rule { text = "\\bfound (?:in|on) (?:a |one or more )?(?:dnsbl|rbl|block|black)\\w*" }
  rule { text = "spamrl\\.com" }
  rule { text = "hostkarma" }
  rule { text = "currently sending spam" }
  rule { text = "block(?:ed)? for spam" }
  rule { text = "\\bis an open relay\\b" }
  rule { text = "a problem occurred\\. \\(ask your postmaster for help" }
  rule { text = "(?:spam|abuse) from your (?:ip|host|server|network|address)" }
  rule { text = "your (?:ip|host|server|address) .{0,30}(?:sending|sent|source of) spam" }
  rule { text = "\\(rly:b\\w+\\)" }
  rule { text = "(?:due to|because of) (?:its |a )?listing (?:in|on|at|by)\\b" }
  rule { text = "uceprotect" }

  example {
    stage = "rcpt"
    reply = "554 5.7.1 Service unavailable; Client host [203.0.113.7] blocked using dnsbl.example.net; see http://www.example.net/lookup?203.0.113.7"
  }

  example {
    stage = "rcpt"
    reply = "550 203.0.113.7 is listed at bl.example.org"
  }

  example {
    stage = "banner"
    reply = "554 mx.example.net Connection rejected: poor reputation of 203.0.113.7"
  }

  example {
    stage = "banner"
    reply = "550 5.7.0 Blocked - see https://ipcheck.proofpoint.com/?ip=203.0.113.7"
  }

  example {
    stage = "rcpt"
    reply = "451 4.7.1 Client host found in RBL, try again later"
  }

  example {
    stage = "rcpt"
    reply = "550 5.7.1 Mail from 192.0.2.10 was refused due to listing in uceprotect, level 3"
  }

  counter_example {
    stage = "rcpt"
    reply = "554 5.7.1 Service unavailable; Client host [203.0.113.7] blocked using zen.spamhaus.org"
    class = "spamhaus"
  }

  counter_example {
    stage = "rcpt"
    reply = "550 5.1.1 <rbl@example.com> User unknown"
    class = "unknown-recipient"
  }

  counter_example {
    stage = "message"
    reply = "554 5.7.1 Message contains spam content"
    class = "content-rejected"
  }

  source {
    title = "Public collections of real replies (sisimai, KumoMTA, ZoneMTA, smtp-codes field manual)"
    date  = "2026-08-04"
  }

  source {
    title = "Microsoft Learn, \"Fix NDR error '550 5.7.1' in Exchange Online\""
    date  = "2024 to 2026"
  }
}

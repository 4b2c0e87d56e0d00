class "geo-blocked" {
  family = "policy"
  title  = "Refused for the country or network that the address is in"
  test   = "builtin:full-conversation"

  cause = <<-END
    The receiver blocks whole countries or networks. The address may be placed wrongly in its
    database, or belong to a VPN.
  END

  advice = <<-END
    Send through the organisation's usual way out, or ask the receiver for an exception.
  END

  rule { text = "based on geograph\\w*(?: location)?" }
  rule { text = "rejected based on geographical location" }
  rule { text = "\\bgeo-?ip\\b" }
  rule { text = "(?:email |mail )?blocked by geo-?ip(?: \\w+)*" }
  rule { text = "geograph\\w+ location" }
  rule { text = "from your country" }
  rule { text = "\\bcountr(?:y|ies)\\b.{0,30}?\\b(?:blocked|not allowed|banned|denied|rejected)" }
  rule { text = "host network not allowed" }
  rule { text = "\\b(?:country|countries|region|continent|geograph\\w*)\\b.{0,30}?\\b(?:not (?:allowed|permitted|accepted|welcome|authori[sz]ed)|blocked|banned|denied|refused|rejected|forbidden|prohibited)" }
  rule {
    text     = "\\bcountr(?:y|ies)\\b"
    fallback = true
  }
  rule { text = "\\b(?:from|your|this|that|in|of) (?:this |that |your |the )?countr(?:y|ies)\\b" }
  rule { text = "\\b(?:not|blocked|denied|rejected|refused|banned|forbidden)\\b.{0,40}?\\b(?:from|your|by|for) (?:this |that |your |the )?(?:countr(?:y|ies)|geo\\w*|region)\\b" }
  rule { text = "\\bgeo[- ]?(?:block\\w*|fenc\\w*|filter\\w*|location)\\b" }
  rule { text = "\\b(?:from|your) (?:\\w+ )?(?:region|continent|geograph\\w+|geo)\\b(?: (?:location|region|area))?.{0,12}?\\b(?:not|\\w{2,5}n't|blocked|denied|refused|rejected|banned|forbidden|prohibited)\\b(?: (?:allowed|permitted|accepted))?" }
  rule { text = "\\bcountry\\b(?: code)? [a-z]{2}\\b" }
  rule { text = "\\bdelivery from [a-z]{2} \\(\\S+\\) (?:is |was )?(?:rejected|refused|denied)\\b" }

  example {
    stage = "rcpt"
    reply = "554 5.7.1 Mail rejected based on geographical location of 203.0.113.7"
  }

  example {
    stage = "banner"
    reply = "554 Connections from your country are not accepted"
  }

  example {
    stage = "mail"
    reply = "550 Mail out of your country is refused; sending from this country is not allowed"
  }

  counter_example {
    stage = "rcpt"
    reply = "554 5.7.1 Client host [203.0.113.7] blocked using bl.example.org"
    class = "blocklist"
  }

  source {
    title = "Public collections of real replies (sisimai, KumoMTA, ZoneMTA, smtp-codes field manual)"
    date  = "2026-08-04"
  }
}

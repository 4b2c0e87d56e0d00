class "rdns-missing" {
  family = "policy"
  title  = "The sending address has no proper name in reverse DNS"
  test   = "builtin:full-conversation"

  cause = <<-END
    The public address has no PTR record, or one whose name does not lead back to the address. A
    temporary form means that the lookup failed.
  END

  advice = <<-END
    The internet provider sets a PTR record for a static address. Without one, send through the
    provider's or Microsoft's host, with a login. At Microsoft this is asked for over IPv6 only:
    let the device use IPv4.
  END

  rule { text = "(?:missing |fix |no |valid |must have a |without )?reverse dns" }
  rule { text = "reverse dns (?:lookup|validation|record|entry|failed|required)" }
  rule { text = "\\brdns\\b" }
  rule { text = "invalid rdns" }
  rule { text = "\\bptr records?\\b" }
  rule { text = "(?:have a|missing|no|valid) ptr record" }
  rule { text = "\\bptr\\b" }
  rule { text = "cannot find your (?:reverse )?host ?name" }
  rule { text = "cannot find your reverse" }
  rule { text = "reverse host ?name" }
  rule { text = "reverse lookup" }
  rule { text = "unverif[iy]+able sending ip" }
  rule { text = "client host rejected: cannot find your (?:reverse )?hostname" }
  rule { enhanced = ["5.7.25", "4.7.25"] }
  rule { text = "\\breverse (?:dns|host ?name|ip|name|address)(?: name)? (?:lookup|resolution|entry|record|validation|check)s?\\b(?: (?:failed|failure|error|invalid|missing|mismatch|not found))?" }
  rule { text = "\\b(?:invalid|no|bad|missing|without(?: an?)?|generic|dynamic|improper|incorrect) (?:or \\w+ )?(?:reverse dns|rdns|ptr|reverse dns entry|reverse hostname)\\b.{0,40}" }
  rule { text = "\\breverse (?:host ?)?(?:name|dns|lookup|look-up|mapping|resolution|delegation|zone|address|ip|entry|record)s?\\b" }
  rule { text = "\\b(?:no|invalid|bad|missing|without|need\\w*|require\\w*|fail\\w*|check\\w*|validat\\w*|incorrect|wrong|valid) (?:an? )?(?:valid )?reverse\\b(?: (?:host ?)?(?:name|dns|lookup|mapping|resolution|entry|record)s?)?" }
  rule { text = "\\b(?:error|failure|failed|problem|trouble)\\b.{0,30}?\\breverse (?:dns|lookup|name|host ?name)" }
  rule { text = "\\b(?:ip|client|address|host) name (?:lookup|resolution) (?:failed|failure|error)" }
  rule { text = "\\b(?:ip(?: address)?|client(?: address)?|connecting host|host ?name|your address)\\b(?: \\S+)? (?:must|does not|doesn't|should|cannot be|could not be|did not|has to) (?:have an? (?:host ?name|name|ptr)|resolved?)\\b(?: to (?:an? )?(?:valid )?(?:host ?name|name))?" }
  rule { text = "\\b(?:no|without|lacks?|missing) (?:an? )?(?:valid )?(?:dns )?(?:host ?name|name|dns entry|dns name) (?:for|of) (?:your |the |this )?(?:sending |client )?(?:ip|address|host|\\[?\\d+\\.)" }
  rule { text = "\\bfcrdns\\b" }
  rule { text = "forward[- ]confirmed" }
  rule { text = "possibl[ey] forged host ?name" }
  rule { text = "\\b(?:cannot|can't|could not|unable to|failed to) (?:resolve|find|look ?up) (?:an? |the |your )?(?:host ?name|name|ptr|domain name) (?:for|of|from) (?:your |the )?(?:ip|address|\\[?\\d+\\.)" }
  rule {
    text     = "no dns (?:entries|entry|records?) for your (?:mta|ip|host|server)"
    fallback = true
  }
  rule { text = "(?:rückwärtsauflösung|reverse-?auflösung|reverse-dns|kein(?:en)? ptr)" }
  rule { text = "(?:résolution|dns|enregistrement|recherche) invers" }
  rule { text = "(?:dns|resolución|búsqueda|registro) invers" }
  rule { text = "(?:risoluzione|ricerca) invers" }
  rule { text = "dns reverso" }
  rule { text = "обратн\\S+ (?:dns|зон|запис|просмотр)" }
  rule { text = "\\breverse\\b.{0,30}?\\bforward\\b.{0,30}?\\b(?:lookups?|match\\w*|mismatch|differ|agree|dns|consistent)" }
  rule { text = "\\bforward\\b.{0,20}?\\breverse\\b.{0,30}" }
  rule { text = "\\b(?:your|this|the|sending|client|connecting) (?:host|ip|ip address|server|address|client|system|mta)(?: \\S+)? (?:has|have) (?:no|not an?|n't an?) (?:\\w+ )?(?:name|host ?name|dns|dns (?:name|entry|record)|domain name)\\b(?: in (?:the )?dns)?" }
  rule {
    stage = ["connect", "banner", "ehlo"]
    text  = "\\bhost(?: ?name)? (?:can't|cannot|can not|could not|couldn't) be resolved"
  }
  rule { text = "\\b(?:dynamic|generic|residential|dial-?up|unresolv\\w+|anonymous) (?:host ?names?|host|names?|rdns|client names?|ptr)\\b" }
  rule { text = "\\b(?:cannot|can't|could not|unable to|failed to|not) (?:be )?(?:resolve[d]?|map|translate|look ?up|find) (?:your |the |this )?(?:ip|address|ip address|\\[?\\d+\\.\\d+\\.\\d+\\.\\d+\\]?) (?:to|into|in) (?:an? |the |dns)?\\w*" }
  rule { text = "\\b(?:host ?name|dns|dns entry|dns name|name) (?:for|of) (?:your |the )?(?:ip |address |host )?\\S+ (?:is )?(?:missing|not found|does not|could not|cannot|invalid|unknown|not)\\b(?: in dns)?" }

  rule { text = "\\b(?:client|connecting|your|sending) (?:host ?)?name (?:is )?(?:unknown|not known|not found|missing|unresolvable)\\b" }
  rule { text = "\\breverse dns for \\S+ fail\\w*" }
  rule { text = "\\bcan(?:no|\\W?)t resolve your address\\b" }
  rule { text = "\\bunresolvable relay host ?name\\b" }
  rule { text = "\\bdns check failure\\b" }
  rule { text = "\\bmismatch(?:es)? client ip\\b" }

  example {
    stage = "rcpt"
    reply = "450 4.7.1 Client host rejected: cannot find your reverse hostname, [203.0.113.7]"
  }

  example {
    stage = "rcpt"
    reply = "550 5.7.25 Access denied, the sending IPv6 address [2001:db8::25] must have a reverse DNS record"
  }

  example {
    stage = "banner"
    reply = "554 No PTR record for 203.0.113.7, connection refused"
  }

  example {
    stage = "connect"
    reply = "554 5.7.1 The connecting host name could not be resolved from your IP: no reverse mapping"
  }

  example {
    stage = "mail"
    reply = "450 Sender IP must have a host name"
  }

  example {
    stage = "connect"
    reply = "550 Kein PTR-Eintrag (Reverse-DNS) für Ihre Adresse"
  }

  example {
    stage = "connect"
    reply = "554 Your host has no name in DNS"
  }

  example {
    stage = "banner"
    reply = "554 Connecting host name unknown"
  }

  counter_example {
    stage = "rcpt"
    reply = "550 5.1.1 <ptr@example.com>: Recipient address rejected: User unknown"
    class = "unknown-recipient"
  }

  counter_example {
    stage = "mail"
    reply = "450 4.1.8 The domain of the sender address could not be resolved"
    class = "sender-domain-invalid"
  }

  source {
    title = "Microsoft Learn, \"Support for anonymous inbound email messages over IPv6\""
    date  = "2024 to 2026"
  }

  source {
    title = "Microsoft Learn, \"Email non-delivery reports and SMTP errors in Exchange Online\""
    date  = "2024-10-14"
  }
}

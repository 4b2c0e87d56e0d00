class "helo-rejected" {
  family = "policy"
  title  = "The name that the device says in EHLO is not accepted"
  test   = "builtin:ehlo-probe"

  cause = <<-END
    The device greets with an empty, unqualified or foreign name: "localhost", a model name, a
    name with a blank, an underscore or a dot at its end, or the receiver's own name.
  END

  advice = <<-END
    Set the device's host name and domain so that together they form a real name
    (copier.example.com), or fill in the field "EHLO/HELO name" if it has one.
  END

  rule { text = "(?:helo|ehlo) command rejected" }
  rule { text = "\\b(?:helo|ehlo)\\b.{0,40}?\\b(?:invalid|rejected|denied|not allowed|not valid|not accepted|mismatch|must be|is bad|malformed)" }
  rule { text = "(?:access denied\\W+)?\\b(?:bad|invalid|forged|fake|malformed|illegal) (?:helo|ehlo)\\b(?: name)?" }
  rule { text = "denied, bad (?:helo|ehlo)" }
  rule { text = "supplied as (?:helo|ehlo)" }
  rule { text = "invalid domain name or ip supplied as (?:helo|ehlo)" }
  rule { text = "\\b(?:helo|ehlo) (?:name|argument|host ?name)" }
  rule { text = "\\b(?:helo|ehlo)/(?:helo|ehlo) argument" }
  rule {
    stage = ["ehlo"]
    text  = "invalid domain name"
  }
  rule { enhanced = ["5.7.506"] }
  rule { text = "\\b(?:name|host|address)\\b.{0,20}? in (?:the |your )?(?:helo|ehlo)\\b(?: \\S+){0,6}" }
  rule { text = "\\b(?:helo|ehlo) (?:with|as|using|for) (?:an? |the )?(?:my|our|your|bare|ip|raw|numeric|unqualified|wrong|invalid)\\b.{0,20}" }
  rule { text = "\\b(?:numeric|unqualified|random|dotless|bare ip|unresolved) (?:helo|ehlo)\\b(?: \\w+)?" }
  rule { text = "\\b(?:your )?(?:helo|ehlo)\\b(?: \\S+){0,5}? (?:does not|doesn't|must|should|has to|is (?:not|dynamic|a dynamic|generic|unknown|forged|invalid|an? (?:ip|unqualified))|not|failed|unknown|refused|mismatch\\w*|cannot be|could not be|isn't|was not|violat\\w*|without|requires? (?:an? )?(?:valid|domain|fully|real|proper))\\b(?: \\S+){0,4}" }
  rule { text = "\\b(?:fully[- ]qualified|fqdn|invalid|bad|valid|proper|forged|faked?|dynamic|unresolvable|unqualified|illegal|bogus|correct|impersonat\\w*|spoofed|suspicious|generic)\\b.{0,40}?\\b(?:helo|ehlo)\\b" }
  rule { text = "\\b(?:helo|ehlo)[ -]?(?:host|name|domain|string|greeting|id\\w*|check|parameter)s?\\b.{0,30}?\\b(?:error|invalid|bad|fail\\w*|reject\\w*|refused|denied|not|\\w{2,5}n't|unknown|unacceptable|mismatch)" }
  rule { text = "\\bhelo ?host(?:name)? (?:error|invalid|bad|rejected|not)" }
  rule { text = "you are not (?:localhost|me\\b|my\\w*)" }
  rule { text = "\\bi (?:do not|don't) believe (?:that )?you" }
  rule {
    stage = ["ehlo", "mail", "rcpt"]
    text  = "\\b(?:is|are|that's) _?(?:my|our|one of (?:my|our))_? (?:own )?(?:address|host ?name|name|ip|domain)\\w*"
  }
  rule { text = "\\b(?:claim\\w*|pretend\\w*) (?:to be|you are) (?:me|us|my\\w*|our\\w*)\\b" }
  rule { text = "\\bimpersonat\\w* (?:me|us|my|our)\\b" }
  rule {
    stage = ["ehlo"]
    text  = "fully[- ]qualified"
  }
  rule { text = "use a fully[- ]qualified" }
  rule { text = "\\b(?:bad|invalid|illegal|bogus|forged|fake|wrong|unacceptable|unqualified|malformed|unknown|missing|empty) (?:host ?name|name|domain|host|address|argument)\\b.{0,20}?\\b(?:greeting|helo|ehlo)\\b" }
  rule {
    stage = ["ehlo", "mail", "rcpt"]
    text  = "\\b(?:greeting|introduc\\w+|identif\\w+)\\b.{0,30}?\\b(?:host ?name|name|domain|fqdn|yourself|localhost)\\b.{0,30}?\\b(?:not|invalid|bad|wrong|forged|unknown|rejected|must|resolve)\\b"
  }
  rule { text = "\\b(?:not|\\w{2,5}n't|never) use\\b.{0,40}?\\b(?:as|in|for|with) (?:your |the |an? )?(?:helo|ehlo)\\b" }
  rule { text = "\\b(?:not|\\w{2,5}n't) (?:be )?(?:who|what|the host|the one) you (?:say|claim|pretend)\\b(?: (?:you are|to be))?" }
  rule {
    stage = ["ehlo"]
    text  = "\\baddress literals?\\b.{0,40}"
  }
  rule {
    stage = ["ehlo"]
    text  = "\\bis invalid or dns says\\b.{0,20}"
  }
  rule { text = "\\b(?:bad|invalid|forged|illegal|wrong) (?:helo|ehlo)\\b.{0,60}?\\b(?:does not|doesn't|did not|not) (?:exist|resolve|match|found|valid)\\b" }
  rule {
    stage    = ["ehlo"]
    text     = "\\b(?:name|domain|host) (?:\\S+ )?(?:does not|doesn't|cannot|could not|can't|not) (?:be )?(?:resolved?|exist\\w*|found|valid)"
    fallback = true
  }
  rule {
    stage    = ["ehlo"]
    text     = "\\bforged\\b"
    fallback = true
  }
  rule {
    stage    = ["ehlo"]
    text     = "\\binvalid host ?name\\b|\\b(?:liar|lying)\\b"
    fallback = true
  }
  rule {
    stage    = ["ehlo"]
    text     = "\\byou are not \\S+\\.\\w+|\\bhost ?name\\b.{0,20}?\\b(?:invalid|bad|not|illegal|refused|rejected)\\b"
    fallback = true
  }
  rule { text = "\\b(?:not|\\w{2,5}n't|never) use\\b.{0,30}?\\b(?:ip|address|localhost|name)\\b.{0,20}?\\b(?:helo|ehlo)\\b" }
  rule { text = "\\b(?:helo|ehlo)\\b(?: \\S+){0,3}? (?:is|was|has been|looks|seems|appears) (?:an? )?(?:dynamic|generic|forged|faked?|invalid|bogus|numeric|unknown|suspicious|wrong|not \\w+)\\b" }

  rule { text = "\\b(?:said|say|says|helo|ehlo|hello|greet\\w*|introduc\\w+|call(?:s|ed|ing)? (?:yourself|itself))\\b[^.;]{0,20}? (?:my|our) (?:own )?(?:host ?)?(?:name|address|domain|ip)\\b" }
  rule { text = "\\b(?:helo|ehlo)\\w* rej\\w*" }
  rule { text = "\\b(?:helo|ehlo) of (?:an? |the |systems? )?\\S+" }
  rule { text = "(?:recipient address rejected: )?(?:\\w+ )?\\binvalid (?:helo|ehlo)\\S*" }
  rule { text = "\\byou (?:cannot|can\\W?t) (?:say|claim) (?:that )?you are me\\b" }

  example {
    stage = "ehlo"
    reply = "501 5.5.4 Invalid domain name [DB9PR01CA0001.eurprd01.prod.exchangelabs.com 2026-04-26T18:06:30.781Z 08DD842467C8274D]"
  }

  example {
    stage = "rcpt"
    reply = "504 5.5.2 <copier>: Helo command rejected: need fully-qualified hostname"
  }

  example {
    stage = "ehlo"
    reply = "550 5.7.506 Access Denied, Bad HELO"
  }

  example {
    stage = "ehlo"
    reply = "550 Your HELO name must be a fully-qualified name of your own"
  }

  example {
    stage = "ehlo"
    reply = "554 That is my own name, you are pretending to be us"
  }

  example {
    stage = "rcpt"
    reply = "550 EHLO name does not resolve to the connecting address"
  }

  example {
    stage = "ehlo"
    reply = "550 Please don't use an address as your HELO"
  }

  example {
    stage = "ehlo"
    reply = "550 You called yourself by our name"
  }

  counter_example {
    stage = "mail"
    reply = "503 5.5.1 Error: send HELO/EHLO first"
    class = "bad-sequence"
  }

  counter_example {
    stage = "ehlo"
    reply = "550 5.7.1 Service unavailable, Helo domain is listed in Spamhaus. (S8001)"
    class = "spamhaus"
  }

  counter_example {
    stage = "ehlo"
    reply = "501 Syntax: EHLO hostname"
    class = "syntax-error"
  }

  source {
    title = "Microsoft Learn, \"Email non-delivery reports and SMTP errors in Exchange Online\""
    date  = "2024-10-14"
  }

  source {
    title = "Public collections of real replies (sisimai, KumoMTA, ZoneMTA, smtp-codes field manual)"
    date  = "2026-08-04"
  }
}

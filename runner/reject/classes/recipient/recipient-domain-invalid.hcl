class "recipient-domain-invalid" {
  family = "recipient"
  title  = "The recipient's domain does not exist, or has no mail here"
  over   = ["mailbox-disabled", "unknown-recipient"]
  test   = "builtin:full-conversation"

  cause = <<-END
    The domain is mistyped, takes no mail at all, or its MX leads to a tenant that has no mail
    for it.
  END

  advice = <<-END
    Correct the domain in the device's address book. In the own tenant: is the domain verified,
    is a licence with mail assigned, does the MX lead to the right tenant?
  END

  # The recipient's domain, and that nothing is there.
  rule {
    stage = ["rcpt", "data", "message"]
    text  = "\\b(?:the |your |a )?(?:recipients?|destination|rcpt|target|receiving|addressee)(?:.s)? (?:address |mail |e-?mail |user )?(?:domain|host)(?: name)?\\b[^:;]*?\\b(?:unknown|not known|not found|no longer exists?|non-?exist\\w*|do(?:es)?(?:n.?t| not) exist|not exist\\w*|not valid|invalid|no longer valid)\\b"
  }
  rule {
    stage = ["rcpt", "data", "message"]
    text  = "\\b(?:the |your |a )?(?:recipients?|destination|rcpt|target|receiving|addressee)(?:.s)? (?:address |mail |e-?mail |user )?(?:domain|host)(?: name)?\\b[^:;]*?\\b(?:do(?:es)?(?:n.?t| not) resolve|not resolv\\w+|unresolvable|(?:could|can)(?: ?not|n.?t) be (?:found|resolved|located))\\b"
  }
  rule {
    stage = ["rcpt", "data", "message"]
    text  = "\\b(?:the |your |a )?(?:recipients?|destination|rcpt)(?:.s)? (?:address |mail |e-?mail |user )?(?:domain|host)(?: name)?\\b[^:;]*?\\b(?:do(?:es)?(?:n.?t| not) accept (?:any )?(?:e?-?mail|messages)|(?:has|have) no (?:valid )?(?:mx|mail|dns|a record)\\w*|do(?:es)?(?:n.?t| not) have (?:an? |any )?(?:valid )?(?:mx|mail|dns)\\w*)\\b"
  }
  rule {
    stage = ["rcpt", "data", "message"]
    text  = "\\b(?:the |your |a )?(?:target|receiving|addressee)(?:.s)? (?:address |mail |e-?mail |user )?(?:domain|host)(?: name)?\\b[^:;]*?\\b(?:do(?:es)?(?:n.?t| not) accept (?:any )?(?:e?-?mail|messages)|(?:has|have) no (?:valid )?(?:mx|mail|dns|a record)\\w*|do(?:es)?(?:n.?t| not) have (?:an? |any )?(?:valid )?(?:mx|mail|dns)\\w*)\\b"
  }
  rule {
    stage    = ["rcpt", "data", "message"]
    text     = "\\brecipient\\x27s domain\\b"
    fallback = true
  }
  rule {
    stage = ["rcpt", "data", "message"]
    text  = "\\b(?:unknown|invalid|illegal|non-?existent|nonexistent|unresolvable|unroutable|no such|bad) (?:recipient|destination|rcpt|mail|target) (?:mail )?(?:domain|host|system)\\b"
  }
  rule {
    stage = ["rcpt", "data", "message"]
    text  = "\\b(?:no|find an?|find any|find) (?:valid )?mx\\b[^:;]*?\\b(?:rcpt|recipient|destination) (?:domain|host)"
  }
  rule {
    stage = ["rcpt", "data", "message"]
    text  = "\\b(?:dns |mx )?lookup (?:for|of) (?:the )?(?:recipient|destination)(?:.s)? (?:domain|host)\\b(?:[^.:;]|\\.\\w)*?\\bfail\\w*"
  }
  rule {
    stage = ["rcpt", "data", "message"]
    text  = "\\bdomain\\b(?:[^.:;]|\\.\\w)*?\\b(?:not|no longer) accept(?:s|ing)? (?:any )?(?:e?-?mails?|messages)\\b"
  }

  rule { text = "\\breserved (?:by|in|for|under|per) rfc ?\\d+" }

  # A domain, not said to be whose.
  rule {
    stage    = ["rcpt", "data", "message"]
    text     = "\\b(?:e-?mail |mail |dns |this |the )?domain\\b(?:[^.:;]|\\.\\w)*?\\b(?:unknown|not known|not found|no longer exists?|non-?exist\\w*|do(?:es)?(?:n.?t| not) exist|not exist\\w*|not valid|invalid|no longer valid|do(?:es)?(?:n.?t| not) resolve|not resolv\\w+|unresolvable|(?:could|can)(?: ?not|n.?t) be (?:found|resolved|located))\\b"
    fallback = true
  }
  rule {
    stage    = ["rcpt", "data", "message"]
    text     = "\\b(?:e-?mail |mail |dns |this |the )?domain\\b(?:[^.:;]|\\.\\w)*?\\b(?:do(?:es)?(?:n.?t| not) accept (?:any )?(?:e?-?mail|messages)|(?:has|have) no (?:valid )?(?:mx|mail|dns|a record)\\w*|do(?:es)?(?:n.?t| not) have (?:an? |any )?(?:valid )?(?:mx|mail|dns)\\w*)\\b"
    fallback = true
  }
  rule {
    stage    = ["rcpt", "data", "message"]
    text     = "\\bdomain\\b[^:;]*?\\b(?:is |was |are )?(?:not|no longer) (?:hosted|handled|served|serviced|supported|configured|provisioned|in use|registered|active|available|accepted|used for e?mail)\\b"
    fallback = true
  }
  rule {
    stage    = ["rcpt", "data", "message"]
    text     = "\\b(?:mail|e-?mail|messages) (?:for|to) (?:this|that|the|your) domain\\b(?:[^.:;]|\\.\\w)*?\\b(?:not|no longer)\\b"
    fallback = true
  }
  rule {
    stage    = ["rcpt", "data", "message"]
    text     = "\\bdomain (?:is |has been |has |was )?(?:temporarily )?(?:disabled|suspended|expired|inactive|deactivated|closed)"
    fallback = true
  }
  rule {
    stage    = ["rcpt", "data", "message"]
    text     = "\\b(?:host|domain)(?: name)? (?:was )?not found"
    fallback = true
  }
  rule {
    stage    = ["rcpt", "data", "message"]
    text     = "\\b(?:unknown|non-?existent|no such|invalid|illegal) (?:mail )?(?:domain|host)(?: ?name)?\\b"
    fallback = true
  }
  rule {
    stage    = ["rcpt", "data", "message"]
    text     = "\\bhost unknown\\b"
    fallback = true
  }
  rule {
    stage    = ["rcpt", "data", "message"]
    text     = "\\bdomain does not exist"
    fallback = true
  }
  rule {
    stage    = ["rcpt", "data", "message"]
    text     = "\\bnot accepting (?:e?mail|messages) for (?:this |that |the )?(?:domain)?"
    fallback = true
  }

  # The words of common servers.
  rule { text = "\\bhost unknown \\(authoritative answer from name server\\)" }
  rule { text = "\\bhost or domain name not found\\b" }
  rule { text = "\\bnull ?mx\\b" }
  rule { text = "\\bdomain .{0,20}?does not accept mail\\b(?: \\(null ?mx\\))?" }
  rule { text = "no mail-enabled subscriptions" }
  rule { text = "bad destination system" }
  rule { text = "dns error when resolving mx" }
  rule { text = "\\bunroute?able mail domain" }
  rule { text = "dns domain .{0,80}does not exist" }
  rule { text = "\\[message=infodomainnonexistent" }
  rule { text = "\\bcould(?: not|n.?t) find any host\\b" }
  rule { text = "\\bmx records? points? to (?:a )?non-?exist\\w*" }
  rule { text = "\\ball relevant mx records point\\b.*" }
  rule {
    stage = ["rcpt", "data", "message"]
    text  = "\\bno (?:valid )?(?:mx|mail exchanger)s?(?: records?| hosts?)?(?: were| was)? (?:found )?for\\b"
  }
  rule { text = "\\bmx\\b(?:[^.:;]|\\.\\w)*?\\bindicated no smtp service" }
  rule { text = "\\brecipient address rejected: (?:malformed dns server reply|need fully[- ]qualified address|domain not found)" }
  rule {
    text     = "\\b(?:don.t|do not|does not|not) (?:host|serve|handle|know) (?:this|that|the) domain\\b"
    fallback = true
  }
  rule {
    stage    = ["rcpt", "data", "message"]
    text     = "\\bno such domain\\b"
    fallback = true
  }
  rule {
    stage    = ["rcpt", "data", "message"]
    text     = "\\bunknown (?:domain|host)\\b"
    fallback = true
  }
  rule {
    text     = "(?:domain|host)(?: name)? (?:was )?not found"
    fallback = true
  }

  # Its domain, its MX.
  rule {
    stage = ["rcpt", "data", "message"]
    text  = "\\b(?:recipient|destination|rcpt|target|receiving|addressee)(?:.s)? (?:\\w+ )?(?:address )?(?:has |with |in |at )?(?:an? )?(?:invalid|unknown|bad|expired|non-? ?exist\\w+|unresolvable|illegal) (?:mail )?domain\\b"
  }
  rule {
    stage = ["rcpt", "data", "message"]
    text  = "\\bdomain (?:name )?(?:part )?of (?:the |this |your )?(?:recipient|destination|rcpt)\\b(?:[^.:;]|\\.\\w)*?(?:(?:unknown|invalid|expired|suspended|not (?:valid|registered|resolvable|hosted|local|configured|active|in use)|non-? ?exist\\w+|unresolvable|unrouteable|unroutable|no longer (?:exists?|valid|hosted|registered))|(?:not|n.?t) (?:be )?(?:found|exist|resolve\\w*|located)|no (?:mx|mail|dns))"
  }
  rule {
    stage = ["rcpt", "data", "message"]
    text  = "\\bdomain (?:name )?(?:part )?of (?:the |this |your )?(?:addressee|target)\\b(?:[^.:;]|\\.\\w)*?(?:(?:unknown|invalid|expired|suspended|not (?:valid|registered|resolvable|hosted|local|configured|active|in use)|non-? ?exist\\w+|unresolvable|unrouteable|unroutable|no longer (?:exists?|valid|hosted|registered))|(?:not|n.?t) (?:be )?(?:found|exist|resolve\\w*|located)|no (?:mx|mail|dns))"
  }
  rule {
    stage = ["rcpt", "data", "message"]
    text  = "\\b(?:recipient|destination)(?:.s)? (?:\\w+ )?domain\\b(?:[^.:;]|\\.\\w)*?(?:(?:unknown|invalid|expired|suspended|not (?:valid|registered|resolvable|hosted|local|configured|active|in use)|non-? ?exist\\w+|unresolvable|unrouteable|unroutable|no longer (?:exists?|valid|hosted|registered))\\b|(?:not|n.?t) (?:be )?(?:found|exist|resolve\\w*|located)|no (?:mx|mail|dns)\\b)"
  }
  rule {
    stage = ["rcpt", "data", "message"]
    text  = "\\b(?:rcpt|target)(?:.s)? (?:\\w+ )?domain\\b(?:[^.:;]|\\.\\w)*?(?:(?:unknown|invalid|expired|suspended|not (?:valid|registered|resolvable|hosted|local|configured|active|in use)|non-? ?exist\\w+|unresolvable|unrouteable|unroutable|no longer (?:exists?|valid|hosted|registered))\\b|(?:not|n.?t) (?:be )?(?:found|exist|resolve\\w*|located)|no (?:mx|mail|dns)\\b)"
  }
  rule {
    stage = ["rcpt", "data", "message"]
    text  = "\\b(?:receiving|addressee)(?:.s)? (?:\\w+ )?domain\\b(?:[^.:;]|\\.\\w)*?(?:(?:unknown|invalid|expired|suspended|not (?:valid|registered|resolvable|hosted|local|configured|active|in use)|non-? ?exist\\w+|unresolvable|unrouteable|unroutable|no longer (?:exists?|valid|hosted|registered))\\b|(?:not|n.?t) (?:be )?(?:found|exist|resolve\\w*|located)|no (?:mx|mail|dns)\\b)"
  }
  rule {
    stage = ["rcpt", "data", "message"]
    text  = "\\bmx (?:records? |hosts? )?(?:in|is in|uses?|has|points? to|of|pointing to|resolves? to|are|for)\\b(?:[^.:;]|\\.\\w)*?\\b(?:private|reserved|loopback|localhost|local ?host|127\\.0\\.0\\.1|bogus|invalid|non-?routable|unroutable)\\b(?: (?:address|ip|network)(?: space| range)?)?"
  }
  rule {
    stage = ["rcpt", "data", "message"]
    text  = "\\b(?:domain|address|recipient)\\b(?:[^.:;]|\\.\\w)*?\\b(?:uses?|has|with) (?:an? )?(?:mx|mail exchanger)\\b(?:[^.:;]|\\.\\w)*?\\b(?:private|reserved|loopback|localhost|bogus|invalid)\\b(?: address space)?"
  }
  rule {
    stage = ["rcpt", "data", "message"]
    text  = "\\bno (?:mail ?servers?|mail exchangers?|mx|mail hosts?|dns records?|such host|a record)\\b(?:[^.:;]|\\.\\w)*?\\b(?:for|of|in) (?:the |this |that |recipient |destination )*(?:domain|host)\\b"
  }
  rule {
    stage = ["rcpt"]
    text  = "\\b(?:this |that |the )?domain (?:name )?(?:has |with )?no (?:\\w+ )?(?:mx|mail exchanger|mail ?server|dns|a) ?(?:records?|entry|entries|hosts?)?\\b"
  }

  # A domain that is not served here.
  rule {
    stage    = ["rcpt", "data", "message"]
    text     = "\\b(?:don.t|do not|does not|doesn.t|will not|won.t|can ?not|can.t|no longer|not|never) (?:accept|handle|host|serve|take|receive|process|handling|hosting|serving|accepting)\\w* (?:any )?(?:e?-?mails?|messages?) (?:for|to|of|on behalf of) (?:\\S+\\.\\w{2,}|(?:this|that|the|your|these|those) (?:\\w+ )?domains?)"
    fallback = true
  }
  rule {
    stage    = ["rcpt", "data", "message"]
    text     = "\\b(?:don.t|do not|does not|doesn.t|will not|no longer) (?:handle|host|serve|service) (?:mail for )?(?:\\S+\\.\\w{2,}|(?:this|that|the|your) (?:\\w+ )?domain)"
    fallback = true
  }
  rule {
    stage    = ["rcpt", "data", "message"]
    text     = "\\b\\S+\\.[a-z]{2,}[\\]>)]? (?:is |are )?(?:not|no longer) (?:served|hosted|handled|serviced|one of our domains|our domain|a domain of ours|a (?:hosted|local|valid|known) domain)\\b"
    fallback = true
  }
  rule {
    stage    = ["rcpt", "data", "message"]
    text     = "\\bno such (?:host|domain|mail host)\\b"
    fallback = true
  }

  # A domain, in further words.
  rule {
    stage    = ["rcpt"]
    text     = "\\b(?:bad|wrong|incorrect|invalid|unknown|illegal|bogus|fake|foreign|expired) (?:\\w+ )?domain(?: name)?\\b"
    fallback = true
  }
  rule {
    stage    = ["rcpt", "data", "message"]
    text     = "\\bdomain\\b(?:[^.:;]|\\.\\w)*?\\b(?:expired|suspended|parked|deactivated|disabled|lapsed|not (?:paid|delegated|verified|ours|local))\\b"
    fallback = true
  }
  rule {
    stage    = ["rcpt", "data", "message"]
    text     = "\\bnot (?:a |an |one of our |our )?(?:local|known|hosted|valid|accepted|authoritative|configured|recogni[sz]ed) (?:mail )?domains?\\b"
    fallback = true
  }
  rule {
    stage = ["rcpt", "data", "message"]
    text  = "\\b(?:domaine?|domini?o|dom\\S{1,2}nio)\\b(?:[^.:;]|\\.\\w)*?(?:inconnu|inexist|n.existe pas|introuvable|sconosciut|non (?:esiste|trovat|valid)|desconocid|no existe|n\\S{1,2}o existe|desconhecid|unbekannt|onbekend|existiert nicht)"
  }
  rule {
    stage = ["rcpt", "data", "message"]
    text  = "(?:домен\\S*)(?:[^.:;]|\\.\\w)*?(?:не существует|не найден|неизвест)"
  }
  rule {
    stage = ["rcpt", "data", "message"]
    text  = "\\b(?:unbekannte|ung\\S{1,2}ltige) (?:mail-?)?dom\\S{1,2}ne?\\b"
  }

  # Looked up in vain.
  rule {
    stage = ["rcpt"]
    text  = "\\bdomain\\b(?:[^.:;]|\\.\\w)*?\\b(?:has|with|have) no (?:\\w+ )?(?:mail ?servers?|mail exchangers?|mx|mail hosts?|dns)(?: records?| entry| entries)?\\b"
  }
  rule {
    stage = ["rcpt", "data", "message"]
    text  = "\\b(?:unable to|can ?not|can.t|could ?not|couldn.?t|failed to) (?:verify|validate|find|locate|resolve|look ?up) (?:the |this |that |your )?(?:recipient|destination|rcpt|target|addressee)(?:.s)? (?:e-?mail |address |mail )?(?:domain|host|mx)\\b"
  }
  rule {
    stage    = ["rcpt", "data", "message"]
    text     = "\\b\\S+\\.[a-z]{2,}[\\]>)]? (?:is ?n.t|isn.t|are not|is not) (?:\\w+ )?(?:hosted|served|handled|local|known|accepted|configured|valid)(?: here| on this \\w+| by this \\w+| by us)?\\b"
    fallback = true
  }
  rule {
    stage    = ["rcpt", "data", "message"]
    text     = "\\bdomain\\b(?:[^.:;]|\\.\\w)*?(?:not|n.t|no longer) (?:receive|accept|take|handle|get|have|want) (?:any )?(?:e?-?mails?|messages?|mail ?service|smtp)\\b"
    fallback = true
  }
  rule {
    stage    = ["rcpt", "data", "message"]
    text     = "\\b(?:this |the )?(?:host|server|machine) (?:\\S+ )?(?:is )?not (?:an? |the )?(?:valid )?(?:mx|mail exchanger|mail ?server|mail ?host) for\\b"
    fallback = true
  }

  # The same in other languages.
  rule {
    stage = ["rcpt", "data", "message"]
    text  = "\\bdom\\S{1,2}ne\\b(?:[^.:;]|\\.\\w)*?(?:unbekannt|existiert nicht|nicht gefunden)"
  }
  rule {
    stage = ["rcpt", "data", "message"]
    text  = "\\bdom\\S{1,2}ne\\b(?:[^.:;]|\\.\\w)*?(?:inconnu|inexistant|invalide|n.?existe)"
  }
  rule {
    stage = ["rcpt", "data", "message"]
    text  = "\\bdomain\\b(?:[^.:;]|\\.\\w)*?(?:unbekannt|existiert nicht|nicht gefunden)"
  }
  rule {
    stage = ["rcpt", "data", "message"]
    text  = "\\bdominio\\b(?:[^.:;]|\\.\\w)*?(?:sconosciuto|inesistente|non (?:esiste|valido|trovato)|desconocido|inexistente|no existe)"
  }
  rule {
    stage = ["rcpt", "data", "message"]
    text  = "\\bdom\\S{1,2}nio\\b(?:[^.:;]|\\.\\w)*?(?:desconhecido|inexistente|n\\S{1,2}o existe)"
  }
  rule {
    stage = ["rcpt", "data", "message"]
    text  = "домен\\S*(?:[^.:;]|\\.\\w)*?(?:не существует|не найден)"
  }

  rule { enhanced = ["5.1.2"] }
  rule { code = ["556"] }
  rule {
    text     = "\\bno valid domain\\b"
    fallback = true
  }
  rule { text = "\\bno-domain\\b" }
  rule { text = "\\brecipient domain must exist\\b" }
  rule { text = "\\ball recipients were rejected\\b.{0,20}?\\bdomain does not exist\\b" }
  rule { text = "\\b(?:account|tenant) or domain not found\\b|\\b(?:account|tenant) or domain (?:may|does) not exist\\b" }
  rule { text = "\\b(?:mail )?domain mentioned in e-?mail address is unknown\\b" }
  rule { text = "\\bno such domain at this location\\b" }

  example {
    stage = "rcpt"
    reply = "550 4.4.4 Mail received as unauthenticated, incoming to a recipient domain configured in a hosted tenant which has no mail-enabled subscriptions. ATTR5"
  }

  example {
    stage = "rcpt"
    reply = "550 5.1.2 <office@exmaple.com>... Host unknown"
  }

  example {
    stage = "rcpt"
    reply = "556 5.1.10 Recipient address has null MX"
  }

  example {
    stage = "message"
    reply = "550 5.4.310 DNS domain example.invalid does not exist [Message=InfoDomainNonexistent]"
  }

  example {
    stage = "rcpt"
    reply = "550 5.1.2 The domain of the recipient is no longer hosted here"
  }

  example {
    stage = "rcpt"
    reply = "550 5.1.2 Recipient domain does not accept any mail"
  }

  example {
    stage = "rcpt"
    reply = "550 The MX records point to non-existent servers"
  }

  example {
    stage = "rcpt"
    reply = "550 The recipient uses an MX in a private address space"
  }

  example {
    stage = "rcpt"
    reply = "550 We do not handle mail for this domain"
  }

  counter_example {
    stage = "rcpt"
    reply = "450 4.1.8 <scanner@copier.local>: Sender address rejected: Domain not found"
    class = "sender-domain-invalid"
  }

  counter_example {
    stage = "ehlo"
    reply = "450 4.7.1 <copier>: Helo command rejected: Host not found"
    class = "helo-rejected"
  }

  source {
    title = "Microsoft Learn, \"Fix NDR error code '550 5.1.1' through '550 5.1.20' in Exchange Online\""
    date  = "2024 to 2026"
  }

  source {
    title = "RFC 7505, A Null MX No Service Resource Record"
    date  = "2015-06"
  }
}

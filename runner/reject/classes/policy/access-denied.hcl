class "access-denied" {
  family = "policy"
  title  = "A rule of the receiver's, or of the service, forbids it"
  over   = ["blocklist"]
  test   = "builtin:full-conversation"

  cause = <<-END
    An administrator's mail flow rule, an entry in an allow or block list of the tenant, a
    partner connector that takes mail from listed hosts only, or a block of the receiver's own.
    The reply gives no other reason.
  END

  advice = <<-END
    Unless the code tells, only the receiver's administrator knows which rule it was: send them
    the whole reply with its time. With 5.7.51 the tenant takes mail on purpose from the filter
    in front of it only (a partner connector): mail from outside goes to the MX, which has to be
    that filter's; a device of the own organisation signs in on port 587, or an inbound connector
    names its line's address. Where it is IPv6 that is not accepted (5.7.510), let the device
    send over IPv4. In the own tenant look at the mail flow rules, and with 5.7.703 at the Tenant
    Allow/Block List.
  END

  rule { text = "transport\\.rules\\.rejectmessage" }
  rule { text = "rejected by (?:a )?mail flow rule" }
  rule {
    text     = "\\b(?:policy|administrative) (?:reasons?|violation|rejection|prohibition|block)"
    fallback = true
  }
  rule { text = "(?:rejected|refused|blocked|denied|accepted) (?:for|due to|by) (?:local )?policy(?: reasons)?" }
  rule {
    text     = "local policy"
    fallback = true
  }
  rule {
    text     = "administratively prohibited"
    fallback = true
  }
  rule {
    text     = "prohibited by administrator"
    fallback = true
  }
  rule {
    text     = "\\baccess denied\\b"
    fallback = true
  }
  rule { text = "customer block list" }
  rule { text = "blocked by \\S+ using customer block list" }
  rule { text = "tenant allow block list" }
  rule { text = "using tenant allow block list" }
  rule { text = "there is a partner connector configured" }
  rule { text = "does not allow external forwarding" }
  rule { text = "rejected by (?:this user|(?:the )?recipient)" }
  rule { text = "does not accept email over ipv6" }
  rule {
    text     = "delivery not authori[sz]ed"
    fallback = true
  }
  rule {
    text     = "not allowed to connect"
    fallback = true
  }
  rule {
    text     = "access to .{0,50}has been rejected\\.?$"
    fallback = true
  }
  rule { text = "journaling on-premises" }
  rule { text = "anti-?spoofing" }
  rule { text = "\\bspoofed message" }
  rule { text = "^(?:\\[\\w+\\] )?(?:e?mail |message )?blocked\\.?$" }
  rule { text = "^command rejected\\.?$" }
  rule { text = "blocked for abuse" }
  rule {
    text     = "policy rejection"
    fallback = true
  }
  rule {
    text     = "policy violation(?: detected)?"
    fallback = true
  }
  rule { text = "google workspace email correctly" }
  rule {
    text     = "not accepted for policy reasons"
    fallback = true
  }
  rule { enhanced = ["5.7.507", "5.7.510", "5.7.513", "5.7.51", "5.7.520", "5.7.703", "5.3.190", "5.7.900-999"] }
  rule {
    text     = "^not (?:permitted|allowed|authori[sz]ed)\\W*$"
    fallback = true
  }
  rule {
    text     = "\\brefuses? (?:your )?(?:connections?|messages?|mail) (?:from (?:you|your))"
    fallback = true
  }
  rule {
    text     = "\\bby order of\\b"
    fallback = true
  }
  rule {
    text     = "\\bby (?:\\S+ ){0,3}?rules?\\b"
    fallback = true
  }
  rule {
    text     = "^(?:access )?(?:denied|prohibited|forbidden|banned)\\.?$"
    fallback = true
  }
  rule {
    text     = "(?:zugriff|zugang|verbindung|zustellung|versand) (?:\\S+ ){0,3}?(?:verweigert|nicht gestattet|nicht erlaubt|abgelehnt|untersagt)"
    fallback = true
  }
  rule {
    text     = "(?:accès|connexion) (?:non autorisée?|refusée?|interdite?|bloquée?)"
    fallback = true
  }
  rule {
    text     = "(?:acceso|conexión|conexão|connessione|accesso) (?:no |non |não )?(?:autorizad|permitid|denegad|rechazad|bloquead|recusad|negad|rifiutat|bloccat|autorizzat|consentit)"
    fallback = true
  }
  rule { text = "\\bnot (?:in|on) (?:the |our |my |your |a )?(?:white|allow|safe)[- ]?list\\b.{0,20}" }
  rule { text = "\\bnot (?:been )?(?:white|allow)[- ]?listed" }
  rule { text = "\\bonly (?:white|allow)[- ]?listed" }
  rule { text = "by (?:this |the |our )?transport (?:agent|rule)" }
  rule { text = "\\bby (?:an? |the )?administrative (?:action|decision|rule|policy|order)" }
  rule { text = "\\b(?:null|empty|blank) (?:senders?|reverse[- ]?paths?|return[- ]?paths?|envelope senders?)\\b.{0,20}?\\b(?:not|denied|rejected|blocked|refused|banned)\\b(?: (?:allowed|accepted|permitted|denied))?" }
  rule { text = "\\bbounces?(?: messages?)? (?:are |is )?(?:administratively )?(?:denied|rejected|refused|blocked|not (?:allowed|accepted|permitted))" }
  rule { text = "(?:\\bnot|n't) accept (?:any )?bounce" }
  rule { text = "\\bdisliked\\b" }
  rule { text = "permissions? to submit(?: (?:mail|messages?))? to this server" }
  rule {
    text     = "\\b(?:violates?|violated|breach\\w*|contravenes?|against|prohibited by|breaks)\\b.{0,40}?\\b(?:polic\\w+|rules?)"
    fallback = true
  }
  rule { text = "\\bpolicy that prohibit(?:s|ed)" }
  rule { text = "\\bproxy (?:is )?not (?:allowed|permitted|authori[sz]ed)" }
  rule { text = "\\bblocked by your organi[sz]ation using tenant allow.{0,20}" }
  rule { text = "not allowed to send:" }
  rule { text = "may not send until|activate your \\S+ account|account (?:is )?not (?:yet )?activated" }
  rule {
    text     = "\\bpolic(?:y|ies)\\b"
    fallback = true
  }
  rule {
    text     = "\\bpolicy (?:error|restrictions?|failure|block\\w*|filter\\w*|rules?)"
    fallback = true
  }
  rule {
    text     = "\\b(?:forbidden|prohibit(?:s|ed)?)\\b"
    fallback = true
  }
  rule {
    text     = "\\badministrative(?:ly)? (?:denied|denial|prohibit\\w*|block\\w*|reject\\w*|refus\\w*|polic\\w+|reasons?|action|rules?|lock\\w*|restrict\\w*|decision)"
    fallback = true
  }
  rule {
    text     = "\\bby (?:the |an? |our |your |my )?(?:\\w+ )?administrators?\\b"
    fallback = true
  }
  rule {
    text     = "\\b(?:you|you're|hosts?|clients?|servers?|connections?|access|accounts?|users?|ip|domains?|network|header value)\\b(?: \\S+){0,3}? (?:not|n't) (?:allowed|permitted|authori[sz]ed|accepted|welcome)(?: to (?:send|connect|use|access|mail|submit)\\w*)?"
    fallback = true
  }
  rule {
    text     = "\\b(?:access|permission|entry|client host|client|host|connections?(?: from \\S+(?: \\S+)?)?)(?: \\S+)? (?:denied|rejected|blocked|banned|forbidden|prohibited|barred|refused by|disabled by)"
    fallback = true
  }
  rule {
    text     = "\\bconnection (?:was |is )?(?:rejected|denied|blocked|refused (?:from|by|for|due))"
    fallback = true
  }
  rule {
    text     = "\\bno (?:access|permit|permission|entry|admission|authori[sz]ation)\\b"
    fallback = true
  }
  rule {
    text     = "\\bpermission denied"
    fallback = true
  }
  rule {
    text     = "\\b(?:not|\\w{2,5}n't|un) ?welcome\\b"
    fallback = true
  }
  rule {
    text     = "\\bgo away\\b"
    fallback = true
  }
  rule {
    text     = "(?:\\bnot|n't) want your (?:e?-?mails?|messages?)"
    fallback = true
  }
  rule {
    text     = "\\bsecurity (?:reasons?|polic\\w+|violation|rules?|restrictions?)"
    fallback = true
  }
  rule {
    text     = "\\brejected by (?:the )?(?:destination|remote|receiving|receiver|recipient)(?:'?s)? (?:domain|server|system|mta|organi[sz]ation)"
    fallback = true
  }
  rule {
    text     = "\\b(?:will|do|does) not accept (?:the )?(?:delivery|e?-?mails?|messages?) (?:of|from)"
    fallback = true
  }
  rule {
    stage    = ["connect", "banner"]
    text     = "(?:\\bnot|n't) accepting (?:connections?|messages?|mail)"
    fallback = true
  }
  rule {
    text     = "\\binvalid ip\\b"
    fallback = true
  }
  rule {
    text     = "\\b(?:ip|your address) (?:\\S+ )?in prison"
    fallback = true
  }
  rule {
    text     = "\\bbounced by\\b"
    fallback = true
  }
  rule {
    text     = "zugriff (?:wurde )?verweigert|zugang (?:wurde )?verweigert"
    fallback = true
  }
  rule {
    text     = "accès (?:refusé|interdit)"
    fallback = true
  }
  rule {
    text     = "acceso (?:denegado|prohibido|no autorizado)"
    fallback = true
  }
  rule {
    text     = "accesso (?:negato|rifiutato|non consentito)"
    fallback = true
  }
  rule {
    text     = "acesso negado"
    fallback = true
  }
  rule {
    text     = "toegang (?:geweigerd|verboden)"
    fallback = true
  }
  rule {
    text     = "(?:доступ|в доступе) (?:запрещ|отказан|закрыт)|отказано в доступе"
    fallback = true
  }
  rule {
    text     = "richtlinien?\\b|politique de sécurité|política de seguridad|blockiert|gesperrt"
    fallback = true
  }

  # A client, a recipient or a message is refused, and no reason is given: any
  # other text says more.
  rule {
    text     = "\\b(?:connections?|connecting|access|session)\\b.{0,40}?\\b(?:denied|blocked|banned|barred|forbidden|prohibited|disallowed|unacceptable|unwelcome|unwanted|unauthori[sz]ed)"
    fallback = true
  }
  rule {
    text     = "\\b(?:connections?|connecting|access|session)\\b.{0,40}?\\b(?:not|\\w{2,5}n't|no longer|never|cannot)(?: be| been| \\w+ly)? (?:allowed|permitted|accepted|authori[sz]ed|welcome|acceptable|tolerated|wanted)"
    fallback = true
  }
  rule {
    text     = "\\b(?:hosts?|clients?|ips?|ip address\\w*|networks?|mta|subnet|netblock|address range|your (?:mail )?(?:server|system|machine|site|address))\\b.{0,30}?\\b(?:rejected|denied|blocked|banned|barred|forbidden|prohibited|disallowed|unacceptable|unwelcome|unwanted|unauthori[sz]ed)"
    fallback = true
  }
  rule {
    text     = "\\b(?:hosts?|clients?|ips?|ip address\\w*|networks?|mta|your (?:mail )?(?:server|system|machine|site|address))\\b.{0,30}?\\b(?:is|are|was|were|been|being) (?:\\w+ly )?refused|^(?:\\W|client |your )*host refused\\W*$"
    fallback = true
  }
  rule {
    text     = "\\b(?:hosts?|clients?|ips?|ip address\\w*|networks?|mta|subnet|netblock|address range|(?:your|mail|sending|remote|client) (?:server|system|machine|site))\\b.{0,30}?\\b(?:not|\\w{2,5}n't|no longer|never|cannot)(?: be| been| \\w+ly)? (?:allowed|permitted|accepted|authori[sz]ed|welcome|acceptable|tolerated|wanted)"
    fallback = true
  }
  rule {
    text     = "\\b(?:refus|reject|deny|block|bann?|dropp)ing (?:\\S+ ){0,2}?(?:connections?|access|clients?|hosts?|ips?|sessions?|you)\\b"
    fallback = true
  }
  rule {
    text     = "\\b(?:refuses?|rejects?|den(?:y|ies)|blocks?) (?:\\S+ ){0,2}?(?:connections?|access|clients?|hosts?|sessions?)\\b"
    fallback = true
  }
  rule {
    text     = "\\b(?:denied|refused|denying|refusing|forbidden|no) access\\b"
    fallback = true
  }
  rule {
    text     = "\\baccess[- ](?:\\w+ )?(?:denied|refused|rejected|blocked|forbidden|prohibited|restricted)"
    fallback = true
  }
  rule {
    text     = "\\byou(?:'re|'ve| are| were| have been)(?: been)?(?: \\w+ly)? (?:blocked|banned|barred|refused|denied|rejected|forbidden|prohibited|unwelcome|unwanted|disallowed)\\b"
    fallback = true
  }
  rule {
    text     = "\\b(?:you|(?:your|this|that) (?:mail )?(?:server|host|ip|system|mta|client|network|machine))\\b(?: \\S+)? (?:may not|can ?not|can't|must not|are unable to) (?:connect|access|talk|send (?:us|mail|e-?mail|messages?)|deliver|submit|use (?:this|our) (?:server|service|system|host))"
    fallback = true
  }
  rule {
    text     = "\\b(?:not|\\w{2,5}n't|no longer|cannot|never|refuse to|will not) (?:be )?(?:accept|tak|allow|permit|want|receiv|welcom)(?:e|ing|ed)? (?:any )?(?:smtp )?(?:connections?|e?-?mails?|messages?|access|traffic) from (?:you\\b|your|this|that|these|such|the) ?(?:\\S+ )?(?:hosts?|ips?|server|network|system|range|mta|machine|location|site)?"
    fallback = true
  }
  rule {
    text     = "\\bno (?:smtp |mail )?(?:service|mail|e-?mail|connections?) (?:\\w+ )?(?:for|from|to) (?:you|your|this|that)\\b"
    fallback = true
  }
  rule {
    text     = "\\b(?:rejected|refused|denied|blocked|dropped|discarded|disallowed|prohibited|forbidden|stopped) (?:by|due to|because of|per|according to) (?:\\S+ ){0,2}?(?:firewall|acls?|access|blocking|site|organi[sz]ation|company|service|provider|admin\\w*|postmaster|sysadmin|operator|owner)\\b"
    fallback = true
  }
  rule {
    text     = "\\b(?:acl|access (?:list|control|rules?|map|restrictions?))\\b"
    fallback = true
  }
  rule {
    text     = "\\bservice refus\\w+"
    fallback = true
  }
  rule {
    text     = "\\bintrusion (?:prevention|detection|protection)\\b.{0,20}"
    fallback = true
  }
  rule {
    text     = "\\b(?:open|anonymous) prox(?:y|ies)\\b"
    fallback = true
  }
  rule {
    text     = "\\bblocked\\b[.,;:!]? (?:if you|please|contact|see|for (?:more )?info\\w*|visit|to be unblocked)"
    fallback = true
  }
  rule {
    text     = "\\b(?:recipients?|rcpt(?: to)?|addressee|destination(?: address)?|receiver)\\b(?: address rejected:|[: ]+\\S*[.>\\]]\\S*)?(?: (?:is|was|are|has been|have been|been|\\w+ly))* (?:denied|blocked|banned|barred|forbidden|prohibited|disallowed|unacceptable|unwelcome|unwanted|unauthori[sz]ed)"
    fallback = true
  }
  rule {
    text     = "\\b(?:e?-?mails?|messages?|deliver(?:y|ies)|sending) (?:for|to) (?:this|that|the|your) (?:\\S+ )?(?:recipient|address|mailbox|user|account|alias|list|group|domain)(?: \\S+)? (?:is|are|was|were|be|been|being) (?:\\w+ly )?(?:denied|blocked|banned|forbidden|prohibited|refused|rejected|disallowed)"
    fallback = true
  }
  rule {
    text     = "\\b(?:e?-?mails?|messages?|deliver(?:y|ies)|sending) (?:for|to) (?:this|that|the|your) (?:\\S+ )?(?:recipient|address|mailbox|user|account|alias|list|group|domain)(?: \\S+)? (?:is|are|was|were|be|been|being) (?:\\w+ly )?not (?:accepted|welcome|allowed|permitted)"
    fallback = true
  }
  rule {
    text     = "\\b(?:smtp )?deliver(?:y|ies)\\b.{0,20}? (?:not |un)(?:allowed|permitted|authori[sz]ed|accepted)"
    fallback = true
  }
  rule {
    text     = "\\b(?:message|mail|e-?mail|delivery|submission)\\b(?: \\S+)?(?: (?:is|was|has been|have been|are|were))?(?: \\w+ly)? (?:blocked|banned|forbidden|prohibited|disallowed|unauthori[sz]ed|quarantined|unwanted|not (?:permitted|authori[sz]ed|welcome|wanted))"
    fallback = true
  }
  rule {
    text     = "\\b(?:transport|mail ?flow|server|company|corporate|domain|local|site|system|administrative) rules?\\b"
    fallback = true
  }
  rule {
    text     = "\\b(?:unauthori[sz]ed|banned|forbidden|prohibited|unacceptable|unwelcome|unwanted|blocked|disallowed|rejected|denied) (?:client|host|ip|ip address|address|access|connection|network|server|session|domain)\\b"
    fallback = true
  }
  rule {
    text     = "\\baccess\\b.{0,40}?\\b(?:refused|rejected|revoked|restricted|not granted|not possible|withdrawn)\\b"
    fallback = true
  }
  rule {
    text     = "\\b(?:ip|address|host|server|client|you)\\b.{0,20}?\\b(?:locked|shut|kept) out\\b"
    fallback = true
  }
  rule {
    text     = "\\b(?:not|\\w{2,5}n't|never) (?:\\w+ )?(?:talk|speak|listen|communicate|do business) (?:to|with) (?:you|your|this|that|strangers|unknown)\\b"
    fallback = true
  }
  rule {
    text     = "\\bonly (?:selected|authori[sz]ed|known|listed|certain|trusted|registered|specific|approved|permitted) (?:hosts?|clients?|servers?|ips?|ip addresses|networks?|systems|addresses)\\b"
    fallback = true
  }
  rule {
    text     = "\\b(?:terms (?:of|and) (?:use|service|conditions)|acceptable use|code of conduct|data loss prevention|dlp|compliance)\\b"
    fallback = true
  }
  rule { text = "\\bip (?:address )?(?:is )?not (?:white|allow)[- ]?listed" }
  rule {
    text     = "\\b(?:we |are |do |does |is |will )*(?:not|\\w{2,5}n't|no longer|cannot|never|refuse to) (?:be )?(?:accept|tak|allow|permit|want|receiv|welcom)(?:e|ing|ed|s)? (?:any )?(?:smtp )?(?:connections?|e?-?mails?|messages?|access|traffic) from (?:your|this|that) (?:\\w+ )?(?:hosts?|ips?|network|range|mta|machine|server)\\b.{0,20}"
    fallback = true
  }
  rule { text = "\\b(?:you|(?:your|this|that) (?:host|ip|server|system|client|network)|hosts?) (?:cannot|can't|can not|may not|must not) connect\\b(?: (?:to (?:this|our|the) \\w+|here|directly))?" }
  rule { text = "\\bno (?:e-?)?mails? (?:\\w+ )?from (?:(?:your|this|that) (?:host|ip|server|network|system|address)|you\\b|\\[?\\d+\\.)" }
  rule {
    text     = "\\bservice (?:is |was )?(?:not (?:provided|offered|available|given)|denied|refused|blocked) (?:to|for) (?:you|your|this|that)\\b(?: \\w+)?"
    fallback = true
  }
  rule {
    text     = "\\b(?:rejected|refused|denied|blocked|stopped|prohibited|forbidden|discarded)\\b.{0,12}? (?:by|due to|because of|per|on account of|according to|under) (?:an? |the |our |your |its |local |this )*(?:\\S+ )?(?:rules?|ruleset|settings?|configuration|restrictions?|polic\\w+|regulations?)\\b"
    fallback = true
  }
  rule {
    text     = "\\b(?:command|request) (?:was |is )?(?:rejected|refused|denied|blocked|forbidden|prohibited)\\b"
    fallback = true
  }
  rule {
    text     = "\\b(?:spoofed|forged|faked?) (?:e-?mails?|messages?|mails?)\\b"
    fallback = true
  }
  rule {
    text     = "\\b(?:rejected|refused|denied|blocked|declined|returned) (?:by|at) (?:the |this |a |our )?(?:destination|remote|receiving|receiver|recipient|user|target|final|next)(?:'?s)?(?: (?:domain|server|system|mta|host|site|mailbox|user|organi[sz]ation))?\\b"
    fallback = true
  }
  rule {
    text     = "\\b(?:prox(?:y|ies)|tor|vpn|anonymi[sz]ers?)\\b.{0,20}?\\b(?:not|never|no longer|\\w{2,5}n't) (?:allowed|permitted|accepted|welcome)"
    fallback = true
  }

  rule { text = "\\bclosed (?:e?-?mail )?system\\b[^;]{0,40}" }
  rule {
    text     = ":(?:blocked|banned|denied|rejected|refused)\\)$"
    fallback = true
  }
  rule {
    text     = "\\bunauthori[sz]ed (?:interface|device|application|source|location|gateway)\\b"
    fallback = true
  }
  rule { text = "n't accepting bounces?\\b|\\bnot accepting bounces?\\b" }

  rule { text = "\\b(?:not|\\w{2,5}n't) (?:on|in|among) (?:our|the|my) (?:\\w+ )?list of (?:\\w+ ){0,2}(?:hosts|servers|ips|networks|clients|systems)\\b" }
  rule { text = "\\bnot (?:in|on) (?:the |our |an? )?(?:approved|allowed|allow|white|permitted)[- ]?list\\b" }
  rule { text = "\\bcan only send (?:\\w+ )?(?:e-?mails?|messages?|mail) to (?:your|account|verified)\\b" }
  rule { text = "\\bonly be used to send (?:\\w+ )?(?:e-?mails?|messages?|mail) to\\b" }
  rule {
    text     = "\\bmail is not (?:being )?accepted\\b(?: at this address)?"
    fallback = true
  }
  rule {
    text     = "^command not allowed\\b"
    fallback = true
  }
  rule {
    code = ["550"]
    text = "\\bdelivery is not allowed to this address\\b"
  }
  rule { text = "\\badministrative prohibition\\W+envelope blocked\\b" }
  rule { text = "\\b(?:temporarily )?disallowed this (?:\\w+ )?domain\\b" }
  rule { text = "\\bno third[- ]party dsns?\\b" }
  rule { text = "\\breturned mail (?:is )?not accepted\\b(?: here)?" }
  rule { text = "\\b(?:bounced|rejected|blocked) due to (?:your |the )?organi[sz]ation(?:al)?(?:.s)? (?:settings|policy)\\b" }
  rule { text = "\\brecipient.?s server refused to accept\\b.{0,20}" }
  rule { text = "\\brecipient address rejected\\W+(?:ers-[\\w-]+|block-(?:rcpt|send-er))" }
  rule { text = "\\bmulti-?recipient bounce\\b" }
  rule { text = "\\bdenied \\[bouncedeny\\]" }
  rule { text = "\\bhttp requests (?:are )?not allowed\\b" }
  rule { text = "\\bis not allowed to send\\W+free accounts\\b.{0,100}" }
  rule { text = "\\btransport\\.rules\\.rejectmessage\\b.{0,40}" }
  rule { text = "\\byour access to submit messages to this e-?mail system has been r\\W*ejected\\b" }
  rule {
    code     = ["554"]
    enhanced = ["5.7.1"]
    text     = "recipient address (?:was |is )?rejected: access denied"
  }

  example {
    stage = "message"
    reply = "550 5.7.1 TRANSPORT.RULES.RejectMessage; the message was rejected by organization policy"
  }

  example {
    stage = "rcpt"
    reply = "550 5.7.513 Service unavailable, Client host [203.0.113.7] blocked by contoso.com using Customer Block list (AS16012607)"
  }

  example {
    stage = "rcpt"
    reply = "550 5.7.51 TenantInboundAttribution; There is a partner connector configured that matched the message's recipient domain. The connector had either the RestrictDomainsToIPAddresses or RestrictDomainsToCertificate set"
  }

  example {
    stage = "rcpt"
    reply = "550 Administrative prohibition"
  }

  example {
    stage = "message"
    reply = "550 5.7.520 Access denied, Your organization does not allow external forwarding. AS(7555)"
  }

  example {
    stage = "connect"
    reply = "554 You are not authorized to use this server"
  }

  example {
    stage = "rcpt"
    reply = "550 That user is not allowed...x@example.com"
  }

  example {
    stage = "message"
    reply = "550 5.7.1 The message violates our security policy"
  }

  example {
    stage = "connect"
    reply = "554 5.7.1 Zugriff verweigert"
  }

  example {
    stage = "mail"
    reply = "550 Null sender not accepted here"
  }

  example {
    stage = "connect"
    reply = "554 5.7.1 Connections from this address range are no longer accepted"
  }

  example {
    stage = "rcpt"
    reply = "550 Mail for that recipient is refused"
  }

  example {
    stage = "rcpt"
    reply = "554 This is a closed system"
  }

  counter_example {
    stage = "rcpt"
    reply = "550 5.4.1 Recipient address rejected: Access denied"
    class = "unknown-recipient"
  }

  counter_example {
    stage = "rcpt"
    reply = "550 5.7.606 Access denied, banned sending IP [203.0.113.7]"
    class = "m365-banned-ip"
  }

  counter_example {
    stage = "rcpt"
    reply = "550 5.7.64 TenantAttribution; Relay Access Denied"
    class = "relay-denied"
  }

  counter_example {
    stage = "rcpt"
    reply = "550 5.1.1 User unknown; see our mail policy"
    class = "unknown-recipient"
  }

  counter_example {
    stage = "message"
    reply = "552 5.3.4 Message too big for our policy"
    class = "message-too-large"
  }

  counter_example {
    stage = "connect"
    reply = "451 The next host refused our connection"
    class = "routing-failed"
  }

  source {
    title = "Microsoft Learn, \"Fix NDR error '550 5.7.1' in Exchange Online\""
    date  = "2024 to 2026"
  }

  source {
    title = "Microsoft Learn, \"Control automatic external email forwarding in Microsoft 365\""
    date  = "2024 to 2026"
  }

  source {
    title = "Microsoft Learn, \"Email non-delivery reports and SMTP errors in Exchange Online\""
    date  = "2024-10-14"
  }
}

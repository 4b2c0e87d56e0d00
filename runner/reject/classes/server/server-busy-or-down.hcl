class "server-busy-or-down" {
  family        = "server"
  title         = "The server does not take mail at the moment"
  waiting_helps = true
  waiting_codes = ["4xx"]
  test          = "builtin:full-conversation"
  over          = ["local-error", "too-many-connections"]

  cause = <<-END
    It is overloaded, restarting, or gave up waiting for the client. A bare 421 says no more
    than that. With 521 or 554 it is meant for good: that host takes no mail, or none from here.
  END

  advice = <<-END
    After 4yz try again later. Timeouts that repeat point to a slow device, or to an inspection
    of SMTP in between. After 5yz look at the server's name in the device: for Microsoft 365 it
    is smtp.office365.com, or the tenant's MX for Direct Send and a connector.
  END

  rule { text = "\\bservice (?:is )?(?:currently |temporarily )*(?:unavailable|not available)(?:[,;.]? (?:please )?closing (?:transmission )?(?:channel|connection))?(?:[,;.]?(?: -)? (?:please )?(?:try|retry) (?:again )?later)?\\.?$" }
  rule { text = "^service not available" }
  rule { text = "\\b(?:server|system|host|mta|mail ?server|service|site) (?:is )?(?:currently |temporarily |too |very |extremely )*(?:busy|overloaded|loaded|swamped|down|offline|out of service)\\b" }
  rule { text = "\\b(?:we are|we.re|i.m|i am) (?:currently |temporarily |too |very )*(?:busy|overloaded|offline)\\b" }
  rule { text = "too (?:much|high) (?:server |system )?load|(?:heavy|high|excessive|increased) (?:system |server )?load\\b|load (?:average )?(?:is )?too high|\\boverload(?:ed)?\\b" }
  rule { text = "\\ball (?:\\w+ )?ports are busy" }
  rule {
    text     = "\\b(?:error: )?time-?out exceeded"
    fallback = true
  }
  rule { text = "\\btime(?:d )?-?out waiting for \\w+(?: from \\w+)?" }
  rule { text = "no system resources" }
  rule { text = "shutting down|going down|being shut ?down|\\brestarting\\b|\\brebooting\\b|(?:server|system) shutdown" }
  rule { text = "(?:down|closed|offline|unavailable|undergoing|under|in|for|scheduled|system|server) (?:for )?(?:\\w+ )?maintenance\\b" }
  rule {
    text     = "\\bmaintenance\\b"
    fallback = true
  }
  rule { text = "agent busy" }
  rule { text = "message not proxied|\\bproxy (?:destinations?|targets?|sessions?)\\b.{0,20}?\\b(?:obtained|available|found|failed|down)" }
  rule { text = "upstream error" }
  rule { text = "(?:esmtp|smtp|server|service|system|host|mta|we are|we.re) (?:is )?(?:currently |temporarily )?not accepting (?:any |new )?(?:network )?(?:connections|messages|mail)(?: (?:at (?:this|the)|right now|now|currently|temporarily|for now)\\b.*)?\\.?$" }
  rule { text = "not accepting network messages" }
  rule { text = "system not accepting" }
  rule { text = "(?:unable to|cannot|can.t|could not|not able to) (?:process|accept|handle|serve|service|complete|fulfil) (?:your |the |any |new |this |more )*(?:connections?|mail|messages?|requests?|sessions?|e-?mail) (?:at (?:this|the|present)|right now|now|temporarily|currently)\\b(?: \\w+)?" }
  rule { text = "\\b(?:resources?|system|server|mta) (?:are |is )?(?:currently |temporarily )*(?:unavailable|not available)\\b(?: temporarily| at (?:this|the) (?:time|moment)| now)?" }
  rule { text = "connection timed out" }
  rule {
    code     = ["421"]
    text     = "^(?:error: )?time-?out\\b"
    fallback = true
  }
  rule { text = "\\b(?:delivery|mail service|mail flow|smtp service) (?:is |was |has been )?(?:temporarily |currently )?(?:interrupted|suspended|paused|halted)\\b" }
  rule { text = "(?:session|command|idle|data|input|client|socket|read|smtp|transaction|connection) (?:has )?tim(?:e|ed)[- ]?-?out" }
  rule { text = "tim(?:e|ed)-? ?out (?:waiting|while|reading|during|receiving|on (?:connection|read|data|input)|in)\\b" }
  rule { text = "\\b(?:idle|inactive|silent) (?:for )?(?:too long|timeout)|\\b(?:connection|session|closed|closing|disconnect\\w*|timeout)\\b.{0,25}?\\binactivity\\b|inactivity time-?out|took too long|(?:client|you are|you.re) too slow" }
  rule { text = "lost (?:input channel|connection)" }
  rule {
    text     = "connection (?:was )?(?:dropped|lost)"
    fallback = true
  }
  rule { text = "(?:large|long|huge|full|growing) (?:mail |message )?queue|queue (?:is )?(?:too (?:long|large|big)|full)|\\bbacklog\\b|\\bcongest(?:ed|ion)\\b" }
  rule { text = "\\b(?:servers?|system|service|site|hosts?|mta|mail(?:er| ?server)|gateway|back-?end|smtpd?|machine|daemon)(?:\\(\\w\\))?(?: (?:is|are|was|has|have|been|being|just|currently|temporarily|now|too|very|so|really|extremely|presently|mail|already|permanently|\\S+\\.\\S+)){0,4}? (?:busy|over-?loaded|overworked|swamped|stopped|halted|paused|starting(?: up)?|out of (?:service|order)|in shutdown|under repair)\\b" }
  rule { text = "\\b(?:servers?|system|service|site|hosts?|mta|mail(?:er| ?server)|gateway|back-?end|smtpd?|machine|daemon)(?:\\(\\w\\))?(?: (?:is|are|was|has|have|been|being|just|currently|temporarily|now|too|very|so|really|extremely|presently|mail|already|permanently|\\S+\\.\\S+)){0,4}? (?:(?:shut|closed?|taken|went|is|currently|temporarily) down|being (?:upgraded|restarted|moved|updated)|discontinued|decommissioned|retired|terminated)\\b" }
  rule { text = "\\b(?:servers?|system|service|site|hosts?|mta|mail(?:er| ?server)|gateway|back-?end|smtpd?|machine|daemon)(?:\\(\\w\\))?(?: (?:is|are|was|has|have|been|being|just|currently|temporarily|now|too|very|so|really|extremely|presently|mail|already|permanently|\\S+\\.\\S+)){0,4}? (?:not (?:yet )?(?:ready|operational|started|running)|not in (?:service|operation)|no longer (?:in (?:use|service|operation)|active|operational|running|provided))\\b" }
  rule {
    text     = "\\btoo (?:busy|many tasks|much (?:work|traffic|activity))\\b"
    fallback = true
  }
  rule {
    text     = "\\b(?:sorry|i.m|i am|we are|we.re|just|currently|very|so|all|really) (?:\\w+ )?(?:busy|overloaded|closed|offline)\\b"
    fallback = true
  }
  rule {
    text     = "(?:unable to|cannot|can'?t|can not|could not|not able to|won'?t|will not|do not|don'?t|does not|doesn'?t|are not|is not|not) (?:process|accept|handle|serve|take|receive|deliver|complete|service|fulfil)(?:ing)? (?:\\w+ ){0,4}?(?:at (?:this|the|present)(?: present)?(?: time| moment| point)?|right now|now|for now|for the moment|temporarily|currently|today)\\b"
    fallback = true
  }
  rule {
    text     = "\\b(?:temporarily|currently|presently|momentarily) (?:not|no longer|unable to|cannot|can'?t|refusing to) (?:accept|process|receive|take|handle|deliver)(?:ing)?(?: (?:any |new |more |your )*(?:connections|messages?|mails?|e-?mails?|requests?))?\\b"
    fallback = true
  }
  rule {
    code = ["521"]
    text = "\\b(?:host|server|system|machine|computer|site) (?:does not|doesn'?t|do not|will not|won'?t|never|no longer) (?:accept|receive|take|handle|process)s? (?:any |incoming |inbound |smtp |e-?)*(?:mails?|messages|connections)\\.?$"
  }
  rule { text = "\\b(?:i|we) (?:never|do not|don'?t) (?:accept|receive|take) (?:any )?(?:mail|e-?mail|messages)\\.?$" }
  rule { text = "\\b(?:connection|session|transaction) (?:has |was )?(?:expired|been idle|idle|aged out|too old|took too long)\\b" }
  rule { text = "\\bidle (?:for (?:more|over|longer|too|\\d)|time|since)\\b|\\bno (?:activity|data|command|input) (?:for|within|in|received (?:for|in|within))\\b" }
  rule { text = "\\btime(?:d)?[- ]?-?out\\b(?:[:,;.]? ?(?:waiting|closing|goodbye|bye|\\(|after|expired|on|from|has))" }
  rule { text = "\\b(?:exceeded|reached|over) (?:the )?(?:\\w+ )?(?:time ?-?(?:out|limit)|session (?:time|duration))\\b|\\btime (?:limit|allowed) (?:\\w+ )?exceeded" }
  rule { text = "\\b(?:heavy|high|excessive|increased|extreme|unusual) (?:\\w+ )?(?:load|workload|usage)\\b" }
  rule { text = "\\bservice refus(?:e|é|ed)[.,]? (?:please|veuillez) [^.]{0,30}" }
  rule { text = "\\b(?:server|service|system) (?:has been |was |is being |is )?(?:shut ?down|stopped|disabled|suspended|closed|paused)(?: temporarily)? by (?:the |its |an )?(?:administrator|operator|admin)" }
  rule {
    text     = "\\bcome back (?:later|tomorrow|another time)|\\b(?:we|we're|server|service|system|host|site|shop|office)(?: (?:is|are))? closed for\\b"
    fallback = true
  }
  rule { text = "\\b(?:all|no|no more|not enough|too few) (?:\\w+ )?(?:processes|threads|slots|workers|channels|lines|resources)\\b[^.;]{0,12}? ?(?:in use|busy|taken|used|occupied|available|free|left)\\b" }
  rule { text = "\\bresources? (?:are |is )?(?:currently |too )?low\\b|\\bload average\\b" }
  rule { text = "\\bnot (?:yet )?ready(?: yet)?[.!]?$|\\bno (?:smtp|esmtp|mail) (?:service|server)(?: (?:here|available|at this (?:address|host)))?[.!]?$" }
  rule { text = "\\bshutdown (?:is )?in progress|\\bin (?:the process of )?shut(?:ting)? ?down|\\bundergoing (?:\\w+ )?(?:work|maintenance|repairs?|upgrade)\\b(?: work)?" }
  rule { text = "\\bexperiencing (?:an? )?(?:\\w+ )?(?:high|heavy|large|unusual|extreme|increased|excessive) (?:\\w+ )?(?:load|volume|volumes|traffic|demand|number|amounts?)\\b(?: of [\\w-]+)?" }
  rule { text = "\\btook (?:too long|more than|longer than)\\b|\\b(?:session|connection) (?:was |has been )?closed (?:due to|because of|after|for) (?:\\w+ )?(?:time-?out|inactivity|idling|silence)" }
  rule {
    stage = ["connect", "banner", "ehlo"]
    text  = "\\b(?:host|server|system|machine) (?:does not|doesn'?t|no longer|never|will not) (?:accept|process|receive|handle|take)(?:s|es)? (?:any )?(?:mail|e-?mail|messages)\\.?$"
  }
  rule {
    text     = "\\btry another (?:mx|server|host|mail ?server)\\b"
    fallback = true
  }
  rule { text = "\\bidle[.!]?$" }
  rule {
    enhanced = ["4.4.2", "4.7.700"]
  }
  rule {
    enhanced = ["4.3.2", "5.3.2"]
    alone    = true
  }
  rule {
    code = ["421"]
    text = "temporary (?:system )?(?:failure|error|problem)"
  }
  rule {
    code     = ["421"]
    text     = "\\btemporarily deferred\\b"
    fallback = true
  }
  rule {
    code  = ["421", "426"]
    alone = true
  }
  rule { text = "(?:dienst|service) (?:ist )?(?:derzeit |zurzeit |momentan |vor(?:ü|ue)bergehend )?nicht verf(?:ü|ue)gbar\\.?$" }
  rule { text = "server (?:ist )?(?:derzeit )?(?:ausgelastet|(?:ü|ue)berlastet|besch(?:ä|ae)ftigt)" }
  rule { text = "service (?:temporairement |actuellement )?(?:indisponible|non disponible)\\.?$" }
  rule { text = "serveur (?:est )?(?:surcharg(?:é|e)|occup(?:é|e)|en maintenance)" }
  rule { text = "servicio (?:temporalmente )?no disponible\\.?$" }
  rule { text = "servidor (?:est(?:á|a) )?(?:ocupado|saturado|sobrecargado|sobrecarregado)" }
  rule { text = "servizio (?:temporaneamente |momentaneamente )?non disponibile\\.?$" }
  rule { text = "server (?:è )?(?:occupato|sovraccarico)" }
  rule { text = "servi(?:ç|c)o (?:temporariamente )?(?:indispon(?:í|i)vel|n(?:ã|a)o dispon(?:í|i)vel)\\.?$" }
  rule { text = "(?:server|dienst) (?:is )?(?:tijdelijk )?(?:overbelast|niet beschikbaar)\\.?$" }
  rule { text = "(?:сервер|сервис|служба) (?:временно )?(?:недоступ\\w+|перегружен\\w*|занят)" }

  rule { text = "\\bservice (?:is )?not active\\b" }
  rule { text = "^busy\\b" }
  rule { text = "\\bconnection went away\\b" }
  rule { text = "\\b(?:read(?:ing)?|receiv(?:e|ing)|recv) (?:data )?from (?:the )?(?:client|peer) (?:error|failed|failure)\\b|\\b(?:error|failure) (?:reading|receiving|read) (?:data )?from (?:the )?(?:client|peer)\\b" }

  rule { text = "\\b(?:server|system|service|host) (?:restarts|reboots)\\b" }
  rule { text = "\\bexceeded (?:\\w+ ){0,2}?(?:connection|session) time\\b" }
  rule { text = "\\blost (?:\\w+ )?connection\\b" }
  rule { text = "^try again later, closing connection\\b" }
  rule { text = "\\bservice (?:temporairement )?indisponible\\b.{0,40}" }
  rule { text = "\\bsee rfc ?7504\\b" }
  rule {
    code = ["521"]
    text = "\\b\\S+\\.\\S+ does not accept (?:any )?mail\\b"
  }
  rule {
    text     = "\\bservice not available, try again later\\b"
    fallback = true
  }
  rule { text = "\\bnetwork is busy\\b" }
  rule { text = "\\brcpt handle timeout\\b" }
  rule { text = "\\bservice does not accept mail\\b" }

  example {
    stage = "banner"
    reply = "421 4.3.2 Service not available, closing transmission channel"
  }

  example {
    stage = "mail"
    reply = "451 4.7.700 PFA agent busy, please try again. [Name=Protocol Filter Agent][AGT=PFA] [outlook.com]"
  }

  example {
    stage = "message"
    reply = "421 4.4.1 Connection timed out. Total session duration: 00:20:55.1234567"
  }

  example {
    stage = "ehlo"
    reply = "421 mx.example.net"
  }

  example {
    stage = "banner"
    reply = "554 mx.example.net ESMTP not accepting connections at this time"
  }

  example {
    stage = "banner"
    reply = "421 System going down for maintenance"
  }

  example {
    stage = "mail"
    reply = "421 SMTP session timed out, closing connection"
  }

  example {
    stage = "banner"
    reply = "421 Dienst nicht verfügbar"
  }

  example {
    stage = "banner"
    reply = "421 Mail gateway overworked, come again"
  }

  example {
    stage = "banner"
    reply = "421 We cannot take any mail at the present time"
  }

  example {
    stage = "banner"
    reply = "521 This host does not accept mail"
  }

  example {
    stage = "auth"
    reply = "421 4.3.2 Service not active"
  }

  example {
    stage = "data"
    reply = "421 The connection went away"
  }

  counter_example {
    stage = "rcpt"
    reply = "554 5.7.1 Service unavailable; Client host [203.0.113.7] blocked using zen.spamhaus.org"
    class = "spamhaus"
  }

  counter_example {
    stage = "rcpt"
    reply = "451 4.7.500 Server busy. Please try again later from [203.0.113.7]. (AS843)"
    class = "throttled"
  }

  counter_example {
    stage = "banner"
    reply = "421 4.7.0 too many connections"
    class = "too-many-connections"
  }

  counter_example {
    stage = "rcpt"
    reply = "550 5.2.1 Account disabled due to inactivity"
    class = "mailbox-disabled"
  }

  counter_example {
    stage = "rcpt"
    reply = "421 4.7.0 Blue elephants are not for us"
  }

  counter_example {
    stage = "rcpt"
    reply = "450 4.2.1 Mailbox busy"
    class = "mailbox-unavailable"
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

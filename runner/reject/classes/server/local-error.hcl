class "local-error" {
  family        = "server"
  title         = "Something inside the server failed"
  waiting_helps = true
  waiting_codes = ["4xx"]
  test          = "builtin:full-conversation"
  over          = ["mailbox-full"]

  cause = <<-END
    A disk, a directory, a setting or a machine behind the server is in trouble.
  END

  advice = <<-END
    After 4yz try again; after 5yz the message is given up, and has to be sent anew. If it lasts
    an hour, tell the server's administrator; for Microsoft 365 look at its service health.
  END

  rule { text = "\\blocal (?:problem|error|failure)" }
  rule { text = "\\b(?:insufficient|not enough|low on|out of|lack of) (?:free |more |available )?(?:memory|disk|disk space|file descriptors|inodes|(?:system|queue|spool|server|disk) (?:resources|storage|memory|space))\\b" }
  rule { text = "no space left on device|no (?:free |more )?(?:memory|dis[ck] space)\\b" }
  rule { text = "\\b(?:mailbox |mail |system |spool |server |queue )?(?:disk|file ?system|partition|volume|spool) (?:is )?full\\b" }
  rule { text = "queue file (?:write|read|open|create)? ?error" }
  rule { text = "\\b(?:disk|queue|i/o|database|db|file|spool|storage|mail ?store|ldap|sql|mysql|directory|back-?end|milter|write|read|mta|lmtp|resolver|scanner|anti-?virus|virus scanner|content filter|policy (?:service|server|daemon)) (?:(?:write|read|open|create|access|connection|server|service|lookup|query|system|scan|scanning) )?(?:error|failure|failed|unavailable|down|timeout)\\b" }
  rule { text = "\\b(?:map|table|alias|user|directory|database|ldap) lookup (?:error|failure|failed)\\b" }
  rule { text = "\\bmemory (?:shortage|exhausted|allocation|limit|error)|\\b(?:out|short) of memory" }
  rule { text = "\\b(?:allocated |system |server )?resources? (?:limitations?|limits?|shortage|constraints?|exceeded|exhausted|low)\\b" }
  rule { text = "\\bspace (?:left )?on (?:the )?(?:disk|volume|server)\\b" }
  rule {
    text     = "\\berror (?:while )?(?:reading|receiving|writing|storing|saving|accepting) (?:the )?(?:body|message|data|mail)"
    fallback = true
  }
  rule { text = "(?:(?:recipient |sender )?address rejected: )?internal (?:server |system |software |processing |mail )?(?:error|failure|problem|fault|exception)(?: occurred)?" }
  rule {
    text     = "\\b(?:server|system|software|unexpected|processing|program|unhandled|application) (?:error|failure|problem|fault|exception)\\b"
    fallback = true
  }
  rule { text = "temporary server error" }
  rule { text = "\\b(?:server |system |local |mail )*(?:config|configuration|setup) (?:error|problem|failure|fault)" }
  rule { text = "incorrectly configured" }
  rule { text = "\\btechnical (?:difficult\\w+|problems?|issues?|errors?|reasons?|failure)" }
  rule { text = "(?:temporary|transient) (?:server|system|service|mta|resolver|database|ldap|network|backend|configuration|software|processing) (?:\\w+ )?(?:failure|error|problem)" }
  rule { text = "temporary (?:\\w+ )?lookup (?:error|failure|failed|problem)" }
  rule {
    text     = "\\b(?:temporary|transient|temporal) (?:local |internal |dns |domain )?(?:failure|error|problem)\\b"
    fallback = true
  }
  rule { text = "temporary system (?:error|problem|failure)" }
  rule { text = "failed to be replicated" }
  rule { text = "temporary authentication (?:failure|error|problem)" }
  rule { text = "(?:unable|cannot|can.t|could not|failed) (?:to )?authenticate (?:you )?(?:at present|at this time|at the moment|right now|now|temporarily|due to (?:a )?temporary)\\b(?: system problem)?" }
  rule { text = "unable to initiali[sz]e" }
  rule { text = "resources temporarily unavailable" }
  rule {
    stage    = ["connect", "banner", "ehlo", "auth", "mail", "rcpt", "data", "message"]
    text     = "\\b(?:error|failed|failure|trouble|problem|unable to|could not|cannot|can.t) (?:while |when |to )?(?:copy|writ|sav|stor|creat|open|allocat|fork|lock|load|queu|spool|execut|initiali[sz])(?:ing|ting|ning|e|y|k)?\\b(?: (?:the |a |to |temporary |temp |your )*(?:data|file|disk|message|mail|queue|spool|memory|process|child|database))?"
    fallback = true
  }
  rule { text = "\\berror (?:while )?processing\\b(?: (?:the |your )?(?:message|mail|request|command))?" }
  rule { text = "\\bqueu(?:e|ing) (?:declined|disabled|failed|failure|error|is (?:down|disabled))" }
  rule {
    code = ["4xx"]
    text = "(?:unable to|cannot|can.t|could not|failed to|error) (?:verify|verifying|check|validate|look ?up|resolve) (?:the |this |that )?(?:user|recipient|address|mailbox|account)\\b(?: (?:at this time|at the moment|right now|now))?"
  }
  rule { text = "mailbox log-?on (?:failure|failed|error)|mailbox (?:server|store|database) (?:is )?(?:offline|down|unavailable|not available)" }
  rule { text = "\\bpoison|might be crashing|storedriver" }
  rule {
    text     = "storedrv\\.deliver\\b.{0,40}?exception"
    fallback = true
  }
  rule { text = "\\w\\(\\) (?:failed|error|returned)" }
  rule { text = "\\b(?:virus[ _-]?|spam[ _-]?|content[ _-]?|all virus )?(?:scan(?:ner)?s?|filters?|milters?):? (?:failed|error|failure|crashed|unavailable|not (?:available|responding))" }
  rule { text = "could not complete recipient verif\\w*(?: callout)?" }
  rule { text = "malformed dns (?:server )?reply" }
  rule { text = "temporary mta failure" }
  rule { text = "could not be delivered due to a recipient error" }
  rule {
    code  = ["450", "451", "452"]
    text  = "\\b(?:try|retry)(?: again)? later"
    alone = true
  }
  rule { text = "interner (?:server)?fehler|lokaler fehler|konfigurationsfehler|technische(?:s|r|n) (?:problem|fehler|gr(?:ü|ue)nden)|(?:tempor(?:ä|ae)rer|vor(?:ü|ue)bergehender) (?:server)?fehler|erreur (?:interne|locale|temporaire|syst(?:è|e)me|technique)" }
  rule { text = "probl(?:è|e)me technique|error (?:interno|temporal|del sistema|del servidor)|problemas? t(?:é|e)cnicos?|errore (?:interno|temporaneo|locale|di sistema|del server)|problem\\w+ tecnic\\w+|erro (?:interno|tempor(?:á|a)rio|do sistema|do servidor)" }
  rule { text = "interne (?:server)?fout|tijdelijke (?:server)?fout|внутренняя ошибка|временная ошибка|технически\\w+ (?:проблем|неполад|причин)|内部错误" }
  rule { text = "系统错误|服务器错误" }
  rule { text = "\\b(?:scan(?:ner|ning|s)?|scan engine|filter(?:ing)?|milters?|anti-?virus|anti-?spam|clamav|clamd|spamd|spamassassin|amavis|rspamd)\\b[^.;:]{0,20}?\\b(?:errors?|fail(?:ed|s|ure)?|crash(?:ed)?|died|unavailable|un ?reachable|offline|(?:is|are|went) down|time(?:d|s)?[ -]?out|refused)" }
  rule { text = "\\b(?:scan(?:ner|ning|s)?|scan engine|filter(?:ing)?|milters?|anti-?virus|anti-?spam|clamav|clamd|spamd|spamassassin|amavis|rspamd)\\b[^.;:]{0,20}?\\b(?:not (?:available|running|reachable|respond\\w*)|(?:did|does) not (?:respond|answer)|(?:isn|doesn|didn)'?t \\w+|no (?:response|answer|reply))" }
  rule {
    text     = "\\b(?:databases?|ldap|(?:my)?sql|radius|directory|back-?end|policy (?:server|service|daemon)|mail ?store|spool|lmtp|dovecot|saslauthd|cache|storage|dis[ck]|queue|delivery agent|local mailer)\\b[^.;:]{0,20}?\\b(?:errors?|fail(?:ed|s|ure)?|crash(?:ed)?|died|unavailable|un ?reachable|offline|time(?:d|s)?[ -]?out|refused|lost|in use)"
    fallback = true
  }
  rule {
    text     = "\\b(?:databases?|ldap|(?:my)?sql|radius|directory|back-?end|policy (?:server|service|daemon)|mail ?store|spool|lmtp|dovecot|saslauthd|cache|storage|dis[ck]|queue|delivery agent|local mailer)\\b[^.;:]{0,20}?\\b(?:not (?:available|running|reachable|respond\\w*)|(?:did|does) not (?:respond|answer)|(?:isn|doesn|didn)'?t \\w+|no (?:response|answer|reply))"
    fallback = true
  }
  rule {
    text     = "\\b(?:databases?|ldap|(?:my)?sql|radius|directory|back-?end|policy (?:server|service|daemon)|mail ?store|spool|lmtp|dovecot|saslauthd|cache|storage|dis[ck]|queue|delivery agent|local mailer)\\b[^.;:]{0,20}?\\b(?:corrupt(?:ed)?|damaged|broken|locked|exhausted|problems?|trouble|exception)"
    fallback = true
  }
  rule {
    text     = "\\b(?:errors?|problems?|trouble|failure|exception|issue)s? (?:in|with|on|at|from|while accessing|accessing|contacting|querying) (?:the |our |my |its )?(?:\\w+ )?(?:databases?|storage|spool|disk|disc|queue|ldap|directory service|back-?end|file ?system|mail ?store|server side|side|end)\\b"
    fallback = true
  }
  rule { text = "(?:(?:un|not |n't )able to|can(?:no|')?t|can not|could(?: not|n'?t)|fail(?:ed|ure) to|error) (?:connect(?:ing)? to|contact(?:ing)?|reach(?:ing)?|quer(?:y|ying)|access(?:ing)?|open(?:ing)?|bind(?:ing)? to) (?:the |our |my )?(?:\\w+ )?(?:databases?|ldap|(?:my)?sql|directory|user ?base|back-?end|policy|filter|scanner|spool|queue|mail ?store|storage|milter|dovecot|lmtp)\\b" }
  rule { text = "(?:(?:un|not |n't )able to|can(?:no|')?t|can not|could(?: not|n'?t)|fail(?:ed|ure) to) (?:read|load|parse|open|access|lock|update) (?:the |our |my |its |any |local )*(?:controls?|config\\w*|alias(?:es)?|settings|rules?|ip address(?:es)?|host ?name|attribution data|user (?:data|info\\w*)|map|tables?|spool|queue|files?|mail ?box (?:file|lock)|mail ?dir)\\b(?: file| data\\w*)?" }
  rule { text = "(?:(?:un|not |n't )able to|can(?:no|')?t|can not|could(?: not|n'?t)|fail(?:ed|ure) to) (?:fetch|get|obtain|retrieve|find|determine|figure out) (?:the |our |my |its |any |local )*(?:controls?|config\\w*|alias(?:es)?|settings|rules?|ip address(?:es)?|host ?name|attribution data|user (?:data|info\\w*)|map|tables?|spool|queue|files?|mail ?box (?:file|lock)|mail ?dir)\\b(?: file| data\\w*)?" }
  rule {
    text     = "(?:(?:un|not |n't )able to|can(?:no|')?t|can not|could(?: not|n'?t)|fail(?:ed|ure) to) (?:scan|check|filter|queue|spool|store|save|write|process|handle|expand|rename|link|sync|fork)\\b(?: (?:your |the |this |a )?(?:message|mail|e-?mail|data|file|alias|process))?"
    fallback = true
  }
  rule { text = "\\bqqt? (?:internal bug|unable to|trouble|write error|read error|waitpid|out of memory|timeout|crashed|temporary problem|hard error|soft error|failure)(?: \\w+)*" }
  rule {
    text     = "\\b(?:something|things?) (?:has |have )?(?:went|gone|go) wrong\\b"
    fallback = true
  }
  rule {
    text     = "\\b(?:unexpected|unknown|internal|unhandled|unspecified|general|fatal) (?:\\w+ )?(?:failure|exception|condition)\\b"
    fallback = true
  }
  rule {
    text     = "\\b(?:an? |unexpected )(?:\\w+ )?(?:error|exception|failure|fault) (?:has |have )?(?:occurr?ed|happened|was encountered)\\b"
    fallback = true
  }
  rule {
    text     = "\\b(?:server|system|service|we|host|store|agent|daemon) (?:has |have )?(?:reported|encountered|experienced?|hit|caught|detected|had|is having|are having|is experiencing|are experiencing) (?:an? |some )?(?:\\w+ ){0,2}?(?:errors?|exception|failure|fault|problems?|difficult\\w+|trouble)\\b"
    fallback = true
  }
  rule { text = "\\balias(?:es)? (?:\\w+ )?(?:expansion|database|db|file|table|map|lookup) (?:error|failed|failure|problem|unavailable)\\b|\\b(?:error|failed|problem) expanding (?:the )?alias\\w*" }
  rule { text = "\\bmail ?box(?:es)? (?:has an? (?:invalid|bad|wrong|unknown) (?:format|structure)|(?:file |index |folder )?(?:is |seems |appears )?(?:to be )?(?:corrupt(?:ed)?|damaged|broken))\\b" }
  rule { text = "\\b(?:space|storage|disk(?: space)?|disc(?: space)?|memory|resources?) (?:shortage|is low|(?:is |are )?running (?:low|out)|(?:is |are )?exhausted|run out|problem)\\b" }
  rule { text = "\\b(?:disc|spool|queue|server)(?:'s)? (?:space |storage |disk )?(?:quota|space|storage) (?:\\w+ ){0,3}?(?:exceeded|exhausted|full|short|low)\\b" }
  rule { text = "\\b(?:short|low|ran out|running out|run out) (?:on|of) (?:disk|disc|memory|space|storage|resources)\\b(?: space)?" }
  rule { text = "\\b(?:insufficient|not enough|low on|out of|lack of) (?:free |more |available )?(?:disc|resources|storage|file handles|threads|(?:system|queue|spool|server|disc) (?:space|resources?))\\b" }
  rule { text = "\\bcannot fork\\b[^.]{0,40}|\\bfork(?:ing)? failed" }
  rule { text = "\\bnext ?-?hop (?:is )?(?:down|misconfigured|unavailable|invalid)" }
  rule { text = "\\bi/o (?:problem|trouble|failure|error|exception)" }
  rule {
    text     = "\\bnot (?:configured|set up) (?:correctly|properly)\\b|\\b(?:is |are )?mis-?configured\\b"
    fallback = true
  }
  rule { text = "\\b(?:anti-?spam|anti-?virus|spam|virus|malware|content|security)(?: \\w+)? ?(?:check|scan|test|analysis|inspection)(?:ing|s)?\\b[^.;:]{0,12}? (?:could not be (?:completed|performed|done|run)|cannot be (?:completed|performed|done)|did not (?:finish|complete)|not (?:completed|possible)|timed out|crashed|unavailable)" }
  rule { text = "\\b(?:message|mail|e-?mail|content|attachments?|body)(?: \\w+)? (?:could not|cannot|can'?t|can not|couldn'?t|was not) be (?:scanned|checked|filtered|analy[sz]ed|inspected)\\b(?: (?:for|by) (?:\\w+ )?\\w+)?" }
  rule { text = "\\b(?:could not|cannot|can'?t|can not|couldn'?t|was not) be (?:scanned|checked|filtered|analy[sz]ed|inspected) for (?:virus\\w*|spam|malware)" }
  rule {
    text     = "\\b(?:could not|cannot|can'?t|can not|couldn'?t|was not) be (?:\\w+ )?(?:queued|stored|saved|written|spooled|processed|handled|logged|written to disk)\\b"
    fallback = true
  }
  rule { text = "(?:(?:un|not |n't )able to|can(?:no|')?t|can not|could(?: not|n'?t)|fail(?:ed|ure) to|error|trouble|problems?) (?:hand|pass|give|send|submit|forward)\\b[^.;]{0,40}? (?:scanner|filter|anti-?virus|milter|spamd|clamd|policy service|delivery agent)\\b" }
  rule { text = "\\bunknown mailer error\\b(?: \\d+)?" }
  rule { text = "\\b(?:mailer|command|process|program|child|agent|filter|delivery) (?:has |was )?(?:died|killed|crashed|exited|dumped core|terminated)\\b(?: (?:with|by|on) (?:\\w+ )?\\w+)?" }
  rule { text = "\\bexit (?:code|status) \\d+" }
  rule { text = "\\bauthentication (?:service|server|back-?end|daemon|system|database|provider|module)\\b[^.;]{0,15}? (?:errors?|fail(?:ed|s|ure)?|crash(?:ed)?|died|unavailable|un ?reachable|offline|time(?:d|s)?[ -]?out|refused|down)" }
  rule { text = "\\bauthentication (?:service|server|back-?end|daemon|system|database|provider|module)\\b[^.;]{0,15}? (?:not (?:available|running|reachable|respond\\w*)|(?:did|does) not (?:respond|answer)|(?:isn|doesn|didn)'?t \\w+|no (?:response|answer|reply))" }
  rule {
    code     = ["4xx"]
    text     = "(?:(?:un|not |n't )able to|can(?:no|')?t|can not|could(?: not|n'?t)|fail(?:ed|ure) to|error|trouble|problems?) (?:determine|calculate|compute|retrieve|look ?up|fetch|get) (?:the |this |that |your )?(?:\\w+ )?(?:quota|status|uid|home|path|owner|usage|configuration|settings)\\b"
    fallback = true
  }
  rule { text = "\\bspazio (?:su disco )?esaurit\\w+ (?:sul|su|del) (?:device|disco|dispositivo|server)\\b|\\b(?:no queda|sin) espacio en (?:el )?(?:disco|dispositivo)|plus d'espace (?:disponible )?sur (?:le )?(?:disque|p(?:é|e)riph(?:é|e)rique)|kein (?:freier )?(?:speicherplatz|platz)(?: mehr)? auf (?:dem|der) \\w+" }
  rule { text = "\\b(?:system|server|spool|queue|disk|mail|local) (?:storage|space|area) (?:is )?(?:almost |nearly |completely )?full\\b" }
  rule {
    code = ["4xx"]
    text = "\\b(?:error|problem|trouble|failure|failed)s? (?:in |while |when |on )?(?:looking up|checking|verifying|validating|resolving|searching(?: for)?|retrieving) (?:the |this |your |that )?(?:user|recipient|mailbox|account|address|alias)"
  }
  rule { text = "\\b(?:server|store|file ?system|system|database|spool|mailbox|disk|queue)(?: \\w+)? (?:is |in )?(?:temporarily |currently )?(?:in )?read[- ]only\\b" }
  rule { text = "\\b(?:database|directory|index|spool|queue|mail ?store|aliases|map)s? (?:is |are )?(?:being |under )(?:rebuilt|re-?indexed|updated|repaired|restored|moved|reconstruction|repair)\\b" }
  rule {
    code     = ["421"]
    enhanced = ["4.3.0"]
  }
  rule {
    enhanced = ["4.3.1", "4.3.5", "5.3.5"]
  }
  rule {
    code     = ["45x"]
    enhanced = ["4.3.0"]
  }

  rule { text = "\\b(?:failure|failed|error|problem|trouble|fault) (?:in|of|during|with|on|at) (?:the |a )?(?:local )?(?:dns|name ?server|resolver)(?: (?:look-?up|query|resolution|server))?\\b" }
  rule {
    stage = ["mail", "rcpt", "data", "message"]
    code  = ["4xx"]
    text  = "\\b(?:user|recipient|address|mailbox|account|sender) (?:look-?up|verification|database|check) (?:\\w+ )?(?:problem|trouble|failed|failure|error|timed out|time-?out)\\b"
  }
  rule { text = "\\brecipient verification (?:problem|trouble)\\b" }

  rule { text = "\\b(?:password|auth|user|account|log-?in|policy|virus|scan|spam|directory|filter) (?:server|service|database|daemon|back-?end|host) (?:is )?(?:currently |temporarily )?(?:down|offline|unavailable|unreachable|not (?:available|reachable|responding|running))\\b" }
  rule {
    enhanced = ["4.x.x"]
    text     = "^try again later\\W*$"
    fallback = true
  }
  rule {
    text     = "\\btemporary (?:\\w+ ){0,2}?(?:failure|problem|error|fault|issue)\\b"
    fallback = true
  }
  rule { text = "\\bdns lookup of\\b.{0,60}?\\bdeferred\\b" }
  rule { text = "\\binternal resources?\\b.{0,30}?\\bunavailable\\b" }
  rule { text = "\\bpermission denied: creating\\b.{0,30}" }
  rule { text = "\\bmail system full\\b" }
  rule { text = "\\bmade redundant\\b" }
  rule { text = "\\bmailbox database has moved\\b" }
  rule { text = "\\b(?:ldap|directory) (?:server|lookup|search|query)\\b.{0,20}" }
  rule { text = "\\b(?:performing search on|failure in|login into|connect to|talking to|contacting) (?:the )?ldap\\b.{0,20}?(?:\\bbad credentials\\b)?" }
  rule { text = "\\berror while being processed\\b" }
  rule { text = "\\bthere is no mdb\\b" }
  rule { text = "\\bmailing list expansion (?:problem|error|failed)\\b" }
  rule {
    enhanced = ["4.3.x"]
    text     = "^(?:please )?try again later\\W*$"
  }
  rule { text = "\\btemporary authentication failure\\b.{0,200}?\\bfailed to all alternate hosts\\b" }

  example {
    stage = "auth"
    reply = "454 4.7.0 Temporary authentication failure"
  }

  example {
    stage = "rcpt"
    reply = "451 4.3.0 <office@example.com>: Temporary lookup failure"
  }

  example {
    stage = "mail"
    reply = "452 4.3.1 Insufficient system storage"
  }

  example {
    stage = "rcpt"
    reply = "451 4.3.2 Temporary server error. Please try again later ATTR17"
  }

  example {
    stage = "message"
    reply = "452 4.3.1 No space left on device"
  }

  example {
    stage = "rcpt"
    reply = "451 4.3.0 LDAP server unavailable"
  }

  example {
    stage = "rcpt"
    reply = "451 Interner Serverfehler"
  }

  example {
    stage = "mail"
    reply = "450 4.3.2 Please try again later"
  }

  example {
    stage = "message"
    reply = "451 Our content filter does not respond"
  }

  example {
    stage = "rcpt"
    reply = "451 Trouble with the user database"
  }

  example {
    stage = "connect"
    reply = "421 unable to read our configuration (#4.3.0)"
  }

  example {
    stage = "message"
    reply = "554 Something went wrong on this side"
  }

  example {
    stage = "banner"
    reply = "421 Trouble with the DNS resolver"
  }

  example {
    stage = "rcpt"
    reply = "451 4.3.0 Recipient lookup failed"
  }

  counter_example {
    stage = "starttls"
    reply = "454 4.7.0 TLS not available due to local problem"
    class = "tls-unavailable"
  }

  counter_example {
    stage = "rcpt"
    reply = "552 5.2.2 Over quota error for this mailbox"
    class = "mailbox-full"
  }

  counter_example {
    stage = "connect"
    reply = "450 4.7.1 Client host rejected: reverse lookup failed, no PTR record"
    class = "rdns-missing"
  }

  counter_example {
    stage = "message"
    reply = "554 Your message was stopped by our virus filter"
    class = "content-rejected"
  }

  counter_example {
    stage = "rcpt"
    reply = "550 User not found in the directory"
    class = "unknown-recipient"
  }

  source {
    title = "RFC 5321, Simple Mail Transfer Protocol"
    date  = "2008-10"
  }

  source {
    title = "Microsoft Learn, \"'554 5.2.0 STOREDRV.Deliver.Exception' when sending emails in Exchange Online\""
    date  = "2024 to 2026"
  }
}

class "routing-failed" {
  family = "server"
  title  = "The mail was taken, and could not be passed on"
  over   = ["server-busy-or-down"]

  cause = <<-END
    Microsoft, or a relay, accepted the message and could not hand it to the next server: DNS, a
    firewall, a dead host, or the destination's own MTA-STS or DNSSEC.
  END

  advice = <<-END
    The copier did its part. If a relay of one's own says that its connection to port 25 timed
    out, see first whether its line lets port 25 out at all (many providers and clouds do not):
    try another operator's MX from there; if none answers, the relay signs in at a host on port
    587. If small mails pass and large ones time out while the message is sent, lower the MTU or
    MSS on the way out. Else look at the destination's MX, and at the connector where the
    destination is one's own server.
  END

  rule { text = "message expired" }
  rule { text = "queue\\.expired" }
  rule { text = "\\bremote (?:server|host)(?:'s)? (?:response|reply|answer) was not\\b.{0,40}" }
  rule {
    text     = "\\bretry timeout exceeded"
    fallback = true
  }
  rule { text = "\\b(?:delivery|queue|queuing|maximum retry) (?:time|period|timeout|lifetime)(?:out)? (?:was |has )?(?:been )?(?:exceeded|expired|reached)" }
  rule { text = "(?:undelivered|not delivered|undeliverable|in (?:the )?queue|queued) (?:for (?:more|over|too|at least|\\d)|after \\d|too long|within \\d)" }
  rule { text = "\\bcould not be delivered (?:for|after|within|in) (?:\\w+ ){0,2}(?:hours?|days?|minutes?|\\d+)" }
  rule { text = "\\bno (?:answer|response|reply) from (?:host|server|mx|remote|destination|next)?" }
  rule { text = "unable to route(?: due to invalid recipient address)?" }
  rule { text = "\\b(?:no route|cannot route|routing (?:failed|failure|error))\\b(?: to (?:host|destination|mail))?" }
  rule { text = "\\bdns query (?:failed|failure|error)" }
  rule {
    stage    = ["connect", "banner", "rcpt", "data", "message"]
    text     = "\\b(?:name ?server|dns server|dns) (?:timed out|time-?out|not reachable|unreachable|did not (?:answer|respond|reply))"
    fallback = true
  }
  rule { text = "(?:cannot|could not|unable to|failed to) (?:send to|reach|contact|query) (?:the )?(?:name ?server|dns)" }
  rule { text = "socket error code" }
  rule { text = "(?:cannot|can.t|could not|couldn.t|unable to|failed to) (?:make |open |establish )?(?:a )?(?:smtp )?(?:connect(?:ion)?|contact|reach|initiate|communicate)\\b.{0,20}?\\b(?:remote|destination|next[- ]hop|mail ?servers?|mail hosts?|the mx|any hosts?|any mx|recipient.?s? (?:mail )?server|conversation|target)\\b(?:.{0,15}?\\b(?:server|hosts?|system)\\b(?::? ?connection (?:timed out|refused))?)?" }
  rule { text = "could not initiate smtp conversation with any hosts:?.{0,60}" }
  rule { text = "\\bconnect(?:ion)? to \\S{1,80}?:? ?(?:connection (?:refused|timed out|reset)|operation timed out|no route to host|network is unreachable|host is (?:down|unreachable)|timed out|refused|failed)" }
  rule { text = "connection refused \\[message" }
  rule { text = "mta-sts" }
  rule { text = "(?:failed )?mta-sts validation(?: failed)?|\\bsts (?:lookup|policy|validation)\\b" }
  rule { text = "failed to connect" }
  rule { text = "unable to contact destination" }
  rule { text = "\\bno (?:valid|usable|working|reachable|suitable) (?:hosts?|mx|mail servers?|next hop|routes?)\\b(?: \\(unable to make any connections\\))?|unable to make any connections?" }
  rule { text = "\\b(?:recipient|destination|remote|target|next[- ]hop|receiving)\\b.{0,20}?\\b(?:server|host|system|mx|domain)(?:.s mail server)? (?:is |did |does )?not (?:respond\\w*|answer\\w*|reachable)" }
  rule { text = "\\bno mxs?\\b.{0,25}?\\b(?:could be reached|reachable|responding|available)" }
  rule { text = "\\bmessage timed out\\b|exceeded max(?:imum)? (?:retries|time|number of retries)\\b(?: without delivery)?" }
  rule { text = "primary target ip address" }
  rule { text = "connection was closed abruptly" }
  rule { text = "dnssec-invalid" }
  rule { text = "\\b(?:destination |recipient )?domain (?:has |returned )(?:an? )?(?:invalid|bogus|broken|wrong) dnssec\\b(?: \\w+)?" }
  rule { text = "(?:host|destination|network|server) (?:is )?(?:currently |temporarily )?(?:unreachable|not reachable)\\b" }
  rule { text = "\\b(?:host|destination|network) (?:is )?(?:currently |temporarily )?down\\b" }
  rule { text = "\\b(?:all|no) (?:relevant )?(?:mx|mail) (?:records?|hosts?|servers?|exchangers?)\\b.{0,30}?\\b(?:non-?existent|unreachable|down|reachable|responding|available|failed)\\b(?: hosts)?" }
  rule { text = "(?:delivery|mail) (?:attempts? )?(?:deferred|delayed|failed) (?:due to|because of|since) (?:a )?(?:connection|dns|network|routing)\\b" }
  rule { text = "(?:zielserver|zielhost|server|host) (?:ist )?nicht erreichbar|verbindung (?:zum (?:server|zielserver|host) )?(?:abgelehnt|fehlgeschlagen)|serveur (?:de destination |distant )?injoignable|h(?:ô|o)te injoignable" }
  rule { text = "servidor (?:de destino )?(?:inalcanzable|inaccesible|inacess(?:í|i)vel)|no se pudo conectar|impossibile (?:connettersi|contattare)|хост недоступен|не удалось (?:подключиться|соединиться)" }
  rule { text = "(?:(?:un|not |n't )able to|can(?:no|')?t|can not|could(?: not|n'?t)|fail(?:ed|ure) to|error|trouble|problems?) (?:make|open|establish|create|set up|get) (?:an? |any )?(?:smtp |tcp |network )?(?:connections?|session)\\b" }
  rule {
    text     = "(?:(?:un|not |n't )able to|can(?:no|')?t|can not|could(?: not|n'?t)|fail(?:ed|ure) to|error|trouble|problems?) connect(?:ing)? (?:to|with) \\S+"
    fallback = true
  }
  rule { text = "(?:(?:un|not |n't )able to|can(?:no|')?t|can not|could(?: not|n'?t)|fail(?:ed|ure) to|error|trouble|problems?) (?:connect(?:ing)?|reach(?:ing)?|contact(?:ing)?|deliver(?:ing)?|talk(?:ing)?|speak(?:ing)?) (?:to |with )?(?:the |your |any |its )?(?:remote|destination|recipient'?s?|target|receiving|next|far|peer|final|foreign) (?:\\w+ ){0,2}?(?:servers?|hosts?|mx|domain|system|hop|site|mta)\\b" }
  rule { text = "\\bno (?:smtp |tcp )?connection (?:to|with) [^.;:]{1,30}(?:possible|made|established|available)?\\b" }
  rule { text = "\\bconnection (?:was |is )?(?:refused|rejected|reset|closed|dropped|lost|aborted|timed out|terminated)(?: abruptly| unexpectedly)? (?:by|with|to|from) (?:the )?(?:(?:remote|destination|recipient'?s?|target|receiving|next|far|peer|final|foreign)|peer)(?: (?:mail )?(?:server|host|mx|system|site))?" }
  rule { text = "\\b(?:remote|destination|recipient'?s?|target|receiving|next|far|peer|final|foreign) (?:\\w+ )?(?:servers?|hosts?|mx|mta|system|site|peer|hop|relay)(?: \\S+)? (?:is |was |has |did |does )?(?:currently |temporarily )?(?:not (?:respond\\w*|answer\\w*|reachable|reply\\w*|available)|failed to respond|(?:isn|didn|doesn)'?t \\w+|gave no)\\b" }
  rule { text = "\\b(?:remote|destination|recipient'?s?|target|receiving|next|far|peer|final|foreign) (?:\\w+ )?(?:servers?|hosts?|mx|mta|system|site|peer|hop|relay)(?: \\S+)? (?:is |was |has |did |does )?(?:currently |temporarily )?(?:unreachable|down|offline|unavailable|refus\\w+ (?:the |our )?connection|disconnected|closed (?:the )?connection|hung up|timed out|dropped)\\b" }
  rule { text = "suspiciousremoteservererror[^.]{0,60}|\\bremote server disconnected(?: abruptly)?" }
  rule { text = "\\b(?:all|any|no|none of the|every) (?:\\w+ )?(?:mx(?:'?s|es)?|hosts?|mx hosts?|mail (?:servers?|exchangers?|hosts?)|servers?|relays?)\\b[^.;]{0,25}? (?:fail(?:ed|ing|ure)?|answer(?:s|ed|ing)?|respond\\w*|unreachable|reachable|down|contacted|connected|refused)\\b" }
  rule {
    text     = "\\b(?:(?:i|we|must|to) give|given|giving) up\\b"
    fallback = true
  }
  rule { text = "\\b(?:been|after|i am|we are|i.m) (?:trying|attempting) to deliver\\b[^.]{0,30}?\\b(?:too long|days?|hours?|\\d+)\\b" }
  rule { text = "\\b(?:delivery|queue|message|mail)(?: time| lifetime| period)? (?:has |is |was )?(?:expired|too old|stale|been (?:queued|in (?:the )?queue) too long)\\b|\\bexceeded (?:the )?(?:max\\w* )?(?:time|age|lifetime) (?:in|on) (?:the )?queue|\\bmax\\w* (?:time|age|lifetime) in (?:the )?queue" }
  rule { text = "\\b(?:max\\w*|too many|all|number of) (?:\\w+ )?(?:delivery attempts|retries|retry attempts|attempts to deliver)\\b(?: \\w+)?|\\bretry (?:limit|count)\\b(?: \\w+)?|\\bstill (?:not delivered|undelivered)" }
  rule { text = "\\b(?:lost connection|conversation) with \\S+ (?:while|timed out)[^.]{0,50}" }
  rule { text = "\\bname server: (?:\\S+ )?host name lookup failure" }
  rule {
    text     = "\\bhost name lookup failure\\b"
    fallback = true
  }
  rule { text = "\\b(?:mail ?server|mx|mail exchanger|dns) (?:lookup )?(?:for|of) (?:the )?(?:\\S+) (?:is |could )?(?:not (?:be )?(?:found|reach\\w*|respond\\w*|resolv\\w*|contacted)|unreachable|down|failed|temporarily \\w+)" }
  rule { text = "\\b(?:tcp|socket|winsock) (?:read |write |send |receive |connect\\w* |i/o )?(?:error|failure|failed|timeout|problem)\\b" }
  rule { text = "\\bnetwork (?:is )?(?:error|unreachable|problem|failure|down)\\b" }
  rule {
    text     = "\\b(?:no route|unroutable|unrouteable|not routable|cannot be routed|could not be routed|can'?t be routed|route (?:not found|failure))\\b(?: to (?:host|destination|mail))?"
    fallback = true
  }
  rule {
    text     = "(?:(?:un|not |n't )able to|can(?:no|')?t|can not|could(?: not|n'?t)|fail(?:ed|ure) to|error|trouble|problems?) (?:reach|contact|talk to)(?:ing)? (?:host |server |the )?\\S+\\.[a-z]+\\b"
    fallback = true
  }
  rule { text = "\\b(?:remote|other|peer|far|destination|recipient.?s?|receiving)(?: (?:end|side|party|server|host|mta|system|peer|machine))? (?:has )?(?:closed|reset|dropped|broke|terminated|aborted|refused|lost|cut) (?:the |our |its |this )?connection\\b" }
  rule { text = "\\bpeer (?:closed|reset|dropped|terminated|aborted|refused)\\b(?: the connection)?|\\bconnection reset(?: by peer)?\\b" }
  rule { text = "\\b(?:mail exchangers?|mx(?:es)?|destination|next hop|smart ?host|relay ?host|gateway|nexthop) (?:server |host )?(?:is |are )?(?:currently )?(?:refus\\w+|reject\\w+|not accepting) (?:our |the |any |all |new )*connections?\\b" }
  rule { text = "(?:(?:un|not |n't )able to|can(?:no|')?t|can not|could(?: not|n'?t)|fail(?:ed|ure) to|error|trouble|problems?) find (?:an? |any |the )?(?:gateway|route|path|way|next hop|mail route|suitable host|relay)\\b(?: (?:for|to) (?:this|the|that) \\w+)?|\\bno (?:path|gateway|way) to \\S+" }
  rule {
    stage    = ["connect", "banner", "rcpt", "data", "message"]
    text     = "\\bdns (?:server |lookup |resolver |resolution |resolving |query )?(?:failure|error|failed|problem|timeout)\\b"
    fallback = true
  }
  rule { text = "(?:(?:un|not |n't )able to|can(?:no|')?t|can not|could(?: not|n'?t)|fail(?:ed|ure) to|error|trouble|problems?) deliver(?:ing)? (?:\\w+ )?to any of (?:the|its)\\b[^.;]{0,20}|\\bany of the (?:mx|mail) (?:hosts?|servers?|exchangers?)" }
  rule { text = "\\bdns (?:is |was )?(?:currently |temporarily )?(?:not working|broken|down|unavailable|failing|dead)\\b" }
  rule { text = "\\btimed out in (?:the )?(?:\\w+ )?queue" }
  rule { text = "\\btime in (?:the )?queue\\b(?: \\w+)?" }
  rule {
    code     = ["450", "451", "454", "550", "554"]
    enhanced = ["4.4.1"]
  }
  rule {
    enhanced = ["4.4.7", "5.4.7", "5.4.300", "5.4.312", "5.4.316", "5.4.318", "4.4.312", "4.4.316-318", "5.4.4", "4.4.8", "5.4.8", "4.7.324", "5.7.324"]
  }

  rule { text = "\\b(?:un|not )able to route (?:\\w+ )?to (?:the )?(?:recipient|destination)(?:'?s)? (?:domain|host|server)\\b|\\bno route to (?:the )?(?:recipient|destination)(?:'?s)? (?:domain|host|server)\\b" }
  rule { text = "\\bconnections?\\b.{0,30}?\\b(?:cannot|could not|couldn.t|can.t|can not) be (?:established|made|opened)" }
  rule { text = "\\bno (?:helo|ehlo|helo/ehlo|smtp|banner|greeting) (?:response|reply|answer)\\b" }
  rule { text = "\\bcname[ _]lookup[ _]failed(?:[ _]temporarily)?" }
  rule { text = "\\ball hosts\\b.{0,60}?\\bfailing\\b" }
  rule { text = "\\bconnect to \\S+\\[\\S+\\](?::\\d+)?: .{0,60}" }
  rule { text = "\\bfailed to establish .{0,20}?\\bconnection\\b" }
  rule { text = "\\bconnection timed out(?: with \\S+|: retry timeout exceeded)" }
  rule {
    text     = "\\bhost lookup did not complete\\b"
    fallback = true
  }
  rule { text = "\\bconnect(?:ion|ing) to (?:the )?(?:remote|recipients?.?s?|destination) (?:mail )?server\\b.{0,10}?\\bfailed" }

  rule {
    text     = "\\bconnect to \\S+\\[[^\\]]+\\](?::\\d+)?:.{0,200}|\\bdelivery temporarily suspended\\b.{0,200}|\\b(?:lost connection|conversation) with \\S+\\[[^\\]]+\\].{0,200}"
    codeless = true
  }
  rule {
    text     = "\\bdefer \\(-?\\d+\\): (?:connection|retry time|no route|network|host|smtp|dns|remote|lost|operation).{0,200}|\\brouter: failed to connect\\b.{0,200}|\\bhost \\S+ \\[[^\\]]+\\]:? (?:connection|no route|network)\\b.{0,200}|\\bh=\\S+ \\[[^\\]]+\\].{0,200}?\\b(?:connection|no route|network|host)\\b.{0,200}|\\bcould not initiate smtp conversation\\b.{0,200}|\\b(?:deferred|delay reason): (?:connection|host|network|no route|operation|name server)\\b.{0,200}"
    codeless = true
  }
  rule { text = "\\bremote server response was not rfc conformant\\b" }
  rule { text = "\\bunable to resolve route\\b" }
  rule { text = "\\b(?:dns )?records for the destination (?:computer|host|server|domain) could not be found\\b" }
  rule { text = "\\bdomain is not reachable\\b" }
  rule { text = "\\bmade numerous attempts to deliver\\b.{0,20}" }
  rule { text = "\\bname service error for\\b.{0,80}?\\bmalformed or unexpected\\b.{0,20}" }
  rule { text = "\\bcouldn.t find a mail exchanger\\b.{0,20}" }
  rule { text = "^(?:421 )?(?:4\\.2\\.1 )?unable to connect$" }
  rule { text = "\\bread error from\\b.{0,40}" }
  rule { text = "\\bdns query failed \\[message=infodomainnonexistent\\]" }

  example {
    stage = "message"
    reply = "550 5.4.300 Message expired -> 421 4.4.0 The remote server's reply was not as the standard asks"
  }

  example {
    reply = "550 5.4.316 Message expired, connection refused [Message=Socket error code 10061]"
  }

  example {
    reply = "450 4.4.312 DNS query failed"
  }

  example {
    stage = "rcpt"
    reply = "451 4.4.1 No answer from host"
  }

  example {
    reply = "450 4.4.1 connect to mail.example.net: No route to host"
  }

  example {
    stage = "message"
    reply = "554 5.4.7 Message was in queue too long"
  }

  example {
    reply = "451 4.4.1 None of the mail exchangers answered"
  }

  example {
    reply = "554 5.4.7 I have been trying to deliver this for five days"
  }

  example {
    reply = "451 Remote host hung up"
  }

  example {
    stage = "message"
    reply = "550 5.4.4 Not able to route to the recipient's domain"
  }

  example {
    reply = "2026-11-22 10:03:11 1abcde-0001-AB == a@example.com R=dnslookup T=remote_smtp defer (110): Connection timed out"
  }

  example {
    reply = "Delay reason: Connection timed out"
  }

  # What a report of a delay says of what comes next.
  counter_example {
    reply = "remains undelivered. Eventually the mail delivery software will give up, and when that happens, the message will be returned to you."
    class = "unknown"
  }

  counter_example {
    reply = "The server will keep trying to deliver this message for the next 1 days, 19 hours and 51 minutes."
    class = "unknown"
  }

  counter_example {
    stage = "message"
    reply = "421 4.4.1 Connection timed out. Total session duration: 00:20:55"
    class = "server-busy-or-down"
  }

  counter_example {
    stage = "rcpt"
    reply = "451 4.7.1 Delivery limit for this hour exceeded"
  }

  counter_example {
    stage = "connect"
    reply = "554 Connection refused by policy"
    class = "access-denied"
  }

  counter_example {
    stage = "rcpt"
    reply = "451 Cannot connect to the user database"
    class = "local-error"
  }

  source {
    title = "Microsoft Learn, \"Fix NDR error '550 4.4.7' in Exchange Online\""
    date  = "2024 to 2026"
  }

  source {
    title = "Microsoft Learn, \"Email non-delivery reports and SMTP errors in Exchange Online\""
    date  = "2024-10-14"
  }
}

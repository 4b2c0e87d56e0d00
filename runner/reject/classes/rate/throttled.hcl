class "throttled" {
  family        = "rate"
  title         = "More, or faster, than the server allows"
  waiting_helps = true
  test          = "builtin:full-conversation"

  cause = <<-END
    The mailbox, the address or the organisation sent more than it may: at Microsoft 365 a
    mailbox has 30 messages a minute, three connections at once and 10,000 recipients a day. Or
    errors were repeated for hours and the sender is held back for them. "Server busy" with
    4.7.500 also means that Microsoft does not know this address yet.
  END

  advice = <<-END
    Give a group of devices one mailbox each instead of one for all, run fewer jobs at once, and
    set retries minutes apart. Delete the job that fails again and again: a device that repeats
    it keeps its own block alive. With 4.7.500, wait; a connector for this address lifts it.
  END

  # Too fast.
  rule { text = "\\brate[ -]?limit\\w*" }
  rule { text = "temporarily rate limited" }
  rule { text = "\\bthrottl\\w+" }
  rule { text = "\\btoo (?:quickly|fast|frequent(?:ly)?|rapidly|often)\\b" }
  rule { text = "\\b(?:rate|frequency|speed)\\b(?:[^.:;]|\\.\\w)*?\\b(?:exceed\\w*|too high|limit\\w*|control\\w*|reached)" }
  rule { text = "\\b(?:exceed\\w*|excessive|unusual|high)\\b(?:[^.:;]|\\.\\w)*?\\b(?:rate|frequency)\\b" }
  rule { text = "\\bat a rate that prevents\\b(?:[^.;]|\\.\\w)*?" }
  rule { text = "\\bslow down\\b" }
  rule { text = "\\btoo many recipients (?:\\w+ )?(?:this|per|in the last|within|today|in an?) ?(?:second|minute|hour|day)?" }
  rule { text = "\\b(?:excessive|high|unusual|heavy) (?:\\w+ )?(?:volume|traffic)\\b(?:\\W*$|[.,;:)]| (?:of|from|for|by|detected|seen|coming|sent|sender|on|at|today)\\b)" }
  rule { text = "\\b(?:mail|message|e-?mail|sending) volume\\b(?:[^.;]|\\.\\w)*?\\b(?:exceed\\w*|limit|too high)" }
  rule { text = "\\btry again slower\\b" }
  rule { text = "\\b(?:excessive|unusual|unexpected|abnormal|large|high) (?:rate|amount|volume|number) of (?:unsolicited )?(?:e-?mails?|mails?|messages?|traffic|connections|recipients|errors|invalid)" }
  rule { text = "\\bunexpected volume\\b" }

  # Too much.
  rule { text = "\\btoo (?:much|many) (?:recent |outgoing |incoming |outbound |inbound |sent |new |queued |identical |similar |delivery )*(?:e-?mails?|mails|mail (?:from|to|sent|received|for)|messages|deliveries|submissions|requests|transactions|traffic)\\b" }
  rule { text = "\\btoo (?:much|many) (?:e-?mails?|mails|messages|requests|attempts)\\b(?:[^.:;]|\\.\\w)*?\\b(?:try again|retry|later|per|this|last|within|today|in the last|in (?:one|\\d+)|received|sent)\\b(?:[^.:;]|\\.\\w)*?\\b(?:second|minute|hour|day|week|month|24 hours?s?|connection|session)?" }
  rule { text = "\\btoo many (?:invalid|failed|bad|unknown|non-?existent|rejected|wrong|undeliverable) (?:recipients?|addresses|users?|rcpt\\w*|mailboxes|delivery)\\b" }
  rule { text = "\\btoo many (?:auth\\w* (?:attempts|commands|failures|errors)|new tls sessions|login (?:attempts|failures)|failed (?:logins?|auth\\w*|attempts)\\b|bounces|complaints|defers|failures|attempts)" }
  rule { text = "\\btoo much (?:e-?)?mail(?: recently| today| lately|\\W*$)" }
  rule { text = "\\b(?:reached|exceed\\w*|hit|over|surpass\\w*)\\b(?:[^.:;]|\\.\\w)*?\\b(?:limit|maximum|number|quota) (?:of|on|for) (?:\\w+ )?(?:e-?mails|messages|mails)\\b" }
  rule { text = "\\bsent (?:to )?too many\\b(?:[^.:;]|\\.\\w)*?" }
  rule { text = "\\bmail ?bomb(?:ing)?\\b(?:\\)?,? (?:please )?try again)?" }
  rule { text = "\\b(?:mail|message) flood(?:ing)?\\b" }
  rule { text = "\\bmax(?:imum)?(?: number of)? defers and failures" }

  # A limit, and that it is reached.
  rule { text = "\\b(?:(?:daily|hourly|weekly|monthly|sending|sent|outgoing|outbound|external recipient|rate|per-\\w+|per (?:hour|day|minute|second))\\b(?:[^.:;]|\\.\\w)*?\\b|(?:submission|relay|smtp|mail|messages?|e-?mails?|queue) (?:(?:rate|count|sending|sent|relay|volume|number|smtp|delivery) )*)\\b(?:limit\\w*|quota|allowance)\\b(?:[^.:;]|\\.\\w)*?\\b(?:exceed\\w*|reached)" }
  rule { text = "\\b(?:(?:daily|hourly|weekly|monthly|sending|sent|outgoing|outbound|external recipient|rate|per-\\w+|per (?:hour|day|minute|second))\\b(?:[^.:;]|\\.\\w)*?\\b|(?:submission|relay|smtp|mail|messages?|e-?mails?|queue) (?:(?:rate|count|sending|sent|relay|volume|number|smtp|delivery) )*)\\b(?:limit\\w*|quota|allowance)\\b(?:[^.:;]|\\.\\w)*?\\b(?:hit|over)" }
  rule { text = "\\b(?:(?:daily|hourly|weekly|monthly|sending|sent|outgoing|outbound|external recipient|rate|per-\\w+|per (?:hour|day|minute|second))\\b(?:[^.:;]|\\.\\w)*?\\b|(?:submission|relay|smtp|mail|messages?|e-?mails?|queue) (?:(?:rate|count|sending|sent|relay|volume|number|smtp|delivery) )*)\\b(?:threshold|maximum)\\b(?:[^.:;]|\\.\\w)*?\\b(?:exceed\\w*|reached)" }
  rule { text = "\\b(?:(?:daily|hourly|weekly|monthly|sending|sent|outgoing|outbound|external recipient|rate|per-\\w+|per (?:hour|day|minute|second))\\b(?:[^.:;]|\\.\\w)*?\\b|(?:submission|relay|smtp|mail|messages?|e-?mails?|queue) (?:(?:rate|count|sending|sent|relay|volume|number|smtp|delivery) )*)\\b(?:threshold|maximum)\\b(?:[^.:;]|\\.\\w)*?\\b(?:hit|over)" }
  rule { text = "\\b(?:(?:daily|hourly|weekly|monthly|sending|sent|outgoing|outbound|external recipient|rate|per-\\w+|per (?:hour|day|minute|second))\\b(?:[^.:;]|\\.\\w)*?\\b|(?:submission|relay|smtp|mail|messages?|e-?mails?|queue) (?:(?:rate|count|sending|sent|relay|volume|number|smtp|delivery) )*)\\b(?:limit\\w*|quota|allowance)\\b(?:[^.:;]|\\.\\w)*?\\b(?:used up|exhausted)" }
  rule { text = "\\b(?:(?:daily|hourly|weekly|monthly|sending|sent|outgoing|outbound|external recipient|rate|per-\\w+|per (?:hour|day|minute|second))\\b(?:[^.:;]|\\.\\w)*?\\b|(?:submission|relay|smtp|mail|messages?|e-?mails?|queue) (?:(?:rate|count|sending|sent|relay|volume|number|smtp|delivery) )*)\\b(?:threshold|maximum)\\b(?:[^.:;]|\\.\\w)*?\\b(?:used up|exhausted)" }
  rule { text = "\\b(?:exceed\\w*|reached|hit|over|used up|exhausted|surpassed)\\b(?:[^.:;]|\\.\\w)*?\\b(?:daily|hourly|weekly|monthly|sending|sent|submission|outgoing|outbound|relay|rate|thread|smtp|per-\\w+)\\b(?:[^.:;]|\\.\\w)*?\\b(?:limit\\w*|quota|allowance|threshold|maximum)" }
  rule { text = "\\b(?:exceed\\w*|reached|hit|over|limit\\w*|max(?:imum)?|more than|allowed|only)\\b(?:[^.:;]|\\.\\w)*?\\b(?:e-?mails?|mails?|messages?|messages sent|deliveries|submissions?)\\b(?:[^.;]|\\.\\w)*?\\b(?:per|an?|every|each) (?:second|minute|hour|day|week|month|24 hours?|connection|session)\\b" }
  rule { text = "\\b(?:exceed\\w*|reached|hit|over|limit\\w*|max(?:imum)?|more than|allowed|only)\\b(?:[^.:;]|\\.\\w)*?\\b(?:requests?|commands?|transactions?|deliver\\w+ attempts?)\\b(?:[^.;]|\\.\\w)*?\\b(?:per|an?|every|each) (?:second|minute|hour|day|week|month|24 hours?|connection|session)\\b" }
  rule { text = "\\b(?:e-?mails?|mails?|messages?|messages sent|deliveries|submissions?|requests?|commands?|transactions?|deliver\\w+ attempts?) (?:per|an|a) (?:second|minute|hour|day|week|month|24 hours?)\\b(?:[^.:;]|\\.\\w)*?\\b(?:exceed\\w*|reached|limit|allowed)" }
  rule { text = "\\b(?:exceed\\w*|reached) (?:the |its |your )?(?:max(?:imum)?|limit|permitted|allowed)\\b(?:[^.:;]|\\.\\w)*?\\b(?:e-?mails?|mails?|messages?|messages sent|deliveries|submissions?|requests?|commands?|transactions?|deliver\\w+ attempts?)\\b(?:[^.;]|\\.\\w)*?\\b(?:per|an?|every|each) (?:second|minute|hour|day|week|month|24 hours?)\\b" }
  rule { text = "\\b(?:daily|hourly|sending|message) (?:limit|quota)\\b" }
  rule { text = "\\breached your daily limit\\b" }
  rule { text = "submission ?quota ?exceeded\\w*" }
  rule { text = "submission(?:\\.exception:?| ?)submission ?quota ?exceeded\\w*" }
  rule { text = "organization queue quota exceeded" }
  rule { text = "\\bqueue quota exceeded" }
  rule { text = "\\bthread limit\\b(?: exceeded)?" }
  rule { text = "concurrent connections limit exceeded" }
  rule { text = "\\bpermitted limits\\b" }
  rule { text = "message receive limit" }
  rule { text = "\\bmax(?:imum)? messages? per (?:connection|session|hour|day)" }
  rule { text = "\\bpeak smtp relay limit exceeded.*" }
  rule { text = "\\b(?:quota|limit) (?:is )?exceeded for (?:customer|sender|domain|host|ip)\\b" }

  # The words of common servers.
  rule { text = "\\b(?:temporarily|currently) (?:blocked|prevented|suspended|restricted|prohibited) from sending\\b(?:[^.;]|\\.\\w)*?" }
  rule { text = "\\bmessage from \\S+ temporarily deferred\\b" }
  rule { text = "\\bdeferred due to (?:unexpected|user complaints|excessive)\\b(?:[^.;]|\\.\\w)*?" }
  rule { text = "excessive message rate" }
  rule { text = "frequency limited" }
  rule { text = "\\[tss\\d\\d\\]" }
  rule { text = "server busy\\. please try again later from" }
  rule { text = "sender throttled due to continuous.*" }

  # So many in so long.
  rule { text = "\\b(?:more than|over|sent|exceed\\w*|already|max(?:imum)?|limit(?: of)?) (?:the |of )?\\d+ (?:e-?mails?|mails?|messages?|msgs?|deliveries|submissions?|requests?)\\b(?:[^.:;]|\\.\\w)*?\\b(?:in|within|per|during|over|an?|each|every) (?:the |a |an |one |past |last |\\d+ )*(?:second|sec|minute|min|hour|day|week|month|24 ?h\\w*)" }
  rule { text = "\\b(?:more than|over|sent|exceed\\w*|already|max(?:imum)?|limit(?: of)?) (?:the |of )?\\d+ (?:e-?mails?|mails?|messages?|msgs?|deliveries|submissions?|requests?)\\b(?:[^.:;]|\\.\\w)*?\\b(?:in|within|per|during|over|an?|each|every) (?:the |a |an |one |past |last |\\d+ )*(?:\\d+ ?(?:s|sec|seconds?|m|min|minutes?|h|hours?|days?)\\b)" }
  rule { text = "\\b(?:more than|over|sent|exceed\\w*|already|max(?:imum)?|limit(?: of)?) (?:the |of )?\\d+ (?:transactions?|recipients?|commands?|attempts?)\\b(?:[^.:;]|\\.\\w)*?\\b(?:in|within|per|during|over|an?|each|every) (?:the |a |an |one |past |last |\\d+ )*(?:second|sec|minute|min|hour|day|week|month|24 ?h\\w*)" }
  rule { text = "\\b(?:more than|over|sent|exceed\\w*|already|max(?:imum)?|limit(?: of)?) (?:the |of )?\\d+ (?:transactions?|recipients?|commands?|attempts?)\\b(?:[^.:;]|\\.\\w)*?\\b(?:in|within|per|during|over|an?|each|every) (?:the |a |an |one |past |last |\\d+ )*(?:\\d+ ?(?:s|sec|seconds?|m|min|minutes?|h|hours?|days?)\\b)" }
  rule { text = "\\b(?:more than|over|sent|exceed\\w*|already|max(?:imum)?|limit(?: of)?) (?:the |of )?\\d+ (?:e-?mails?|mails?|messages?|msgs?|deliveries|submissions?|requests?|transactions?|recipients?|commands?|attempts?)\\b(?:[^.:;]|\\.\\w)*?\\b(?:in|within|per|during|over|an?|each|every) (?:the |a |an |one |past |last |\\d+ )*(?:past|last|short)" }
  rule { text = "\\btoo (?:many|much) (?:\\w+ ){0,2}(?:e-?mails?|mails?|messages?|msgs?|deliveries|submissions?|requests?|transactions?|recipients?|commands?|attempts?)\\b(?:[^.:;]|\\.\\w)*?\\b(?:in|within|per|during|over|this|for|today|recently|from (?:your|this|the same|\\S+\\d))\\b" }
  rule { text = "\\btoo many (?:identical|similar|same|same[ -]size|equal|duplicate|repeated|junk|bulk|bad|unwanted)(?: \\w+)? (?:e-?mails?|mails|messages|recipients|commands|requests)\\b" }
  rule { text = "\\b(?:you|sender|user|account|domain|host|client|ip|customer)\\b(?:[^.:;]|\\.\\w)*?\\b(?:are |is |has been |have been |was )?(?:sending|sent|send|submitting|submitted|delivering) (?:\\w+ )?(?:too (?:much|many|fast|quickly|often)|so much|so many|excessive\\w*)\\b" }
  rule { text = "\\b(?:daily|hourly|weekly|monthly|per-?(?:hour|day|minute)|today.?s?) (?:\\w+ ){0,2}(?:limit|quota|allowance|maximum|cap|threshold|messages?|mails?)\\b(?:[^.:;]|\\.\\w)*?\\b(?:exceed\\w*|reached|used up|exhausted|hit|over)\\b" }
  rule { text = "\\b(?:maximum|max|limit|number)\\b(?:[^.:;]|\\.\\w)*?\\b(?:hourly|daily|per (?:hour|day|minute)) (?:[^.:;]|\\.\\w)*?(?:exceeded|reached|allowed)\\b" }
  rule { text = "\\b(?:sending|outgoing|outbound|mail|message|relay) (?:quota|limit|allowance|cap)\\b(?:[^.:;]|\\.\\w)*?\\b(?:exceed\\w*|reached|used up|exhausted|hit|over)\\b" }
  rule { text = "\\b(?:exceed\\w*|over|reached|hit|used up) (?:\\w+ ){0,3}(?:quota|limit|allowance|number) (?:of|for|on) (?:\\w+ ){0,3}(?:e?-?mails|messages|senders|deliveries|sends)\\b" }
  rule { text = "\\b(?:maximum|max|limit on|limit of|cap on) (?:the )?(?:number|amount|count) of (?:\\w+ ){0,2}(?:e-?mails?|messages|mails|deliveries)\\b" }
  rule { text = "\\b(?:e?-?mails?|messages?) (?:\\w+ )?at (?:a |an |too )(?:high |excessive |fast |\\w+ )?(?:a )?rate\\b" }
  rule { text = "\\b(?:receiving|received|getting|gets|receives|being sent|arriv\\w+)\\b(?:[^.:;]|\\.\\w)*?\\b(?:at a rate|too fast|too quickly|too (?:high )?a rate|too much mail)\\b" }
  rule { text = "\\b(?:sending|connecting|trying|retrying|delivering|submitting|arriving|coming in) (?:\\w+ ){0,2}too (?:fast|quickly|often|frequently|rapidly|soon|much)\\b" }
  rule { text = "\\b(?:message|mail|sending|connection|e-?mail|delivery|request|traffic) (?:rate|frequency|speed|volume) (?:\\w+ ){0,3}(?:too high|high|exceed\\w*|limit\\w*|excessive)\\b" }
  rule { text = "\\b(?:temporar\\w+ )?(?:blocked|deferred|refused|rejected|banned|suspended)(?: \\w+)? (?:because of|due to|for|after|owing to|by) (?:\\w+ ){0,2}(?:errors|failures|failed (?:attempts|logins)|invalid recipients|bad recipients|rejections|bounces|high volume|excessive \\w+|previous errors|rate)\\b" }
  rule { text = "\\btoo many (?:\\w+ ){0,2}(?:errors|failures|bounces|rejections|invalid recipients|unknown users|bad recipients)\\b(?:[^.:;]|\\.\\w)*?\\b(?:from (?:your|this|the)|blocked for|banned for|in (?:the|a|an|\\d)|within|recently)\\b" }
  rule { text = "\\b(?:please )?(?:slow(?:ing)? (?:it )?down|send (?:more slowly|slower|less)|reduce (?:your |the )?(?:\\w+ )?(?:rate|speed|volume|number)|back off|wait before sending)\\b" }
  rule { text = "\\bquota for (?:total |the )?(?:number of )?(?:\\w+ )?recipients\\b" }
  rule { text = "\\bexceeded (?:its |the |your )?quota for (?:total )?(?:number of )?(?:\\w+ )?recipients\\b" }

  # More than allowed.
  rule { text = "\\b(?:sent|send|sending|submitted|relayed) (?:\\w+ )?(?:more|too many|too much) (?:\\w+ )?(?:e?-?mails?|messages|mails|recipients)? ?(?:than|per|in|within|today|this|for)\\b" }
  rule { text = "\\b(?:hit|reached|exceed\\w*|over|used up|past|passed|at) (?:your |the |its |their |his )?(?:\\w+ )?(?:send|sending|sent|mailing|outgoing|outbound|relay|submission|rate|hourly|daily|monthly) (?:\\w+ )?(?:limits?|quota|cap|threshold|allowance|maximum)\\b" }
  rule { text = "\\b(?:send|sending|sent|mailing|outgoing|outbound|relay|submission|hourly|daily|monthly) (?:\\w+ )?(?:limits?|quota|cap|threshold|allowance) (?:\\w+ ){0,3}(?:hit|reached|exceed\\w*|used up|exhausted|full|over)\\b" }
  rule { text = "\\b(?:rate|frequency|traffic|flood|flow)[ -]?(?:limit\\w*|control\\w*|throttl\\w*|shap\\w*|restrict\\w*)\\b" }
  rule { text = "\\b(?:message|mail|e-?mail|msg|submission) (?:count|number|quota|limit)\\b(?:[^.:;]|\\.\\w)*?\\b(?:exceed\\w*|reached|hit|used up|exhausted)\\b" }
  rule { text = "\\btoo (?:much|many) (?:wrong|invalid|unknown|bad|non-?existent|incorrect|failed) (?:users?|recipients?|rcpts?|address\\w*)\\b" }
  rule { text = "\\b(?:recently|lately|today|this (?:hour|day|week)|in (?:the )?(?:last|past) \\w+) (?:sent |submitted )?(?:too (?:many|much))\\b" }
  rule { text = "\\b(?:limite|l\\S{1,2}mite|limiet|grenze|kontingent|versandlimit|quota|cuota|cota)\\b(?:[^.:;]|\\.\\w)*?\\b(?:por (?:hora|d\\S{1,2}a)|par (?:heure|jour)|per (?:ora|giorno|uur|dag)|pro (?:stunde|tag)|di\\S{1,2}ri[oa]|horari[oa]|d.envoi|de envio|de env\\S{1,2}o|di invio)" }
  rule { text = "\\b(?:zu viele|trop de|troppi|demasiad[oa]s|muitos|te veel|f\\S{1,2}r m\\S{1,2}nga) (?:\\S+ )?(?:e-?mails?|mails|nachrichten|messages|courriels|messaggi|mensajes|correos|mensagens|berichten|versuche|tentatives|intentos)\\b" }

  # Held back, and why.
  rule { text = "\\b(?:traffic|mail|e-?mail|messages?|connections?|sending) (?:\\w+ )?(?:from|by) (?:your|this|the) (?:\\w+ )?(?:ips?|ip[ -]?add?ress(?:es)?|hosts?|client(?: host)?|servers?|smtp server|mail ?servers?|mtas?)\\b(?:[^.:;]|\\.\\w)*?\\b(?:being |is |are )?(?:limited|throttled|restricted|slowed|delayed|deferred|rate)\\b" }
  rule { text = "\\b(?:traffic|mail|e-?mail|messages?|connections?|sending) (?:\\w+ )?(?:from|by) (?:your|this|the) (?:\\w+ )?(?:network|subnet|net ?block|(?:ip |address )range|machine|gateway|relay|isp|provider)\\b(?:[^.:;]|\\.\\w)*?\\b(?:being |is |are )?(?:limited|throttled|restricted|slowed|delayed|deferred|rate)\\b" }
  rule { text = "\\b(?:exceed\\w*|used up|reached|over|exhausted) (?:your|the|its|their|his) (?:\\w+ )?(?:allotment|allocation|allowance|quota|share|limit|number) (?:of|for|on) (?:\\w+ )?(?:e?-?mails?|messages?|sends|sending|submissions?|deliveries)\\b" }
  rule {
    text     = "\\b(?:unusual|suspicious|abnormal|irregular|excessive) (?:\\w+ )?(?:sending|traffic|mailing|activity|pattern|volume|behaviou?r)\\b(?: pattern| from)?"
    fallback = true
  }
  rule { text = "\\b(?:excessive|large|high|too high a|unusual|great) (?:number|amount|rate|count|share|percentage) of (?:\\w+ )?(?:recipients?|users?|addresses|errors|bounces|rejections|failures|commands|rcpts?)\\b.{0,60}" }
  rule { text = "\\b(?:sender|domain|user|account|host)\\b(?:[^.:;]|\\.\\w)*?\\b(?:exceed\\w*|over|above|beyond|sent more than) (?:the |your |its |their |his |our )?(?:\\w+ )?(?:(?:rate|hourly|daily|minute|hour|day|sending|outgoing|delivery)(?: \\w+)?(?: limit| quota| rate| allowance| maximum)?|(?:message|mail) (?:limit|quota|rate|allowance))\\b" }
  rule { text = "\\b(?:client|ip|server|you)\\b(?:[^.:;]|\\.\\w)*?\\b(?:exceed\\w*|over|above|beyond|sent more than) (?:the |your |its |their |his |our )?(?:\\w+ )?(?:(?:rate|hourly|daily|minute|hour|day|sending|outgoing|delivery)(?: \\w+)?(?: limit| quota| rate| allowance| maximum)?|(?:message|mail) (?:limit|quota|rate|allowance))\\b" }
  rule { text = "\\btoo many (?:\\w+ )?(?:deliveries|messages|mails|e-?mails) (?:to|for) (?:this|the|that|one) (?:user|recipient|mailbox|domain|address|host)\\b" }
  rule { text = "\\b(?:reduce|lower|decrease|limit|slow) (?:down )?(?:your |the )?(?:\\w+ )?(?:rate|speed|volume|frequency|number|traffic|sending)\\b" }
  rule { text = "\\bmax(?:imum)? (?:\\w+ )?(?:messages?|mails?|e-?mails?)(?: count| number)? (?:per|an|a|each|in) (?:\\w+ )?(?:hour|day|minute|second|week|month|session|connection)\\b(?: (?:is |was |has been )?(?:exceeded|reached|hit))?" }

  # The quota of the sender, or of a day.
  rule { text = "\\b(?:sender|sending|submission|outbound|client|host|ip|domain)(?:.s)? (?:\\w+ )?(?:quota|allowance|limit)\\b(?:[^.:;]|\\.\\w)*?\\b(?:exhausted|exceeded|used up|reached|over|consumed)\\b(?: for (?:today|this \\w+|the \\w+))?" }
  rule { text = "\\b(?:quota|limit|allowance)\\b(?:[^.:;]|\\.\\w)*?\\b(?:exhausted|exceeded|used up|reached) for (?:today|now|this (?:hour|day|week|month|period)|the (?:hour|day|week|month))\\b" }

  # The same in other languages.
  rule { text = "\\b(?:zu (?:viele|schnell)|trop de|troppi|troppe|demasiad[oa]s|muit[oa]s) (?:e-?mails?|mails|nachrichten|messages|courriels|messaggi|mensajes|correos|mensagens|anfragen)\\b" }
  rule { text = "\\b(?:limite|l\\S{1,2}mite) (?:d.envoi|de (?:envio|env\\S{1,2}o)|di invio|horaire|quotidienne)" }
  rule { text = "слишком много (?:писем|сообщений)" }
  rule { text = "(?:发送|频率)\\S{0,6}(?:过快|过高|限制|超过)" }

  rule { enhanced = ["4.7.500-699", "4.5.127", "5.1.90", "5.2.121", "5.2.122", "5.2.251-255", "5.7.232", "5.7.233", "5.7.236", "5.7.508", "4.7.28", "5.7.28"] }

  # TLS, errors and guesses, counted too.
  rule { text = "\\b(?:maximum|max) tls rate\\b.{0,30}|\\bcannot accept tls as maximum tls rate\\b.{0,30}" }
  rule { text = "(?:recipient address rejected: )?\\b(?:temporarily |currently )?(?:blocked|deferred|refused|rejected|banned|suspended) (?:\\w+ )?(?:because of|due to|for|after|owing to) (?:too many |repeated |previous |earlier |excessive |several |multiple )+(?:\\w+ )?(?:errors|failures|attempts|retries|rejections)\\b[^;]{0,40}" }
  rule { text = "\\bretrying too (?:fast|often|soon|early|quickly)\\b" }
  rule { text = "\\b(?:dictionary|directory[- ]harvest(?:ing)?|harvest(?:ing)?|address[- ]guessing|rumplestiltskin) attacks?\\b(?: (?:detected|suspected))?" }
  rule {
    stage = ["auth"]
    text  = "\\btoo (?:much|many) (?:fail\\w*|unsuccessful|bad|wrong|incorrect|invalid) (?:\\w+ )?(?:auth\\w*|log-?ins?|attempts|passwords)\\b"
  }
  rule { text = "\\b(?:recipients?|rcpts?) (?:limit|quota|count|maximum) (?:for|in|of|per) (?:this|the|an?|one|each|last|past)? ?(?:\\w+ )?(?:second|minute|hour|day|week)\\b(?: (?:is |was |has been )?(?:exceeded|reached))?" }
  rule { text = "\\bsender(?:'?s)?(?: \\S+)? (?:has |is )?(?:exceeded|exceeds|over|reached|used up) (?:its |the |his |their |your )?(?:\\w+ )?(?:quota|limit|allowance)\\b(?: for (?:outgoing|sending|sent|outbound) \\w+)?" }
  rule { text = "\\[ts0?\\d\\]" }
  rule {
    enhanced = ["4.7.500-699"]
    text     = "server busy"
  }
  rule { text = "\\bexceeded (?:the |your )?(?:\\w+ ){0,4}?recipients (?:per|a|each|this) (?:day|hour|minute|month)\\b" }
  rule { text = "(?:authentication failed: )?maximum (?:credits?|quota) exceeded" }
  rule { text = "\\bpolicy rejection\\W+quota exceeded" }
  rule {
    code     = ["421", "450", "451"]
    text     = "\\blimit exceeded\\b"
    fallback = true
  }
  rule { text = "(?:\\byou(?:.ve| have) )?\\bexceeded (?:your|the) (?:out\\w*|sending|send|sent|daily|hourly) ?(?:mails?|e-?mails?|messages?)? ?(?:quota|limit)\\b" }
  rule { text = "\\btraffic quota (?:has been |was |is )?exceeded\\b" }
  rule { text = "\\bexceeded the allowable number\\b.{0,20}" }
  rule { text = "\\bmax(?:imum)? rcpt to daily limit\\b|\\bdaily (?:recipient|rcpt)\\w* limit\\b" }
  rule { text = "\\breached its limit for processing requests from your (?:host|ip|server|address)\\b" }
  rule { text = "\\bmessage temporarily deferred - 4\\.16\\.\\d+" }
  rule { text = "\\(dyn:t1\\)\\W*" }
  rule { text = "\\b(?:policy rejection\\W+)?message (?:count|size|rate) quota exceeded\\b" }
  rule { text = "\\bsender address rejected\\W+\\w*_?rate_?limit\\w*" }

  example {
    stage = "rcpt"
    reply = "451 4.7.500 Server busy. Please try again later from [203.0.113.7]. (S77714)"
  }

  example {
    stage = "message"
    reply = "432 4.3.2 Concurrent connections limit exceeded. Visit https://aka.ms/concurrent_sending for more information. [Hostname=DB9PR01MB0002.PROD.OUTLOOK.COM]"
  }

  example {
    stage = "message"
    reply = "550 5.1.90 Your message can't be sent because you've reached your daily limit for message recipients"
  }

  example {
    stage = "message"
    reply = "550 5.2.251 Sender throttled due to continuous mailbox full errors."
  }

  example {
    stage = "rcpt"
    reply = "450 4.7.1 Error: too much mail from 203.0.113.7"
  }

  example {
    stage = "rcpt"
    reply = "421 4.7.28 We see an unusual rate of unsolicited mail that comes from this IP address"
  }

  example {
    stage = "mail"
    reply = "550 You have exceeded the maximum of 50 messages per hour"
  }

  example {
    stage = "rcpt"
    reply = "450 4.2.1 Mail for this user arrives at a rate that prevents delivery"
  }

  example {
    stage = "mail"
    reply = "452 The daily quota for outgoing mail is used up: quota exceeded for sender"
  }

  example {
    stage = "rcpt"
    reply = "550 203.0.113.7 sent to too many recipients in the last hour"
  }

  example {
    stage = "mail"
    reply = "452 More than 200 messages within an hour"
  }

  example {
    stage = "mail"
    reply = "450 Your sending quota is exhausted for today"
  }

  example {
    stage = "rcpt"
    reply = "450 Temporarily blocked because of too many errors"
  }

  example {
    stage = "starttls"
    reply = "454 4.7.0 Cannot accept TLS as maximum TLS rate exceeded"
  }

  example {
    stage = "rcpt"
    reply = "450 Recipient address rejected: temporarily blocked after repeated errors"
  }

  example {
    stage = "rcpt"
    reply = "421 Harvesting attack suspected"
  }

  counter_example {
    stage = "mail"
    reply = "451 4.7.650 The mail server [203.0.113.7] has been temporarily rate limited due to IP reputation. (S775)"
    class = "m365-ip-throttled-reputation"
  }

  counter_example {
    stage = "rcpt"
    reply = "552 5.2.2 user quota exceeded"
    class = "mailbox-full"
  }

  counter_example {
    stage = "banner"
    reply = "421 4.7.0 Error: too many connections from 203.0.113.7"
    class = "too-many-connections"
  }

  counter_example {
    stage = "rcpt"
    reply = "552 5.3.4 Message size limit exceeded"
    class = "message-too-large"
  }

  counter_example {
    stage = "rcpt"
    reply = "452 This message has more recipients than we allow"
    class = "too-many-recipients"
  }

  counter_example {
    stage = "auth"
    reply = "550 5.7.240 The application is not allowed for use with this High Volume Email account"
    class = "auth-policy-blocked"
  }

  source {
    title = "Microsoft Learn, \"Changes in message store and throttling for concurrent connections\""
    date  = "2025-06-12"
  }

  source {
    title = "Microsoft Learn, \"Fix NDR error code '451 4.7.500-699 (ASxxx)' in Exchange Online\""
    date  = "2024-10-24"
  }

  source {
    title = "Microsoft Learn, \"Continuous error throttling for SMTP AUTH submissions in Exchange Online\""
    date  = "2024 to 2026"
  }

  source {
    title = "Microsoft Learn, \"Email non-delivery reports and SMTP errors in Exchange Online\""
    date  = "2024-10-14"
  }
}

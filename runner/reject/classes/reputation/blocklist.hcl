class "blocklist" {
  family = "reputation"
  title  = "The sending address or domain is on a block list"
  test   = "builtin:mx-vs-submission"
  over   = ["sender-blocked"]

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

  # A list is named, or that there is one.
  rule { text = "\\bblocked using\\b" }
  rule { text = "\\b(?:sender address|sender|mail from|mail|e-?mail|message|connection|address|access)\\b(?: from)?(?: \\S+)?(?: \\S+)?,? (?:is |was |has been |are )?(?:blocked|rejected|refused|denied|listed|found)(?: \\S+){0,6}? \\S*\\b(?:dnsbl|rbl|black ?list|blacklist|blocklist|sorbs|spamcop|barracuda\\w*|uceprotect|abuseat)\\b" }
  rule { text = "\\b(?:reject\\w*|refus\\w*|block\\w*|den[iy]\\w*)\\b.*?(?:blacklist|black list|blocklist|(?:ip|dns|spam|our|a|the|public|sender|domain|local|global|internal) block list|dnsbl|\\brbl\\b|reputation|\\bsorbs\\b)" }
  rule { text = "\\b(?:is|are|was|been|ip|black|host|currently) ?listed (?:at|in|on|by|with|under)\\b" }
  rule { text = "\\blisted (?:at|in|on|by|with|under) (?:the |our |a )?(?:\\S+\\.(?:org|net|com|info|de|eu|io|at|ch|it|ru|uk|jp|pl|cz)\\b|\\S*(?:dnsbl|rbl)\\b|black ?list\\w*|block ?list\\w*|spam ?list\\w*)" }
  rule { text = "\\b(?:due to|because of) (?:its |a |the |your )?listing (?:in|on|at|by)\\b" }
  rule { text = "\\bfound (?:in|on|at|by) (?:a |the |our |one or more |\\S+ )?(?:dnsbl|rbl|block|black)\\w*" }
  rule { text = "\\bdnsbls?\\b" }
  rule { text = "\\brbls?\\b" }
  rule { text = "\\bdrbl\\b" }
  rule { text = "\\bdnsbl" }
  rule { text = "\\d\\]? (?:is |was |has been )?(?:currently )?(?:black|block|deny)[ -]?listed\\b" }
  rule { text = "\\b(?:ip|ip[ -]?address|hosts?|servers?|network|mta)(?:[ :=]*[^ a-z]\\S*)?(?: (?:is|are|was|has|have|been|currently|temporarily|locally|on|in|at|our|a|the|your|local|internal|dns|public|global))* (?:black|block|deny)[ -]?list(?:ed)?\\b" }
  rule {
    text     = "\\bblack[ -]?list(?:s|ed)?\\b"
    fallback = true
  }
  rule {
    text     = "blacklist"
    fallback = true
  }
  rule {
    text     = "blocklist"
    fallback = true
  }
  rule {
    text     = "\\bblock[ -]list(?:s|ed)?\\b"
    fallback = true
  }
  rule {
    text     = "\\bdeny[ -]?list(?:ed)?\\b"
    fallback = true
  }

  # The reputation of the sender's address.
  rule { text = "\\b(?:poor|low|bad|negative|insufficient|weak|spam|suspicious) (?:ip |sender |sending |domain |email |web |mail |host )?reputation\\b" }
  rule { text = "\\breputation of the (?:sending|sender|ip|domain|connecting)" }
  rule { text = "\\breputation (?:is |was |score |\\w+ )?(?:too )?(?:low|poor|bad|below|negative|filter\\w*|block\\w*|service)" }
  rule { text = "\\b(?:ip|sender|senderbase|mta|domain|dynamic|talos|sender's|server|network) reputation\\b" }
  rule { text = "\\bsenderscore\\b" }

  # The client's address itself is refused.
  rule {
    text     = "\\b(?:ip|ips?|ip[ -]?address(?:es)?|hosts?|client host|servers?|smtp server|mail ?servers?|mtas?|mail host)(?:[ :=]*[^ a-z]\\S*)?[,:]?(?: (?:is|are|was|has|have|been|temporarily|permanently|currently|now|still|address))* (?:blocked|banned|barred|prohibited|not welcome|unwelcome|in prison)\\b"
    fallback = true
  }
  rule {
    text     = "\\b(?:ip|ips?|ip[ -]?address(?:es)?|hosts?|client host|servers?|smtp server|mail ?servers?|mtas?|mail host)(?:[ :=]*[^ a-z]\\S*)?[,:]?(?: (?:is|are|was|has|have|been|temporarily|permanently|currently|now|still|address))* (?:jailed|quarantined|forbidden|untrusted|not trusted)\\b"
    fallback = true
  }
  rule {
    text     = "\\b(?:network|subnet|net ?block|ip range|address range|addresses range|connecting host|relay host)(?:[ :=]*[^ a-z]\\S*)?[,:]?(?: (?:is|are|was|has|have|been|temporarily|permanently|currently|now|still|address))* (?:blocked|banned|barred|prohibited|not welcome|unwelcome|in prison)\\b"
    fallback = true
  }
  rule {
    text     = "\\b(?:network|subnet|net ?block|ip range|address range|addresses range|connecting host|relay host)(?:[ :=]*[^ a-z]\\S*)?[,:]?(?: (?:is|are|was|has|have|been|temporarily|permanently|currently|now|still|address))* (?:jailed|quarantined|forbidden|untrusted|not trusted)\\b"
    fallback = true
  }
  rule {
    text     = "\\bip(?:[ -]address(?:es)?)?(?:[ :=]*[^ a-z]\\S*)?[,:]?(?: (?:is|are|was|has|have|been|temporarily|permanently|currently|now|still))* (?:rejected|refused|denied|not allowed|not permitted|not accepted)\\b"
    fallback = true
  }
  rule {
    text     = "\\b(?:access|connections?|mails?|e-?mails?|messages|traffic|smtp)\\b(?:[^.:;]|\\.\\w)*?\\b(?:from|for|to) (?:your |this |the |that )?(?:source )?(?:ips?|ip[ -]?address(?:es)?|hosts?|client host|servers?|smtp server|mail ?servers?|mtas?|mail host)\\b(?:[^.:;]|\\.\\w)*?\\b(?:blocked|banned|refused|rejected|denied|forbidden|prohibited)"
    fallback = true
  }
  rule {
    text     = "\\b(?:access|connections?|mails?|e-?mails?|messages|traffic|smtp)\\b(?:[^.:;]|\\.\\w)*?\\b(?:from|for|to) (?:your |this |the |that )?(?:source )?(?:ips?|ip[ -]?address(?:es)?|hosts?|client host|servers?|smtp server|mail ?servers?|mtas?|mail host)\\b(?:[^.:;]|\\.\\w)*?\\b(?:not (?:allowed|accepted|permitted)|disallowed)"
    fallback = true
  }
  rule {
    text     = "\\b(?:access|connections?|mails?|e-?mails?|messages|traffic|smtp)\\b(?:[^.:;]|\\.\\w)*?\\b(?:from|for|to) (?:your |this |the |that )?(?:source )?(?:network|subnet|net ?block|ip range|address range|addresses range|connecting host|relay host)\\b(?:[^.:;]|\\.\\w)*?\\b(?:blocked|banned|refused|rejected|denied|forbidden|prohibited)"
    fallback = true
  }
  rule {
    text     = "\\b(?:access|connections?|mails?|e-?mails?|messages|traffic|smtp)\\b(?:[^.:;]|\\.\\w)*?\\b(?:from|for|to) (?:your |this |the |that )?(?:source )?(?:network|subnet|net ?block|ip range|address range|addresses range|connecting host|relay host)\\b(?:[^.:;]|\\.\\w)*?\\b(?:not (?:allowed|accepted|permitted)|disallowed)"
    fallback = true
  }
  rule {
    text     = "\\b(?:no access|access forbidden|forbidden|blocked|banned|rejected|refused|prohibited|denied) (?:for|from|to) (?:your|this) (?:ip|ips?|ip[ -]?address(?:es)?|hosts?|client host|servers?|smtp server|mail ?servers?|mtas?|mail host|network|subnet|net ?block|ip range|address range|addresses range|connecting host|relay host)\\b"
    fallback = true
  }
  rule {
    text     = "\\b(?:blocked|banned|blocking|block|bad|denied|rejected|invalid|prohibited|forbidden|unwanted|disallowed) (?:source |client )?(?:ip|ip[ -]address)\\b"
    fallback = true
  }
  rule {
    text     = "_is_blocked"
    fallback = true
  }
  rule {
    text     = "\\bconnection refused from\\b(?:[^.;]|\\.\\w)*?"
    fallback = true
  }
  rule {
    text     = "\\bip\\b(?:[^.;]|\\.\\w)*?\\b(?:you are not allowed|not allowed|not permitted) to (?:send|connect|deliver|use|access)\\b"
    fallback = true
  }
  rule {
    text     = "\\bno access from (?:mail ?server|host|ip|this|your)\\b"
    fallback = true
  }
  rule {
    text     = "\\bnot accepting (?:e?-?mails?|messages|connections|traffic) from (?:your |this |the )?(?:ip|ips?|ip[ -]?address(?:es)?|hosts?|client host|servers?|smtp server|mail ?servers?|mtas?|mail host|network|subnet|net ?block|ip range|address range|addresses range|connecting host|relay host)\\b"
    fallback = true
  }
  rule {
    text     = "\\bdenyip\\b"
    fallback = true
  }

  # The address belongs to those who are not meant to send mail themselves.
  rule { text = "\\b(?:dynamic|dial-?up|dialup|dial-in|residential|consumer)(?:/\\w+| or \\w+)? (?:ips?|hosts?|pool|lines?|range|client|address space|ip[ -]?addresses|address(?:es)?)\\b(?:[^.;]|\\.\\w)*?\\b(?:not (?:allowed|accepted|permitted|welcome)|reject\\w*|refus\\w*|block\\w*|denied|prohibited|disallowed|banned|listed)?" }
  rule { text = "\\b(?:transient|end-?user|dsl|broadband|pool|dhcp|dialin)(?:/\\w+| or \\w+)? (?:ips?|hosts?|pool|lines?|range|client|address space|ip[ -]?addresses|address(?:es)?)\\b(?:[^.;]|\\.\\w)*?\\b(?:not (?:allowed|accepted|permitted|welcome)|reject\\w*|refus\\w*|block\\w*|denied|prohibited|disallowed|banned|listed)?" }
  rule { text = "\\b(?:dynamic|dial-?up|dialup|dial-in|residential|consumer|transient|end-?user|dsl|broadband|pool|dhcp|dialin)(?:/\\w+| or \\w+)? (?:connections?|users?|customers?|networks?|space|allocation)\\b(?:[^.;]|\\.\\w)*?\\b(?:not (?:allowed|accepted|permitted|welcome)|reject\\w*|refus\\w*|block\\w*|denied|prohibited|disallowed|banned|listed)?" }
  rule { text = "\\b(?:mail|messages?|connections?|smtp)\\b(?:[^.;]|\\.\\w)*?\\bfrom (?:a |your )?(?:dynamic|dial-?up|dialup|residential|consumer)\\b" }

  # What the address is said to have done.
  rule { text = "\\b(?:too much|lots? of|excessive|receiv\\w+|much|abuse or|seen|massive|because of) (?:\\w+ )?(?:spam|abuse|viruse?s?|junk mail|junk|ube)\\b(?:[^.;]|\\.\\w)*?\\b(?:from|by|through|via) (?:your|this|the|that) (?:ip|ips?|ip[ -]?address(?:es)?|hosts?|client host|servers?|smtp server|mail ?servers?|mtas?|mail host|network|subnet)\\b" }
  rule { text = "\\b(?:generating|sen[dt]\\w*|originat\\w+|emit\\w*|relay\\w*|source of|incident de) (?:\\w+ )?(?:spam|abuse|viruse?s?|junk mail|junk|ube)\\b(?:[^.;]|\\.\\w)*?\\b(?:from|by|through|via) (?:your|this|the|that) (?:ip|ips?|ip[ -]?address(?:es)?|hosts?|client host|servers?|smtp server|mail ?servers?|mtas?|mail host|network|subnet)\\b" }
  rule { text = "\\b(?:too much|lots? of|excessive|receiv\\w+|much|abuse or|seen|massive|because of) (?:\\w+ )?(?:spam|abuse|viruse?s?|junk mail|junk|ube)\\b(?:[^.;]|\\.\\w)*?\\b(?:from|by|through|via) (?:your|this|the|that) (?:net ?block|ip range|address range|addresses range|connecting host|relay host|address|isp|provider|domain)\\b" }
  rule { text = "\\b(?:generating|sen[dt]\\w*|originat\\w+|emit\\w*|relay\\w*|source of|incident de) (?:\\w+ )?(?:spam|abuse|viruse?s?|junk mail|junk|ube)\\b(?:[^.;]|\\.\\w)*?\\b(?:from|by|through|via) (?:your|this|the|that) (?:net ?block|ip range|address range|addresses range|connecting host|relay host|address|isp|provider|domain)\\b" }
  rule { text = "(?:spam|abuse|attacks?|junk) (?:sent |received |originating |coming )?from (?:your|this|that) (?:ip|host|server|network|address|mail)" }
  rule { text = "your (?:ip|host|server|address)\\b.{0,30}(?:sending|sent|source of|sends) spam" }
  rule { text = "\\b(?:known|identified|listed|marked|classified|recogni[sz]ed|flagged)(?: \\w+){0,2}? (?:spammers?|spam (?:source|host|server|sender|network|site)|source of spam|open relay|open proxy|infected|zombie|botnet)\\b" }
  rule { text = "\\bspam (?:source|host|server|network|site|sender host)\\b" }
  rule { text = "\\bspam_client\\b" }
  rule { text = "\\b(?:ip(?:[ -]address)?|host|server|network|subnet)\\b(?:[^.;]|\\.\\w)*?\\b(?:sending|sends|source of|originat\\w+|emit\\w+|known for|relays?) (?:\\w+ )?(?:spam|junk|unsolicited|abuse|viruses)\\b" }
  rule { text = "\\b(?:is|are|be|as) an? (?:\\w+ )?(?:open (?:relay|proxy)|spammer|spambot|zombie|botnet|spam source)\\b" }
  rule { text = "\\bblock(?:ed)? for spam(?:ming)?\\b" }
  rule { text = "\\bblocked for spamming issues" }
  rule { text = "\\bcurrently sending spam" }
  rule { text = "\\bbloqu\\S{1,2}e? pour (?:incident de )?spam\\b[^;]*?" }
  rule { text = "\\bspam(?:mers?)? ?list" }
  rule { text = "\\b(?:in|on) (?:our |the |a |my )?(?:reject|ban|block|deny) list\\b" }

  # Lists and operators by their names.
  rule { text = "\\bspamcop\\b" }
  rule { text = "barracudacentral" }
  rule { text = "barracuda reputation" }
  rule { text = "barracudanetworks\\.com/reputation" }
  rule { text = "\\bsorbs\\b" }
  rule { text = "ipcheck\\.proofpoint\\.com" }
  rule { text = "\\bproofpoint\\.com/dnsbl\\S*" }
  rule { text = "csi\\.(?:cloudmark|mimecast)" }
  rule { text = "cloudmark" }
  rule { text = "senderbase" }
  rule { text = "\\bsbrs\\b" }
  rule { text = "invaluement" }
  rule { text = "abusix" }
  rule { text = "mailspike" }
  rule { text = "abuseat\\.org" }
  rule { text = "spamrl\\.com" }
  rule { text = "hostkarma" }
  rule { text = "junkemailfilter" }
  rule { text = "uceprotect" }
  rule { text = "backscatterer" }
  rule { text = "senderscore" }
  rule { text = "\\bspamrats\\b" }
  rule { text = "\\bnjabl\\b" }
  rule { text = "\\bordb\\b" }
  rule { text = "\\bdsbl\\b" }
  rule { text = "\\bpsbl\\b" }
  rule { text = "\\bnixspam\\b" }
  rule { text = "\\bix\\.dnsbl\\S*" }
  rule { text = "\\btrustedsource\\b" }
  rule { text = "\\blashback\\b" }
  rule { text = "\\bgbudb\\b" }
  rule { text = "\\bspamcannibal\\b" }
  rule { text = "\\bmail-abuse\\.(?:com|org)" }
  rule { text = "\\bblocklist\\.de\\b" }
  rule { text = "\\bspamauditor\\b" }
  rule { text = "\\bmxrate\\b" }
  rule { text = "\\b(?:blackholes|relays|dialups?|dnsbl|rbl)\\.\\w+\\.(?:org|net|com|info)\\b" }
  rule { text = "\\bcxbl\\b" }
  rule { text = "\\battrbl\\b" }
  rule { text = "\\bspfbl\\b" }
  rule { text = "\\b0spam\\b" }
  rule { text = "\\bs5h\\b" }
  rule { text = "\\[tss09\\]" }
  rule { text = "\\bib1(?:0[3-9]|1[0-3])\\b" }
  rule { text = "\\bbad ip\\b" }
  rule { text = "identified as (?:a )?spammer" }
  rule { text = "\\bip address is (?:black|block)[ -]?listed" }
  rule { text = "\\b(?:your|sender|sending) ip[ -]?address (?:\\S+ )?(?:is |has been )?(?:\\w+ )?(?:black|block)[ -]?listed\\b" }
  rule { text = "a problem occurred\\. \\(ask your postmaster for help" }
  rule { text = "\\(rly:b\\w+\\)" }
  rule { text = "\\(rtr:\\w+\\)" }
  rule { text = "\\bis an open relay\\b" }
  rule {
    text     = "\\b(?:open prox(?:y|ies)|spam ?trap|honey ?pot|botnet|spambot|zombie)\\b"
    fallback = true
  }

  # The client, and that it is refused, in every order.
  rule { text = "\\b(?:your|this|the|client|sending|remote) (?:\\w+ )?(?:ips?|ip[ -]?add?ress(?:es)?|hosts?|client(?: host)?)(?: (?:with|at|of|from))?(?: [^ a-z]\\S*)?(?: (?:is|are|was|has|have|been|being|temporarily|permanently|currently|now|still|on|in|our|the|a|local))* (?:black|block|deny|reject|ban)[ -]?list(?:ed|ing)?\\b" }
  rule { text = "\\b(?:connecting|source|sender) (?:\\w+ )?(?:ips?|ip[ -]?add?ress(?:es)?|hosts?|client(?: host)?)(?: (?:with|at|of|from))?(?: [^ a-z]\\S*)?(?: (?:is|are|was|has|have|been|being|temporarily|permanently|currently|now|still|on|in|our|the|a|local))* (?:black|block|deny|reject|ban)[ -]?list(?:ed|ing)?\\b" }
  rule { text = "\\b(?:your|this|the|client|sending|remote|connecting|source|sender) (?:\\w+ )?(?:servers?|smtp server|mail ?servers?)(?: (?:with|at|of|from))?(?: [^ a-z]\\S*)?(?: (?:is|are|was|has|have|been|being|temporarily|permanently|currently|now|still|on|in|our|the|a|local))* (?:black|block|deny|reject|ban)[ -]?list(?:ed|ing)?\\b" }
  rule { text = "\\b(?:your|this|the|client|sending|remote) (?:\\w+ )?(?:mtas?|network|subnet|net ?block|(?:ip |address )range)(?: (?:with|at|of|from))?(?: [^ a-z]\\S*)?(?: (?:is|are|was|has|have|been|being|temporarily|permanently|currently|now|still|on|in|our|the|a|local))* (?:black|block|deny|reject|ban)[ -]?list(?:ed|ing)?\\b" }
  rule { text = "\\b(?:connecting|source|sender) (?:\\w+ )?(?:mtas?|network|subnet|net ?block|(?:ip |address )range)(?: (?:with|at|of|from))?(?: [^ a-z]\\S*)?(?: (?:is|are|was|has|have|been|being|temporarily|permanently|currently|now|still|on|in|our|the|a|local))* (?:black|block|deny|reject|ban)[ -]?list(?:ed|ing)?\\b" }
  rule { text = "\\b(?:your|this|the|client|sending|remote|connecting|source|sender) (?:\\w+ )?(?:machine|gateway|relay)(?: (?:with|at|of|from))?(?: [^ a-z]\\S*)?(?: (?:is|are|was|has|have|been|being|temporarily|permanently|currently|now|still|on|in|our|the|a|local))* (?:black|block|deny|reject|ban)[ -]?list(?:ed|ing)?\\b" }
  rule {
    text     = "\\b(?:do|does|will|can)(?: ?not|n.t) (?:currently |longer )?(?:accept|allow|take|want|permit|process)\\w* (?:any )?(?:more )?(?:e?-?mails?|messages|connections?|traffic|smtp|delivery|anything) from (?:your|this|the|that) (?:\\w+ )?(?:ips?|ip[ -]?add?ress(?:es)?|hosts?|client(?: host)?|servers?|smtp server|mail ?servers?)\\b"
    fallback = true
  }
  rule {
    text     = "\\b(?:do|does|will|can)(?: ?not|n.t) (?:currently |longer )?(?:accept|allow|take|want|permit|process)\\w* (?:any )?(?:more )?(?:e?-?mails?|messages|connections?|traffic|smtp|delivery|anything) from (?:your|this|the|that) (?:\\w+ )?(?:mtas?|network|subnet|net ?block|(?:ip |address )range|machine|gateway|relay)\\b"
    fallback = true
  }
  rule {
    text     = "\\b(?:not|no longer|never) (?:accepting|allowing|taking|accepted|allowed|permitted|welcome)(?: any)?(?: e?-?mails?| messages| connections?| traffic)? from (?:your|this|the|that) (?:\\w+ )?(?:ips?|ip[ -]?add?ress(?:es)?|hosts?|client(?: host)?|servers?|smtp server|mail ?servers?)\\b"
    fallback = true
  }
  rule {
    text     = "\\b(?:not|no longer|never) (?:accepting|allowing|taking|accepted|allowed|permitted|welcome)(?: any)?(?: e?-?mails?| messages| connections?| traffic)? from (?:your|this|the|that) (?:\\w+ )?(?:mtas?|network|subnet|net ?block|(?:ip |address )range|machine|gateway|relay)\\b"
    fallback = true
  }
  rule {
    text     = "\\b(?:blocked|blocking|banned|rejected|rejecting|refused|refusing|denied)(?: all)?(?: e?-?mails?| messages| connections?| traffic| access)? (?:from |for |of )?(?:your|this|that) (?:\\w+ )?(?:ips?|ip[ -]?add?ress(?:es)?|hosts?|client(?: host)?|servers?|smtp server|mail ?servers?)\\b"
    fallback = true
  }
  rule {
    text     = "\\b(?:denying|dropped|dropping|disallowed|unwanted|prohibited)(?: all)?(?: e?-?mails?| messages| connections?| traffic| access)? (?:from |for |of )?(?:your|this|that) (?:\\w+ )?(?:ips?|ip[ -]?add?ress(?:es)?|hosts?|client(?: host)?|servers?|smtp server|mail ?servers?)\\b"
    fallback = true
  }
  rule {
    text     = "\\b(?:blocked|blocking|banned|rejected|rejecting|refused|refusing|denied|denying|dropped|dropping|disallowed|unwanted|prohibited)(?: all)?(?: e?-?mails?| messages| connections?| traffic| access)? (?:from |for |of )?(?:your|this|that) (?:\\w+ )?(?:mtas?|network|subnet|net ?block|(?:ip |address )range|machine|gateway|relay)\\b"
    fallback = true
  }
  rule {
    text     = "\\b(?:ips?|ip[ -]?add?ress(?:es)?|hosts?|client(?: host)?|servers?|smtp server|mail ?servers?)(?:[ :=]*[^ a-z]\\S*)?,? (?:(?:is|are|was|were|has|have|been|being|will|be|temporarily|permanently|currently|now|on|our|system) )*(?:blocked|banned|barred|blocklisted|blacklisted|disallowed|shunned)\\b"
    fallback = true
  }
  rule {
    text     = "\\b(?:ips?|ip[ -]?add?ress(?:es)?|hosts?|client(?: host)?|servers?|smtp server|mail ?servers?)(?:[ :=]*[^ a-z]\\S*)?,? (?:(?:is|are|was|were|has|have|been|being|will|be|temporarily|permanently|currently|now|on|our|system) )*(?:prohibited|not (?:be )?(?:welcome|trusted|wanted))\\b"
    fallback = true
  }
  rule {
    text     = "\\b(?:ips?|ip[ -]?add?ress(?:es)?|hosts?|client(?: host)?|servers?|smtp server|mail ?servers?)(?:[ :=]*[^ a-z]\\S*)?,? (?:(?:is|are|was|were|has|have|been|being|will|be|temporarily|permanently|currently|now|on|our|system) )*(?:unwelcome|unwanted|jailed|quarantined)\\b"
    fallback = true
  }
  rule {
    text     = "\\b(?:mtas?|network|subnet|net ?block|(?:ip |address )range|machine|gateway|relay)(?:[ :=]*[^ a-z]\\S*)?,? (?:(?:is|are|was|were|has|have|been|being|will|be|temporarily|permanently|currently|now|on|our|system) )*(?:blocked|banned|barred|blocklisted|blacklisted|disallowed|shunned|prohibited|not (?:be )?(?:welcome|trusted|wanted))\\b"
    fallback = true
  }
  rule {
    text     = "\\b(?:mtas?|network|subnet|net ?block|(?:ip |address )range|machine|gateway|relay)(?:[ :=]*[^ a-z]\\S*)?,? (?:(?:is|are|was|were|has|have|been|being|will|be|temporarily|permanently|currently|now|on|our|system) )*(?:unwelcome|unwanted|jailed|quarantined)\\b"
    fallback = true
  }

  # Blocked, and by whom, or for what.
  rule {
    text     = "\\b(?:ips?|ip[ -]?address(?:es)?|host|server|client)\\b(?:[ :=]*[^ a-z]\\S*)?(?: is| was| has been| are)? (?:blocked|rejected|refused|denied|banned|listed|flagged|blacklisted) (?:by|on|in|at) (?:the |our |a )?(?:\\S+ ){0,3}(?:list|threat\\w*|intelligence|service|sensor|filter\\w*|shield|guard|protection|feed|database|block)\\b"
    fallback = true
  }
  rule { text = "\\b(?:ips?|ip[ -]?address(?:es)?|host|server|network|client|range)\\b(?:[^.:;]|\\.\\w)*?\\b(?:blocked|banned|refused|rejected|denied) (?:for|due to|because of|after|owing to) (?:\\w+ ){0,2}(?:abuse|spam\\w*|attacks?|viruse?s|malware|bad behaviou?r|suspicious|malicious|brute|hacking|scanning)" }
  rule { text = "\\bintrusion (?:prevention|detection|protection)\\b" }
  rule { text = "\\b(?:threat|abuse|attack) (?:list|intelligence|database|feed)\\b" }
  rule { text = "\\bblack[ -]?(?:listed )?(?:ip|host|ip[ -]?address)\\b" }
  rule { text = "\\b(?:ip|host|server|sender ip|client)\\b(?:[^.:;]|\\.\\w)*?\\b(?:bad|poor|low|negative|high|high risk|high-risk) (?:\\w+ )?(?:score|rating|rank\\w*|risk|karma|trust)\\b" }
  rule { text = "\\b(?:appears?|appear\\w*|is|are|was|found|placed|currently|still) (?:on|in) (?:a |the |our |one of our |several |some )?(?:public |local |internal |internet )?(?:list|lists|database)s? of (?:\\w+ ){0,2}(?:spam\\w*|open relays|abus\\w+|blocked|banned|bad|dynamic|dial\\w*|infected|known)(?: \\w+)?" }
  rule { text = "\\b(?:dul|duhl|cbl|wpbl|dnswl|rhsbl|surriel|ahbl|fiveten|sem-\\w+|nix spam) (?:list(?:ed)?|block\\w*|hit|match\\w*)\\b" }
  rule { text = "\\blisted as (?:a |an )?(?:known )?(?:spam\\w*|abus\\w+|open relay|dynamic|dial-?up|bad|blocked)\\b" }
  rule { text = "\\b(?:dynamic(?:ally[ -]assigned)?|dial-?up|residential|consumer|home|generic|non-?static) (?:ips?|ip[ -]?address\\w*|hosts?|hostnames?|clients?|users?|lines?|ranges?|pools?|connections?|networks?)\\b(?:[^.:;]|\\.\\w)*?\\b(?:(?:may|must|can|should|are|is|do|does|will)(?: ?not|n.t)\\b|blocked|refused|rejected)" }
  rule { text = "\\b(?:dynamic(?:ally[ -]assigned)?|dial-?up|residential|consumer|home|generic|non-?static) (?:ips?|ip[ -]?address\\w*|hosts?|hostnames?|clients?|users?|lines?|ranges?|pools?|connections?|networks?)\\b(?:[^.:;]|\\.\\w)*?\\b(?:denied|banned|prohibited|not (?:allowed|accepted|permitted|welcome))" }
  rule { text = "\\b(?:send|sent|receiv\\w+|seen|got|saw|detect\\w*|much|coming|comes|getting|observed) (?:\\w+ ){0,2}(?:spam|abuse|junk|viruses|malware|attacks?)\\b(?:[^.:;]|\\.\\w)*?\\bfrom (?:your|this|that|the same) (?:\\w+ )?(?:ips?|ip[ -]?add?ress(?:es)?|hosts?|client(?: host)?|servers?|smtp server|mail ?servers?)" }
  rule { text = "\\b(?:send|sent|receiv\\w+|seen|got|saw|detect\\w*|much|coming|comes|getting|observed) (?:\\w+ ){0,2}(?:spam|abuse|junk|viruses|malware|attacks?)\\b(?:[^.:;]|\\.\\w)*?\\bfrom (?:your|this|that|the same) (?:\\w+ )?(?:mtas?|network|subnet|net ?block|(?:ip |address )range|machine|gateway|relay)" }
  rule {
    text     = "\\btoo many (?:attacks?|spam\\w*|viruses|complaints|abuse \\w+)\\b(?:[^.:;]|\\.\\w)*?\\bfrom\\b"
    fallback = true
  }
  rule { text = "\\b(?:all )?messages? from \\S+ will be permanently deferred\\b(?:.{0,60}retry\\w*)?" }
  rule { text = "\\[ts0[1-9]\\] all messages from \\S+ will be permanently deferred" }

  # What is said of the host.
  rule { text = "\\b(?:ips?|ip[ -]?address(?:es)?|host|server|client|sender ip|mta)\\b(?:[^.:;]|\\.\\w)*?(?:not|n.t) (?:be )?(?:allowed|permitted|authori[sz]ed|entitled|welcome) to (?:send|connect|deliver|use|access|submit|relay mail)\\w*(?: \\w+)?(?: to us| here| this \\w+)?" }
  rule {
    text     = "\\b(?:abusive|banned|hostile|malicious|bad|evil|rogue|infected|untrusted|disreputable|blocked|suspicious) (?:\\w+ )?(?:hosts?|ips?|server|client|sender ip|network|relay)\\b"
    fallback = true
  }
  rule { text = "\\b(?:on|in|to|from) (?:our|a|the|my|some|local|internal) (?:\\w+ )?(?:list|database|table) of (?:\\w+ ){0,2}(?:hosts|ips|servers|addresses|senders|networks|spammers|spam sources|relays)\\b" }
  rule { text = "\\b(?:karma|trust score|reputation score|ip score|spam score of (?:your|this) (?:ip|host|server))\\b" }
  rule { text = "\\b(?:spam|abuse|phish\\w*|malware)[ -]?(?:score|level|rating|history) (?:of|for) (?:your|this|the) (?:\\w+ )?(?:ips?|ip[ -]?add?ress(?:es)?|hosts?|client(?: host)?|servers?|smtp server|mail ?servers?|mtas?|network|subnet|net ?block|(?:ip |address )range|machine|gateway|relay)\\b" }
  rule {
    text     = "\\bno (?:smtp )?(?:service|access|mail|connections?) (?:for|from|to) (?:your|this) (?:\\w+ )?(?:ip|address|host|network|server|client)\\b"
    fallback = true
  }
  rule { text = "\\b(?:ip|host|server|client|network|machine|domain|sender|address)\\b(?:[^.:;]|\\.\\w)*?\\b(?:compromised|infected|hacked|part of a botnet|open relay|open proxy|sends? spam|spamming|a spam(?:mer|bot)|for spamming)\\b" }
  rule {
    text     = "\\bremove (?:your |the |this )?(?:ip|host|address|server)?(?: \\S+)? ?from (?:the |our |this )?(?:\\w+ )?(?:list|blacklist|blocklist)\\b"
    fallback = true
  }
  rule {
    text     = "\\b(?:delist(?:ing|ed)?|removal (?:request|form|from (?:the|our|this) (?:list|blacklist|blocklist)))\\b"
    fallback = true
  }

  # The same in other languages.
  rule { text = "\\b(?:ip|adresse ip|server|host)\\b(?:[^.:;]|\\.\\w)*?(?:gesperrt|geblockt|blockiert|abgelehnt|auf (?:einer|der) (?:blacklist|sperrliste))" }
  rule { text = "\\badresse ip\\b(?:[^.:;]|\\.\\w)*?\\b(?:bloqu\\S{1,3}|refus\\S{1,3}|interdite|list\\S{1,2}e)" }
  rule { text = "\\bindirizzo ip\\b(?:[^.:;]|\\.\\w)*?(?:bloccat|rifiutat|in blacklist)" }
  rule { text = "\\b(?:direcci\\S{1,2}n|endere\\S{1,2}o) ip\\b(?:[^.:;]|\\.\\w)*?(?:bloquead|rechazad|rejeitad)" }
  rule { text = "\\b(?:lista negra|liste noire|lista nera|sperrliste|schwarze liste|spamlist\\w*)\\b" }
  rule { text = "(?:в (?:чёрном|черном) списке|ip(?:[^.:;]|\\.\\w)*?заблокирован)" }
  rule { text = "(?:黑名单|ip\\S{0,6}(?:被拒绝|被封))" }

  # An address alone, and that it is refused.
  rule {
    text     = "\\d\\.\\d+[\\])>]*[,:]? (?:(?:is|was|has been|being|temporarily|permanently|currently|now|still) )*(?:blocked|banned|denied|refused|rejected|blacklisted|blocklisted|barred|not allowed|not welcome|forbidden|prohibited)\\b"
    fallback = true
  }
  rule {
    text     = "\\b(?:refus\\w*|reject\\w*|den(?:y|ies|ied)|block(?:s|ed|ing)?|bans?|banned)[: ]+(?:mail |connections? |access )?(?:from |for |of )?(?:(?:your|this|the|client) )?(?:ips?|ip[ -]?add?ress(?:es)?|hosts?|client(?: host)?|servers?|smtp server|mail ?servers?|mtas?)\\b"
    fallback = true
  }
  rule {
    text     = "\\b(?:refus\\w*|reject\\w*|den(?:y|ies|ied)|block(?:s|ed|ing)?|bans?|banned)[: ]+(?:mail |connections? |access )?(?:from |for |of )?(?:(?:your|this|the|client) )?(?:network|subnet|net ?block|(?:ip |address )range|machine|gateway|relay|isp|provider)\\b"
    fallback = true
  }
  rule {
    text     = "\\b(?:ips?|ip[ -]?add?ress(?:es)?|hosts?|client(?: host)?|servers?|smtp server|mail ?servers?|mtas?|network|subnet|net ?block|(?:ip |address )range|machine|gateway|relay|isp|provider)\\b(?:[^.:;]|\\.\\w)*?\\b(?:locked out|shut out|blackholed|null-?routed|firewalled|blocked)\\b"
    fallback = true
  }
  rule { text = "\\b(?:your|this|the) (?:isp|provider|network|host|server|ip|domain|mail server)\\b(?:[^.:;]|\\.\\w)*?\\b(?:known|notorious|reported|responsible|identified|listed|used|blocked) (?:for|as|by) (?:\\w+ ){0,2}(?:spam\\w*|abus\\w+)\\b" }
  rule { text = "\\b(?:blocked|banned|refused|rejected|denied|listed|suspended) (?:for|because of|due to|after) (?:\\w+ )?(?:spamming|(?:sending|sent|relaying|emitting) (?:\\w+ )?(?:spam|viruses|junk|ube|malware))\\b" }
  rule { text = "\\b(?:got|get|getting|received|receiving|have|had|seen|see) (?:too (?:much|many)|lots? of|a lot of|only|nothing but|much|many) (?:spam\\w*|junk|abuse|viruses|complaints)\\b(?:[^.:;]|\\.\\w)*?\\bfrom\\b" }
  rule { text = "\\b(?:reputation|rating|score|ranking) (?:system|service|database|score|filter|check|network|engine|list\\w*)\\b" }
  rule { text = "\\b(?:due to|because of|owing to) (?:\\S+ ){0,3}reputation\\b.{0,40}" }
  rule { text = "\\b(?:ip|host|server)(?:[ -]address)? (?:[^ a-z]\\S* )?(?:is |was )?listed\\b" }
  rule { text = "\\b(?:range|block|pool|space|set) of (?:\\w+ )?(?:end[- ]?users?|dynamic|dial-?up|residential|consumer\\w*|dsl|customers)\\b" }
  rule { text = "\\b(?:suspected|suspect|possible|probable|known|likely|potential) (?:\\w+ )?spam (?:source|host|server|sender|relay|site|network)s?\\b" }
  rule {
    text     = "\\b(?:residential|home|dynamic\\w*|dial-?up|dsl|broadband|end-?user|consumer) (?:\\w+ )?(?:connections?|ranges?|networks?|addresses|hosts|ips|users|customers|lines)\\b"
    fallback = true
  }
  rule { text = "\\byou(?: are|.re| were|r ip is| have been) (?:\\w+ )?(?:on|in) (?:a|our|the|my|some) (?:\\w+ )?(?:black|block|deny|ban)[ -]?list\\b" }

  # Mail from an address literal, and what came from it.
  rule {
    stage    = ["connect", "banner", "ehlo", "mail", "rcpt", "data", "message"]
    text     = "\\b(?:e?-?mails?|messages?|connections?|traffic|access) from [\\[(<]?\\d+\\.\\d+\\S* (?:(?:is|are|was|has been|have been|being) )?(?:temporarily |currently )?(?:blocked|banned|denied|refused|rejected|not (?:allowed|permitted|accepted|welcome))\\b"
    fallback = true
  }
  rule { text = "\\b(?:spam|unsolicited (?:\\w+ )?(?:e?-?mails?|messages?)|abuse|viruses|malware|junk|attacks?)\\b(?:[^.:;]|\\.\\w)*?\\b(?:sent|coming|originat\\w+|received|seen|detected|reported|relayed) (?:\\w+ )?(?:from|by|through) (?:your|this|the same) (?:\\w+ )?(?:ips?|ip[ -]address|host|server|network|system|range|isp|provider|mail server)\\b" }
  rule { text = "\\b(?:ip|ip address|host|server|network|domain|sender)\\b(?:[^.:;]|\\.\\w)*?\\breputation (?:problems?|issues?|score|is|was|too|below|check|filter\\w*|status)\\b" }
  rule {
    text     = "(?:\\bnot|\\bno longer|n.t) (?:accept|accepting|take|taking|allow|allowing)\\w* (?:any )?(?:e?-?mails?|messages?|connections?|traffic) from (?:your|this|these|that|the) (?:\\w+ )?(?:ranges?|addresses|address space|networks?|block)\\b"
    fallback = true
  }

  # The same in further languages.
  rule { text = "\\b(?:ip[ -]?(?:adresse?|address|addr)|ip)\\b(?:[^.:;]|\\.\\w)*?(?:geblokkeerd|geweigerd|op (?:een|de) (?:zwarte lijst|blacklist)|zablokowan|blokovan|blockerad|blokkert|blokeret|engellen)" }
  rule { text = "\\b(?:zwarte lijst|czarn\\S{1,2} li\\S{1,3}|svart\\S? list)" }
  rule { text = "(?:ip[- ]?адрес\\S*|хост\\S*|сервер\\S*)(?:[^.:;]|\\.\\w)*?(?:заблокирован|в (?:чёрном|черном|стоп)|запрещ)" }

  # A list by its name, whoever is said to be on it.
  rule { text = "\\b(?:sender|from|mail|message)\\b[^.;:]{0,20}? (?:is |was |found |listed )*(?:in|on|by|at) (?:an? |the |our )?(?:public |dns )?(?:black|block)[- ]?list:? [\\w-]+\\.[\\w.-]+" }
  rule { text = "block[-_]?lookup" }
  rule {
    text     = "\\bmail (?:refused|rejected|blocked|denied)\\W{1,6}\\d+\\.\\d+\\.\\d+\\.\\d+"
    fallback = true
  }
  rule { text = "\\d\\.\\d+\\]? (?:is |has been |was )?(?:\\w+ly )?(?:blocked|banned|prevented|barred|prohibited) from (?:sending|connecting|delivering)\\b(?:.{0,40}?\\bspam\\w*(?: messages?)?)?" }
  rule { text = "\\(dyn:t\\w+\\)" }
  rule { text = "\\b(?:amount|volume|lot|lots|number) of (?:\\w+ )?(?:spam|junk|abuse)\\b[^.;:]{0,20}? from (?:your|this|the same) (?:\\w+ )?(?:ips?|ip[ -]address|host|server|network|system|range|mail server)\\b" }
  rule { text = "\\b(?:suspected |known )?spam(?:ming|my)? ips?\\b" }
  rule {
    text     = "\\bip reject(?:ed)?\\b"
    fallback = true
  }
  rule { text = "\\b(?:ip|ip address|host|address) (?:\\S+ ){0,3}?(?:found|listed|present|is) (?:in|on) (?:an? |our |the )?(?:\\S+ )?(?:block|black|deny)[- ]?list\\b" }
  rule { text = "\\b\\d+\\.\\d+\\.\\d+\\.\\d+ (?:is )?blocked\\b.{0,30}" }
  rule { text = "\\baccess from ip(?: address)? \\S+ (?:is |was |has been )?(?:blocked|denied|rejected)\\b.{0,10}" }
  rule { text = "\\baddress \\S+ (?:has )?sent (?:e?mail|messages|spam)? ?to (?:an? )?spam ?traps?" }
  rule { text = "\\bivm(?:sip|uri)\\b" }
  rule { text = "\\bip or e-?mail address (?:is |was |has been )?blocked\\b" }
  rule { text = "\\ba problem occurred\\. \\(?ask your postmaster\\b" }
  rule { text = "\\b(?:temporarily )?blocked\\b.{0,20}? for attempting to (?:send|mail|deliver)(?: to)? too many (?:(?:invalid|unknown) recipients|messages containing\\b.{0,30}?spam)" }
  rule { text = "\\bblocked for the day\\b.{0,40}" }
  rule { text = "\\bnot (?:currently )?accepting (?:mails?|messages?|connections?) from (?:your|this) ip\\b" }
  rule { text = "\\blooks? suspiciously like (?:a )?spammer\\b" }
  rule { text = "\\bspam ip (?:is )?(?:rejected|blocked|refused)\\b" }
  rule { text = "\\byour ip ?\\S{0,40} is filtered\\b" }
  rule { text = "\\bno longer accepts? connections? from dynamic(?:ally)?\\b.{0,30}" }
  rule { text = "\\b(?:e-?mail|mail) from \\S+ is (?:currently )?blocked by\\b.{0,40}?anti-?spam\\b" }
  rule { text = "\\btoo (?:many spams?|much spam) from your ip\\b.{0,20}" }
  rule { text = "\\bsuspected bounce attacks?\\b" }
  rule { text = "^(?:421 )?blocked \\(\\S+\\)\\. see\\b" }
  rule { text = "\\(con:b1\\)\\W*" }
  rule { text = "\\b(?:ip|\\]:?\\S*) is in an rbl\\b.{0,60}?(?:\\bblocked\\b.{0,400})?" }
  rule { text = "\\bis in an rbl on\\b.{0,400}" }

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

  example {
    stage = "banner"
    reply = "554 Mail from a dynamic IP address is not accepted here"
  }

  example {
    stage = "banner"
    reply = "554 Your server is a known source of spam"
  }

  example {
    stage = "rcpt"
    reply = "550 5.7.1 Your IP 203.0.113.7 is on our local blacklist"
  }

  example {
    stage = "banner"
    reply = "554 Ihre Adresse steht auf einer Sperrliste"
  }

  example {
    stage = "rcpt"
    reply = "550 5.7.1 Refused, the reputation of the sending IP is too low"
  }

  example {
    stage = "banner"
    reply = "554 We got too much spam from this host"
  }

  example {
    stage = "banner"
    reply = "554 The host 203.0.113.7 is on our list of bad hosts"
  }

  example {
    stage = "banner"
    reply = "421 203.0.113.7 is temporarily banned"
  }

  example {
    stage = "banner"
    reply = "421 Intrusion prevention is active for 203.0.113.7"
  }

  example {
    stage = "rcpt"
    reply = "550 The sender is in block list bl.example.net"
  }

  example {
    stage = "banner"
    reply = "554 203.0.113.7 is barred from sending, probably for spam"
  }

  counter_example {
    stage = "rcpt"
    reply = "550 5.7.1 Message rejected by the server"
    class = "unknown"
  }

  counter_example {
    stage = "rcpt"
    reply = "554 Blocked by this mail server"
    class = "unknown"
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

  counter_example {
    stage = "rcpt"
    reply = "550 5.7.25 The IP address 203.0.113.7 has no PTR record"
    class = "rdns-missing"
  }

  counter_example {
    stage = "rcpt"
    reply = "421 Your host is limited to 3 connections"
    class = "too-many-connections"
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

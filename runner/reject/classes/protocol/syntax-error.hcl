class "syntax-error" {
  family = "protocol"
  title  = "The server cannot read a command or an address"
  test   = "builtin:full-conversation"

  cause = <<-END
    An address with blanks or without a domain, a name in the address field, stray characters in
    a command, or a device that speaks TLS on a port that is in clear.
  END

  advice = <<-END
    Look for stray characters in the device's From and recipient fields, and see that "SSL" is
    not chosen for port 587 or 25.
  END

  rule {
    code     = ["50x", "553", "555"]
    text     = "\\bsyntax\\b"
    fallback = true
  }
  rule { text = "\\bsyntax: .{0,30}" }
  rule { text = "\\bsyntax error (?:in|on|at|-|:) ?.{0,30}" }
  rule { text = "bad (?:sender|recipient|destination mailbox|mailbox) address syntax" }
  rule {
    stage = ["banner", "ehlo", "mail", "rcpt", "data", "message", "quit"]
    text  = "unrecogni[sz]ed (?:smtp )?command|command (?:was )?(?:not (?:recogni[sz]ed|understood)|unrecogni[sz]ed|unknown)|unknown (?:smtp )?command|bad command|illegal command"
  }
  rule { text = "unrecogni[sz]ed (?:smtp )?command|command (?:was )?(?:not recogni[sz]ed|unrecogni[sz]ed|unknown)|unknown (?:smtp )?command" }
  rule {
    text     = "\\binvalid (?:smtp )?command"
    fallback = true
  }
  rule {
    stage = ["banner", "ehlo", "mail", "rcpt", "data", "message", "quit"]
    code  = ["500", "501"]
    text  = "^(?:unrecogni[sz]ed|unknown|invalid)(?: command| input| request)?\\W*(?:\\(.{0,20})?$"
  }
  rule {
    code = ["500", "501"]
    text = "(?:not understood|don.?t understand|speaking smtp|what\\?|garbage|unintelligible|not an smtp command)"
  }
  rule {
    code = ["500", "501"]
    text = "(?:could not|couldn.t|cannot|can.t|unable to|failed to) (?:parse|decode|understand|interpret)\\b"
  }
  rule { text = "(?:could not|couldn.t|cannot|can.t|unable to|failed to) (?:parse|decode|understand) (?:your |the |this |that )?(?:mail|rcpt|auth|command|argument|parameter|address|sender|recipient|path|line|smtp)\\b(?: \\w+)?" }
  rule { text = "(?:command|address|argument|path|auth) pars(?:ing|er?) (?:failed|failure|error)" }
  rule { text = "\\bpars(?:ing|er?) (?:failed|failure|error)" }
  rule { text = "malformed (?:smtp |esmtp )?(?:command|address|e-?mail address|auth(?:entication)?(?: \\w+)?|mail from|rcpt to|recipient|sender|argument|parameter|path|line|input|request|data)\\b" }
  rule { text = "(?:invalid|bad|illegal|wrong|missing|no|empty) (?:or missing |number of )?(?:arguments?|parameters|operands?|address (?:syntax|format)|(?:forward|reverse|return)[- ]path|utf-8|base-?64|auth (?:data|string|input|parameters?))\\b(?: (?:data|string|input|encoding|format))?" }
  rule { text = "\\b(?:missing|empty) (?:or (?:invalid|empty) )?(?:recipient|sender|envelope sender|address|domain|hostname|angle brackets?|[<>])(?: (?:argument|parameter|operand|address))?(?: (?:given|supplied|specified))?[.!]?$" }
  rule { text = "must (?:have|include|contain|be followed by) an? (?:valid )?(?:address|argument|operand|parameter)\\b(?: \\w+)?" }
  rule {
    stage = ["ehlo", "mail", "rcpt", "auth"]
    text  = "\\b(?:address|argument|parameter|operand|path)s? (?:is )?(?:must be (?:specified|supplied|given|present)|required|missing|expected)\\b"
  }
  rule {
    text = "\\b(?:helo|ehlo|mail(?: from)?|rcpt(?: to)?|command|verb) (?:requires?|needs?|wants?) (?:a |an |the )?(?:valid )?(?:\\w+ )?(?:domain|address|argument|parameter|operand|hostname)"
  }
  rule {
    stage = ["mail"]
    text  = "^(?:the )?(?:e-?mail )?address (?:is )?(?:not valid|invalid|malformed|not well-?formed)"
  }
  rule { text = "(?:contained|contains|has|have) (?:an? )?(?:invalid|illegal|malformed|bad) (?:address|path|recipient|sender)\\b" }
  rule { text = "(?:illegal|invalid|restricted|forbidden|bad|unexpected|disallowed|unsupported|special|control) char(?:acter)?s? (?:found )?(?:in|within) (?:the )?(?:\\w+ )?(?:address|local|user|domain|name|command|recipient|sender|path|envelope)" }
  rule { text = "\\b(?:address|recipient|sender|user ?name|local part|mailbox name)s? contains? (?:an )?(?:illegal|invalid|restricted|forbidden|bad|unsafe|disallowed) char\\w*" }
  rule { text = "\\brecipient\\b.{0,25}?\\b(?:need|must be an?|not an?|requires?) fully[- ]qualified (?:address|domain|name)\\b" }
  rule { text = "\\b(?:recipient )?address (?:is )?not (?:in )?(?:correct|proper|valid) (?:format|form)\\b" }
  rule { text = "\\b(?:wrong|incorrect|improper|bad|invalid) (?:e-?mail |mail |recipient |sender )?address format" }
  rule { text = "^invalid address\\b" }
  rule { text = "(?:the )?(?:recipient |sender )?(?:address )?(?:<[^>]*> )?(?:is )?not a valid rfc[ -]?\\d*(?: address)?" }
  rule { text = "\\brfc[ -]?(?:2821|5321|821)\\b.{0,20}?\\b(?:syntax|violation|command)" }
  rule { text = "\\b(?:missing or )?malformed (?:local[- ]part|domain part|user ?name|mailbox)" }
  rule { text = "address must (?:contain|have|include) an? (?:domain|host|local part|at sign)" }
  rule { text = "\\binvalid (?:mail from|rcpt to):?(?: address| command| argument| syntax)?\\b(?: provided| given)?" }
  rule { text = "optional argument not permitted" }
  rule { text = "unexpected (?:smtp )?(?:command|arguments?|parameters?|input|characters?)\\b(?: to \\w+| after \\w+)?" }
  rule { text = "protocol violation" }
  rule { text = "\\bbad address\\b" }
  rule { text = "syntaxfehler|fehler in der syntax|ung(?:ü|ue)ltiger befehl|unbekannter befehl|erreur de syntaxe|commande (?:inconnue|invalide|non reconnue)|error de sintaxis|comando (?:desconocido|inv(?:á|a)lido|no reconocido)|errore di sintassi" }
  rule { text = "comando (?:sconosciuto|non valido|non riconosciuto)|erro de sintaxe|comando (?:desconhecido|n(?:ã|a)o reconhecido)|syntaxisfout|onbekend commando|синтаксическая ошибка|ошибка синтаксиса|неизвестная команда" }
  rule { text = "\\b(?:address|recipient|sender|local[ -]?part|path|mailbox name)(?: name)? (?:may not |must not |should not |cannot |can'?t )?(?:contains?|has|have|includes?|with|(?:begin|end|start)s? (?:with|in)) (?:an? |any |the )?(?:\\w+ )?(?:blanks?|spaces?|white ?space|dots?|quotes?|brackets?|commas?|colons?|semicolons?|parenthes[ie]s|percent|exclamation)\\b" }
  rule { text = "\\b(?:address|recipient|sender|local[ -]?part|path|mailbox name)(?: name)? (?:may not |must not |should not |cannot |can'?t )?(?:contains?|has|have|includes?|with|(?:begin|end|start)s? (?:with|in)) (?:an? |any |the )?(?:\\w+ )?(?:umlauts?|control|special|characters?)\\b" }
  rule {
    stage = ["ehlo", "mail", "rcpt", "auth"]
    text  = "\\b(?:unbalanced|unmatched|mismatched|missing|unterminated|unclosed|stray|no closing|extra) (?:angle )?(?:brackets?|quotes?|parenthes[ie]s|colons?|comments?|quoted string|at[ -]sign|'?[<>\\\"(:])"
  }
  rule { text = "\\b(?:missing|expected|no|need an?|lacks an?|without an?) (?:colon|angle brackets?|at[- ]sign)\\b" }
  rule { text = "\\b(?:colon|at[- ]sign|angle brackets?) (?:is |was )?(?:missing|expected|required|illegal)" }
  rule { text = "(?:'.{1,3}' or )?'.{1,3}' expected\\b(?: (?:after|before) \\S+)?" }
  rule { text = "\\b(?:e-?mail |mail |recipient |sender |envelope |from |to |rcpt |return |mailbox )?(?:address(?:es)?|recipients?|sender|mailfrom|mail from|local[ -]?parts?|rcpt to|path|operand|argument) (?:\\w+ )?without (?:an? |any |the )?(?:\\W|at[ -]sign|domain|host|country|top level)[^.;]{0,60}" }
  rule { text = "\\b(?:domain(?: name| part)?|local[- ]?part|host ?name|mailbox name|user ?name)(?: of the \\w+| in the \\w+| \\w+)? (?:is )?(?:missing|absent|empty|required|lacking)\\b(?: in (?:the )?(?:recipient|sender|rcpt|mail from|e-?mail)?(?: address)?)?" }
  rule { text = "\\b(?:missing|no|without an?|lacks an?|empty) (?:domain(?: name| part)?|local[- ]?part|host ?name|user ?name) (?:part )?(?:in|of|from|on) (?:the )?(?:recipient|sender|rcpt|mail|e-?mail|envelope|from|to|address)\\b" }
  rule {
    stage = ["mail", "rcpt"]
    text  = "\\bfully[- ]qualified (?:\\w+ )?(?:address|domain|hostname|host name|name)(?: name)? (?:is )?(?:required|needed|expected|only|must|please)"
  }
  rule {
    text     = "(?:do(?:es)? not|don'?t|can'?t|cannot|can not|could not|unable to|didn'?t|did not|dont) (?:know how to |really )?(?:understand|interpret|make sense|recogni[sz]e|grok|read|decode) (?:of )?(?:your |the |this |that |what |you |it )*(?:command|address|recipient|sender|line|argument|input|said|mean|request|that|it)?\\b(?: \\w+)?"
    fallback = true
  }
  rule {
    text     = "\\b(?:what (?:was|is|did|do you) (?:that|this|you say|mean)|say something i|huh\\b|pardon|gibberish|nonsense|garbled|gobbledygook|come again|speak(?:ing)? (?:proper )?smtp)"
    fallback = true
  }
  rule {
    stage = ["ehlo", "starttls", "auth", "mail", "rcpt"]
    text  = "\\b(?:badly|poorly|incorrectly|improperly|wrongly|not (?:properly|correctly|well)|ill|mal) ?-?form(?:ed|atted|ulated)?(?: (?:\\w+ )?(?:address|recipient|sender|command|path|domain|argument))?"
  }
  rule { text = "\\b(?:address|recipient|sender|path|domain|mailbox|rcpt|mail from)\\b[^.;]{0,15}? (?:is |are |has |in |an? )*(?:badly formed|malformed|mis-?formatted|unparsable|unparseable|wrong format|bad format|invalid format|incorrect(?:ly)? (?:format\\w*|form)|not in (?:the )?(?:correct|valid|right|proper)|illegal syntax|syntactically)" }
  rule { text = "\\baddress format (?:is )?(?:incorrect|invalid|wrong|bad|error|illegal|not \\w+)|\\bformat of (?:the |your )?(?:\\w+ )?(?:address|recipient|sender|command)\\b" }
  rule {
    text     = "\\b(?:is )?not an? (?:valid|legal|proper|real|correct|well[- ]formed) (?:e-?mail |mail |internet |smtp |rfc ?\\d+ )?address\\b"
    fallback = true
  }
  rule {
    stage    = ["mail"]
    text     = "\\b(?:invalid|illegal|incorrect|bad|wrong) (?:e-?mail |mail |smtp )?address\\b"
    fallback = true
  }
  rule { text = "\\b(?:duplicate|repeated|conflicting|superfluous|extra|trailing|too (?:many|few)|wrong number of|unexpected|incorrect|missing|extraneous) (?:\\w+ )?(?:param(?:eter)?s?|options?|keywords?|arguments?|operands?|characters?|garbage|input|text|junk)\\b" }
  rule { text = "\\b(?:auth|authentication|sasl) (?:data|string|response|input|parameters?|argument|token)s? (?:\\w+ )?(?:should|must|needs?|has to|is not|isn'?t|could not|too|not)\\b(?: \\w+){0,3}" }
  rule {
    stage = ["auth", "ehlo", "mail", "rcpt"]
    text  = "\\b(?:invalid|bad|illegal|malformed|not valid|broken) (?:base-?64|utf-?8)\\b|\\b(?:base-?64|utf-?8) (?:decoding|decode|encoding|error|string|data)\\b[^.;]{0,20}?(?:error|fail\\w*|invalid|problem)?"
  }
  rule {
    stage = ["ehlo", "mail", "rcpt"]
    text  = "\\b(?:usage|correct (?:usage|form|format)|expected (?:form|format)|format|try|should be|use|must be):? (?:is |of the form )?\\W?(?:mail from|rcpt to|helo|ehlo)\\W"
  }
  rule { text = "\\bangle brackets? (?:are |is )?(?:needed|missing|required|mandatory|expected|not \\w+)" }
  rule {
    stage    = ["ehlo", "starttls", "auth", "mail", "rcpt"]
    text     = "\\b(?:no|missing|empty|null|blank) (?:smtp )?(?:command|verb|line|input)\\b|\\b(?:command|verb|command verb|line) (?:is )?(?:missing|empty|absent)\\b"
    fallback = true
  }
  rule {
    stage = ["ehlo", "starttls", "auth", "mail", "rcpt"]
    text  = "\\b(?:line|command|input|argument) (?:contains?|has|with) (?:an? |some )?(?:control|illegal|invalid|non-?ascii|8-?bit|binary|nul|bad|unprintable|strange)[ -]?\\w*"
  }
  rule { text = "\\b(?:address|local[- ]?part|domain(?: name)?|path|argument|user ?name|recipient|sender)(?: part)? (?:is |are )?too (?:long|short)\\b|\\b(?:long|overlong) (?:e-?mail )?address(?:es)?\\b" }
  rule { text = "\\b(?:no|missing) (?:domain|local|host|user)[ -]?part\\b" }
  rule { text = "\\bnot (?:in|of) (?:the |an? )?(?:\\S+ )?(?:correct |valid |right |proper |required |expected )?(?:form|format|syntax|notation)\\b" }
  rule {
    stage = ["ehlo", "starttls", "auth", "mail", "rcpt"]
    text  = "\\b(?:does|did|do) not parse\\b|\\b(?:un-?parse?able|not parse?able)\\b"
  }
  rule { text = "\\b(?:two|multiple|several|double|more than one|too many) (?:at|at[ -]sign)s?\\b" }
  rule { text = "\\b(?:quotes?|brackets?|parenthes[ie]s|comments?) (?:is |are )?(?:not|never|un) ?(?:closed|balanced|matched|terminated)\\b" }
  rule { text = "\\b(?:mailbox|address|recipient|sender|command|domain|path) (?:name )?syntax\\b(?: (?:error|is|not|was|invalid|incorrect|wrong|allowed|permitted|accepted|supported|valid|correct)){0,3}" }
  rule { text = "\\b(?:address|recipient|sender|path|mailbox) (?:lacks?|needs?|has no|is without|requires?|wants?|must have) (?:an? |the |any )?(?:valid )?(?:domain|host|at[ -]sign|local[ -]?part)\\b(?: (?:name|part))?" }
  rule {
    stage = ["banner", "ehlo", "mail", "rcpt", "data", "message", "quit"]
    text  = "\\b(?:unknown|unrecogni[sz]ed|invalid|bad|illegal|undefined) (?:smtp )?(?:verb|keyword|request)\\b"
  }
  rule {
    enhanced = ["5.1.3", "5.1.7"]
  }
  rule {
    stage    = ["banner", "ehlo", "starttls", "auth", "mail", "rcpt", "data"]
    enhanced = ["5.5.2"]
  }
  rule {
    code     = ["500", "501"]
    enhanced = ["5.5.x"]
    alone    = true
  }
  rule {
    stage = ["ehlo", "mail", "rcpt"]
    code  = ["500", "501"]
    alone = true
  }

  rule { text = "\\b(?:blank|space|white ?space)s? in (?:the |an? |your |this )?(?:\\w+ )?address\\b" }
  rule { text = "\\buser address required" }
  rule { text = "\\bimproper (?:\\w+ )?address\\b" }
  rule {
    text     = "\\binvalid .?to.? field\\b"
    fallback = true
  }
  rule { text = "(?:\\S+: )?sender address must contain a domain" }
  rule { text = "\\b(?:sender|recipient) address rejected: need fully-qualified address" }
  rule {
    stage = ["mail", "rcpt"]
    text  = "\\bfqdn required\\b(?: in the envelope sender)?"
  }
  rule { text = "\\bempty e-?mail address\\b" }
  rule { text = "\\bbad command parameter syntax\\b.{0,20}" }
  rule {
    code = ["5xx"]
    text = "\\binvalid proxy header\\b"
  }
  rule { text = "\\bcan.t split auth value\\b" }
  rule { text = "\\bmissing final .{0,2}domain\\b" }
  rule { text = "'>' missing at end\\b.{0,20}|\\bmissing (?:closing )?'?>'?(?: at end)?" }

  example {
    stage = "rcpt"
    reply = "501 5.1.3 Invalid address"
  }

  example {
    stage = "mail"
    reply = "501 5.1.7 Bad sender address syntax"
  }

  example {
    stage = "ehlo"
    reply = "501 Syntax: EHLO hostname"
  }

  example {
    stage = "mail"
    reply = "500 5.3.3 Unrecognized command"
  }

  example {
    stage = "mail"
    reply = "501 5.5.4 Malformed MAIL FROM command"
  }

  example {
    stage = "rcpt"
    reply = "553 Illegal characters in recipient address"
  }

  example {
    stage = "mail"
    reply = "501 Could not parse that address"
  }

  example {
    stage = "rcpt"
    reply = "500 Syntaxfehler"
  }

  example {
    stage = "rcpt"
    reply = "553 That address contains blanks"
  }

  example {
    stage = "mail"
    reply = "501 Colon missing"
  }

  example {
    stage = "rcpt"
    reply = "553 Badly formed recipient"
  }

  example {
    stage = "rcpt"
    reply = "501 A blank in the address"
  }

  counter_example {
    stage = "auth"
    reply = "501 5.5.124 Invalid XOAUTH2 auth data"
    class = "auth-failed"
  }

  counter_example {
    stage = "mail"
    reply = "501 5.5.4 Unrecognized parameter"
    class = "parameter-unsupported"
  }

  counter_example {
    stage = "mail"
    reply = "501 You are not allowed to relay through this host"
    class = "relay-denied"
  }

  counter_example {
    stage = "mail"
    reply = "501 Blue elephants"
    class = "unknown"
  }

  counter_example {
    stage = "ehlo"
    reply = "504 5.5.2 Helo command rejected: need fully-qualified hostname"
    class = "helo-rejected"
  }

  source {
    title = "RFC 5321, Simple Mail Transfer Protocol"
    date  = "2008-10"
  }

  source {
    title = "RFC 3463, Enhanced Mail System Status Codes"
    date  = "2003-01"
  }
}

class "sender-blocked" {
  family = "policy"
  title  = "This sender is banned"
  over   = ["content-rejected"]
  test   = "builtin:full-conversation"

  cause = <<-END
    The account has sent what looked like spam, mostly since somebody else knows its password;
    or the receiver has put this sender on a list of its own.
  END

  advice = <<-END
    The administrator secures the account first (a new password, all its sessions ended), then
    takes it off the page "Restricted entities". With 5.7.511 the way out is to forward the
    message to delist@microsoft.com. If it is the receiver's own list: ask the receiver.
  END

  rule { text = "bad outbound sender" }
  rule { text = "outboundspamexception" }
  rule { text = "\\bbanned sender\\b" }
  rule { text = "denied, banned sender\\b" }
  rule { text = "spam abuse detected" }
  rule { text = "(?:access )?denied, spam abuse \\w+" }
  rule { text = "badmailfrom" }
  rule { text = "sender address rejected: match" }
  rule { text = "\\bsender (?:address )?(?:is |has been )?(?:denied|blocked|banned|blacklisted|blocklisted)\\b" }
  rule { text = "blocked senders?\\b" }
  rule { text = "submission\\.exception:outboundspamexception" }
  rule { enhanced = ["5.7.501-503", "5.7.511", "5.7.800"] }
  rule {
    enhanced = ["5.7.501-503", "5.7.511", "5.7.800", "5.1.8"]
    text     = "access denied"
  }
  rule {
    text     = "(?:\\bnot|n't) accept (?:any )?(?:e?-?mails?|messages?) from \\S+\\.[a-z]{2,}\\b"
    fallback = true
  }
  rule { text = "\\bsender(?: address| domain)? (?:is )?(?:in|on|part of) (?:the |a |an |our |my )?(?:\\S+ ){0,2}(?:black|block|deny|reject)[- ]?list(?:ed)?\\b" }
  rule { text = "\\boutgoing (?:e?-?mails?|messages?)\\b.{0,60}?\\b(?:suspended|disabled|blocked)" }
  rule { text = "\\bsender (?:is )?not (?:in|on) (?:the |our |a )?list\\b.{0,30}" }
  rule {
    code     = ["5xx"]
    text     = "\\bsender(?:'?s)?(?: e-?mail)?(?: address| domain| mailbox| name)?:?(?: <?\\S+[>,:.]*)?(?: (?:is|are|was|were|has been|have been|be|been|being|will be))?[ :]+(?:permanently |temporarily |currently )?(?:denied|rejected|refused|blocked|banned|forbidden|prohibited|disallowed|black-?listed|block-?listed|deny-?listed|suspended|barred|restricted)\\b"
    fallback = true
  }
  rule {
    code     = ["5xx"]
    text     = "\\bsender(?:'?s)?(?: e-?mail)?(?: address| domain| mailbox| name)?:?(?: <?\\S+[>,:.]*)?(?: (?:is|are|was|were|has been|have been|be|been|being|will be))?[ :]+(?:permanently |temporarily |currently )?(?:(?:not|\\w{2,5}n't) (?:be )?(?:allowed|permitted|authori[sz]ed|accepted|acceptable|welcome)|unacceptable)\\b"
    fallback = true
  }
  rule { text = "\\b(?:sender(?:'?s)?(?: e-?mail)?(?: address| domain)?|your (?:e-?mail )?(?:address|domain)|your domain name|an address|e-?mail address|sender address)(?: \\S+)?(?: that| which)? (?:is|are|was|were|has been|have been|be|been|being|will be) (?:\\w+ly )?(?:black-?listed|block-?listed|deny-?listed|banned)" }
  rule {
    text     = "\\b(?:your|this|that|the sender'?s?) (?:e-?mail )?(?:address|domain|e-?mail address|sender address|domain name|sender domain)(?: \\S+)? (?:is|are|was|were|has been|have been|be|been|being|will be) (?:\\w+ly )?(?:blocked|banned|denied|rejected|refused|barred|not (?:allowed|permitted|accepted|welcome|authori[sz]ed) to send|not accepted)"
    fallback = true
  }
  rule {
    text     = "\\b(?:e?-?mails?|messages?) from \\S+ (?:is |are |was |has been )?(?:not (?:allowed|permitted|accepted|welcome)|denied|rejected|refused|blocked|banned)"
    fallback = true
  }
  rule { text = "\\b(?:accepts?|accepting|want|take) (?:any )?(?:e?-?mails?|messages?) from (?:this|that|your) (?:sender|address|domain|e-?mail address|sender address)(?: address)?" }
  rule { text = "\\benvelope(?: sender| from)? (?:is |was )?(?:blocked|rejected|denied|refused|banned)" }
  rule { text = "\\b(?:refused|rejected|blocked|denied|bad|banned|forbidden|black-?listed|block-?listed) (?:mail ?from|sender|envelope sender|originator)\\b" }
  rule { text = "\\b(?:sender|user|address) (?:is )?(?:in|on) (?:our |the |my |a )?(?:black|block|deny|reject)[- ]?list" }
  rule { text = "\\bsubmission (?:has been|is|was) (?:disabled|suspended|blocked)" }
  rule { text = "\\b(?:account|user|you|sender|domain)\\b.{0,30}?\\b(?:blocked|suspended|banned|disabled|barred|prevented|restricted) from (?:sending|submitting)" }
  rule { text = "\\bpossible forgery\\b" }
  rule { text = "no access for this (?:domain|sender)" }
  rule { text = "sender address rejected: (?:we|your|you|stop|do not|don't|go away)\\b.{0,40}" }
  rule { text = "sender address rejected: (?:access denied|banned|blocked|blacklisted|spam\\w*|abuse|policy)" }
  rule {
    code     = ["5xx"]
    text     = "sender address rejected"
    fallback = true
  }
  rule { text = "absender\\w* .{0,60}?(?:gesperrt|blockiert|nicht erlaubt|nicht zugelassen|abgelehnt|unerwünscht)" }
  rule { text = "(?:expéditeur|émetteur|emetteur) .{0,40}?(?:bloqué|refusé|rejeté|interdit|non autorisé)" }
  rule { text = "remitente .{0,40}?(?:bloqueado|rechazado|no permitido|no autorizado|denegado)" }
  rule { text = "mittente .{0,40}?(?:bloccato|rifiutato|non autorizzato|non consentito|respinto)" }
  rule { text = "remetente .{0,40}?(?:bloqueado|rejeitado|recusado|não autorizado|não permitido)" }
  rule { text = "afzender .{0,40}?(?:geblokkeerd|geweigerd|niet toegestaan)" }
  rule { text = "отправител\\S* .{0,40}?(?:заблокирован|отклонен|отклонён|запрещен|запрещён)" }

  # A sender is refused, and no reason is given: any other text says more.
  rule {
    text     = "\\bsenders?(?:'s?)?(?: e-?mail)?(?: address(?:es)?| domain| name)?\\b[^,;]{0,40}?\\b(?:blocked|banned|barred|forbidden|prohibited|disallowed|unacceptable|unwelcome|unwanted)\\b"
    fallback = true
  }
  rule {
    text     = "\\b(?:header[- ]from|(?:from|return|envelope) (?:address|domain|header)|mailfrom|envelope[- ](?:from|sender)|(?:return|reverse)[- ]path|originator)\\b[^,;]{0,40}?\\b(?:blocked|banned|barred|forbidden|prohibited|disallowed|unacceptable|unwelcome|unwanted)\\b"
    fallback = true
  }
  rule {
    code     = ["5xx"]
    text     = "\\bsenders?(?:'s?)?(?: e-?mail)?(?: address(?:es)?| domain| name)?\\b[^,;]{0,40}?\\b(?:rejected|refused|denied)\\b"
    fallback = true
  }
  rule {
    code     = ["5xx"]
    text     = "\\b(?:header[- ]from|(?:from|return|envelope) (?:address|domain|header)|mailfrom|envelope[- ](?:from|sender)|(?:return|reverse)[- ]path|originator)\\b[^,;]{0,40}?\\b(?:rejected|refused|denied)\\b"
    fallback = true
  }
  rule {
    code     = ["5xx"]
    text     = "\\bsenders?(?:'s?)?(?: e-?mail)?(?: address(?:es)?| domain| name)?\\b[^,;]{0,40}?\\b(?:not|\\w{2,5}n't|no longer|never|cannot)(?: be| been| \\w+ly)? (?:allowed|permitted|accepted|authori[sz]ed|welcome|acceptable|tolerated|wanted)"
    fallback = true
  }
  rule {
    code     = ["5xx"]
    text     = "\\b(?:header[- ]from|(?:from|return|envelope) (?:address|domain|header)|mailfrom|envelope[- ](?:from|sender)|(?:return|reverse)[- ]path|originator)\\b[^,;]{0,40}?\\b(?:not|\\w{2,5}n't|no longer|never|cannot)(?: be| been| \\w+ly)? (?:allowed|permitted|accepted|authori[sz]ed|welcome|acceptable|tolerated|wanted)"
    fallback = true
  }
  rule {
    text     = "\\b(?:faked?|forged|spoofed|bogus|banned|forbidden|prohibited|unwanted|unacceptable|rejected|refused|denied|disallowed|unwelcome) (?:e?-?mail )?senders?(?:'s?)?(?: e-?mail)?(?: address(?:es)?| domain| name)?"
    fallback = true
  }
  rule {
    text     = "\\b(?:faked?|forged|spoofed|bogus|banned|forbidden|prohibited|unwanted|unacceptable|rejected|refused|denied|disallowed|unwelcome) (?:e?-?mail )?(?:header[- ]from|(?:from|return|envelope) (?:address|domain|header)|mailfrom|envelope[- ](?:from|sender)|(?:return|reverse)[- ]path|originator)"
    fallback = true
  }
  rule {
    text     = "\\bsenders?(?:'s?)?(?: e-?mail)?(?: address(?:es)?| domain| name)?(?: \\w+)? (?:(?:is|was|seems|looks|appears) )?(?:to be )?(?:forged|fake|faked|spoofed|a forgery)\\b"
    fallback = true
  }
  rule {
    text     = "\\b(?:header[- ]from|(?:from|return|envelope) (?:address|domain|header)|mailfrom|envelope[- ](?:from|sender)|(?:return|reverse)[- ]path|originator)(?: \\w+)? (?:(?:is|was|seems|looks|appears) )?(?:to be )?(?:forged|fake|faked|spoofed|a forgery)\\b"
    fallback = true
  }
  rule {
    text     = "\\b(?:not|\\w{2,5}n't|no longer|cannot|never|refuse to) (?:be )?(?:accept|tak|allow|permit|want|receiv|welcom)(?:e|ing|ed)? (?:any )?(?:e?-?mails?|messages?) from (?:you\\b|your|this|that|the) ?(?:\\S+ )?(?:sender|domain|address|user|account|person)\\b"
    fallback = true
  }
  rule {
    text     = "\\b(?:e?-?mails?|messages?|anything) (?:coming |sent )?(?:from|by) (?:this|that|the|your) (?:\\w+ )?(?:sender|domain|e-?mail address|user|account|person|address)\\b.{0,20}?\\b(?:rejected|refused|denied|blocked|banned|forbidden|prohibited|disallowed|(?:not|\\w{2,5}n't|no longer|cannot)(?: be)? (?:allowed|permitted|accepted|welcome))"
    fallback = true
  }
  rule {
    text     = "\\b(?:account|mailbox|user|address|login)\\b[^,;]{0,40}?\\b(?:blocked|suspended|banned|barred|prevented|restricted|stopped|forbidden|prohibited|not allowed) (?:from|for) (?:\\w+ )?(?:sending|send|submitting|outgoing|outbound)"
    fallback = true
  }
  rule {
    text     = "\\b(?:blocks?|blocked|refus\\w+|reject\\w*|den(?:y|ies|ied)) (?:this |the |your |that )?(?:sender|sending (?:address|domain|account))\\b"
    fallback = true
  }
  rule {
    stage    = ["mail", "rcpt"]
    text     = "\\bmail from:?(?: \\S+)? (?:(?:is|was|has been) )?(?:rejected|refused|denied|blocked|banned|forbidden|prohibited|(?:not|\\w{2,5}n't) (?:allowed|permitted|accepted|welcome))"
    fallback = true
  }
  rule { text = "\\b(?:out(?:going|bound)|sending of) (?:e?-?mails?|messages?|mails)?\\b.{0,60}?\\b(?:suspended|disabled|blocked|deactivated|restricted|barred|locked)\\b" }
  rule { text = "\\b(?:account|user|mailbox|you|domain)\\b.{0,40}?\\b(?:may|can|is|are|be) no longer (?:be )?(?:able |allowed |permitted )?(?:to )?(?:send|submit)(?: mail)?\\b" }
  rule {
    text     = "\\b(?:domain|sender)\\b(?: \\S+)? (?:is |was |has been |are )?(?:not (?:allowed|permitted|authori[sz]ed|welcome) to (?:send|mail|deliver|submit)|banned|barred)(?: \\w+)?"
    fallback = true
  }
  rule {
    stage    = ["mail"]
    text     = "\\bdomain\\b(?: \\S+)? (?:is |was |has been )?(?:blocked|refused|denied|prohibited|forbidden|not welcome)\\b"
    fallback = true
  }
  rule { text = "\\bsender(?: address| domain)? (?:is |was |has been )?(?:found |listed |appears |present |entered )?(?:in|on) (?:the |a |an |our |my |your |this )?(?:\\S+ ){0,2}(?:black|block|deny|reject|kill|ban)[- ]?list" }
  rule { text = "\\b(?:address|domain|sender)\\b(?: \\S+)? (?:is |are |was )?(?:not|\\w{2,5}n't) (?:allowed|permitted|authori[sz]ed) to (?:send|submit|deliver)(?: (?:any )?(?:e?-?mails?|messages?))? (?:here|to us|(?:to|through|via|on|from) (?:this|our) (?:system|server|host|site|network))\\b" }
  rule { text = "\\b(?:personal|user'?s?|private|recipient'?s?|own) (?:black|block)[- ]?list\\b" }
  rule {
    stage    = ["mail"]
    text     = "\\b(?:user|account|person|customer)\\b(?: \\S+)? (?:is |was |has been |have been )(?:permanently |temporarily )?(?:banned|barred|black-?listed)\\b"
    fallback = true
  }
  rule {
    stage = ["mail"]
    code  = ["5xx"]
    text  = "^\\W*\\S* ?(?:is |was |are )?(?:not|\\w{2,5}n't) (?:allowed|permitted|authori[sz]ed) to send (?:any )?(?:e?-?mails?|messages?)\\W*$"
  }
  rule {
    text     = "\\byour (?:e-?mail |mail )?(?:address|domain)(?: name)?\\b(?: \\S+)? (?:is |was |has been )?(?:not|\\w{2,5}n't) (?:allowed|permitted|accepted|welcome|wanted|authori[sz]ed)"
    fallback = true
  }
  rule { text = "\\b(?:out(?:going|bound) (?:e-?mails?|mails?|messages?)|submission|sending)\\b.{0,20}?\\b(?:turned|switched) off|\\bsubmission (?:has been|is|was) (?:deactivated|blocked|stopped|locked)" }

  # The account may not send any more.
  rule {
    enhanced = ["5.7.501-503"]
    text     = "\\bspam abuse detected\\b(?: from this \\w+)?"
  }
  rule { text = "\\bsender(?:'?s)?(?: e-?mail)?(?: address| domain)?[: ]+\\S*[>\\])]\\S* (?:is |was |has been )?(?:black|block|deny)[- ]?listed" }
  rule { text = "\\b(?:(?:e?-?mail|message|smtp)s? )?(?:sending|submission)\\b[^.;:]{0,20}? (?:for|from|by|to|of) (?:this|your|the|that|his) (?:account|user|mailbox|sender|customer|domain|address)\\b(?: \\S+)? (?:is |was |has been |have been |are )?(?:\\w+ly )?(?:disabled|blocked|suspended|stopped|locked|frozen|switched off|turned off|banned|restricted|disallowed|forbidden)" }
  rule { text = "\\b(?:outgoing|outbound) (?:e?-?mails?|messages?)\\b[^.;:]{0,20}? (?:for|from|by|to|of) (?:this|your|the|that|his) (?:account|user|mailbox|sender|customer|domain|address)\\b(?: \\S+)? (?:is |was |has been |have been |are )?(?:\\w+ly )?(?:disabled|blocked|suspended|stopped|locked|frozen|switched off|turned off|banned|restricted|disallowed|forbidden)" }
  rule { text = "\\b(?:spam|unsolicited (?:e?-?mails?|messages?)|abuse|junk)\\b[^.;:]{0,30}? from (?:your|this|the) (?:\\w+ )?(?:account|mailbox|user|e-?mail address)\\b" }
  rule {
    stage = ["mail"]
    text  = "\\b(?:your|this|the sender'?s?|sender'?s?|sending) (?:e?-?mail )?(?:account|mailbox|user)\\b[^.;:]{0,12}? (?:disabled|blocked|suspended|locked|frozen|banned|deactivated|restricted)\\b"
  }
  rule { text = "\\b(?:sender|sending (?:user|customer))(?:'?s)? (?:e?-?mail )?(?:account|mailbox)\\b[^.;:]{0,12}? (?:disabled|blocked|suspended|locked|frozen|banned|deactivated|restricted)\\b" }
  rule { text = "mittente in uscita non valido|ung(?:ü|ue)ltiger ausgehender absender|exp(?:é|e)diteur sortant (?:incorrect|non valide|invalide)|remitente (?:saliente|de salida) (?:incorrecto|no v(?:á|a)lido|err(?:ó|o)neo)|remetente de sa(?:í|i)da (?:incorreto|inv(?:á|a)lido)|아웃 ?바운드 ?보낸" }

  rule {
    stage = ["mail"]
    text  = "\\b(?:user|account|sender|mailbox)\\b(?: \\S+)? (?:is |was |has been )?(?:blocked|suspended|disabled|banned|locked) (?:by|for|due to|because)\\b[^.;]{0,40}"
  }
  rule {
    stage = ["mail"]
    text  = "\\bsu (?:direcci\\S{1,2}n|dominio|cuenta)\\b[^.;]{0,30}?(?:bloquead|suspendid)[oa]\\b[^.;]{0,30}"
  }
  rule { text = "(?:\\b(?:refused|rejected|denied|blocked)\\W+)?\\b(?:your |the )?(?:sender|from|envelope)(?:.s)? (?:e-?mail )?address (?:is |has been |was )(?:on )?(?:\\w+ )?(?:black|block|deny)[- ]?list\\w*" }
  rule { text = "\\bsuspicious (?:account )?activity\\b.{0,20}?\\baccount\\b" }
  rule { text = "\\bsuspicious account activity\\b" }
  rule { text = "\\bsending paused\\b" }
  rule {
    enhanced = ["5.1.8"]
    text     = "(?:åtkomst nekad|отказано в доступе|доступ запрещен|доступ запрещён|zugriff verweigert|accès refusé|acceso denegado|accesso negato|toegang geweigerd|acesso negado|adgang nægtet|ingen tilgang|odmowa dostępu|přístup odepřen|erişim (?:engellendi|reddedildi)|アクセスが拒否|拒绝访问|访问被拒绝|拒絕存取).{0,60}"
  }
  rule { text = "\\bsending (?:is |has been |was )?(?:suspended|disabled|blocked) for (?:this|your)\\b(?: \\w+)?" }
  rule { text = "\\byour (?:smtp |sending |e-?mail )?account (?:is not|has not been) (?:yet )?(?:activ|verif|approv)\\w+" }
  rule { text = "\\bmatched map: sender\\w*" }
  rule { text = "(?:rejected: )?\\bsender is (?:on|in)\\b.{0,30}?\\b(?:black|block)[- ]?list\\b" }
  rule { text = "\\bsender mailbox (?:is |has been )?quarantined\\b" }
  rule { text = "\\bsender(?:'s)? mx records? (?:is |are )?not allowed\\b" }
  rule { text = "\\bsender is (?:a )?(?:known )?spammer\\b" }
  rule { text = "\\bregistered as (?:an? )?spammer\\b.{0,40}?\\b(?:reject|block|black) ?list\\b|\\bregistered as (?:an? )?spammer\\b" }
  rule { text = "\\bsender address rejected\\W+sender is on\\b.{0,40}?(?:black|block|deny) ?list" }

  example {
    stage = "message"
    reply = "550 5.1.8 Access denied, bad outbound sender. For more information please go to http://go.microsoft.com/fwlink/?LinkId=875724. S(9333)"
  }

  example {
    stage = "rcpt"
    reply = "550 5.7.511 Access denied, banned sender[203.0.113.7]. To request removal from this list please forward this message to delist@microsoft.com. AS(508)"
  }

  example {
    stage = "mail"
    reply = "550 5.7.502 Access denied, banned sender"
  }

  example {
    stage = "mail"
    reply = "550 5.7.1 Mail from this sender is not welcome; your domain is blocked here"
  }

  example {
    stage = "mail"
    reply = "553 sender is on our block list"
  }

  example {
    stage = "mail"
    reply = "553 5.7.1 Your return path isn't welcome here"
  }

  example {
    stage = "mail"
    reply = "550 Faked sender"
  }

  example {
    stage = "message"
    reply = "550 Sending from this mailbox has been suspended"
  }

  example {
    stage = "rcpt"
    reply = "550 5.7.501 Spam abuse detected"
  }

  example {
    stage = "mail"
    reply = "550 5.7.1 <scanner@example.com> sender black-listed"
  }

  example {
    stage = "message"
    reply = "Der Server meldet: ungültiger ausgehender Absender"
  }

  counter_example {
    stage = "rcpt"
    reply = "550 5.7.606 Access denied, banned sending IP [203.0.113.7]."
    class = "m365-banned-ip"
  }

  counter_example {
    stage = "mail"
    reply = "550 5.1.8 <copier@nowhere.example>: Sender address rejected: Domain not found"
    class = "sender-domain-invalid"
  }

  counter_example {
    stage = "mail"
    reply = "550 5.1.0 Sender rejected: unknown sender domain"
    class = "sender-domain-invalid"
  }

  counter_example {
    stage = "mail"
    reply = "451 Sender temporarily refused: greylisted"
    class = "greylisted"
  }

  counter_example {
    stage = "rcpt"
    reply = "550 The sender was found in block list bl.example.net"
    class = "blocklist"
  }

  source {
    title = "Microsoft Learn, \"Remove blocked users from the Restricted entities page\""
    date  = "2024 to 2026"
  }

  source {
    title = "Microsoft Learn, \"Use the delist portal to remove yourself from the blocked senders list\""
    date  = "2024 to 2026"
  }

  source {
    title = "Microsoft Learn, \"Email non-delivery reports and SMTP errors in Exchange Online\""
    date  = "2024-10-14"
  }
}

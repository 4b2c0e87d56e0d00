class "sender-domain-invalid" {
  family = "policy"
  title  = "The domain of the sender's address does not exist, or takes no mail"
  test   = "builtin:full-conversation"

  cause = <<-END
    The From on the device is misspelt or made up (scanner@copier.local), or the receiver could
    not look its domain up. Receivers do not take mail that they could not answer.
  END

  advice = <<-END
    Enter a From address whose domain exists in DNS and takes mail; best the address of the
    mailbox itself.
  END

  rule { text = "sender address rejected: (?:domain|malformed|unverified|undeliverable)" }
  rule { text = "sender address rejected: malformed dns" }
  rule { text = "sender address rejected: domain not found" }
  rule { text = "domain of sender(?: address)?\\b.{0,60}?\\b(?:does not (?:exist|resolve)|not found|invalid)" }
  rule { text = "sender(?:\\x27s)? domain\\b.{0,40}?\\b(?:must resolve|not found|not exist|not resolve|is invalid|invalid|unresolvable)" }
  rule { text = "unresolvable .{0,20}from\\b" }
  rule { text = "unrout(?:e)?able sender" }
  rule { text = "sender verify failed" }
  rule { text = "from: domain is invalid" }
  rule { text = "domain (?:name )?required for sender" }
  rule {
    stage    = ["mail"]
    text     = "does not exist"
    fallback = true
  }
  rule {
    stage = ["mail"]
    text  = "no such domain"
  }
  rule {
    stage = ["mail"]
    text  = "(?:domain|host) (?:name )?not found"
  }
  rule {
    enhanced = ["5.1.8", "4.1.8"]
    text     = "sender (?:address )?(?:is )?(?:rejected|refused|denied|invalid)|(?:sender|domain)\\b.{0,20}?\\b(?:malformed|invalid|unresolvable)|malformed (?:sender )?domain"
  }
  rule {
    enhanced = ["5.7.27"]
    text     = "null mx|not configured for mail"
  }
  rule { text = "sender(?:\\W?s)? domain (?:has|does not have|has no|without) (?:no |an? )?(?:valid )?(?:mx|a record|dns)" }
  rule { text = "\\bsender(?: e-?mail)?(?: address)? has (?:an? )?(?:unknown|invalid|non-?existent|unresolvable) domain" }
  rule { text = "\\b(?:cannot|can't|could not|unable to) check (?:the )?sender" }
  rule { text = "\\bsender verif\\w+ (?:deferred|failed|error|unsuccessful)" }
  rule { text = "\\bsender(?:'?s)? domain (?:lookup|resolution|verification)\\b" }
  rule { text = "\\bsender\\b.{0,30}?\\bunknown in dns" }
  rule { text = "\\bsender address must (?:contain|have|include) (?:an? )?(?:\\w+ )?domain" }
  rule { text = "\\bsender (?:is )?unknown\\b" }
  rule { text = "\\b(?:invalid|no|missing|without) dns (?:mx|a/aaaa|a or mx|mx or a)\\b.{0,40}" }
  rule { text = "\\bfrom address (?:is )?not (?:verifiable|valid|resolvable|routable|deliverable)" }
  rule { text = "\\breturn address (?:\\S+ )?(?:is )?(?:invalid|undeliverable|unknown|unverified|not valid)" }
  rule { text = "\\b(?:dns|lookup|looking up|resolution|resolving|look up)\\b.{0,30}?\\b(?:sender|mail ?from|from|return[- ]path)(?:'?s)? (?:domain|host|address)(?: (?:failed|timed out|error|\\w+))?" }
  rule { text = "could not deliver mail to (?:the )?sender" }
  rule { text = "\\bverification failed for\\b" }
  rule { text = "account or domain may not exist.{0,80}" }
  rule {
    stage = ["mail"]
    text  = "\\bdomain (?:\\S+ )?(?:is )?(?:not found|unknown|invalid|unresolvable|not resolvable|non-?existent)"
  }
  rule { text = "\\b(?:sender|mail ?from|from|envelope|return[- ]path|return|originator|originating|reply)\\b(?:'?s)?(?: address| e-?mail)?(?:'?s)? (?:domain|host|mx)\\b.{0,60}?\\b(?:does not|doesn't|not (?:found|exist|resolve\\w*|valid|resolvable|registered|known)|cannot be|could not be|can't be)(?: \\w+){0,2}" }
  rule { text = "\\b(?:sender|mail ?from|from|envelope|return[- ]path|return|originator|originating|reply)\\b(?:'?s)?(?: address| e-?mail)?(?:'?s)? (?:domain|host|mx)\\b.{0,60}?\\b(?:unknown|unresolvable|unroutable|invalid|no (?:valid )?(?:mx|dns|a)\\b|without|must (?:exist|resolve|be)|neither|nxdomain|non-?exist\\w*)(?: \\w+){0,2}" }
  rule { text = "\\b(?:invalid|unknown|non-?existent|unresolvable|unrouteable|unroutable|bad|bogus|fake|nonexisting|undeliverable|unverifi\\w+) (?:sender|from|mail ?from|return|originator|envelope)(?: e-?mail)?(?: address(?:'?s)?)?(?: domain| host)" }
  rule { text = "sender (?:address )?(?:is )?reject\\w*[ :]+(?:invalid|unknown|non-?existent|bad|unresolvable) (?:sender )?domain" }
  rule { text = "\\bdomain of (?:the |your )?(?:sender|mail ?from|envelope|from|return|originat\\w+)\\b.{0,80}?\\b(?:does not|doesn't|not|cannot|could not|invalid|unknown|unresolvable|no)(?: \\w+){0,2}" }
  rule { text = "\\bdomain (?:\\S+ )?(?:has|have|with|without|does not have|doesn't have|lacks) (?:no |any |neither |an? |either )*(?:valid )?(?:mx|a|dns)(?: or (?:an? )?(?:mx|a))? (?:records?|entry|entries)" }
  rule { text = "\\bneither (?:an? )?(?:valid )?(?:mx|a)(?: record)?s? (?:n?or) (?:an? )?(?:mx|a)(?: record)?s?" }
  rule { text = "\\b(?:verify|verification|callout|callback|call-out)\\b.{0,20}?\\b(?:mail ?from|sender|envelope|return[- ]path)\\b.{0,20}?\\b(?:failed|failure|error)" }
  rule { text = "\\b(?:sender|mail ?from|return[- ]path|envelope)\\b.{0,30}?\\b(?:callout|callback|verify|verification)\\b.{0,20}?\\b(?:failed|failure|error|unsuccessful)" }
  rule { text = "\\b(?:cannot|can't|can not|could not|couldn't|unable to) (?:be )?(?:verif\\w+|validate\\w*|resolve\\w*|route\\w*)\\b.{0,20}?\\b(?:sender|mail ?from|return[- ]path|envelope|from address|originat\\w+)\\b.{0,20}" }
  rule { text = "\\b(?:sender|mail ?from|from address|originat\\w+)\\b[^:;]{0,60}?\\b(?:cannot|can't|can not|could not|couldn't) be (?:verified|validated|resolved|routed|found)" }
  rule { text = "sender address rejected: (?:user|mailbox|recipient|account|address|unknown|non-?exist\\w*|no such|does not|invalid|undeliverable|unverif\\w+|host|no mx|nullmx|null mx|unrout\\w+|unresolv\\w+|cannot find|could not|domain (?:not|does|un)).*" }
  rule { text = "domain may not exist" }
  rule {
    stage = ["mail"]
    text  = "\\bno mx\\b"
  }
  rule {
    stage = ["mail"]
    text  = "\\bmx (?:without|lookup|check|record|host)"
  }
  rule {
    stage = ["mail"]
    text  = "\\bmx lookup (?:failure|failed|error)\\b"
  }
  rule {
    stage = ["mail"]
    text  = "return mx check"
  }
  rule {
    stage = ["mail"]
    text  = "\\bdns\\b.{0,20}?\\b(?:failure|error)\\b.{0,20}?\\bmx\\b"
  }
  rule {
    stage = ["mail"]
    text  = "\\bmx records? for mail ?from"
  }
  rule { text = "verify mx records? for mail ?from" }
  rule {
    stage = ["mail"]
    text  = "(?:domain|host) (?:name )?(?:\\S+ )?(?:can ?not|can't|could not|does not|doesn't) (?:be )?(?:resolved?|found|exist)"
  }
  rule {
    stage = ["mail"]
    text  = "temporary (?:resolver|dns) (?:error|failure)"
  }
  rule { text = "\\b(?:invalid|bad|unknown|non-?existent) sender\\b" }
  rule { text = "for your from address" }
  rule {
    text     = "no dns (?:entries|entry|records?) for your"
    fallback = true
  }
  rule { text = "(?:absender-?dom\\S*|domain des absenders|absenders? dom\\S*)\\b.{0,40}?(?:ungültig|existiert nicht|nicht gefunden|unbekannt|nicht auflös)" }
  rule { text = "(?:ungültige|unbekannte|nicht existierende)s? absender-?dom" }
  rule { text = "(?:domaine (?:de l'|d'|du |de )?(?:expéditeur|émetteur|emetteur)|domaine expéditeur).{0,40}?(?:non valide|invalide|inexistant|n'existe pas|introuvable|inconnu)" }
  rule { text = "(?:expéditeur|émetteur|emetteur) (?:invalide|inconnu|inexistant|non valide)" }
  rule { text = "dominio (?:del |de )?remitente.{0,40}?(?:no existe|inválido|no válido|no encontrado|desconocido)" }
  rule { text = "remitente (?:inválido|no válido|desconocido|inexistente)" }
  rule { text = "dominio (?:del )?mittente.{0,40}?(?:non valido|inesistente|non esiste|non trovato|sconosciuto)" }
  rule { text = "mittente (?:non valido|sconosciuto|inesistente)" }
  rule { text = "domínio (?:do |de )?remetente.{0,40}?(?:inválido|não existe|inexistente|não encontrado)" }
  rule { text = "remetente (?:inválido|desconhecido|inexistente)" }
  rule { text = "(?:afzenderdomein|domein van (?:de )?afzender).{0,40}?(?:ongeldig|bestaat niet|niet gevonden|onbekend)" }
  rule { text = "домен\\S* отправител\\S*.{0,40}?(?:не существует|не найден|недопуст|неверн|неизвест)" }
  rule { text = "(?:недопустим|неверн|неизвестн|несуществующ)\\S* (?:домен\\S* )?отправител\\S*(?: домен\\S*)?" }
  rule { text = "\\bfrom:? ?domain\\b.{0,20}?\\b(?:(?:must|should|does not|doesn't|not|cannot|can't) (?:resolve|exist|be \\w+|valid|found|known)|invalid|unknown)\\b" }
  rule { text = "\\b(?:cannot|can't|can not|could not|couldn't|unable to|failed to) (?:look ?up|find|resolve|check|verify|validate|route|get|determine) (?:an? |any |the |your )*(?:valid |working )?(?:domain|mx|dns|a|host|records?|mx host|mx records?) (?:\\w+ )?(?:of|for|from|in) (?:the |your )?(?:sender|from|mail ?from|envelope|return)\\b(?: \\w+)?" }
  rule { text = "\\b(?:return|reply|from|sender|envelope|mail ?from) (?:e-?mail )?address(?: \\S+)? (?:(?:is|was|are) )?(?:not|n't|un|can'?t|cannot|could not|couldn't|can not)(?: be)? ?(?:verif\\w+|validated|deliverable|routable|resolv\\w+|reachable|replyable|exist\\w*|valid|a (?:real|valid) \\w+|found)" }
  rule { text = "\\b(?:return|reply|from|sender|envelope|mail ?from)(?: e-?mail)?(?: address)? must (?:be|have|contain|use|resolve|include|exist)\\b(?: (?:an?|in|to))*(?: (?:real|valid|existing|resolvable|registered|proper|fully|routable|deliverable|domain|full|qualified))+" }
  rule { text = "\\byour (?:e-?mail |mail |sender )?domain\\b.{0,20}?\\b(?:has|have) no\\b(?: (?:valid|mx|dns|a|records?|entry))*" }
  rule { text = "\\byour (?:e-?mail |mail |sender )?domain\\b.{0,20}?\\b(?:does not exist|doesn't exist|cannot be (?:resolved|found)|could not be (?:resolved|found)|not (?:found|resolvable|exist)|unresolvable|is invalid|unknown)" }
  rule { text = "\\bmail ?from without\\b.{0,40}|\\bmail ?from (?:must|needs|requires|has no|lacks)\\b.{0,20}?\\bdomain.{0,20}" }
  rule { text = "\\b(?:postmaster|sender|callback|callout|call-out|call-back) (?:\\w+ )?(?:verif\\w+|setup|check|validation)\\b(?: \\w+)? (?:failed|failure|unsuccessful|rejected|error)(?: while (?:checking|verifying))?.{0,300}" }
  rule { text = "\\bsender(?:'?s)?(?: e-?mail)? (?:mailbox|address|account|user|e-?mail)(?: \\S+)? (?:(?:is|was) )?(?:does not exist|doesn't exist|did not exist|not exist\\w*|not found|not known|unknown|non-?exist\\w*|invalid|not valid|undeliverable)" }
  rule { text = "\\b(?:sender|from|mail ?from)(?:'?s)? domain(?: \\S+)? (?:is not|isn't|not|was not|has not been) (?:registered|delegated|configured|known|active|routable|reachable|usable)" }
  rule { text = "\\b(?:sender|mail ?from|from|your|return)(?:'?s)?(?: e-?mail)? (?:domain|address)(?: \\S+)? (?:has|publishes|with|points to|is) (?:an? )?null mx" }
  rule { text = "\\b(?:not|\\w{2,5}n't|unable to|failed to|cannot)\\b(?: \\w+)? (?:deliver|send|return|route)(?: an?)? (?:bounces?|notifications?|replies|reply|mail back|error messages?|non-?delivery\\w*) ?(?:back )?(?:to (?:you|your|the sender|sender))?" }
  rule { text = "\\b(?:callback|callout|call-?out|call-?back|verification|validation|check) (?:verification )?of (?:your|the sender|the return|the from|sender|the envelope)\\b.{0,20}?\\b(?:failed|unsuccessful|negative|not possible|rejected)" }
  rule { text = "\\b(?:use|need|give|enter|specify|supply|requires?|provide) (?:an? )?(?:real|valid|existing|working|resolvable|deliverable|proper) (?:return|from|sender|mail ?from|envelope|reply)(?: address| domain)?" }
  rule { text = "\\b(?:sender|from|mail ?from|return|your)(?:'?s)?(?: address)?,? (?:domain|address)\\b.{0,20}?(?:can't|cannot|could not|couldn't|not) (?:be )?resolv\\w*|\\b(?:can't|cannot|could not|unable to) resolve\\b.{0,40}?\\b(?:sender|from|your) domain" }
  rule { text = "\\b(?:sender|from|mail ?from|return|your)(?:'?s)?(?: e-?mail)?(?: address)? domain(?: \\S+)? (?:is |looks |seems |appears )?(?:to be )?(?:bogus|fake|fictitious|non-?existent|non-?existing|nonsense|misspelt|unknown|invalid|bad|wrong|incorrect|missing|unresolvable|unroutable|malformed)\\b" }
  rule {
    stage = ["mail"]
    text  = "\\b(?:domain|host|sender)?\\b ?(?:does not|doesn't|did not|didn't|doesnt|dosn't|do not) (?:appear to |seem to )?(?:exist|resolve)\\b"
  }
  rule { text = "\\bdomain (?:name )?(?:is )?(?:needed|required|necessary|missing|expected) (?:for|in|from) (?:the )?(?:sender|from|mail ?from|return)\\b(?: address)?" }

  rule { text = "\\bsender\\b[^.;]{0,60}? (?:unknown|invalid|non-?existent|bad|bogus|unregistered|fake) (?:tld|top[- ]level[- ]domain)\\b" }
  rule {
    stage = ["mail"]
    text  = "\\b(?:unknown|invalid|non-?existent|bad|bogus|unregistered) (?:tld|top[- ]level[- ]domain)\\b"
  }
  rule {
    stage = ["mail"]
    text  = "\\byour domain (?:name )?(?:does not|doesn't|will not|cannot|can't) (?:accept|receive|take) (?:any )?(?:e?-?mails?|messages?|replies|bounces)\\b"
  }

  rule { text = "\\bno (?:valid )?(?:mx|mail exchanger)(?: record| host)?s? (?:found )?for (?:your|the sender'?s?|sender'?s?|the from) (?:e-?mail |from |mail )?(?:domain|address)\\b" }
  rule { text = "\\b(?:the )?(?:domain|host) of (?:your|the) sender(?: address)?\\b.{0,20}?\\b(?:no (?:mail exchanger|mx|a record)|does not (?:exist|resolve)|not found|invalid)\\b" }
  rule { text = "\\bsender verify (?:defer|fail)\\w*(?: for \\S+)?" }
  rule { text = "\\bcomplete sender verify\\b" }
  rule { text = "sender address rejected: domain \\S+ does not accept mail.*" }
  rule { text = "\\bsender domain\\b.{0,10}?\\bresolve fail\\w*" }
  rule { text = "\\brecursive cname records? for\\b" }
  rule { text = "\\bdomain \\S+ is a dead domain\\b" }
  rule { text = "\\bunrout(?:e)?able sender\\b(?: address)?" }
  rule { text = "\\bbogus mail from\\b" }
  rule { text = "\\bsender domain not found\\b" }
  rule { text = "\\bdns lookup failure\\b" }
  rule { text = "\\binvalid return path\\b" }
  rule { text = "\\b(?:absender|sender)(?:adresse)? (?:ist )?(?:ung(?:ü|ue)ltig|nicht g(?:ü|ue)ltig)\\b|\\bung(?:ü|ue)ltige[rn]? absender(?:adresse)?\\b" }
  rule { text = "\\bsender has no a\\b.{0,40}?\\brecords?\\b" }
  rule { text = "^domain must (?:resolve|exist)\\W*$" }

  example {
    stage = "rcpt"
    reply = "450 4.1.8 <scanner@copier.local>: Sender address rejected: Domain not found"
  }

  example {
    stage = "mail"
    reply = "553 5.1.8 <scanner@copier.local>... Domain of sender address scanner@copier.local does not exist"
  }

  example {
    stage = "rcpt"
    reply = "550 Sender verify failed"
  }

  example {
    stage = "mail"
    reply = "550 5.1.7 The MAIL FROM domain could not be resolved"
  }

  example {
    stage = "mail"
    reply = "451 Sender callout verification failed, try later"
  }

  example {
    stage = "rcpt"
    reply = "550 <scanner@copier.local>: Sender address rejected: mailbox does not exist"
  }

  example {
    stage = "mail"
    reply = "550 Absenderdomain existiert nicht"
  }

  example {
    stage = "mail"
    reply = "550 Please use a real return address"
  }

  example {
    stage = "mail"
    reply = "550 5.1.8 Sender has a bogus top-level domain"
  }

  example {
    stage = "mail"
    reply = "550 No MX for your domain"
  }

  counter_example {
    stage = "message"
    reply = "550 5.1.8 Access denied, bad outbound sender"
    class = "sender-blocked"
  }

  counter_example {
    stage = "rcpt"
    reply = "550 5.1.1 The mailbox does not exist"
    class = "unknown-recipient"
  }

  counter_example {
    stage = "rcpt"
    reply = "550 5.1.2 Recipient address rejected: Domain not found"
    class = "recipient-domain-invalid"
  }

  source {
    title = "RFC 5321, Simple Mail Transfer Protocol"
    date  = "2008-10"
  }

  source {
    title = "Public collections of real replies (sisimai, KumoMTA, ZoneMTA, smtp-codes field manual)"
    date  = "2026-08-04"
  }
}

class "recipient-restricted" {
  family = "policy"
  over   = ["mailbox-disabled", "unknown-recipient"]
  title  = "The recipient exists, and takes mail from certain senders only"
  test   = "builtin:m365/client-submission"

  cause = <<-END
    A group, a mailbox or a public folder is set to take mail from inside, or from a list of
    senders. Mail by Direct Send counts as coming from outside. It mostly comes back as a bounce
    after the message was accepted.
  END

  advice = <<-END
    The owner of the group or mailbox allows outside senders, or adds the device's address to
    its list. Or let the device sign in at smtp.office365.com: then it counts as inside.
  END

  rule { text = "resolver\\.rst\\.(?:authrequired|notauthori[sz]ed|sendernotauthenticated|restrictedto)\\w*.*" }
  rule { text = "sender (?:(?:is|was) )?not authent\\w+(?: (?:by|for) \\w+)?" }
  rule { text = "not in allowed-senders" }
  rule { text = "not authori[sz]ed to send to" }
  rule { text = "banned recipient" }
  rule { text = "denied, banned recipient" }
  rule { text = "only accept(?:s|ing) (?:e?mail|messages) from" }
  rule { text = "unifiedgroupagent" }
  rule { text = "sender isn't a group member" }
  rule { text = "delivery restrictions" }
  rule { text = "requires sender authentication" }
  rule { text = "(?:not allowed|not permitted|no permission|permissions?) to (?:send|post|deliver|mail) (?:mail |messages )?to (?:this|the) (?:list|group|recipient|mailbox|address)" }
  rule { enhanced = ["5.7.12", "5.7.124", "5.7.129", "5.7.133-136", "5.7.193", "5.7.505"] }
  rule {
    enhanced = ["5.7.505"]
    text     = "access denied"
  }
  rule { text = "\\bsender not (?:allowed|permitted|authori[sz]ed) to (?:mail|send to|write to|post to|contact) (?:this|that|the) (?:recipient|list|group|address|mailbox)" }
  rule { text = "\\b(?:may|can) ?not (?:post|send|write|mail)(?: (?:mail|messages?))? to (?:this|that|the) (?:\\w+ ){0,2}(?:list|group|recipient|mailbox|address)" }
  rule { text = "\\b(?:no|\\w{2,5}n't have|not have|without|lacks?) (?:the |any |sufficient )?(?:permissions?|rights?|authori[sz]ation) to (?:send|post|mail|write|deliver)\\b.{0,20}?\\b(?:list|group|recipient|mailbox|address)\\b" }
  rule { text = "\\bnot (?:allowed|permitted|authori[sz]ed) to (?:send|post|mail|write) to (?:this|that|the) (?:\\w+ ){0,2}(?:list|group|recipient|mailbox|address)" }
  rule { text = "\\bmust be (?:an? )?(?:member|subscriber|subscribed)" }
  rule { text = "\\bclosed (?:mailing )?(?:list|group)\\b" }
  rule { text = "\\b(?:accepts?|accepted|takes?) (?:e?-?mails? |messages? )?(?:only )?from (?:\\w+ )?(?:approved|authori[sz]ed|internal|known|registered|listed|trusted) (?:senders?|users?|addresses)" }
  rule { text = "\\brefuses (?:e?-?mail|messages?) from (?:the )?(?:internet|outside|external\\w*)" }
  rule { text = "\\b(?:no|\\w{2,5}n't have|not have|without|lacks?) (?:the |any |sufficient )?(?:permissions?|rights?|authori[sz]ation) to (?:send|post|mail|write|deliver)\\b.{0,20}?\\bto\\b.{0,40}" }
  rule { text = "recipient address rejected: .{0,30}?\\b(?:external|outside|internal (?:use|mail|users?|senders?|only)|members?|subscribers?|authori[sz]ed senders?)\\b(?: \\w+)?" }
  rule { text = "\\b(?:user|recipient|customer|subscriber|owner) (?:\\S+ )?(?:refuses|refused|rejects|declines|declined|has refused|does not wish|has declined)\\b(?: to (?:receive|accept|get))? ?(?:your|this|the|all|any|these)? ?(?:e?-?mails?|messages?)" }
  rule { text = "\\b(?:not|\\w{2,5}n't|no permissions?) (?:allowed |permitted |authori[sz]ed |entitled )?to (?:send|post|mail|write|submit|deliver)\\w*(?: (?:e?-?mails?|messages?))? to (?:this|that|the) (?:\\w+ ){0,2}(?:list|group|recipient|mailbox|address|user|forum|alias|account)" }
  rule { text = "\\b(?:posting|sending|delivery|access|mail)\\b.{0,20}?\\b(?:limited|restricted|reserved) to (?:\\w+ ){0,2}(?:members|subscribers|users|senders|staff|employees)" }
  rule { text = "\\bonly (?:\\w+ )?(?:members|users|senders|subscribers|employees|staff|customers) (?:may|can|are allowed|are permitted)" }
  rule { text = "\\b(?:the |this )?(?:recipient|mailbox|address|list|group)(?: \\S+)? has (?:blocked|rejected|refused|restricted|declined)\\b.{0,30}" }
  rule { text = "\\b(?:mailbox|recipient|address|user|list|group)(?: \\S+)? (?:does not|doesn't|will not|won't|do not) accept (?:any )?(?:external|outside|anonymous|internet|non-?\\w+) (?:e?-?mails?|messages?|senders?)" }
  rule { text = "\\brecipient(?:'?s)?\\b.{0,20}?\\b(?:does not|doesn't|do not|don't|did not|will not|won't|refuses to) (?:want|accept|take|receive|wish)\\b.{0,20}?\\b(?:e?-?mails?|messages?)(?: from)?" }
  rule { text = "\\b(?:due to|by|according to|because of) (?:the )?recipient(?:'?s)? (?:preferences?|settings?|choice|request|rules?|filters?)" }
  rule { text = "\\bonly (?:the )?(?:\\w+ )?(?:members?|subscribers?|moderators?|owners?|authori[sz]ed (?:users?|senders?|persons?)|internal (?:users?|senders?))\\b.{0,20}?\\b(?:may|can|are allowed|allowed|permitted|are permitted)" }
  rule { text = "\\b(?:for |allows? |accepts? )?(?:members?|subscribers?|internal use|internal mail|internal senders?)[- ]only" }
  rule { text = "\\bnon-?(?:members?|subscribers?) (?:are |is )?(?:not|may not|cannot)" }
  rule { text = "\\b(?:recipient|mailbox|address|list|group|user)(?: \\S+)? (?:is )?(?:restricted|protected|private|closed)\\b" }
  rule { text = "\\b(?:this |that |the )?recipient (?:\\S+ )?(?:mailbox |address )?(?:is )?not (?:allowed|permitted|authori[sz]ed)" }
  rule { text = "\\b(?:delivery|mail|sending|posting|access) (?:\\w+ )?(?:is |are )?not (?:allowed|permitted|authori[sz]ed) to (?:this|that|the) (?:address|recipient|mailbox|user|list|group|account)" }
  rule { text = "recipient address rejected: (?:not authori[sz]ed|not allowed|not permitted|restricted|permission|members? only|internal only|unauthori[sz]ed)(?: sender)?" }
  rule { text = "\\bnot (?:an )?authori[sz]ed (?:owner|sender|poster|submitter)" }
  rule { text = "\\b(?:not|\\w{2,5}n't|doesn't|does not) accept(?:s|ing)? (?:any )?(?:e?-?mails?|messages?|mails) from (?:the )?(?:outside|external|internet|unknown|strangers|non-?members|anonymous)\\w*" }
  rule { text = "\\bexternal (?:senders?|mail|e-?mail|messages?) (?:are |is )?(?:not (?:allowed|permitted|accepted)|blocked|rejected|denied)" }
  rule { text = "(?:\\bnot|n't) accept (?:any )?incoming (?:e?-?mails?|messages?|mails?)" }
  rule { text = "authori[sz]ed recipients" }
  rule { text = "ricezione di posta non certificata" }
  rule { text = "(?:empfänger|gruppe|liste|verteiler)\\b.{0,40}?(?:nur von|nur für|nimmt keine)" }
  rule { text = "(?:destinataire|destinatario|liste|lista)\\b.{0,30}?(?:n'accepte pas|no acepta|non accetta|não aceita)" }

  # A recipient that takes mail from some only, in other words.
  rule {
    text     = "\\b(?:recipient|rcpt(?: to)?|addressee|receiver|mailbox|list|group|alias|this address|that address)(?: address| mailbox)?:?(?: \\S*[.>\\]]\\S*)?(?: (?:is|was|are))?(?: \\w+ly)? (?:not|\\w{2,5}n't) (?:allowed|permitted|authori[sz]ed)\\b"
    fallback = true
  }
  rule {
    text     = "\\b(?:send|sending|write|writing|post|posting|mail|mailing|deliver|delivery|delivering|submit|submission) (?:\\w+ )?to (?:this|that|the) (?:\\S+ )?(?:address|recipient|mailbox|user|list|group|account|alias|domain)\\b.{0,20}?\\b(?:not (?:allowed|permitted|authori[sz]ed)|restricted|limited|reserved)"
    fallback = true
  }
  rule { text = "\\b(?:recipient|receiver|addressee|owner|user|customer|subscriber)s?\\b(?: \\S+)? (?:has |have )?(?:block(?:s|ed)?|refuse[sd]?|reject(?:s|ed)?|bans|banned|denies|declines?) (?:all |any |the |your |this |further )?(?:e?-?mails?|messages?|mails) (?:from|of) (?:you\\b|your|this|that|the|outside|unknown|external)" }
  rule { text = "\\b(?:recipient|receiver|addressee|owner|user|customer)s?\\b(?: \\w+)? (?:do'?nt|does ?n'?o?t|doesn't|don't|dosn't|won't|will not|does not) (?:want|wish|accept|like|receive|take|need) (?:to \\w+ )?(?:any |your |this |these )*(?:e?-?mails?|messages?)" }
  rule { text = "\\b(?:accepts?|takes?|receives?|allows?) (?:only )?(?:e?-?mails?|messages?|posts|mails) (?:only )?from (?:\\S+ ){0,3}?(?:members|subscribers|partners|contacts|senders|colleagues|employees|staff|users|inside|people|domains|addresses|friends)\\b" }
  rule { text = "\\b(?:only|just) (?:accepts?|takes?|receives?|allows?|open to|available to|reachable from)\\b(?: (?:e?-?mails?|messages?|posts|mails))?(?: from)? (?:\\S+ ){0,3}?(?:members|subscribers|partners|contacts|senders|colleagues|employees|staff|inside|internal\\w*|people|friends|white|allow)" }
  rule { text = "\\b(?:internal|private|moderated|restricted|members-?only|protected) (?:e?-?mail )?(?:recipient|mailbox|list|group|distribution list|mailing list|use only)\\b|\\binternal (?:use|address)\\b" }
  rule { text = "\\b(?:external|outside|internet|anonymous) (?:e?-?mails?|messages?|senders?|posts|delivery|users?)\\b.{0,40}?\\b(?:disabled|refused|rejected|blocked|denied|forbidden|prohibited|disallowed|not (?:be )?(?:allowed|permitted|accepted|authori[sz]ed))\\b.{0,20}?\\b(?:group|list|recipient|mailbox|address|user)" }
  rule { text = "\\b(?:external|outside) (?:e?-?mails?|messages?|senders?) (?:\\w+ ){0,3}?to (?:this|that|the) (?:group|list|recipient|mailbox|address|user)" }
  rule { text = "\\b(?:may|must|can|could|should)(?:n't| ?not| not) (?:be )?(?:send|sent|post|write|mail|deliver)(?:ed)?(?: \\S+)? to (?:this|that|the) (?:\\w+ ){0,2}(?:list|group|recipient|mailbox|address|user|alias)" }
  rule { text = "\\b(?:\\w{2,5}n't|not|no) (?:have |has )?(?:the |any |sufficient )?(?:permissions?|rights?|allowed|authori[sz]ed|permitted) to (?:e?-?mail|write to|contact|message|post to|reach) (?:this|that|the) (?:\\w+ )?(?:list|group|recipient|mailbox|address|user|alias)" }
  rule { text = "\\b(?:recipient|user|customer|owner|addressee|subscriber)\\b.{0,30}?\\b(?:not to|no longer|refuses? to|declines? to|does not|doesn't|do not|not wish to|only)\\b.{0,10}?\\b(?:receives?|accepts?|gets?|takes?)\\b.{0,12}?\\b(?:e?-?mails?|messages?) from(?: \\w+){0,2}" }
  rule { text = "\\b(?:external|outside|internet) (?:senders?|people|users|addresses) (?:cannot|can't|can not|may not|must not|are not|not|aren't) (?:be )?(?:\\w+)(?: \\w+){0,3}" }
  rule { text = "\\b(?:only|just) (?:be )?(?:used|reached|contacted|mailed|reachable|accessible|available|valid) (?:from |for )?(?:the )?(?:inside|internal\\w*|within|members|employees|staff|colleagues|local)" }
  rule { text = "\\b(?:owner|moderator|list|recipient|group)\\b.{0,20}?\\b(?:not|\\w{2,5}n't) (?:yet )?(?:approved?|authori[sz]ed?|confirmed|allowed) (?:you|your|the sender|this sender)" }
  rule { text = "\\b(?:permitted|allowed|approved|accepted|authori[sz]ed|trusted|safe) senders?(?: list)? (?:of|for) (?:this|that|the) (?:\\w+ )?(?:mailbox|recipient|list|group|address|user)" }
  rule { text = "\\b(?:sender )?(?:is )?not (?:in|on|among) (?:the )?(?:list of )?(?:permitted|allowed|approved|accepted|authori[sz]ed|trusted|safe) senders?\\b.{0,40}" }
  rule { text = "\\b(?:unauthori[sz]ed|prohibited|forbidden|disallowed|restricted|protected) (?:recipient|destination|addressee|rcpt)\\b" }
  rule { text = "\\b(?:subscribers?|members?|employees|staff|insiders|owners?|moderators?)[- ]only\\b|\\bonly (?:for |open to )?(?:subscribers?|members?|employees|staff|insiders|internal (?:users?|senders?|mail))\\b" }
  rule { text = "\\b(?:e?-?mails?|messages?) (?:for|to) (?:this|that|the) (?:\\w+ )?(?:mailbox|recipient|list|group|address|user) (?:must|has to|have to|should|may only|can only) (?:only )?(?:come|be sent|originate|be submitted)\\b" }
  rule { text = "\\b(?:message|mail|e-?mail|posting|post|delivery)s? to (?:this|the|that) (?:\\w+ )?(?:group|list)\\b.{0,30}?\\b(?:rejected|refused|denied|not (?:allowed|permitted|accepted|authori[sz]ed)|restricted)(?:, sender not authori[sz]ed)?" }
  rule { text = "\\bnot (?:an? )?(?:\\w+ )?(?:subscribed|subscriber|member) (?:to|of|on) (?:this|that|the|our|any|<?\\S+) ?(?:\\w+ )?(?:groups?|lists?|forum|mailing list)\\b" }
  rule {
    text     = "\\bnot (?:an? )?(?:\\w+ )?(?:subscribed|subscriber|member)\\b"
    fallback = true
  }
  rule {
    stage = ["rcpt", "data", "message"]
    code  = ["55x"]
    text  = "\\b(?:originator|envelope sender|from address|sender)(?: address)? (?:is |was )?not auth\\w+(?: (?:by|for) \\w+)?"
  }

  rule { text = "\\bnot (?:allowed|permitted|authori[sz]ed|entitled) to (?:send|mail|write|post|deliver)(?: (?:e?-?mails?|messages?))? to (?:this |that |the |your |given |specified )*(?:destination|recipients?|addressee|receiver|domain)\\b" }

  rule { text = "\\b(?:user|recipient|owner|customer|subscriber|mailbox) has (?:blocked|banned) (?:you|your|this sender|the sender)\\b" }
  rule { text = "nicht (?:berechtigt|autorisiert|befugt)\\b.{0,40}?\\bempfänger\\w*(?: zu senden)?" }
  rule { text = "(?:no (?:tiene|dispone de|está)|non (?:sei|dispon\\w+|è|hai)|n.(?:avez|êtes)|não (?:tem|está)|geen|saknar|har ikke)\\b.{0,30}?(?:permiso|autorizado|autorizzat\\w|autorizzazion\\w|autorisé|autorisation|permissão|autorizado|toestemming|behörighet|tilladelse|tillatelse)\\b.{0,40}?(?:destinatario|destinataire|destinatário|ontvanger|geadresseerde|mottagare\\w*|modtager\\w*|mottaker\\w*)" }
  rule { text = "\\bnot (?:from )?an? (?:list|group|subscribed) member\\b" }
  rule { text = "\\bunable to determine the sender.?s permissions?\\b.{0,40}" }
  rule { text = "\\bapproval\\.notauthorized\\b" }
  rule { text = "\\bsender (?:is )?not pre-?approved\\b" }
  rule { text = "\\brestricted sms\\b.{0,12}" }
  rule { text = "\\brule[- ]imposed mailbox access\\b.{0,12}" }
  rule { text = "\\brecipient (?:id )?refuses? to receive (?:mail|messages?)\\b" }
  rule { text = "\\baccess denied \\S+ for user\\b" }
  rule { text = "\\bsent to (?:a )?no-?reply address\\b" }
  rule { text = "\\baccessdeniedexception\\b.{0,60}?\\bmapiexceptionnotauthorized\\b" }

  example {
    stage = "message"
    reply = "550 5.7.133 RESOLVER.RST.SenderNotAuthenticatedForGroup; authentication required; Delivery restriction check failed because the sender was not authenticated when sending to this group"
  }

  example {
    stage = "message"
    reply = "550 5.7.12 Sender was not authenticated by organization"
  }

  example {
    stage = "message"
    reply = "550 5.7.193 UnifiedGroupAgent; Delivery failed because the sender isn't a group member or external senders aren't permitted to send to this group"
  }

  example {
    stage = "rcpt"
    reply = "550 5.7.1 Only subscribers may post to this list"
  }

  example {
    stage = "rcpt"
    reply = "550 This mailbox is restricted: the recipient does not accept mail from outside"
  }

  example {
    stage = "rcpt"
    reply = "550 External senders can't write to this list"
  }

  example {
    stage = "rcpt"
    reply = "554 The owner doesn't want mail from your company"
  }

  example {
    stage = "rcpt"
    reply = "550 Not permitted to send to this recipient"
  }

  counter_example {
    stage = "mail"
    reply = "530 5.7.1 Client was not authenticated"
    class = "auth-required"
  }

  counter_example {
    stage = "rcpt"
    reply = "550 5.7.504 [x@contoso.com]: Recipient address rejected: Access denied"
    class = "unknown-recipient"
  }

  counter_example {
    stage = "rcpt"
    reply = "550 5.2.1 Mailbox is not accepting mail: account disabled"
    class = "mailbox-disabled"
  }

  source {
    title = "Microsoft Learn, \"Fix NDR error '550 5.7.133' in Exchange Online\""
    date  = "2024 to 2026"
  }

  source {
    title = "Microsoft Learn, \"Email non-delivery reports and SMTP errors in Exchange Online\""
    date  = "2024-10-14"
  }
}

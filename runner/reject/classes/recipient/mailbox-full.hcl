class "mailbox-full" {
  family = "recipient"
  over   = ["mailbox-disabled"]
  title  = "A mailbox is full"

  cause = <<-END
    There is no room left in the recipient's mailbox. If the reply came while submitting to
    Microsoft 365, it is the sending mailbox: a copy of every scan goes to its Sent Items, and a
    scanner's mailbox fills up with them.
  END

  advice = <<-END
    Empty the mailbox or make it larger. If the reply came at submission, empty the Sent Items
    of the device's own account.
  END

  # A box, and that it is full.
  rule { text = "\\b(?:mail|in)[ _]?box[ _]full" }
  rule { text = "(?:(?:mail|in)[ _]?box|mail ?folder|mbox|mail ?drop|mail ?spool|maildir|account|user|recipient|message store)(?:.s)?(?: [^ a-z]\\S*)?(?: of \\S+| for \\S+)?[,:]?(?: (?:is|was|are|has|been|currently|already|temporarily|too|appears|seems|to be|storage|quota|mailbox|inbox|disk quota|size|almost))*? (?:over-?)?full\\b" }
  rule { text = "\\bfull mailbox" }
  rule { text = "\\bmailfolder is full" }

  # The quota of a mailbox.
  rule { text = "\\bover[ -]?(?:the |its |his |their )?(?:allowed |disk |storage |mail ?box |mail |allotted |size )*quota" }
  rule { text = "\\b(?:disk |storage |mail ?box |mail |user |recipient |account )?quota (?:usage )?(?:is |has been |was |limit |size )*(?:exceeded|violation|violated|full|exhausted|reached|over|overrun|used up)" }
  rule { text = "\\bexceed\\w*\\b(?:[^.:;]|\\.\\w)*?\\b(?:disk |storage |mail ?box |mail)?quota" }
  rule { text = "quotaexceeded" }
  rule { text = "\\bquota (?:error|exceeded)\\b.{0,40}?\\b(?:mail ?box|user|recipient|account)" }

  # Its room.
  rule { text = "\\b(?:(?:mail|in)[ _]?box|mail ?folder|mbox|mail ?drop|mail ?spool|maildir|account|user|recipient|message store)\\b(?:[^.:;]|\\.\\w)*?\\b(?:out of (?:storage|space|disk|quota|room)(?: space)?|over (?:its |the |their |his )?(?:\\w+ )?limit\\b|exhausted\\b|(?:has |contains |holds )too many messages)" }
  rule { text = "\\b(?:(?:mail|in)[ _]?box|mail ?folder|mbox|mail ?drop|mail ?spool|maildir|account|user|recipient|message store)\\b(?:[^.:;]|\\.\\w)*?\\b(?:storage (?:is )?full\\b|(?:at|over|reached|full|exceed\\w*|its|maximum) capacity\\b)" }
  rule { text = "\\b(?:(?:mail|in)[ _]?box|mail ?folder|mbox|mail ?drop|mail ?spool)\\b(?:[^.:;]|\\.\\w)*?\\b(?:exceed\\w* (?:its |the |their |his |allowed |allocated |available |maximum |storage |size |disk |mailbox |allotted |message |space |limit |on )*(?:size|limit|space|allocation|allotment|capacity|storage)\\b)" }
  rule { text = "\\b(?:maildir|account|user|recipient|message store)\\b(?:[^.:;]|\\.\\w)*?\\b(?:exceed\\w* (?:its |the |their |his |allowed |allocated |available |maximum |storage |size |disk |mailbox |allotted |message |space |limit |on )*(?:size|limit|space|allocation|allotment|capacity|storage)\\b)" }
  rule { text = "\\b(?:(?:mail|in)[ _]?box|mail ?folder)\\b(?:[^.:;]|\\.\\w)*?\\b(?:(?:has|have) (?:no|insufficient|not enough|not sufficient|too little) (?:more |free |disk |storage )*(?:space|storage|room|capacity)\\b|(?:n.t|not) have (?:enough|sufficient|any|the) (?:\\w+ )?(?:space|storage|room|quota)\\b|not enough (?:\\w+ )?(?:space|storage|room)\\b)" }
  rule { text = "\\b(?:mbox|mail ?drop|mail ?spool)\\b(?:[^.:;]|\\.\\w)*?\\b(?:(?:has|have) (?:no|insufficient|not enough|not sufficient|too little) (?:more |free |disk |storage )*(?:space|storage|room|capacity)\\b|(?:n.t|not) have (?:enough|sufficient|any|the) (?:\\w+ )?(?:space|storage|room|quota)\\b|not enough (?:\\w+ )?(?:space|storage|room)\\b)" }
  rule { text = "\\b(?:maildir|account|user|recipient)\\b(?:[^.:;]|\\.\\w)*?\\b(?:(?:has|have) (?:no|insufficient|not enough|not sufficient|too little) (?:more |free |disk |storage )*(?:space|storage|room|capacity)\\b|(?:n.t|not) have (?:enough|sufficient|any|the) (?:\\w+ )?(?:space|storage|room|quota)\\b|not enough (?:\\w+ )?(?:space|storage|room)\\b)" }
  rule { text = "\\b(?:message store)\\b(?:[^.:;]|\\.\\w)*?\\b(?:(?:has|have) (?:no|insufficient|not enough|not sufficient|too little) (?:more |free |disk |storage )*(?:space|storage|room|capacity)\\b|(?:n.t|not) have (?:enough|sufficient|any|the) (?:\\w+ )?(?:space|storage|room|quota)\\b|not enough (?:\\w+ )?(?:space|storage|room)\\b)" }
  rule { text = "\\b(?:(?:mail|in)[ _]?box|mail ?folder)\\b(?:[^.:;]|\\.\\w)*?\\b(?:(?:reached|hit) (?:its |the |their |his |a )?(?:maximum |storage |size |disk |quota |mailbox )+(?:limit|size|capacity|allocation)?|used (?:up )?all (?:of )?(?:its |the |his |their )?(?:available |allotted |disk |storage )*(?:space|storage|quota)\\b)" }
  rule { text = "\\b(?:mbox|mail ?drop|mail ?spool)\\b(?:[^.:;]|\\.\\w)*?\\b(?:(?:reached|hit) (?:its |the |their |his |a )?(?:maximum |storage |size |disk |quota |mailbox )+(?:limit|size|capacity|allocation)?|used (?:up )?all (?:of )?(?:its |the |his |their )?(?:available |allotted |disk |storage )*(?:space|storage|quota)\\b)" }
  rule { text = "\\b(?:maildir|account|user|recipient|message store)\\b(?:[^.:;]|\\.\\w)*?\\b(?:(?:reached|hit) (?:its |the |their |his |a )?(?:maximum |storage |size |disk |quota |mailbox )+(?:limit|size|capacity|allocation)?|used (?:up )?all (?:of )?(?:its |the |his |their )?(?:available |allotted |disk |storage )*(?:space|storage|quota)\\b)" }
  rule { text = "\\b(?:(?:mail|in)[ _]?box|mail ?folder|mbox|mail ?drop|mail ?spool|maildir|account|user|recipient|message store)\\b(?:[^.:;]|\\.\\w)*?\\b(?:(?:space|size|storage) (?:limit )?(?:is )?(?:exceeded|exhausted|used up)\\b)" }
  rule { text = "\\b(?:would|will|to) exceed (?:the |its |their |his |a )?(?:user|recipient|mailbox|storage|disk|account)\\S*" }
  rule { text = "\\b(?:storage|disk|mailbox|space) (?:space )?(?:limit|allocation|allotment|capacity) (?:is |has been |was )?(?:exceeded|exhausted|reached|full)" }
  rule { text = "\\b(?:insufficient|not enough|no(?: more)?) (?:disk |storage |free )?(?:space|storage|room)\\b[^:;]*?\\b(?:mail ?box|user|recipient|account|inbox)" }
  rule { text = "out of storage" }
  rule { text = "(?:mail|in)?box is (?:full|out of storage space)\\b.*" }
  rule { text = "recipient\\x27s (?:mail|in)box is (?:full|out of)\\b.*" }
  rule { text = "storage allocation" }
  rule { text = "too many messages (?:on|in) (?:the |this |your |his )?(?:server|mail ?box|inbox)" }
  rule { text = "mailbox (?:size )?(?:limit|quota)" }
  rule { text = "mailbox size" }
  rule { text = "aka\\.ms/mailboxfull" }

  # The same in further words.
  rule { text = "\\bover[ -]?(?:the |its |his |her |their )?(?:mail ?box |disk |mail |storage )?quot(?:e|er|ta)\\b" }
  rule { text = "\\b(?:above|beyond|past|in excess of) (?:the |its |his |her |their )?(?:allowed |permitted |disk |mail ?box |storage |maximum )*(?:quota|capacity|storage limit|size limit)\\b" }
  rule { text = "\\b(?:(?:mail|in)[ _]?box|mail ?folder|mail ?drop|maildir|account|users?|recipients?|customer|message store)\\b(?:[^.:;]|\\.\\w)*?\\b(?:reached|hit|exceed\\w*|over|passed|beyond) (?:the |its |his |their |a )?(?:maximum |max |upper )?limit(?: (?:of|on|for) (?:\\w+ ){0,2}(?:storage|space|size|messages|disk|quota))" }
  rule {
    stage = ["rcpt", "data", "message"]
    text  = "\\b(?:storage|disk|mail|mail ?box|space)? ?quota (?:of|for|on) (?:the |this |that |his )?(?:\\S+ )?(?:\\S+ )?(?:is |has been |was |has )?(?:exceeded|exhausted|used up|full|reached|over)"
  }
  rule { text = "\\bno (?:more |free )?(?:space|room|storage|capacity)(?: left| available| remaining)?\\b(?:[^.:;]|\\.\\w)*?\\b(?:in|on|for|of) (?:the |this |his |their |user.?s? |recipient.?s? )*(?:mail ?box|inbox|account|user|recipient|mail ?drop|mailbox)" }
  rule { text = "\\b(?:(?:mail|in)[ _]?box|mail ?folder|mail ?drop|maildir|account|users?|recipients?|customer|message store)\\b(?:[^.:;]|\\.\\w)*?(?:\\bno|n.t|\\bnot|\\bwithout) (?:have )?(?:any |enough |sufficient )?(?:more |free |left )?(?:room|space|storage)\\b" }
  rule { text = "\\b(?:(?:mail|in)[ _]?box|mail ?folder|mail ?drop|maildir|account|users?|recipients?|customer|message store)\\b(?:[^.:;]|\\.\\w)*?\\b(?:run|ran|running|is|are) (?:out of|low on) (?:\\w+ )?(?:space|room|storage|quota)\\b" }
  rule { text = "\\b(?:(?:mail|in)[ _]?box|mail ?folder|mail ?drop|maildir|account|users?|recipients?|customer|message store)\\b(?:[^.:;]|\\.\\w)*?\\b(?:storage|quota|space|box|folder) (?:is |was )?(?:completely |already )?(?:full|exhausted)\\b" }
  rule { text = "\\b(?:put|take|push|bring|make|cause)s? (?:the |this |that |his )?(?:mail ?box|user|recipient|account|inbox)\\b(?:[^.:;]|\\.\\w)*?\\b(?:over|above|beyond|exceed)\\b" }

  # The limit of what is kept.
  rule { text = "\\b(?:storage|mail ?box|disk|space|inbox|quota)(?: \\w+)? (?:limit|allocation|allowance|capacity|size)(?: \\w+)? (?:is |was |has been |have been )?(?:exceeded|reached|exhausted|full|used up)\\b" }
  rule { text = "\\b(?:exceed\\w*|reached|over|hit|above) (?:the |its |his |their |your )?(?:\\w+ )?(?:storage|mail ?box|disk|inbox) (?:limit|allocation|allowance|capacity|size|quota|space)\\b" }

  # It can hold no more.
  rule { text = "\\btoo (?:much|many) (?:e?-?mails?|messages|data) (?:in|for|on) (?:the |this |that |his |their |user.s |recipient.s )*(?:mail ?box|inbox|mail ?drop|account)\\b" }
  rule { text = "\\b(?:user|recipient|mail ?box|account|customer)\\b(?:[^.:;]|\\.\\w)*?\\b(?:overrun|overran|overdrawn|outgrown|overflow|overflowed|overflowing|overfilled)\\b(?: (?:his|its|the|their) quota)?" }
  rule { text = "\\b(?:mail ?box|inbox|user|account|recipient)\\b(?:[^.:;]|\\.\\w)*?(?:can ?not|can.t|could not|unable to|no longer) (?:hold|store|take|contain|keep|save) (?:any )?(?:more|further|this|additional|new)\\b" }
  rule { text = "\\b(?:mail ?box|inbox|account|recipient|user)\\b(?:[^.:;]|\\.\\w)*?\\b(?:at|over|above|near|beyond) (?:its |the |their |his )?(?:full |maximum |storage )?(?:capacity|maximum|limit|size)\\b" }
  rule { text = "\\b(?:mail ?box|inbox|storage|disk|account)(?:.s)? (?:\\w+ )?(?:space|storage|quota|room) (?:\\w+ ){0,2}(?:exhausted|exceeded|used|consumed|full|depleted|insufficient)\\b" }

  # Its storage is used up.
  rule { text = "\\b(?:storage|space|room|quota|capacity) (?:of|for|in) (?:the |this |that |his |your )?(?:\\w+ )?(?:mail ?box|inbox|account|user|recipient|customer)\\b(?:[^.:;]|\\.\\w)*?\\b(?:used up|exhausted|full|exceeded|consumed|reached|depleted)\\b" }
  rule { text = "\\b(?:exceed\\w*|over|above|reached|out of) (?:the |its |his |their |this )?(?:\\w+ )?(?:user|recipient|mail ?box|account)(?:.s)? (?:\\w+ )?(?:quota|storage|space|limit)\\b" }

  # The same in other languages.
  rule {
    stage = ["rcpt", "data", "message"]
    text  = "\\b(?:postfach|mailbox|konto)\\b(?:[^.:;]|\\.\\w)*?\\b(?:voll\\b|\\S{1,2}berf\\S{1,2}llt|ersch\\S{1,2}pft)"
  }
  rule {
    stage = ["rcpt", "data", "message"]
    text  = "\\b(?:speicherplatz|quota|kontingent)\\b(?:[^.:;]|\\.\\w)*?(?:ersch\\S{1,2}pft|\\S{1,2}berschritten|voll\\b|aufgebraucht)"
  }
  rule {
    stage = ["rcpt", "data", "message"]
    text  = "\\bbo\\S{1,2}te\\b(?:[^.:;]|\\.\\w)*?\\b(?:pleine|satur\\S{1,2}e)"
  }
  rule {
    stage = ["rcpt", "data", "message"]
    text  = "destinataire pleine"
  }
  rule {
    stage = ["rcpt", "data", "message"]
    text  = "\\bquota\\b(?:[^.:;]|\\.\\w)*? (?:d\\S{1,2}pass\\S{1,2}|atteint|superat[oa]|excedid[oa]|sobrepasad[oa])"
  }
  rule {
    stage = ["rcpt", "data", "message"]
    text  = "\\b(?:casella|caselle)\\b(?:[^.:;]|\\.\\w)*?\\b(?:piena|esaurita)"
  }
  rule {
    stage = ["rcpt", "data", "message"]
    text  = "\\bbuz\\S{1,2}n\\b(?:[^.:;]|\\.\\w)*?\\b(?:llen[oa])"
  }
  rule {
    stage = ["rcpt", "data", "message"]
    text  = "\\b(?:cuota|cota) (?:\\S+ )?(?:excedida|superada|sobrepasada|ultrapassada)"
  }
  rule {
    stage = ["rcpt", "data", "message"]
    text  = "\\bcaixa (?:postal |de correio |de entrada )?(?:[^.:;]|\\.\\w)*?(?:cheia|lotada)"
  }
  rule {
    stage = ["rcpt", "data", "message"]
    text  = "\\b(?:mailbox|postvak|postbus) (?:\\S+ )?(?:is )?vol\\b"
  }
  rule {
    stage = ["rcpt", "data", "message"]
    text  = "ящик\\S*(?:[^.:;]|\\.\\w)*?(?:переполнен|заполнен)"
  }
  rule {
    stage = ["rcpt", "data", "message"]
    text  = "(?:превышена квота|квота(?:[^.:;]|\\.\\w)*?превышен)"
  }
  rule {
    stage = ["rcpt", "data", "message"]
    text  = "(?:邮箱|邮件|空间|容量)\\S{0,8}?(?:已满|不足)"
  }

  # Full, in other languages.
  rule {
    stage = ["rcpt", "data", "message"]
    text  = "\\b(?:postfach|mailbox|konto|empf\\S{1,3}nger)\\S*\\b(?:[^.:;]|\\.\\w)*?\\b(?:kein\\w*|nicht gen\\S{1,2}gend|zu wenig) (?:\\S+ )?(?:speicher\\w*|platz)"
  }
  rule {
    stage = ["rcpt", "data", "message"]
    text  = "\\b(?:mailbox|buz\\S{1,2}n|cuenta|casilla|bandeja)\\b(?:[^.:;]|\\.\\w)*?\\b(?:llen[oa]|sin espacio|no tiene espacio)\\b"
  }
  rule {
    stage = ["rcpt", "data", "message"]
    text  = "\\b(?:mailbox|casella|utente)\\b(?:[^.:;]|\\.\\w)*?\\b(?:pien[oa]|oltre (?:la )?quota|spazio esaurito)\\b"
  }
  rule {
    stage = ["rcpt", "data", "message"]
    text  = "\\bbo\\S{1,2}tes? (?:aux lettres|mail|de r\\S{1,2}ception)?(?:[^.:;]|\\.\\w)*?\\b(?:pleine|satur\\S{1,3}|remplie)"
  }

  # Full comes before inactive.
  rule {
    stage = ["rcpt", "data", "message"]
    text  = "\\b(?:e-?mail )?(?:mailbox|account|user|recipient)\\b(?:[^.:;]|\\.\\w)*?\\bover quota and (?:\\w+ly )?inactive\\b"
  }
  rule {
    stage = ["rcpt"]
    text  = "\\b(?:cuota|espacio|cota|espa\\S{1,2}o|spazio)\\b(?:[^.:;]|\\.\\w)*?(?:excedid|superad|agotad|llen|esaurit|esgotad|insuficiente|insufficiente)"
  }
  rule {
    stage = ["rcpt", "data", "message"]
    text  = "\\b(?:postvak|mailbox|postbus|schijfruimte|quotum|opslag)\\b(?:[^.:;]|\\.\\w)*?\\b(?:vol|overschreden|bereikt)\\b"
  }
  rule {
    stage = ["rcpt", "data", "message"]
    text  = "\\b(?:skrzynk|schr\\S{1,2}nka|brevl\\S{1,2}da|postkasse|postil)\\S*(?:[^.:;]|\\.\\w)*?(?: pe\\S{1,2}n| pln| full\\b| t\\S{1,2}ynn)"
  }

  rule {
    stage    = ["rcpt"]
    enhanced = ["5.2.2", "4.2.2"]
  }
  rule { text = "(?:cassetta|casella)(?: \\S+){0,6}? (?:è )?piena" }
  rule { text = "(?:postlåda|postkasse|postboks|brevlåda|innkurv|inkorg)\\w*(?: \\S+){0,3}? (?:är|er) (?:full|fuld|fylt)" }
  rule { text = "メールボックスが\\S{0,6}?(?:いっぱい|満杯|一杯)|(?:邮箱|信箱|郵箱)\\S{0,4}?(?:已满|已滿|满了)|받은 ?편지함이 ?가득|사서함이 ?가득" }
  rule { text = "(?:schránka|skrzynka)(?: \\S+){0,4}? (?:je plná|jest (?:pełna|zapełniona|przepełniona))|(?:posta kutusu|gelen kutusu)(?: \\S+){0,3}? dolu|postilaatikko(?: \\S+){0,2}? (?:on )?täynnä" }
  rule { text = "\\bmailbox size limit exceeded\\b.*" }
  rule { text = "\\bdoes(?:n.t| not) have (?:enough|sufficient) (?:free )?(?:disk )?space\\b" }
  rule { text = "\\bmailbox exceeded (?:the|its) local limit\\b" }
  rule { text = "\\b(?:user|account|mailbox)(?:'s)? space (?:has been|is) (?:used up|exhausted|full)\\b" }
  rule { text = "\\bnot enough storage space in\\b.{0,20}" }
  rule { text = "\\bmailbox not found: user is over ?quota\\b" }

  example {
    stage = "rcpt"
    reply = "552 5.2.2 The recipient's mailbox is full"
  }

  example {
    stage = "rcpt"
    reply = "452 4.2.2 <office@example.com>: over quota"
  }

  example {
    stage = "message"
    reply = "554 5.2.2 mailbox full; STOREDRV.Submission.Exception:QuotaExceededException.MapiExceptionQuotaExceeded"
  }

  example {
    stage = "rcpt"
    reply = "552 The mailbox has reached its maximum size"
  }

  example {
    stage = "rcpt"
    reply = "452 4.2.2 This account does not have enough storage for your message"
  }

  example {
    stage = "rcpt"
    reply = "552 Das Postfach von office ist voll"
  }

  example {
    stage = "rcpt"
    reply = "552 La boîte du destinataire est pleine"
  }

  example {
    stage = "rcpt"
    reply = "452 The user is over his quote"
  }

  example {
    stage = "rcpt"
    reply = "552 The inbox can not hold any more messages"
  }

  example {
    stage = "rcpt"
    reply = "452 4.2.2 The account of the customer is over quota and inactive"
  }

  counter_example {
    stage = "message"
    reply = "550 5.2.2 Submission quota exceeded"
    class = "throttled"
  }

  counter_example {
    stage = "rcpt"
    reply = "450 4.7.3 Organization queue quota exceeded."
    class = "throttled"
  }

  counter_example {
    stage = "message"
    reply = "452 4.3.1 Insufficient system storage"
    class = "local-error"
  }

  counter_example {
    stage = "message"
    reply = "552 5.3.4 Message size exceeds fixed limit"
    class = "message-too-large"
  }

  counter_example {
    stage = "mail"
    reply = "452 The quota of the sender is exhausted for today"
    class = "throttled"
  }

  source {
    title = "Microsoft Learn, \"Continuous error throttling for SMTP AUTH submissions in Exchange Online\""
    date  = "2024 to 2026"
  }

  source {
    title = "Public collections of real replies (sisimai, KumoMTA, ZoneMTA, smtp-codes field manual)"
    date  = "2026-08-04"
  }

  source {
    title = "RFC 3463, Enhanced Mail System Status Codes"
    date  = "2003-01"
  }
}

class "message-too-large" {
  family = "message"
  title  = "The message is too large"
  test   = "builtin:ehlo-probe"
  over   = ["throttled"]

  cause = <<-END
    The scan grows by a third when it is packed for the mail, and exceeds a limit of the
    device's mailbox, of the connector or of the receiver.
  END

  advice = <<-END
    Lower the resolution, scan in black and white, choose "compact PDF"; or scan to SharePoint,
    OneDrive or a folder, and mail the link.
  END

  rule { text = "\\b(?:message|mail|e-?mail|file|attachments?|body|content|data|letter) (?:is |are |was |file |size )?(?:is )?(?:too (?:large|big|long|great|heavy)|oversized?)\\b" }
  rule { text = "\\btoo (?:large|big)\\b" }
  rule { text = "too much (?:mail |message )?data\\b" }
  rule { text = "(?:message |mail |attachment )?(?:size|length) (?:of .{0,20})?exceed\\w*" }
  rule { text = "\\b(?:message|mail|attachment|content) (?:size|length)\\b.{0,40}?\\b(?:exceed\\w*|violation|over|above|maximum|max|not allowed|restrict\\w*|larger|bigger)\\b(?: (?:the )?(?:\\w+ )?(?:limit|maximum|size))?" }
  rule { text = "\\bexceed\\w*\\b.{0,40}?\\b(?:size|length)\\b" }
  rule { text = "(?:message |mail |attachment )?size (?:limit|violation|restriction|limitation|constraint)s?" }
  rule { text = "\\b(?:larger|bigger|greater|longer) than (?:the )?(?:max\\w*|allowed|permitted|limit|[\\d,.]+ ?(?:bytes|[kmg]i?b))" }
  rule { text = "\\boversized? (?:message|mail|e-?mail|attachment)" }
  rule { text = "class=size" }
  rule { text = "resolver\\.rst\\.(?:recip|send)sizelimit.*" }
  rule { text = "recipsizelimit" }
  rule { text = "sendsizelimit" }
  rule { text = "\\bdatabytes\\b" }
  rule { text = "max(?:imum)? (?:allowed |permitted )?(?:message|mail|attachment|size)(?: (?:size|of))" }
  rule { text = "taille (?:limite|maxim\\w+|du message|des messages)|message trop (?:gros|volumineux|grand|long|lourd)|(?:nachricht|e-?mail|datei|anhang|scan|mail) (?:ist )?zu gro(?:ß|ss)|(?:maximale )?nachrichtengr(?:ö|oe)(?:ß|ss)e|mensaje (?:es )?demasiado (?:grande|largo|extenso)" }
  rule { text = "tama(?:ñ|n)o (?:m(?:á|a)ximo|del mensaje)|messaggio (?:è )?troppo (?:grande|lungo)|dimension\\w+ (?:massim\\w+|del messaggio)|mensagem (?:é )?(?:muito|demasiado) grande|tamanho (?:m(?:á|a)ximo|da mensagem)|bericht (?:is )?te groot|размер (?:письма|сообщения)" }
  rule { text = "(?:ü|ue)berschreitet die (?:maximale|zul(?:ä|ae)ssige) (?:e-?mail|nachrichten|datei)-?gr(?:ö|oe)(?:ß|ss)e" }
  rule { text = "слишком большое (?:письмо|сообщение)" }
  rule { text = "\\b(?:attachments?|message|messages|mail|mails|e-?mails?|size|content|file)\\b[^.;]{0,15}? (?:may|must|can|should|cannot|can'?t|shall|will) ?(?:not|never)? (?:exceed|be (?:larger|bigger|greater|longer|over|above|more))\\b(?: than)?[^.;]{0,25}" }
  rule { text = "\\b(?:above|over|exceeds|exceeding|more than|beyond|greater than|larger than|bigger than|at most|limited to|up to) (?:the |our |my )?(?:limit of |maximum of |size of )?[\\d,.]+ ?(?:bytes|octets|[kmg]i?b\\b|[km]\\b|mega\\w*|kilo\\w*|meg\\b)" }
  rule { text = "\\b(?:message|mail|e-?mail|data|attachment|declared|content)(?:'s)? ?(?:size|length)? (?:is |was |of \\S+ (?:is )?|has )?(?:more|larger|greater|bigger|higher|over|above|beyond|in excess)\\b(?: (?:than|of))?(?: (?:the |our |its )?(?:\\w+ )?(?:limit|maximum|allowed|permitted|size))?" }
  rule { text = "\\b(?:declared |message |mail )?(?:size|length) (?:is |of \\S+ (?:is )?)?(?:more|larger|greater|bigger|higher|over|above|too (?:large|big|high|great))\\b(?: than)?(?: (?:the )?(?:\\w+ )?(?:limit|maximum|allowed|permitted))?" }
  rule { text = "\\bsize (?:limit|maximum) (?:of|for|on|is|exceeded|reached|:)[^.;]{0,25}|\\b(?:maximum|max|limit) (?:message |mail |allowed |attachment )?size\\b[^.;]{0,25}" }
  rule { text = "\\bexcessive(?:ly)? (?:amounts? of |large )?(?:data|size|message|mail)\\b|\\btoo much (?:mail |message )?data\\b|\\bmessage (?:is )?(?:huge|gigantic|oversize)\\b" }
  rule { text = "\\b(?:refuse|reject|don'?t accept|not accept(?:ed|ing)?|do not accept|too) (?:\\w+ )?(?:big|large|huge|bulky|heavy|long) (?:messages?|mails?|e-?mails?|attachments?|files?)\\b" }
  rule { text = "\\btoo many (?:bytes|octets|kilobytes|megabytes|kb|mb)\\b" }
  rule { text = "\\b(?:big|bigger|large|larger|huge|bulky|oversized?) (?:e-?)?(?:attachments?|messages?|mails?|files?|letters?) (?:are |is |will be |can )?(?:not|never|un|refused|rejected|forbidden|prohibited)[ \\w]*" }
  rule { text = "\\bsize\\W{0,3}\\d[\\d,.]* ?(?:[kmg]i?b|bytes|octets)?\\W{1,3}(?:>|is |limit|max|exceed)[^.;]{0,20}" }
  rule { text = "\\b(?:user|mailbox|recipient|server|host|we|domain)\\b[^.;]{0,20}? (?:accepts?|receives?|takes?|allows?) (?:only )?(?:any )?(?:e-?mails?|messages?|mails?|attachments?) (?:over|above|up to|larger than|bigger than|of more than|greater than|exceeding) [\\d,.]+ ?(?:[kmg]i?b?\\b|bytes|octets|mega\\w*)" }
  rule {
    enhanced = ["5.3.4", "5.2.3"]
  }

  rule { text = "messagesubmissionexceeded\\w*|maxsubmissionexceeded" }
  rule { text = "\\b(?:message|mail|e-?mail|attachment) (?:\\w+ )?exceeds? (?:the |this |its |our )?(?:\\w+ )?(?:limits?|maximum) (?:of|for) (?:this|the|that) (?:mailbox|recipient|user|server|domain|account)" }
  rule { text = "\\b(?:\\w+ )?size exceeds? (?:the |this |its |our )?(?:recipient|user|mailbox|server|domain|receiver)(?:'?s)? (?:\\w+ )?(?:limits?|maximum)\\b" }
  rule { text = "\\bmessage header size\\b.{0,40}?\\bexceeds?\\b(?: \\w+){0,2}" }
  rule { text = "(?:\\bcan(?: ?not|n.t) receive )?\\bmessages? this (?:big|large)\\b" }
  rule { text = "\\bcontent filter size\\b" }

  example {
    stage = "mail"
    reply = "552 5.3.4 Message size exceeds fixed limit"
  }

  example {
    stage = "message"
    reply = "552 5.2.3 Message exceeds maximum length"
  }

  example {
    stage = "message"
    reply = "550 5.2.3 RESOLVER.RST.RecipSizeLimit; message too large for this recipient"
  }

  example {
    stage = "message"
    reply = "552 5.3.4 Your mail is bigger than 20 MB"
  }

  example {
    stage = "mail"
    reply = "552 Nachricht zu groß"
  }

  example {
    stage = "message"
    reply = "552 Message trop volumineux"
  }

  example {
    stage = "message"
    reply = "554 Attachments must not exceed 9 MB"
  }

  example {
    reply = "Das Datenvolumen überschreitet die maximale E-Mail-Größe"
  }

  example {
    stage = "mail"
    reply = "552 The declared size is above what we allow"
  }

  example {
    stage = "message"
    reply = "552 Your mail exceeds the limit for this domain"
  }

  counter_example {
    stage = "rcpt"
    reply = "552 5.2.2 mailbox is full"
    class = "mailbox-full"
  }

  counter_example {
    stage = "rcpt"
    reply = "452 4.3.1 Insufficient system storage"
    class = "local-error"
  }

  source {
    title = "Microsoft Learn, \"Exchange Online limits\""
    date  = "2024 to 2026"
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

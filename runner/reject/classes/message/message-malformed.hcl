class "message-malformed" {
  family = "message"
  title  = "The message is not as it must be"

  cause = <<-END
    The device leaves out From, Date or Message-ID, writes two From addresses, puts characters
    into a header that do not belong there, or ends lines with a bare line feed.
  END

  advice = <<-END
    Fill in the device's From and name fields, with plain letters. Update its firmware. A relay
    in between can repair headers.
  END

  rule { text = "\\brfc ?-?(?:2822|5322|822)\\b.{0,40}?\\b(?:complian\\w+|conform\\w*|valid|requirements?|violat\\w+)" }
  rule { text = "\\b(?:not|violates?|non) ?-?(?:an? |to )?(?:valid )?rfc ?-?(?:2822|5322|822|2045|mime)\\b" }
  rule { text = "\\bnot rfc\\b.{0,20}?\\bcomplian\\w+" }
  rule { text = "message is not rfc (?:2822|5322|822) compliant" }
  rule { text = "\\b(?:stray|bare|lone|naked|isolated|unterminated)[ -]?<?(?:lfs?|crs?|cr/lf|linefeeds?|line[ -]feeds?|newlines?|carriage returns?)\\b" }
  rule { text = "barelinefeeds" }
  rule { text = "\\b(?:barelf|smtplf)\\.html" }
  rule { text = "\\b(?:invalid|wrong|bad|illegal|incorrect|improper|mixed) (?:line|end[ -]of[ -](?:line|data|message))[ -]?(?:ending|terminator|termination|break|delimiter|sequence)s?" }
  rule { text = "\\b(?:missing|no|without|lacks?|lacking|invalid|multiple|duplicate|bad|malformed|illegal|empty|several) (?:an? |the )?(?:valid |required |mandatory )?(?:from|date|message-id|message id|subject|to|mime-version|content-type|received|reply-to|return-path|resent-\\w+):?\\W?(?: \\w+)? (?:headers?|fields?|lines?|address(?:es)?)\\b" }
  rule { text = "\\b(?:no|missing) (?:resent-\\w+|message-id|mime-version|from:|date:|subject:)" }
  rule { text = "\\b(?:subject|message-id)(?:: ?| )(?:header |field |line )?(?:is |are )?(?:mandatory|missing|required|empty|absent|not present|malformed)\\b" }
  rule { text = "\\b(?:from|date|to|sender):? (?:header|field|line) (?:is |are )?(?:mandatory|missing|required|empty|absent|not present|malformed)\\b" }
  rule { text = "\\b(?:date|received|from|subject|to|cc|message-id)\\W? ?(?:header|field)\\b.{0,30}?\\b(?:future|past|invalid|missing|required|malformed|unparsable|bad|not \\w+)" }
  rule { text = "\\bheaders?(?: fields?| values?| lines?| names?)?\\b.{0,25}?\\b(?:missing|required|mandatory|malformed|invalid|duplicated?|forbidden|corrupt(?:ed)?|illegal|unparsable|broken|not (?:valid|allowed|permitted|present|accepted|acceptable))" }
  rule { text = "\\b(?:missing|invalid|malformed|bad|illegal|duplicate|broken|corrupt|required|mandatory|unparsable|too many) (?:\\w+ )?(?:message |mail |mime )?headers?\\b" }
  rule { text = "\\bmust (?:not )?(?:have|contain|include) (?:an? )?(?:valid )?[\\w-]+ header\\b(?: field)?" }
  rule { text = "\\b(?:requires|must have|needs) (?:both )?(?:a )?headers?\\b.{0,20}?\\bbody\\b" }
  rule { text = "(?:not permitted|not allowed|forbidden|illegal|invalid|prohibited) in (?:the |a |an )?(?:message |mail |mime )?headers?\\b" }
  rule { text = "\\bencoded-word\\b.{0,15}?\\bnot (?:permitted|allowed) in message header" }
  rule { text = "(?:syntax )?errors? in (?:the )?\\W?[\\w-]+\\W? header\\b.{0,60}" }
  rule { text = "there are multiple \\w+" }
  rule { text = "x-dg-ref" }
  rule { text = "\\b(?:malformed|garbled|corrupt(?:ed)?|ill-formed|badly formed|improperly formatted|mal-formed) (?:e-?mail|mail|message|mime|content|body|bounce)" }
  rule { text = "\\b(?:message|mail|e-?mail|content|data) (?:is |was |has |appears )?(?:an )?(?:malformed|ill-formed|improperly formatted|badly formatted|not (?:properly|correctly) formatted|in an? (?:invalid|improper|wrong) format|invalid format)" }
  rule { text = "\\b(?:invalid|bad|broken|improper|illegal|wrong) (?:message|mail|mime|e-?mail) (?:format|structure|content|syntax|data|body|encoding|part)\\b" }
  rule { text = "\\b(?:invalid|bad|corrupt) (?:data|structure|format|encoding) (?:in|of) (?:the |your )?(?:message|mail|e-?mail|mime|body)" }
  rule { text = "\\bmime\\b.{0,25}?\\b(?:errors?|invalid|malformed|broken|corrupt(?:ed)?|violation|unparsable|structure|unexpected)\\b(?: \\w+)?" }
  rule { text = "\\bmessage (?:content )?(?:could not|cannot|can.t) be (?:parsed|decoded|understood)" }
  rule { text = "(?:unable|failed|could not|cannot|error) (?:to )?pars(?:e|ing) (?:the )?(?:message|mime|header|mail|content|body)\\w*" }
  rule { text = "\\b(?:empty|blank) (?:message|mail|e-?mail|body)\\b(?: not (?:allowed|accepted|permitted))?" }
  rule { text = "\\bmessage (?:is empty|body is empty|has no (?:body|content|headers?|text)|without (?:a )?(?:body|content|headers?))" }
  rule { text = "\\b(?:no|missing|send some) (?:message )?(?:body|content|data) (?:first|found|in (?:the )?(?:message|mail))" }
  rule { text = "must send some data" }
  rule { text = "\\bmessage body (?:is )?(?:missing|empty|required|absent)" }
  rule { text = "\\bheader error" }
  rule { text = "\\b(?:from|to|cc|subject|date|received)?:? ?headers?(?: lines?| fields?| size)? (?:is |are )?(?:too (?:long|large|big|many)|exceed\\w*)" }
  rule { text = "(?:number of|too many) headers?\\b(?: lines| fields)?" }
  rule { text = "headers? (?:is|are) not" }
  rule { text = "headers? (?:size )?(?:is|are) too (?:large|big|long)" }
  rule { text = "delimiter must be crlf" }
  rule { text = "media error" }
  rule { text = "purported responsible" }
  rule { text = "\\binvalid characters\\b(?: in (?:the )?(?:message|header|subject|body)\\w*)?" }
  rule { text = "\\b(?:nul|null|8-?bit|non-ascii|raw|unencoded|control) (?:characters?|bytes?|data)\\b.{0,15}?\\b(?:in|headers?|message|body|subject|content)\\b" }
  rule { text = "contains (?:nul|null|raw 8-?bit|bare) (?:characters?|bytes?)?" }
  rule { text = "conformance issues" }
  rule { text = "\\bnot (?:a )?well[- ]?formed (?:message|mail|mime)" }
  rule { text = "ung(?:ü|ue)ltige(?:r|s)? (?:header|kopfzeile|nachrichtenformat)|fehlende(?:r|s)? (?:header|kopfzeile|betreff|absenderzeile)|en-t(?:ê|e)te (?:manquant|invalide|incorrect)|cabecera (?:inv(?:á|a)lida|incorrecta)|falta (?:la )?cabecera" }
  rule { text = "intestazione (?:mancante|non valida)|cabe(?:ç|c)alho (?:inv(?:á|a)lido|ausente)|message mal form(?:é|e)|неверный заголовок|отсутствует заголовок" }
  rule { text = "\\b(?:only|more than|at most|exactly|not|than) one \\W?(?:from|date|subject|message-?id|sender|reply-to|received|content-type|mime-version|cc)\\b:?(?: (?:headers?|fields?|lines?|address))?" }
  rule { text = "\\b(?:two|multiple|several|duplicated?|double|repeated|second|more than one) \\W?(?:from|date|subject|message-?id|sender|reply-to|content-type|mime-version|cc|to)\\b\\W{0,2}(?:headers?|lines?|fields?)" }
  rule { text = "\\b(?:mails?|messages?|e-?mails?|letters?) (?:with(?:out)? (?:no )?|lack(?:s|ing)? |has no |have no |needs |must have |requires )(?:an? |the |any |valid |proper )*(?:from|date|subject|message-?id|sender|reply-to|received|content-type|mime-version|cc|to|headers?|body|text|content)\\b(?: (?:header|field|line))?" }
  rule {
    stage    = ["message"]
    text     = "\\b(?:no|missing|empty|blank|lacks an?|without an?|needs an?|requires an?|add an?|absent|invalid|bad|wrong|broken|malformed) (?:valid )?\\W?(?:subject|message-?id|date|mime-version|content-type|from)\\b\\W?(?: (?:header|field|line))?"
    fallback = true
  }
  rule { text = "\\b(?:from|date|subject|message-?id|sender|reply-to|received|content-type|mime-version|cc|to)\\W? ?(?:headers?|fields?|lines?) (?:is |are |was |were |has |have |contains? )?(?:\\w+ )?(?:absent|missing|lacking|invalid|empty|bad|broken|wrong|malformed|illegal|duplicated?|not (?:valid|found|present|rfc|compliant)|no (?:domain|address)|unparse?able|repeated)\\b" }
  rule { text = "\\bheaders?(?: lines?| fields?)? (?:\\w+ )?(?:contains?|has|have|with|includes?) (?:an? |some )?(?:8-?bit|non-?ascii|illegal|invalid|bare|nul|null|control|bad|raw|unencoded)[ -]?\\w*" }
  rule { text = "\\b(?:malformed|broken|corrupt|bad|illegal|invalid|wrong|damaged|garbled|faulty) (?:\\w+ )?headers?\\b(?:: \\S+)?" }
  rule { text = "\\b(?:header[ -]from|from[ -](?:header|line|field|address)|(?:sender|from) (?:address|name|field) in (?:the )?(?:message )?headers?)\\b[^.;]{0,25}? (?:absent|missing|invalid|not (?:valid|allowed|present|rfc)|empty|no domain|malformed|required|bad|broken)\\b" }
  rule { text = "\\b(?:mismatch\\w*|do(?:es)? not match|doesn'?t match|differs?|differ(?:ent)?|unlike|not (?:equal|the same))\\b[^.;]{0,25}?\\b(?:message |mail )?headers?(?: from)?\\b(?: address)?" }
  rule { text = "\\b(?:lf|cr|newline|line ?feed|carriage return)s? without (?:an? )?(?:cr|lf|carriage return|line ?feed)\\b" }
  rule { text = "\\bwithout (?:cr|lf|crlf)\\b" }
  rule { text = "\\bline[ -]?(?:endings?|terminat\\w+|delimiters?|breaks?)\\b" }
  rule { text = "\\b(?:message|multipart)/[a-z-]+\\b[^.;]{0,30}?(?:not (?:supported|allowed|accepted|permitted)|unsupported|rejected|refused)" }
  rule {
    stage = ["message"]
    text  = "\\b(?:undecodable|invalid|broken|bad|corrupt(?:ed)?|illegal|unknown|unsupported) (?:base-?64|quoted-printable|uuencod\\w+|charset|character set|transfer[- ]encoding|content[- ]transfer|boundary|multipart|part)\\b"
  }
  rule { text = "\\b(?:cannot|can'?t|could not|couldn'?t|unable to|failed to|not able to|failure) (?:to )?(?:parse|decode|understand|read|interpret|make sense of)(?: the| your| this)? (?:\\w+ )?(?:mime|headers?|message|mail|content|body|structure|attachment|multipart)\\b" }
  rule { text = "\\b(?:message|mail|e-?mail|it|content|which)\\b[^.;]{0,15}? (?:violates?|violating|not (?:\\w+ )?(?:rfc|conform\\w*|comply|compliant|adher\\w*)|breaks?|non-?compliant|does not (?:comply|conform|follow|adhere))\\b[^.;]{0,15}?(?:rfcs?|standards?|internet|5322|2822|822|mime)\\b(?:[ -]?\\d+)?(?: complian\\w+)?" }
  rule {
    stage = ["message"]
    text  = "\\b(?:not |non-?)(?:in )?(?:rfc(?:s|[ -]?\\d+)?|standards?|mime)[- ](?:complian\\w+|conform\\w*|valid|conformant)"
  }
  rule {
    stage = ["message"]
    text  = "\\b(?:does|did|do) not parse\\b|\\b(?:un-?parse?able|not parse?able|not decodable|undecodable)\\b"
  }
  rule {
    stage = ["message"]
    text  = "\\b(?:illegal|incorrect|unparse?able|impossible|unacceptable) \\W?(?:date|subject|from|message-?id)\\b"
  }
  rule {
    stage = ["message"]
    text  = "\\b(?:non-?ascii|8-?bit|raw|unencoded|utf-?8|control|illegal|invalid)\\b[^.;]{0,20}? in (?:the |an? )?(?:\\w+ )?(?:subject|headers?|from|body)\\b(?: (?:lines?|fields?|headers?))?"
  }
  rule { text = "\\b(?:date|time ?stamp)\\b(?: (?:header|field|line))?(?: (?:is|lies|of the message|set))? (?:too )?(?:far )?(?:in (?:the )?(?:future|past)|too old|ahead)\\b|\\b(?:message|mail|e-?mail) (?:comes )?from the future" }
  rule { text = "\\bcontent-?(?:transfer-encoding|type|disposition)\\b[^.;]{0,12}? (?:is )?(?:not \\w+|un\\w+|invalid|bad|missing|malformed|illegal)" }
  rule { text = "\\b\\d (?:from|to|cc|subject|date|sender|message-id) (?:headers?|lines?|fields?)\\b" }
  rule {
    stage = ["message"]
    text  = "\\b(?:neither|no|lacks|lacking|without|missing) (?:an? |the )?(?:from|date|sender|to|subject|message-id)(?:,? (?:and|or|nor)(?: no)? \\W?(?:from|date|sender|to|subject|message-id)\\b)"
  }
  rule {
    enhanced = ["5.6.0", "5.6.11", "5.1.20", "5.7.512"]
  }

  rule { text = "\\b(?:incorrect|invalid|wrong|bad|broken|illegal) (?:sender|from|reply-to|to|cc|date) (?:header|line|field)\\b" }
  rule { text = "\\bmime[ _-]error\\b" }
  rule { text = "\\b(?:contains?|has|with) bare (?:line ?feeds?|lf|cr)\\b.{0,80}" }
  rule { text = "storedrv\\.\\S*conversionfailed\\w*.*" }
  rule { text = "\\bcontent conversion\\b.{0,60}" }
  rule { text = "\\berror in header\\b.{0,80}" }
  rule { text = "\\bno valid sender in any header\\b(?: line)?" }
  rule {
    text     = "\\bheader syntax\\b"
    fallback = true
  }
  rule { text = "\\bblank from\\b.{0,30}" }
  rule { text = "\\bwrongly formatted (?:subject|header|message|date)\\b" }
  rule { text = "\\bstrict ascii mode\\b" }

  example {
    stage = "message"
    reply = "550 5.6.11 SMTPSEND.BareLinefeedsAreIllegal; message contains bare linefeeds"
  }

  example {
    stage = "message"
    reply = "550 5.7.512 Access denied, message must be RFC 5322 section 3.6.2 compliant"
  }

  example {
    stage = "message"
    reply = "550 5.1.20 Multiple From addresses are not allowed without Sender address"
  }

  example {
    stage = "message"
    reply = "521 5.5.2 mx.example.net Error: bare <LF> received"
  }

  example {
    stage = "message"
    reply = "554 5.6.0 The Subject header is missing"
  }

  example {
    stage = "message"
    reply = "550 Message must contain a Message-ID header"
  }

  example {
    stage = "message"
    reply = "554 Broken MIME structure"
  }

  example {
    stage = "message"
    reply = "554 Mails without a date are not for us"
  }

  example {
    stage = "message"
    reply = "550 More than one Sender line"
  }

  example {
    stage = "message"
    reply = "550 Newline without carriage return"
  }

  counter_example {
    stage = "message"
    reply = "554 5.6.0 Message appears to be spam"
    class = "content-rejected"
  }

  counter_example {
    stage = "message"
    reply = "552 5.6.0 LINE_TOO_LONG"
    class = "line-too-long"
  }

  counter_example {
    stage = "mail"
    reply = "550 5.1.7 Invalid sender address"
  }

  counter_example {
    stage = "mail"
    reply = "550 5.1.8 Sender's domain has no MX"
    class = "sender-domain-invalid"
  }

  counter_example {
    stage = "message"
    reply = "550 5.7.20 The DKIM-Signature header is malformed"
    class = "dkim-fail"
  }

  source {
    title = "Microsoft Learn, \"Fix NDR error '550 5.6.11' in Exchange Online\""
    date  = "2024 to 2026"
  }

  source {
    title = "Microsoft Learn, \"Email non-delivery reports and SMTP errors in Exchange Online\""
    date  = "2024-10-14"
  }
}

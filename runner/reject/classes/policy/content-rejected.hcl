class "content-rejected" {
  family = "policy"
  title  = "Refused for what the message contains"
  over   = ["auth-failed"]

  cause = <<-END
    The message looks like spam or carries a virus, a bad link, or an attachment of a kind that
    is not allowed.
  END

  advice = <<-END
    Try it with a plain PDF, an ordinary subject and a short text. If the device adds a link or
    a company footer, check those names on the lists of bad links. Ask the receiver to allow the
    device's address.
  END

  rule { text = "(?:detected|identified|considered|classified|recogni[sz]ed|tagged|rejected|marked|flagged|looks like|appears (?:to be|similar to)|seems to be) (?:as )?(?:an? )?(?:possible |probable )?(?:spam|virus|unsolicited)\\b" }
  rule { text = "\\bspam (?:message|content|score|points|e?mail|url|pattern|filter|detected|blocked)" }
  rule { text = "\\bspam\\b.{0,20}\\b(?:detected|rejected)" }
  rule { text = "\\bvirus (?:found|detected)" }
  rule { text = "\\bunsolicited\\b" }
  rule { text = "anti-?spam checks" }
  rule { text = "\\bs?uribl\\b" }
  rule { text = "\\bsurbl\\b" }
  rule { text = "local uribl policy" }
  rule { text = "using multi\\.(?:uribl|surbl)" }
  rule { text = "banned (?:content|file|attachment)" }
  rule { text = "attachments? .{0,30}\\b(?:not allowed|blocked|rejected|prohibited|forbidden)" }
  rule { text = "\\bbulk e?mail" }
  rule { text = "mass mailer" }
  rule { text = "message (?:was )?filtered" }
  rule { text = "\\bphish\\w* (?:detected|attempt|message|e?mail|url|link)" }
  rule { text = "\\b(?:as|is|for) phish\\w*" }
  rule { text = "spamprofiler" }
  rule { text = "potential security issue" }
  rule { text = "due to spam" }
  rule { text = "due to spam list" }
  rule { text = "\\bmay contain the spam" }
  rule { text = "(?:detected as|is|contains?) (?:likely )?(?:spam|unsolicited|suspicious)\\b" }
  rule { text = "policy violation detected \\(?as345" }
  rule {
    stage = ["data", "message"]
    text  = "\\bspam\\b"
  }
  rule { text = "(?:may|might|is|was) (?:be )?consider(?:ed)? (?:as |to be )?spam\\b.*" }
  rule { text = "(?:by|from) spamassassin\\b" }
  rule { text = "\\bcontains? (?:an? |some |the )?(?:possible |potential )?(?:malware|virus\\w*|trojan|worm|spam)\\b.{0,40}" }
  rule { text = "\\bpassword[- ]protected (?:archives?|attachments?|files?|zips?|documents?)\\b.{0,40}" }
  rule { text = "\\b(?:message|mail|e-?mail)\\b.{0,60}?\\bcontain(?:s|ed|ing)? (?:an? |some )?(?:\\w+ )?(?:url|link|uri|hyperlink|web ?site)s?\\b.{0,60}" }
  rule { text = "\\b(?:as|is|be) bulk\\b" }
  rule {
    text     = "\\bphish\\w*"
    fallback = true
  }
  rule {
    text     = "\\binfected\\b"
    fallback = true
  }
  rule { text = "\\b(?:subject|body|header|message|mail|e-mail|attachment)\\b.{0,20}? contains? (?:an? )?(?:forbidden|prohibited|banned|illegal|blocked|disallowed) (?:word|phrase|content|attachment|file|link|url|string|element|character)s?" }
  rule { text = "\\b(?:url|link|uri|hyperlink|website)s?\\b(?: \\S+){0,8}? (?:is |are |was )?(?:listed|black-?listed|blocked|banned)\\b(?: (?:in|on|by|at) \\S+)?" }
  rule {
    stage    = ["data", "message"]
    text     = "\\b(?:contenuto|contenido|conteúdo|contenu|inhalt\\w*)\\b"
    fallback = true
  }
  rule { text = "\\b(?:illegal|dangerous|forbidden|prohibited|disallowed|executable|unsafe|banned|blocked|black-?listed|malicious|infected|unwanted|suspicious) (?:e?-?mail )?(?:attach\\w*|file ?(?:types?|names?|extensions?)?|extensions?|content|words?|phrases?|keywords?|links?|urls?|macros?|mime types?|html)\\b(?: (?:extension|type|name|detected|found)s?)*" }
  rule { text = "\\bblack ?-?listed (?:url|link|domain|host|file)\\b.{0,40}?\\b(?:host|found|in|by|body|detected|message)?" }
  rule { text = "\\b(?:attach\\w*|file ?(?:types?|names?|extensions?))\\b[^,;]{0,40}?\\b(?:not (?:allowed|permitted|accepted)|blocked|rejected|prohibited|forbidden|banned|black-?listed|illegal|disallowed|denied|refused|dangerous|infected)" }
  rule { text = "\\b(?:message|mail|e-?mail) (?:data|content|contents|body|text|subject)\\b.{0,20}?\\b(?:rejected|refused|denied|blocked|not (?:allowed|accepted|acceptable)|violat\\w*|unacceptable)" }
  rule { text = "\\b(?:refused|rejected|blocked|denied|stopped|filtered) (?:by|due to|because of) (?:our |the |its? |your )?(?:message |mail |e?-?mail )?content\\b" }
  rule { text = "\\bjunk[- ]?(?:e?-?mails?|messages?)\\b" }
  rule { text = "\\b(?:as|a|is|be|for) (?:a )?junk\\b" }
  rule { text = "spam ?trap" }
  rule { text = "\\b(?:identified|detected|considered|classified|recogni[sz]ed|tagged|marked|flagged|scored|looks?|seems?|appears?|suspected|treated|determined|deemed|categori[sz]ed|believed|likely|probable|probably|possible|possibly|thinks?) (?:\\w+ ){0,4}?(?:spam\\w*|junk|ube|uce|unwanted|malicious|virus\\w*|phish\\w*|fraud\\w*|scam)" }
  rule {
    text     = "\\banti-?(?:spam|virus) (?:filter|engine|system|polic\\w+|rules?|check\\w*|module|software|scan\\w*|solution|protection|gateway|technology)"
    fallback = true
  }
  rule { text = "\\bpolitica anti-?spam" }
  rule { text = "\\b(?:don't|do not|doesn't|no) (?:want|accept|like|need) (?:your |any |this )?spam" }
  rule {
    stage    = ["data", "message"]
    text     = "\\banti-?spam(?:[ ,;:)]|$)"
    fallback = true
  }
  rule { text = "\\bmime/reject\\b" }
  rule {
    stage = ["data", "message"]
    text  = "\\bspam"
  }
  rule {
    stage    = ["data", "message"]
    text     = "\\bspam\\b"
    fallback = true
  }
  rule { text = "\\bcontains? (?:an? |some )?(?:malicious|objectionable|offensive|inappropriate|virus\\w*|infected|harmful|(?:banned|forbidden|prohibited|unwanted) (?:word|phrase|content|attachment|file|link|url|string|element)s?)" }
  rule {
    stage    = ["data", "message"]
    text     = "\\b(?:message|mail|e-?mail) (?:was |is |has been )?(?:blocked|filtered|quarantined) by\\b"
    fallback = true
  }
  rule { text = "(?:als|wegen|unter) spam\\b" }
  rule { text = "spam-?verdacht" }
  rule { text = "enthält (?:einen |ein |eine )?(?:virus|unerlaubt|verbotene|schädlich)" }
  rule { text = "(?:considér|détect|identifi|class)\\S* comme (?:du |un |étant du )?(?:spam|pourriel|indésirable)" }
  rule { text = "(?:courrier|message|mail|e-mail) indésirable" }
  rule { text = "correo no deseado|(?:considerado|detectado|clasificado|identificado) como spam" }
  rule { text = "posta indesiderata|(?:considerat|rilevat|classificat|identificat)[oa] (?:come )?spam" }
  rule { text = "(?:considerad|detectad|classificad|identificad)[oa] como spam|lixo eletrônico" }
  rule { text = "ongewenste (?:e-?)?mail" }
  rule { text = "(?:mensaje|mensagem|messaggio|message|nachricht|bericht|mail|correo)\\S* (?:\\S+ ){0,5}?(?:anti-?spam|virus)\\b" }
  rule { text = "похож\\S* на спам|как спам|является спам|спам-" }
  rule { text = "垃圾邮件|迷惑メール|病毒" }
  rule { text = "\\b(?:attach(?:e?ments?|ed files?)|files?(?: types?| names?| extensions?)?|zip|rar|archives?|executables?|macros?|embedded (?:images|objects)|hyperlinks?|links?|urls?)\\b(?: \\S+){0,5}? (?:rejected|refused|denied|blocked|banned|forbidden|prohibited|disallowed|not (?:be )?(?:allowed|permitted|accepted|acceptable|welcome))" }
  rule { text = "\\b(?:not|\\w{2,5}n't|no longer|never|refuse to) (?:\\w+ )?(?:accept|allow|permit|tak|want|receiv)(?:e|ing|s)? (?:any )?(?:(?:e?-?mails?|messages?) )?(?:with |containing |in |having )?(?:\\S+ )?(?:attach(?:e?ments?|ed \\w+)|files?(?: types?| names?| extensions?)?|archives?|zip|rar|executables?|macros?|scripts?)\\b" }
  rule { text = "\\b(?:not|\\w{2,5}n't|no longer|never|refuse to) (?:\\w+ )?(?:accept|allow|permit|tak|want|receiv)(?:e|ing|s)? (?:any )?(?:(?:e?-?mails?|messages?) )?(?:with |containing |in |having )?(?:\\S+ )?(?:embedded (?:images|objects)|images?|hyperlinks?|links?|urls?|character sets?|charsets?|languages?|words?)\\b" }
  rule { text = "\\b(?:not|\\w{2,5}n't|un|reject\\w*|refus\\w*|block\\w*)\\b.{0,40}?\\b(?:character sets?|charsets?|foreign languages?|non-(?:western|latin|english))\\b.{0,30}" }
  rule { text = "\\b(?:character sets?|charsets?|foreign languages?|non-(?:western|latin|english))\\b.{0,30}?\\b(?:not (?:allowed|accepted|permitted)|blocked|rejected|refused|denied)" }
  rule { text = "\\b(?:offensive|sensitive|abusive|obscene|profane|profanity|inappropriate|objectionable|pornographic|indecent|illegal|forbidden|banned|blocked|prohibited|unacceptable|unwanted|suspicious|malicious|suspect) (?:language|words?|content|phrases?|terms?|text|material|subject|body|links?|attachments?|files?)\\b(?: (?:detected|found))?" }
  rule {
    text     = "\\badvert(?:ise|ize|isi|izi)\\w*"
    fallback = true
  }
  rule { text = "\\b(?:flagged|marked|tagged|reported|identified|classified|detected|blocked|rejected) (?:as|for) (?:an? )?(?:\\w+ )?(?:abuse|abusive|bulk|unwanted|suspicious|suspect|malicious|harmful|dangerous|phishing|fraud\\w*|scam|advert\\w+|newsletter|marketing|commercial)\\b" }
  rule {
    stage = ["data", "message"]
    text  = "\\b(?:message|mail|e-?mail|it|content|spam|that|which) (?:has |was |is )?scored? .{0,40}"
  }
  rule {
    stage = ["data", "message"]
    text  = "\\bscor(?:e|es|ed|ing)\\b.{0,30}?\\b(?:points?|limit|threshold|too high|exceed\\w*|reject\\w*)"
  }
  rule { text = "\\b(?:probability|probably|likelihood|chance|risk|suspicion) (?:of|that) (?:\\w+ ){0,3}?(?:spam|virus|malware|phish\\w*)" }
  rule { text = "\\binfected (?:with|by|message|mail|e-?mail|attachment|file)?|\\b(?:message|mail|e-?mail|attachment|file)\\b.{0,20}? infected\\b" }
  rule { text = "\\b(?:unacceptable|unwanted|forbidden|disallowed) (?:message |mail |e?-?mail )?(?:content|subject|body)\\b" }
  rule {
    stage    = ["data", "message"]
    text     = "\\b(?:content|subject(?: line)?|body|headers?)\\b(?: \\S+){0,3}? (?:(?:is|are|was|were|be|been|being) )?(?:rejected|refused|denied|blocked|banned|forbidden|prohibited|disallowed|unacceptable|not (?:be )?(?:allowed|permitted|accepted|acceptable|welcome))"
    fallback = true
  }
  rule {
    stage    = ["data", "message"]
    text     = "\\b(?:filtered|blocked|rejected|refused|stopped|quarantined|caught|dropped|deleted|discarded) by (?:\\S+ ){0,3}?(?:filter\\w*|scanner|gateway|heuristics?|engine|milter|content\\w*|anti\\S*)"
    fallback = true
  }
  rule {
    text     = "\\bsuspicious\\b"
    fallback = true
  }
  rule { text = "\\b(?:no|not? any|without) (?:html|zip|rar|exe|executable|attach\\w+|macro|script|image|link|url)s? ?(?:mails?|e-mails?|messages?|files?|documents?|allowed|accepted|please)\\b" }
  rule { text = "\\b(?:worm|ransomware|spyware|adware|exploit|macro virus|backdoor|dropper|keylogger)\\b" }
  rule {
    stage    = ["data", "message"]
    text     = "\\b(?:content|attachment|keyword|word) (?:rules?|check|filter\\w*|policy|scan\\w*|inspection|control|analysis|restriction|list)\\b"
    fallback = true
  }
  rule { text = "\\b(?:password[- ]protected|encrypted|unscannable|uninspectable|compressed|nested|double) (?:zip|rar|archives?|attachments?|files?|documents?|content|extensions?)\\b(?: (?:rejected|refused|denied|blocked|not allowed))?" }
  rule { text = "\\bmacro (?:documents?|files?|attachments?|code|enabled)\\b" }
  rule { text = "\\bpassword[- ]protected\\b.{0,40}?\\b(?:rejected|refused|denied|blocked|not (?:allowed|accepted)|forbidden|prohibited)" }
  rule { text = "\\b(?:urls?|links?|uris?|hyperlinks?|web ?sites?)\\b.{0,30}?\\b(?:black-?list\\w*|block-?list\\w*|surbl|uribl|dbl)\\b" }
  rule {
    code     = ["5xx"]
    text     = "\\b(?:virus\\w*|malware|trojan)\\b"
    fallback = true
  }
  rule { text = "\\b(?:virus\\w*|malware|trojan)\\b(?: \\S+){0,4}? (?:found|detected|discovered|identified|infected|rejected|refused|blocked|in|attached)\\b" }
  rule { text = "\\b(?:an?|contain\\w*|infected|suspected|possible|potential|known|has|carr\\w+|with) (?:\\w+ )?(?:virus\\w*|malware|trojan)\\b" }
  rule { text = "\\bcontains? (?:an? |some )?(?:barred|refused|rejected|denied|disallowed|unacceptable) (?:word|phrase|content|attachment|file|link|url)s?\\b" }
  rule { text = "\\bcontent (?:reject(?:ed)?|denied|blocked|refused|filtered)" }
  rule {
    code = ["5xx"]
    text = "\\bcontent filter(?:ing|s)?\\b"
  }

  rule { text = "\\bdt:spm\\b" }

  rule { text = "\\b(?:attachments?|file)\\b[^.;]{0,20}? (?:bad|wrong|forbidden|unsafe|illegal|dangerous|suspicious) (?:file )?(?:extension|type|name)s?\\b" }
  rule { text = "\\bcontent rej\\w*" }
  rule {
    text     = "\\bspam rej\\w*"
    fallback = true
  }
  rule { text = "\\bnot allowed to receive (?:\\w+ )?(?:mails?|messages?|e-?mails?) with attach\\w+.{0,30}" }
  rule { text = "\\bsending (?:of )?spam\\b.{0,40}?\\bnot (?:permitted|allowed)" }
  rule { text = "\\bbanned: \\S+" }
  rule { text = "\\bgtube\\b" }
  rule { text = "\\bcontent filter\\b.{0,60}?\\b(?:refused|rejected|blocked)\\b.{0,20}" }
  rule { text = "\\brejected due to security policies\\b.*\\bmcspam\\w*" }
  rule { text = "\\bmime type \\S+ (?:is )?not (?:accepted|allowed|permitted)\\b(?: here)?" }
  rule { text = "\\brecurrent pattern detection\\b" }
  rule { text = "\\bblack-?listed (?:high[- ]risk )?(?:file )?(?:extension|attachment|type)s?\\b" }
  rule { text = "\\bcontent (?:filter )?attachment\\b" }
  rule { text = "\\bmail is denied,? by (?:the )?spam ?filter\\b" }
  rule { text = "\\b(?:message|mail) was blocked because its? (?:content|contents|attachment)\\b.{0,20}" }
  rule { text = "\\bblocked by policy\\W+no spam\\b" }
  rule { text = "\\bofr_506\\b.{0,20}?\\bmail refused\\b" }
  rule { text = "\\bblocked because it contains fortiguard\\b.{0,40}" }
  rule { text = "\\bcustomer rule based reject\\b" }
  rule { text = "\\(hvu:b1\\).{0,120}?complaints" }
  rule { text = "\\bmessage rejected\\. see https?://support\\.google\\.com/mail/answer/69585\\b" }

  example {
    stage = "message"
    reply = "550 5.7.1 Message rejected as spam by Content Filtering."
  }

  example {
    stage = "message"
    reply = "554 5.6.1 Message contains a virus"
  }

  example {
    stage = "message"
    reply = "552-5.7.0 This message was blocked because its content presents a potential\n552 5.7.0 security issue: attachments of this type are not allowed"
  }

  example {
    stage = "message"
    reply = "554 5.7.1 spam message rejected"
  }

  example {
    stage = "message"
    reply = "554 5.7.1 This message fits a profile that people may consider spam (Cloudmark)"
  }

  example {
    stage = "message"
    reply = "554 5.7.1 Forbidden attachment type .exe"
  }

  example {
    stage = "message"
    reply = "550 Our filter thinks that this is junk mail"
  }

  example {
    stage = "message"
    reply = "550 Die Nachricht wurde als Spam eingestuft"
  }

  example {
    stage = "message"
    reply = "554 Mail body contains a prohibited word"
  }

  example {
    stage = "message"
    reply = "554 5.7.1 We don't take password-protected archives"
  }

  example {
    stage = "message"
    reply = "550 Sorry, mails with macros aren't allowed; no attachments please"
  }

  example {
    stage = "message"
    reply = "550 The attachment has a forbidden extension"
  }

  counter_example {
    stage = "rcpt"
    reply = "550 You are blocked, see https://www.spamhaus.org/query/ip/203.0.113.7"
    class = "spamhaus"
  }

  counter_example {
    stage = "rcpt"
    reply = "550 5.1.1 <spam@example.com>... User unknown"
    class = "unknown-recipient"
  }

  counter_example {
    stage = "rcpt"
    reply = "554 5.7.1 Service unavailable; Client host [203.0.113.7] blocked using bl.spamcop.net; Blocked - see http://www.spamcop.net/"
    class = "blocklist"
  }

  counter_example {
    stage = "rcpt"
    reply = "554 5.7.1 Client host [203.0.113.7] is blacklisted for sending spam"
    class = "blocklist"
  }

  counter_example {
    stage = "message"
    reply = "552 Attachment too big: message exceeds the maximum size"
    class = "message-too-large"
  }

  source {
    title = "Microsoft Learn, \"Fix NDR error '550 5.0.350' in Exchange Online\""
    date  = "2024 to 2026"
  }

  source {
    title = "Public collections of real replies (sisimai, KumoMTA, ZoneMTA, smtp-codes field manual)"
    date  = "2026-08-04"
  }
}

class "too-many-recipients" {
  family = "rate"
  title  = "Too many recipients in one message"
  test   = "builtin:full-conversation"

  cause = <<-END
    The message names more recipients than the server takes at once: at Microsoft 365 a mailbox
    may name 1,000, and the MX takes 200 of one domain in one transaction.
  END

  advice = <<-END
    Use a distribution group in place of many addresses, or send the scan in portions.
  END

  rule { text = "\\btoo many (?:envelope |smtp |total |different |external |e?mail )*(?:recipients?|rcpts?|destinations|addressees)\\b" }
  rule { text = "\\b(?:max(?:imum)?|allowed|limit)(?: number)?(?: of)?(?: \\d+)? (?:recipients|rcpts)\\b" }
  rule { text = "\\b(?:maximum|number of|amount of|limit of|limit on|\\d+) (?:allowed )?(?:recipients|rcpts)\\b(?:[^.:;]|\\.\\w)*?\\b(?:exceed\\w*|reached|limit)" }
  rule { text = "\\bexceed\\w*\\b(?:[^.:;]|\\.\\w)*?\\b(?:number of |maximum |max )(?:allowed )?recipients" }
  rule { text = "\\brecipients? (?:count |number )?limit\\b" }
  rule { text = "\\brecipients? (?:count|number|list) (?:\\w+ )?exceed\\w*" }
  rule { text = "reciplimit" }
  rule { text = "resolver\\.adr\\.reciplimit.*" }
  rule { text = "\\brecipients per (?:message|mail|e-?mail|session|transaction|connection)\\b" }
  rule { text = "\\b(?:only|more than|max(?:imum)? of) (?:one|1|\\d+) recipients?\\b(?:[^.:;]|\\.\\w)*?" }
  rule { text = "\\bone recipient (?:at a time|per|only|allowed)\\b" }
  rule { text = "\\b(?:multiple|more than one|only one|different) (?:destination |recipient )?domains? (?:per|in|for|allowed)\\b(?:[^.;]|\\.\\w)*?" }
  rule { text = "\\bmultiple recipients\\b(?:[^.:;]|\\.\\w)*?\\bnot (?:allowed|permitted|accepted)" }
  rule { text = "\\bsize per transaction exceeded" }
  # The limit, in further words.
  rule { text = "\\b(?:max(?:imum)?|too many) (?:recipients?|recepients?|rcpts?|rcpt to|addressees|destinations|envelope recipients)\\b" }
  rule { text = "\\b(?:recipients?|rcpts?) (?:count|number|list|limit|maximum|quota)(?: \\w+)? (?:limit )?(?:is |was |has been )?(?:exceeded|reached|hit|too (?:high|large|long|big))\\b" }
  rule { text = "\\bmax(?:imum)? (?:number of )?(?:rcpts?|recipients?)(?: to)? (?:count |limit |number )?(?:is |was |has been )?(?:reached|exceeded|hit|allowed)?" }
  rule { text = "\\b(?:more than|only|at most|up to|no more than|limit of|limited to|maximum of|max(?:imum)?) (?:one|\\d+) (?:\\w+ )?(?:recipients?|rcpts?|addressees|addresses|destinations)\\b(?: (?:\\w+ ){0,2}(?:allowed|permitted|per|accepted|at once|at a time|in))?" }
  rule { text = "\\b(?:no|not) more (?:than \\d+ )?(?:recipients?|rcpts?|addressees)(?: (?:are )?(?:allowed|accepted|permitted|please))?\\b" }
  rule { text = "\\b(?:recipients?|rcpts?|addressees) (?:per|in one|in a single|in a|at once|at a time)(?: (?:single )?(?:message|mail|e-?mail|session|transaction|envelope|connection))?\\b(?:[^.:;]|\\.\\w)*?\\b(?:exceed\\w*|limit\\w*|max\\w*|too many|allowed|reached)" }
  rule { text = "\\b(?:send|split|divide|resend|try)\\b(?:[^.:;]|\\.\\w)*?\\b(?:fewer|less) recipients\\b" }
  rule { text = "\\btoo (?:big|large|long) (?:a )?(?:recipient|distribution|address) list\\b" }

  # Fewer, please.
  rule { text = "\\btoo (?:much|many|long|large|big) (?:a )?(?:list of )?(?:recipients?|rcpts?|addressees|recipient list)\\b" }
  rule { text = "\\b(?:recipients?|addressees|rcpts?) (?:\\w+ )?exceeds? (?:the |our |your )?(?:\\w+ )?(?:limit|maximum|number)\\b" }
  rule { text = "\\b(?:excess|excessive|surplus|superfluous)(?: number of)? (?:recipients?|rcpts?|addressees)\\b" }
  rule { text = "\\b(?:reached|exceeded|hit|over) (?:the |your |its )?(?:max(?:imum)?|limit)(?: number)?(?: of)? (?:recipients?|rcpts?|addressees)\\b(?: (?:\\w+ ){0,2}(?:in|per|for) (?:one |this |a |single |each )*(?:message|mail|session|transaction|e-?mail|connection))?" }
  rule { text = "\\b(?:one|single|1) (?:recipient|rcpt|addressee) (?:at a time|per|only|please|allowed|is allowed|accepted)\\b" }
  rule { text = "\\brecipients? (?:\\w+ )?list (?:is )?too (?:long|large|big)\\b" }

  # More than allowed.
  rule { text = "\\b(?:message |mail |you )?(?:has|have|contains?|includes?|with|lists?|specified|given|gave|named) (?:\\w+ )?(?:more|too many|fewer) (?:\\w+ )?(?:recipients?|rcpts?|addressees|addresses)\\b(?: than(?: \\w+){1,2})?" }
  rule { text = "\\btoo many (?:\\w+ )?(?:recipients?|rcpts?|addressees) (?:specified|given|listed|for|in|on|to|named|requested|sent|at)\\b(?: (?:this|one|a|the|single)?(?: \\w+)?)?" }
  rule { text = "\\b(?:rcpt|recipient|recipients|addressee)[ -](?:limit|maximum|max|cap|quota|count)\\b" }
  rule { text = "\\b(?:rcpt|rcpt to|recipient) (?:commands?|lines?|addresses)\\b(?:[^.:;]|\\.\\w)*?\\b(?:exceed\\w*|limit\\w*|maximum|too many|reached)\\b" }
  rule { text = "\\b(?:allowed|limited|restricted|permitted)\\b(?:[^.:;]|\\.\\w)*?\\b(?:only |to |at most |up to )*\\d+ (?:\\w+ )?(?:recipients?|rcpts?|addressees)\\b" }

  # Not to so many.
  rule { text = "\\b(?:send |sent |write |deliver |mail )?(?:\\w+ )?(?:to )?(?:so|that|this) many (?:recipients?|rcpts?|addressees|addresses|people)\\b(?: at once| at a time| in one \\w+)?" }
  rule { text = "\\b(?:recipients?|rcpts?|addressees) (?:is |are )?(?:limited|restricted) to \\d+" }

  rule { text = "\\b(?:zu viele empf\\S{1,3}nger|trop de destinataires|troppi destinatari|demasiados destinatarios|muitos destinat\\S{1,2}rios|te veel (?:ontvangers|geadresseerden)|слишком много получателей|收件人过多)" }

  rule { enhanced = ["4.5.3", "5.5.3"] }
  rule { text = "\\bonly (?:one|1) rec\\w*pients?\\b" }

  example {
    stage = "rcpt"
    reply = "452 4.5.3 Too many recipients"
  }

  example {
    stage = "rcpt"
    reply = "552 5.5.3 Max recipients reached"
  }

  example {
    stage = "rcpt"
    reply = "452 Only one recipient is accepted in a transaction"
  }

  example {
    stage = "message"
    reply = "550 The number of recipients exceeds the limit"
  }

  example {
    stage = "rcpt"
    reply = "452 Trop de destinataires"
  }

  example {
    stage = "rcpt"
    reply = "452 The RCPT limit is reached"
  }

  example {
    stage = "rcpt"
    reply = "452 Your message has more recipients than allowed"
  }

  counter_example {
    stage = "message"
    reply = "550 5.1.90 Your message can't be sent because you've reached your daily limit for message recipients"
    class = "throttled"
  }

  counter_example {
    stage = "rcpt"
    reply = "452 Too many recipients this hour"
    class = "throttled"
  }

  source {
    title = "Microsoft Learn, \"Email non-delivery reports and SMTP errors in Exchange Online\""
    date  = "2024-10-14"
  }

  source {
    title = "RFC 5321, Simple Mail Transfer Protocol"
    date  = "2008-10"
  }
}

class "parameter-unsupported" {
  family = "protocol"
  title  = "The server does not know an option of a command"
  test   = "builtin:ehlo-probe"

  cause = <<-END
    MAIL or RCPT carried an option that the server had not offered, such as a request for a
    delivery receipt.
  END

  advice = <<-END
    Switch delivery receipts off on the device.
  END

  rule { text = "unsupported (?:option|parameter|esmtp (?:option|parameter|keyword)|body(?: type)?|mail parameter|rcpt parameter)" }
  rule { text = "(?:unrecogni[sz]ed|unknown|unexpected|illegal) (?:\\w+ )?(?:parameter|option|esmtp keyword)" }
  rule { text = "\\b(?:parameter|option|smtp extension)s?\\b.{0,30}?\\b(?:not (?:implemented|supported|recogni[sz]ed|allowed|permitted|advertised|offered|known|available)|unsupported|unknown)" }
  rule { text = "\\b(?:body=\\w+|8bitmime|binarymime|envid|orcpt|requiretls|holdfor|holduntil|futurerelease|deliverby|mt-priority|chunking)\\b.{0,20}?\\b(?:unsupported|disabled|not (?:supported|implemented|allowed|advertised|offered|enabled|recogni[sz]ed|available)|used when not advertised)" }
  rule { text = "(?:smtputf8|8bitmime|requiretls|dsn|size) used when not advertised" }
  rule { text = "(?:invalid|bad|illegal|wrong|unknown) (?:data|value|argument|setting)s? (?:for|in|of|to) (?:body|size|ret|notify|envid|orcpt|by|auth)\\b" }
  rule { text = "only one of (?:holdfor|holduntil)\\b.{0,40}" }
  rule { text = "(?:delivery|return) (?:status notifications?|receipts?)\\b.{0,20}?\\b(?:disabled|not (?:supported|allowed|available))" }
  rule { text = "message size syntax" }
  rule { text = "(?:unable|not able) to accommodate (?:\\w+ )?parameters" }
  rule { text = "\\bdsn\\b.{0,20}?\\b(?:disabled|not (?:supported|offered|advertised|available|implemented))" }
  rule { text = "(?:do(?:es)? not|don'?t|doesn'?t|cannot|can'?t|will not|not) (?:know|support|understand|recogni[sz]e|accept|allow|implement|offer)(?:ed|ing)? (?:that |this |the |any |such )?(?:\\w+ )?(?:param(?:eter)?s?|options?|keywords?|extensions?)\\b" }
  rule {
    stage = ["mail", "rcpt"]
    text  = "\\b(?:invalid|bad|illegal|wrong|unknown|unsupported|incorrect|malformed) (?:notify|ret|envid|orcpt|size|body|mt-priority|auth=)(?: \\w+)?(?: (?:parameter|value|option|argument))?"
  }
  rule { text = "\\b(?:dsn|notify|envid|orcpt|8bitmime|binarymime|requiretls|deliverby|pipelining|delivery (?:receipts?|reports?|notifications?))\\b[^.;]{0,20}? (?:switched off|turned off|unavailable|unsupported|disabled|refused|isn'?t \\w+|not (?:supported|allowed|enabled|available|offered|accepted|permitted))" }
  rule { text = "\\b(?:param(?:eter)?|option|keyword|esmtp extension|extension)s?\\b[^.;]{0,20}? (?:isn'?t|is not|are not|aren'?t|not|un)(?: ?\\w+)? ?(?:recogni[sz]ed|known|supported|understood|accepted|implemented)\\b" }
  rule { text = "\\b(?:unknown|unsupported|unrecogni[sz]ed|invalid|bad) (?:mail(?: from)?|rcpt(?: to)?|esmtp|smtp) (?:param(?:eter)?s?|options?|keywords?|arguments?|extensions?)\\b(?: \\S+)?" }
  rule {
    stage = ["mail", "rcpt"]
    text  = "\\b(?:unexpected|unknown|unrecogni[sz]ed|unsupported|invalid|bad|strange) [\\w=*-]{2,14} (?:parameter|option|keyword)\\b"
  }
  rule {
    stage = ["mail", "rcpt"]
    text  = "\\bbody type\\b.{0,20}?\\b(?:unsupported|disabled|not (?:supported|implemented|allowed|advertised|offered|enabled|recogni[sz]ed|available))"
  }
  rule {
    stage = ["mail", "rcpt"]
    code  = ["555"]
  }
  rule {
    stage = ["mail", "rcpt"]
    code  = ["504"]
  }
  rule { text = "param(?:è|e)tre\\S* (?:\\S+ ){0,3}?non[ -](?:implément|implement|support|reconnu)\\w+" }
  rule { text = "\\bbody type (?:is )?not supported\\b(?: by (?:the )?remote host)?" }
  rule { text = "\\b(?:rcpt to|mail from|rcpt|mail) (?:\\S+ )?parameters? (?:is |are )?not (?:recognized|implemented|supported|known)\\b(?: or not (?:implemented|supported))?" }
  rule { text = "\\bbody can only be\\b.{0,30}" }

  example {
    stage = "mail"
    reply = "555 5.5.4 Unsupported option: RET=HDRS"
  }

  example {
    stage = "rcpt"
    reply = "501 5.5.4 Unrecognized parameter"
  }

  example {
    stage = "mail"
    reply = "504 5.5.4 Command parameter not implemented"
  }

  example {
    stage = "mail"
    reply = "501 5.5.4 Unsupported BODY type"
  }

  example {
    stage = "mail"
    reply = "501 REQUIRETLS is not supported"
  }

  example {
    stage = "mail"
    reply = "555 We do not know this option"
  }

  example {
    stage = "rcpt"
    reply = "501 Bad NOTIFY value"
  }

  counter_example {
    stage = "auth"
    reply = "504 5.7.4 Unrecognized authentication type"
    class = "auth-mechanism-unsupported"
  }

  counter_example {
    stage = "message"
    reply = "552 5.7.0 The file extension .exe is not allowed"
    class = "content-rejected"
  }

  source {
    title = "RFC 5321, Simple Mail Transfer Protocol"
    date  = "2008-10"
  }
}

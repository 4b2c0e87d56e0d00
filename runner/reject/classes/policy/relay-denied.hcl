class "relay-denied" {
  family = "policy"
  title  = "The server does not carry mail there for this sender"
  test   = "builtin:m365/relay"

  cause = <<-END
    At Microsoft 365: the recipient is outside the tenant, and no inbound connector claims this
    connection, by its public address or by a certificate that it shows. Direct Send reaches the tenant's own recipients only; and a connector stops
    matching when the site's public address or certificate changes, when the sender's domain is
    not an accepted domain, or when it was made as a Partner connector. Elsewhere: the device
    did not log in.
  END

  advice = <<-END
    Compare the public address of this line, as the server shows it in its EHLO answer, with the
    list in the connector, and see that the sender's domain is an accepted domain of the tenant.
    A connector by certificate claims only who shows that certificate, and smtpspec shows none: a
    scan from the device tells whether it does.
    If there is no connector: send to own recipients only, or let the device sign in at
    smtp.office365.com, port 587. At another provider: give the device its user name and
    password.
    With 4.4.62 ("wrong Office 365 region", ATTR35) see first that the host is the tenant's own:
    the MX record, or the name in the device, may be one from before a move.
  END

  rule { enhanced = ["5.7.64", "5.7.54", "4.4.62"] }
  rule { text = "relay(?:ing)? access denied" }
  rule { text = "\\brelay(?:ing)? (?:is )?(?:denied|prohibited|disabled|blocked|rejected|refused)" }
  rule { text = "\\brelay(?:ing)? (?:is )?not (?:allowed|permitted|authori[sz]ed)" }
  rule { text = "(?:unable|not (?:permitted|allowed|authori[sz]ed|able)) to relay" }
  rule { text = "\\b(?:no|cannot|do not|does not|will not|won\\x27t|don\\x27t|can\\x27t) relay" }
  rule { text = "mail relay(?:ing)? denied" }
  rule { text = "no relaying" }
  rule { text = "tenantattribution" }
  rule { text = "\\battr3[56]\\b" }
  rule { text = "wrong office 365 region" }
  rule { text = "rcpthosts" }
  rule { text = "list of allowed rcpthosts" }
  rule { text = "as a relay, but i have not been configured" }
  rule { text = "insecure mail relay" }
  rule { text = "credentials for relay" }
  rule { text = "smtp server of your isp" }
  rule { text = "act as your forwarder" }
  rule { text = "unable to relay\\. attr14" }
  rule { text = "\\b(?:not|\\w{2,5}n't|never) act as (?:an? )?(?:\\w+ )?relay" }
  rule { text = "\\brelay(?:ing)? (?:has been|is|was) (?:turned|switched) off" }
  rule { text = "\\brelay rejected for policy reasons" }
  rule { text = "\\bno(?:t an?)? (?:open )?relays?(?: host| server)?\\b" }
  rule { text = "\\brelay(?:ing)? (?:access )?(?:is )?(?:denied|prohibited|not allowed|not permitted|rejected|refused|forbidden)\\b[.,;:].{0,100}" }
  rule { text = "administrative prohibition\\W+no relay.{0,20}" }
  rule { text = "\\b(?:use|using|utili[sz]e) (?:this|our|my|me|us)\\b.{0,30}?\\bas (?:an? )?(?:open |smtp |mail )?relay" }
  rule { text = "\\brelay\\w*\\b.{0,10}?\\b(?:restricted|limited) to" }
  rule { text = "\\brelay\\w*\\)? (?:nicht|non|no|niet|não) (?:erlaubt|gestattet|zugelassen|autoris|autoriz|consentit|permes|permit|toegestaan)" }
  rule {
    text     = "\\bas a relay\\b"
    fallback = true
  }
  rule { text = "\\brelay(?:ing|ed)\\b.{0,80}?\\b(?:denied|prohibited|disallowed|forbidden|refused|rejected|disabled|blocked|unauthori[sz]ed|not (?:be )?(?:allowed|permitted|authori[sz]ed|accepted|supported|enabled|possible|available))(?: by (?:the )?\\w+)?" }
  rule { text = "(?:^|[^n] )relay:? (?:[^ :;]+ ){0,5}?(?:denied|prohibited|disallowed|forbidden|refused|rejected|disabled|blocked|not (?:be )?(?:allowed|permitted|authori[sz]ed|accepted|supported|enabled))" }
  rule { text = "\\b(?:no|not|cannot|can't|won't|don't|never|unable|refus\\w+|den(?:y|ies|ied)|disallow\\w*|reject\\w*|forbid\\w*|prohibit\\w*|unauthori[sz]ed|illegal|unwilling|attempt\\w*)(?: (?:to|an?|as|be|for|will|do|we|mail|e-?mail|messages?|smtp|third[- ]party|unauthori[sz]ed|allow(?:ed)?|permit(?:ted)?|configured|able|my|this|your|any|the|willing|outside|external)){0,5} relay(?:ing|ed)?(?:[ ;:,)]|\\. |\\.?$)" }
  rule { text = "no longer relays" }
  rule { text = "not (?:an? )?open relay" }
  rule { text = "(?:third|3rd)[- ]party relay" }
  rule { text = "bypass\\w* .{0,40}\\brelay" }
  rule { text = "\\blocal (?:users?|recipients?|domains?|addresses|delivery) only" }
  rule { text = "\\bnot (?:with)?in (?:my|our) (?:local )?domains?" }
  rule { text = "relais (?:non autorisé|refusé|interdit)" }
  rule { text = "relay\\w* (?:ist |is |est |es |è |é )?(?:nicht|non|no|niet|não|не) (?:erlaubt|gestattet|zugelassen|autoris|autoriz|consentit|permes|permit|toegestaan|разреш)" }
  rule { text = "relay\\w* (?:ist |wurde |est |es |è |é )?(?:verweigert|verboten|abgelehnt|untersagt|refusé|interdit|denegado|prohibido|rechazado|negado|proibido|recusado|negato|vietato|rifiutato|geweigerd|verboden|запрещ)" }
  rule { text = "(?:no se permite|non è consentito|nicht erlaubt|não é permitido) (?:el |il |o )?relay" }
  rule { text = "(?:пересылка|ретрансляция|релей)\\S* .{0,20}запрещ" }
  rule {
    text     = "cannot deliver (?:e?-?mail|messages?) for"
    fallback = true
  }
  rule {
    text     = "\\bopen relay (?:attempt|test)"
    fallback = true
  }
  rule { text = "\\b(?:not|\\w{2,5}n't|no|never|cannot|unable to|refus\\w+ to|will not|disabled?|denied|prohibited|forbidden) (?:\\w+ ){0,2}?(?:forward|route|carry|pass)(?:s|ing)? (?:on )?(?:your |any )?(?:e?-?mails?|messages?|traffic) (?:for|to|from|on) (?:strangers|others?|other|third|remote|outside|external|foreign|you|unknown|that|this|non)" }
  rule { text = "\\bforward(?:ing)? (?:\\w+ )?(?:to|for) (?:remote|external|outside|foreign|other|third|non-?local) (?:\\w+ )?(?:is )?(?:disabled|denied|not|prohibited|refused|forbidden|disallowed)?" }
  rule { text = "\\b(?:not an?|no) (?:mail |smtp |open )?gateway\\b|\\bgateway(?:ing)? (?:use )?(?:\\w+ )?(?:prohibited|denied|forbidden|refused|not allowed)|\\bfor gatewaying\\b" }
  rule { text = "\\b(?:use|abuse)d? (?:\\w+ ){0,2}?as (?:an? )?(?:mail |smtp |open )?relay\\b" }
  rule {
    stage    = ["rcpt"]
    text     = "\\b(?:not|\\w{2,5}n't|no longer) (?:responsible|handle|handling|serve|serving|host|hosting|accept(?:ing)? mail|take mail|process|processing|deliver|delivering|the mx|an mx|mail host|configured)(?: any)?(?: e?-?mails?| messages?)? (?:for|to) (?:this|that|the|your|domain|the domain|<?\\S+\\.\\w)"
    fallback = true
  }
  rule {
    stage    = ["rcpt"]
    text     = "\\b(?:not|\\w{2,5}n't) (?:one of )?(?:our|my|a local|a hosted|local) (?:domains?|hosts?|customers?)\\b"
    fallback = true
  }
  rule { text = "\\bdecided if relaying|\\brelaying is allowed\\b" }
  rule { text = "\\bnot relay(?:able|ed)?\\b|\\brelay (?:attempt|request)\\b.{0,20}?\\b(?:denied|rejected|refused|blocked|detected)" }
  rule { text = "\\bmust be\\b.{0,40}?\\bto relay\\b|\\b(?:in order |necessary |required |allowed |permitted )to relay\\b.{0,20}" }
  rule { text = "\\b(?:not|\\w{2,5}n't|cannot|may not|refus\\w+|den\\w+|unable)\\b.{0,30}?\\b(?:non-?local|remote|external|foreign|off-?site|outside) (?:recipients?|domains?|addresses|destinations?|hosts?)\\b" }
  rule {
    stage    = ["rcpt"]
    text     = "\\b(?:domain|recipient|host|user|address|destination)(?: \\S+)? (?:is )?(?:not|\\w{2,5}n't) (?:a )?(?:local|hosted|handled|served|relayed)\\b"
    fallback = true
  }
  rule { text = "\\b(?:not|\\w{2,5}n't|never|cannot) (?:\\w+ ){0,2}?forward (?:e?-?mails?|messages?|anything)\\b.{0,20}" }
  rule { text = "\\b(?:permissions?|permitted|rights?|authori\\w+|privileges?) to relay\\b(?: \\w+)?" }
  rule { text = "\\binsecure (?:e-?)?(?:mail|message) relay" }

  rule { text = "\\b(?:you are|you're|client is|host is) not (?:one of our|an?|our) (?:\\w+ )?(?:customers?|users?|clients?)\\b[^;]{0,20}? (?:no )?relay\\w*" }
  rule { text = "\\bno relaying\\b" }
  rule { text = "\\bisn.t in my list of allowed\\b" }
  rule { text = "\\bdomain of forward path is not allowed\\b" }
  rule { text = "\\brelaying disallowed\\b" }
  rule { text = "\\b(?:weiterleitung|relay(?:en|ing)?) (?:ist )?(?:nicht (?:erlaubt|gestattet|zul(?:ä|ae)ssig)|verweigert|verboten)\\b" }
  rule { text = "\\bforwarding denied\\b" }

  example {
    stage = "rcpt"
    reply = "550 5.7.64 TenantAttribution; Relay Access Denied ATTR36 [AM0PR01CA0001.prod.exchangelabs.com 2026-05-05T05:05:05.000Z 08DD000000000002]"
  }

  example {
    stage = "rcpt"
    reply = "554 5.7.1 <someone@example.net>: Relay access denied"
  }

  example {
    stage = "rcpt"
    reply = "550 5.7.54 SMTP; Unable to relay recipient in non-accepted domain"
  }

  example {
    stage = "rcpt"
    reply = "451 4.4.62 Mail sent to the wrong Office 365 region. ATTR35. For more information please go to https://go.microsoft.com/fwlink/?linkid=865268"
  }

  example {
    stage = "rcpt"
    reply = "550 relay not permitted"
  }

  example {
    stage = "rcpt"
    reply = "553 sorry, that domain isn't in my list of allowed rcpthosts (#5.7.1)"
  }

  example {
    stage = "rcpt"
    reply = "554 5.7.1 This host refuses to relay mail for third parties"
  }

  example {
    stage = "rcpt"
    reply = "550 Relaying von dieser Adresse ist nicht gestattet, Relaying verweigert"
  }

  example {
    stage = "rcpt"
    reply = "551 We don't forward mail to other sites"
  }

  example {
    stage = "rcpt"
    reply = "554 You are not our customer, no relaying"
  }

  counter_example {
    stage = "rcpt"
    reply = "550 5.4.1 Recipient address rejected: Access denied. AS(201806281)"
    class = "unknown-recipient"
  }

  counter_example {
    stage = "rcpt"
    reply = "550 5.7.68 TenantInboundAttribution; Direct Send not allowed for this organization from unauthorized sources"
    class = "direct-send-rejected"
  }

  counter_example {
    stage = "rcpt"
    reply = "550 mx.example.net: 203.0.113.7 is not permitted to relay through this server without authentication"
    class = "auth-required"
  }

  counter_example {
    stage = "rcpt"
    reply = "554 5.7.1 Client host [203.0.113.7] is an open relay, see relays.example.org"
    class = "blocklist"
  }

  source {
    title = "Microsoft Learn, \"Fix NDR error '550 5.7.64' in Exchange Online\""
    date  = "2024 to 2026"
  }

  source {
    title = "Microsoft Learn, \"Configure a certificate-based connector to relay email messages through Microsoft 365\""
    date  = "2025-06-25"
  }

  source {
    title = "Microsoft Learn, \"ATTR35 response code when mail is sent to EOP/EXO\""
    date  = "2024 to 2026"
  }

  source {
    title = "Microsoft Learn, \"Email non-delivery reports and SMTP errors in Exchange Online\""
    date  = "2024-10-14"
  }
}

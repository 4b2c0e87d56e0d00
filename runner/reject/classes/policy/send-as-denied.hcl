class "send-as-denied" {
  family = "policy"
  title  = "The login was good, but it may not send as this sender"
  over   = ["sender-blocked"]
  test   = "builtin:m365/client-submission"

  cause = <<-END
    The From address on the device is not that of the mailbox or account that signs in, which
    has no right to send as the other.
  END

  advice = <<-END
    Put the address of the login into the device's From field. At High Volume Email nothing else
    will do: it takes the account's own address only. Elsewhere the administrator can grant the
    login "Send as" on the address that is wanted. If the device puts the address of the
    user at the panel there, each of those mailboxes has to grant that right, or the device
    needs a relay connector.
  END

  rule { text = "permissions? to send as(?: this sender)?" }
  rule { text = "sendasdenied" }
  rule { text = "\\b(?:the )?(?:mail ?from|from(?: header| address)?|sender)\\b.{0,20}? not the (?:hve|high volume e-?mail) account" }

  # IONOS and GMX, of a From that is not the login's; Zoho.
  rule { text = "(?:^|\\bmailbox unavailable )sender address is not allowed(?:\\W*$|\\W+gmx\\b)" }
  rule { text = "\\brelaying disallowed as\\b" }
  rule { text = "not allowed to send as" }
  rule { text = "not owned by user" }
  rule { text = "sender address rejected: not owned by user" }
  rule { text = "same as (?:the )?auth\\w*" }
  rule { text = "not one of your addresses" }
  rule { text = "incorrect authentication for specified email" }
  rule { text = "not (?:authori[sz]ed|permitted|allowed) to send (?:as|on behalf of)" }
  rule { text = "(?:from|sender) address .{0,60}(?:must match|does not match)" }
  rule { enhanced = ["5.7.60", "5.7.62", "5.6.241"] }
  rule { text = "\\b(?:user|account|login)\\b(?: \\S+)? (?:is )?not (?:permitted|allowed|authori[sz]ed) to send (?:e?-?mails? |messages? )?(?:from|as)\\b" }
  rule { text = "authentication is required to send (?:mail |e-?mail )?as\\b" }
  rule { text = "\\buse your own (?:\\S+ )?address" }
  rule { text = "\\bnot (?:the )?owner of\\b" }
  rule { text = "\\b(?:required|needed|necessary|configured|set up|able|enabled) to send (?:e?-?mails? |messages? )?as\\b" }
  rule { text = "\\bmust be (?:one of )?(?:the |your )?(?:own )?(?:e-?mail )?address(?:es)? of (?:your|the) (?:account|mailbox|user|login)" }
  rule { text = "\\b(?:not|\\w{2,5}n't|no permission) (?:allowed|permitted|authori[sz]ed|entitled)? ?to use (?:\\S+ ){0,4}?(?:sender|from|address|identity|alias)\\b(?: \\w+){0,2}" }
  rule { text = "\\b(?:match\\w*|same|mismatch\\w*|identical|correspond\\w*|differ\\w*|equal\\w*|owned by|belong\\w*)\\b(?: \\w+){0,4}? (?:smtp[- ]?)?(?:auth|authenticat(?:ed?|ion|or)|authori[sz](?:ed|ation)|log-?in|logged[- ]in|user ?name|user ?id|credentials)\\b(?:[- ]\\w+)?" }
  rule { text = "\\b(?:may not|cannot|can't|must not) send (?:e?-?mails? |messages? )?(?:as|on behalf)\\b" }
  rule { text = "\\b(?:from|sender|envelope|mailfrom|return[- ]path|address)\\b.{0,60}?\\b(?:match\\w*|mismatch\\w*|same|identical|differ\\w*|correspond\\w*|belong\\w*|owned|equal)\\b.{0,30}?\\b(?:auth\\w*|log ?in|logged|user ?name|user ?id|your account|credentials)\\b" }
  rule { text = "\\b(?:from and auth|auth and from|login and sender|sender and login|sender and auth\\w*)\\b.{0,30}" }
  rule { text = "\\bauth\\w*(?: (?:user\\w*|account|login|id\\w*|name))?\\b.{0,20}?\\b(?:not match|\\w{2,5}n't match|mismatch|differs?|not the same)\\b.{0,30}?\\b(?:from|sender|envelope|return[- ]path)" }
  rule { text = "(?:\\bnot|n't|\\bno permissions?|\\bno right|\\bcannot|\\bmay not)\\b(?: (?:be|have|been|the|allowed|permitted|authori[sz]ed|permissions?|rights?|enabled|entitled|able|granted))* (?:to|for) (?:send(?:ing)?|submit|act|use|post|mail) ?(?:e?-?mails? |messages? )?(?:as|on behalf(?: of)?) (?:this|that|the|other|another|someone|a different) (?:e-?mail |sender |from |return )*(?:address|sender|user|name|mailbox|identity|account)" }
  rule { text = "(?:\\bnot|n't|\\bno permissions?|\\bno right|\\bcannot|\\bmay not)\\b(?: (?:be|have|been|the|allowed|permitted|authori[sz]ed|permissions?|rights?|enabled|entitled|able|granted))* (?:to|for) (?:send(?:ing)?|submit|act|use|post|mail) ?(?:e?-?mails? |messages? )?(?:using|from|with) (?:this|that|the|other|another|someone|a different) (?:e-?mail |sender |from |return )*(?:address|sender|user|name|mailbox|identity|account)" }
  rule { text = "\\b(?:send|sending|sent) (?:e?-?mails? |messages? )?on behalf of" }
  rule { text = "\\b(?:not|\\w{2,5}n't|no)\\b.{0,20}?\\b(?:allowed|permitted|authori[sz]ed|enabled|permissions?|rights?)\\b(?: (?:to|for))? (?:send|act|mail|submit) as\\b" }
  rule { text = "\\bonly send (?:with|as|from|using) (?:its|your|their|his) own\\b(?: \\w+)?" }
  rule { text = "\\bmust be (?:the )?(?:same as )?(?:the )?(?:authenticated|logged[- ]in) (?:user|account|sender)" }
  rule { text = "\\baddress (?:is )?not (?:permitted|allowed|authori[sz]ed|valid) for (?:this|the|your) (?:user|account|login)" }
  rule { text = "envelope? sender mismatch" }
  rule { text = "\\bsender mismatch" }
  rule { text = "(?:e-?mail address|identity|sender|from address) (?:is |has )?not (?:been )?verified" }
  rule { text = "verified sender identity" }
  rule { text = "\\b(?:valid|known|existing) local (?:sender|from)" }
  rule { text = "\\bunknown sender address" }
  rule { text = "sender (?:address )?(?:is )?not (?:an? |one of )?(?:your|local|valid local|alias)" }
  rule { text = "(?:absender|absenderadresse)\\b.{0,60}?(?:gehört nicht|stimmt nicht|nicht berechtigt)" }
  rule { text = "nicht berechtigt,? (?:als|im namen|mit dieser absender)" }
  rule { text = "im auftrag .{0,30}zu senden" }
  rule { text = "n'(?:êtes|avez|est|a) pas .{0,30}(?:envoyer|expédier) .{0,20}(?:en tant que|au nom de|avec cette adresse)" }
  rule { text = "no (?:tiene|está) .{0,30}enviar .{0,20}(?:como|en nombre de)" }
  rule { text = "non (?:sei|si è|ha|è) .{0,30}inviare .{0,20}(?:come|a nome di|per conto di)" }
  rule { text = "\\blogged (?:in|on) as\\b.{0,60}?\\b(?:send|sending|from|as|sender)\\b" }
  rule { text = "\\b(?:from|sender|mail ?from|return[- ]?path|envelope)\\b.{0,40}?\\b(?:match\\w*|mismatch\\w*|must be|equals?|same|differ\\w*|correspond\\w*|belong\\w*|owned|own)\\b.{0,40}?\\b(?:sign(?:ed)?[- ]in|log(?:ged)?[- ]?(?:in|on)|authori[sz]ed user|account|user ?name|credentials|authenticated|mailbox you|your own)\\b" }
  rule { text = "\\bsender(?: address)?\\b.{0,20}? (?:not|\\w{2,5}n't) (?:allowed|permitted|authori[sz]ed|valid|enabled|configured|registered) (?:for|with|by|on) (?:this|the|your) (?:user|account|login|mailbox|credentials)" }
  rule { text = "\\bmail ?from\\b.{0,20}?\\b(?:mismatch\\w*|(?:not|\\w{2,5}n't) match\\w*|differs?)\\b.{0,20}?\\b(?:header|from)\\b(?: from)?(?: address)?" }
  rule { text = "\\bfrom/sender (?:name|address) (?:is )?(?:not valid|invalid)" }
  rule { text = "\\b(?:not|\\w{2,5}n't|no permissions?) (?:allowed |permitted |authori[sz]ed |entitled )?to (?:use|send (?:from|as|using|with)) (?:this|that|the given|the specified|other|another|a different|someone else's) (?:e-?mail |sender |from |return |envelope )*(?:address|sender|identity|name|account|mailbox|domain)" }
  rule { text = "\\b(?:try(?:ing)?|tried|attempt(?:ed|ing)?) to send (?:\\w+ )?(?:as|from) (?:an? )?(?:other|another|different|someone)" }
  rule { text = "\\b(?:account|user|login|you)\\b(?: \\S+)? (?:may not|cannot|can't|must not|not (?:allowed|permitted|authori[sz]ed) to) (?:use|send (?:with|as|from)) (?:that|this|the|another|a different|other|such an?) (?:e-?mail |from |return )*(?:sender|address|from|return[- ]?path|identity|alias|mailbox|envelope)(?: address)?" }
  rule { text = "\\b(?:may|can|must|are allowed to|should|allowed) (?:only )?(?:send|use|submit) (?:only )?(?:e?-?mails? |messages? )?(?:with|from|as|under|using)? ?(?:your|its|their) own(?: \\w+)*" }
  rule { text = "\\bsend(?:ing)? as\\b.{0,40}?\\b(?:not|\\w{2,5}n't|denied|refused|rejected|forbidden|prohibited|disallowed)\\b(?: (?:permitted|allowed|authori[sz]ed|possible|enabled))?" }
  rule { text = "\\b(?:sender|from|mail ?from|address)\\b.{0,20}?\\b(?:not|\\w{2,5}n't) (?:\\w+ )?(?:assigned|linked|associated|registered|attached|bound|connected|mapped|tied) (?:to|with) (?:your|this|the) (?:\\w+ )?(?:account|user|login|mailbox|credentials)" }
  rule { text = "\\b(?:authenticated|signed in|logged in) as\\b.{0,20}?\\b(?:someone|somebody|another|other|different|not)\\b" }
  rule { text = "\\b(?:prohibited|forbidden|disallowed|barred|prevented) (?:to|from) (?:send|act|submit|post)(?:ing)? (?:as|from (?:this|that) (?:\\S+ )?address|on behalf)\\b" }

  # The address or its domain may not stand in From, or was never shown to be one's own.
  rule { text = "\\bfrom/sender (?:name|address) (?:is )?(?:not (?:valid|allowed|permitted)|invalid)" }
  rule { text = "\\b(?:domain|address|sender)\\b(?:[^.;]|\\.\\w){0,40}? (?:not|\\w{2,5}n't) (?:be )?(?:allowed|permitted|authori[sz]ed|used|accepted) in (?:the |your |this )?(?:header[- ]?from|from[- ]?header|from|header)\\b(?: (?:field|line|header|from))?" }
  rule { text = "\\b(?:sender|sending|from) domain (?:is |was |has )?(?:not |un)(?:been |yet )?verified\\b(?: for your account)?" }
  rule { text = "\\b(?:unauthori[sz]ed|unverified|unapproved|unregistered|unconfigured|unvalidated) (?:envelope sender|sending (?:domain|address)|sender (?:domain|identity)|from (?:domain|address)|mail ?from)\\b" }
  rule { text = "\\b(?:sending|sender|from) domain (?:\\S+ )?(?:is )?not (?:configured|set up|enabled|registered|approved|authori[sz]ed) (?:for|in|with|on|by) (?:this|your|the|our) (?:service|account|user|customer|system)\\b" }
  rule { text = "\\bsend(?:ing)? (?:e?-?mails? |messages? )?from (?:the |this |that |your )?(?:domain|address|sender)(?: [^ .;]+)? (?:is |are )?not (?:allowed|permitted|authori[sz]ed|supported|possible|enabled)\\b" }
  rule { text = "\\bnot (?:allowed|permitted|authori[sz]ed|entitled) to use (?:the |this |that )?(?:domain|address|sender)\\b[^.;]{0,40}" }
  rule { text = "\\bverify the (?:sender|sending) domain\\b[^.;]{0,30}" }

  rule { text = "\\b(?:address|domain|sender|name) in (?:the |your )?(?:header[- ]?from|from[- ]?(?:header|field|line)|from)\\b(?: (?:field|line|header))? (?:is )?(?:not|\\w{2,5}n't) (?:allowed|permitted|authori[sz]ed|yours|verified)\\b" }

  rule { text = "\\b(?:login|account|user|credentials|mailbox)(?: \\S+)? (?:may not|cannot|can't|must not) send (?:e?-?mails? |messages? )?(?:for|as|on behalf)\\b" }
  rule { text = "\\b(?:rights?|permissions?) to send as\\b" }
  rule { text = "\\bsender(?: address)? (?:is )?(?:unauthori[sz]ed|not authori[sz]ed)\\b" }
  rule { text = "\\bsender(?:.s)? domain is not hosted\\b(?: here)?" }
  rule { text = "\\bauth\\w*\\b.{0,40}?\\bdifferent (?:from|than|to)\\b.{0,30}?\\bsender\\b(?:.s domain)?" }
  rule { text = "\\bdomain is not verified\\b.{0,20}" }
  rule { text = "\\b(?:not|n.t) have (?:the |any )?(?:permissions?|rights?) to send\\b.{0,40}?\\b(?:on behalf of|as|for)\\b.{0,20}" }
  rule { text = "\\bnot authori[sz]ed to send (?:mail |messages |e-?mail )?from (?:this|that|the)\\b(?: \\w+){0,2}" }
  rule { text = "\\bnot a sender signature\\b" }
  rule { text = "\\b(?:sender|from) (?:domain|address) is not verified on your account\\b.{0,40}" }
  rule { text = "\\bnon-?local sender\\b(?: domain)?" }
  rule { text = "(?:\\baddress rejected: )?\\busername (?:\\S+ )?and (?:the )?sender (?:address )?(?:doesn.t|does not|don.t|do not) match\\b" }

  example {
    stage = "mail"
    reply = "550 Sender address is not allowed."
  }

  example {
    stage = "message"
    reply = "550 5.6.241 The From header is not the HVE account"
  }

  example {
    stage = "message"
    reply = "553 Relaying disallowed as scanner@example.org"
  }

  example {
    stage = "message"
    reply = "550 5.7.60 SMTP; Client does not have permissions to send as this sender [DB9PR01MB0001.eurprd01.prod.outlook.com]"
  }

  example {
    stage = "message"
    reply = "554 5.2.252 SendAsDenied; scanner@contoso.com not allowed to send as info@contoso.com; STOREDRV.Submission.Exception:SendAsDeniedException.MapiExceptionSendAsDenied"
  }

  example {
    stage = "mail"
    reply = "553 5.7.1 <info@example.com>: Sender address rejected: not owned by user scanner"
  }

  example {
    stage = "mail"
    reply = "553 5.7.1 The sender address must match the login name"
  }

  example {
    stage = "mail"
    reply = "550 5.7.1 You may not send as another user"
  }

  example {
    stage = "message"
    reply = "550 Envelope from differs from the authenticated user"
  }

  example {
    stage = "mail"
    reply = "553 You're signed in as somebody else"
  }

  example {
    stage = "message"
    reply = "550 The address in the header From is not yours"
  }

  example {
    stage = "message"
    reply = "550 5.7.1 The sending domain is not verified for your account"
  }

  example {
    stage = "mail"
    reply = "553 This login may not send for the sales department"
  }

  counter_example {
    stage = "message"
    reply = "550 5.2.252 Sender throttled due to continuous send as denied errors."
    class = "throttled"
  }

  counter_example {
    stage = "rcpt"
    reply = "550 203.0.113.7 is not allowed to send mail from example.com"
    class = "spf-fail"
  }

  counter_example {
    stage = "mail"
    reply = "535 5.7.8 User name and password do not match"
    class = "auth-failed"
  }

  counter_example {
    stage = "mail"
    reply = "550 MAIL FROM domain does not match the client address"
    class = "spf-fail"
  }

  source {
    title = "Microsoft Learn, \"Fix issues with printers, scanners, and LOB apps that send email using Microsoft 365\""
    date  = "2024-08-13"
  }

  source {
    title = "Microsoft Learn, \"Email non-delivery reports and SMTP errors in Exchange Online\""
    date  = "2024-10-14"
  }

  source {
    title = "Microsoft Learn, \"Manage High Volume Email for Microsoft 365\""
    date  = "2026"
  }
}

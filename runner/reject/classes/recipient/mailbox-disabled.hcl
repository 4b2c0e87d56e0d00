class "mailbox-disabled" {
  family = "recipient"
  title  = "The mailbox exists, and is closed"
  test   = "builtin:full-conversation"

  cause = <<-END
    The account is disabled, suspended or has not been used for long.
  END

  advice = <<-END
    Ask the recipient for another address. In the own tenant: look at the licence and the state
    of the account.
  END

  # Who is shut, and how. At MAIL and at AUTH it is somebody else's account.
  rule {
    stage = ["rcpt", "data", "message"]
    text  = "\\b(?:(?:mail|in)[ _]?box|mail ?(?:address|drop)|e-?mail(?: (?:account|address))?|accounts?|users?|recipients?)\\b(?:[^.:;]|\\.\\w)*?\\b(?:disabled|inactive|inactivated|not active|not activated|suspended|frozen|deactivated|de-activated|closed|expired|archived|terminated|cancell?ed|discontinued|dormant|on hold|barred|shut down)\\b"
  }
  rule {
    stage = ["rcpt", "data", "message"]
    text  = "\\b(?:addressee|(?:recipient|destination|this|that|the) address|alias|subscriber|customer)\\b(?:[^.:;]|\\.\\w)*?\\b(?:disabled|inactive|inactivated|not active|not activated|suspended|frozen|deactivated|de-activated|closed|expired|archived|terminated|cancell?ed|discontinued|dormant|on hold|barred|shut down)\\b"
  }
  rule {
    stage = ["rcpt", "data", "message"]
    text  = "\\b(?:(?:mail|in)[ _]?box|mail ?(?:address|drop)|e-?mail(?: (?:account|address))?|accounts?|users?|recipients?)\\b(?:[^.:;]|\\.\\w)*?\\b(?:turned off|switched off|retired|hibernated|not enabled|isn.?t active|isn.?t enabled|no longer active|no longer enabled|not activ\\w+|(?:has been|was|is|been) (?:removed|deleted))\\b"
  }
  rule {
    stage = ["rcpt", "data", "message"]
    text  = "\\b(?:addressee|(?:recipient|destination|this|that|the) address|alias|subscriber|customer)\\b(?:[^.:;]|\\.\\w)*?\\b(?:turned off|switched off|retired|hibernated|not enabled|isn.?t active|isn.?t enabled|no longer active|no longer enabled|not activ\\w+|(?:has been|was|is|been) (?:removed|deleted))\\b"
  }
  rule {
    stage = ["rcpt", "data", "message"]
    text  = "\\b(?:disabled|deactivated|de-activated|inactive|inactivated|suspended|closed|expired|terminated|archived|frozen|dormant|deleted|cancelled|non-?active|unactivated) (?:(?:local|e-?mail|recipient|user) )?(?:recipient|(?:mail|in)[ _]?box|user|account|e-?mail|subscriber)(?: address)?\\b"
  }
  rule {
    stage = ["rcpt", "data", "message"]
    text  = "\\bmailbox[ _]currently[ _]suspended"
  }
  rule {
    stage = ["rcpt", "data", "message"]
    text  = "\\b(?:mailbox|account|user|recipient|e-?mail address)\\b(?:[^.:;]|\\.\\w)*?\\b(?:is |has been |was |temporarily |account ?is|is ?)(?:blocked|locked|banned|barred)\\b"
  }
  rule {
    stage = ["rcpt", "data", "message"]
    text  = "\\b(?:mailbox|account|recipient) (?:blocked|deleted|removed)\\b"
  }
  rule {
    stage = ["rcpt", "data", "message"]
    text  = "\\b(?:mailbox|account) (?:blocked|banned|barred)\\b"
  }
  rule {
    stage = ["rcpt", "data", "message"]
    text  = "\\b(?:user|account|mailbox) status (?:is )?(?:\\w+ )?(?:locked|blocked|closed|inactive|suspended)"
  }
  rule {
    stage = ["rcpt", "data", "message"]
    code  = ["5xx"]
    text  = "\\bmail ?box locked\\b"
  }
  rule {
    stage = ["rcpt", "data", "message"]
    code  = ["5xx"]
    text  = "\\brecipient rejected \\(?mailbox locked"
  }
  rule {
    stage = ["rcpt", "data", "message"]
    text  = "\\b(?:blocked |disabled |suspended |closed |deactivated )?(?:due to|because of|for) (?:\\w+ )?inactivity"
  }
  rule {
    stage = ["rcpt", "data", "message"]
    text  = "\\bno (?:\\w+ )?activity\\b"
  }
  rule {
    stage = ["rcpt", "data", "message"]
    text  = "\\bnoactivity\\b"
  }
  rule {
    stage = ["rcpt", "data", "message"]
    text  = "\\b(?:has not|hasn.?t|not) (?:been )?(?:logged ?(?:in|on)|accessed|used (?:for|since|in)|signed in|activated)\\b"
  }
  rule {
    stage = ["rcpt", "data", "message"]
    text  = "\\b(?:should|must|needs? to|has to) (?:log ?in|login|sign ?in) to (?:enable|activate|re-?activate|receive|resume)"
  }

  # It takes no mail at all.
  rule {
    stage = ["rcpt", "data", "message"]
    text  = "\\b(?:mail ?box|user|recipient)\\b(?:[^.:;]|\\.\\w)*?\\b(?:can ?not|can.t|unable to|not able to) (?:currently )?(?:receiv\\w+|accept\\w*) (?:any |e-?|new |incoming |external |further )*(?:mails?|messages?)(?: (?:at|for|to) (?:this|the) (?:time|moment|address|user|account)| any ?more| now| currently| temporarily)?(?:\\W*$|[.,;:!(\\[])"
  }
  rule {
    stage = ["rcpt", "data", "message"]
    text  = "\\b(?:account|address)\\b(?:[^.:;]|\\.\\w)*?\\b(?:can ?not|can.t|unable to|not able to) (?:currently )?(?:receiv\\w+|accept\\w*) (?:any |e-?|new |incoming |external |further )*(?:mails?|messages?)(?: (?:at|for|to) (?:this|the) (?:time|moment|address|user|account)| any ?more| now| currently| temporarily)?(?:\\W*$|[.,;:!(\\[])"
  }
  rule {
    stage = ["rcpt", "data", "message"]
    text  = "\\b(?:mail ?box|user|recipient)\\b(?:[^.:;]|\\.\\w)*?\\b(?:not allowed to|not permitted to) (?:currently )?(?:receiv\\w+|accept\\w*) (?:any |e-?|new |incoming |external |further )*(?:mails?|messages?)(?: (?:at|for|to) (?:this|the) (?:time|moment|address|user|account)| any ?more| now| currently| temporarily)?(?:\\W*$|[.,;:!(\\[])"
  }
  rule {
    stage = ["rcpt", "data", "message"]
    text  = "\\b(?:account|address)\\b(?:[^.:;]|\\.\\w)*?\\b(?:not allowed to|not permitted to) (?:currently )?(?:receiv\\w+|accept\\w*) (?:any |e-?|new |incoming |external |further )*(?:mails?|messages?)(?: (?:at|for|to) (?:this|the) (?:time|moment|address|user|account)| any ?more| now| currently| temporarily)?(?:\\W*$|[.,;:!(\\[])"
  }
  rule {
    stage = ["rcpt", "data", "message"]
    text  = "\\b(?:addressee|subscriber|customer)\\b(?:[^.:;]|\\.\\w)*?\\b(?:can ?not|can.t|unable to) (?:currently )?(?:receiv\\w+|accept\\w*) (?:any |e-?|new |incoming |external |further )*(?:mails?|messages?)(?: (?:at|for|to) (?:this|the) (?:time|moment|address|user|account)| any ?more| now| currently| temporarily)?(?:\\W*$|[.,;:!(\\[])"
  }
  rule {
    stage = ["rcpt", "data", "message"]
    text  = "\\b(?:addressee|subscriber|customer)\\b(?:[^.:;]|\\.\\w)*?\\b(?:not able to) (?:currently )?(?:receiv\\w+|accept\\w*) (?:any |e-?|new |incoming |external |further )*(?:mails?|messages?)(?: (?:at|for|to) (?:this|the) (?:time|moment|address|user|account)| any ?more| now| currently| temporarily)?(?:\\W*$|[.,;:!(\\[])"
  }
  rule {
    stage = ["rcpt", "data", "message"]
    text  = "\\b(?:addressee|subscriber|customer)\\b(?:[^.:;]|\\.\\w)*?\\b(?:not allowed to|not permitted to) (?:currently )?(?:receiv\\w+|accept\\w*) (?:any |e-?|new |incoming |external |further )*(?:mails?|messages?)(?: (?:at|for|to) (?:this|the) (?:time|moment|address|user|account)| any ?more| now| currently| temporarily)?(?:\\W*$|[.,;:!(\\[])"
  }
  rule {
    stage = ["rcpt", "data", "message"]
    text  = "\\b(?:mail ?box|user|recipient)\\b(?:[^.:;]|\\.\\w)*?\\b(?:not (?:configured|enabled|set up|provisioned|authori[sz]ed|eligible) to) (?:currently )?(?:receiv\\w+|accept\\w*) (?:any |e-?|new |incoming |external |further )*(?:mails?|messages?)(?: (?:at|for|to) (?:this|the) (?:time|moment|address|user|account)| any ?more| now| currently| temporarily)?(?:\\W*$|[.,;:!(\\[])"
  }
  rule {
    stage = ["rcpt", "data", "message"]
    text  = "\\b(?:account|address)\\b(?:[^.:;]|\\.\\w)*?\\b(?:not (?:configured|enabled|set up|provisioned|authori[sz]ed|eligible) to) (?:currently )?(?:receiv\\w+|accept\\w*) (?:any |e-?|new |incoming |external |further )*(?:mails?|messages?)(?: (?:at|for|to) (?:this|the) (?:time|moment|address|user|account)| any ?more| now| currently| temporarily)?(?:\\W*$|[.,;:!(\\[])"
  }
  rule {
    stage = ["rcpt", "data", "message"]
    text  = "\\b(?:addressee|subscriber|customer)\\b(?:[^.:;]|\\.\\w)*?\\b(?:not (?:configured|enabled|set up|provisioned|authori[sz]ed|eligible) to) (?:currently )?(?:receiv\\w+|accept\\w*) (?:any |e-?|new |incoming |external |further )*(?:mails?|messages?)(?: (?:at|for|to) (?:this|the) (?:time|moment|address|user|account)| any ?more| now| currently| temporarily)?(?:\\W*$|[.,;:!(\\[])"
  }
  rule {
    stage = ["rcpt", "data", "message"]
    text  = "\\b(?:mail ?box|user|recipient)\\b(?:[^.:;]|\\.\\w)*?\\b(?:no longer|does not|doesn.?t|not|isn.?t) (?:currently )?(?:receiv\\w+|accept\\w*) (?:any |e-?|new |incoming |external |further )*(?:mails?|messages?)(?: (?:at|for|to) (?:this|the) (?:time|moment|address|user|account)| any ?more| now| currently| temporarily)?(?:\\W*$|[.,;:!(\\[])"
  }
  rule {
    stage = ["rcpt", "data", "message"]
    text  = "\\b(?:account|address)\\b(?:[^.:;]|\\.\\w)*?\\b(?:no longer|does not|doesn.?t|not|isn.?t) (?:currently )?(?:receiv\\w+|accept\\w*) (?:any |e-?|new |incoming |external |further )*(?:mails?|messages?)(?: (?:at|for|to) (?:this|the) (?:time|moment|address|user|account)| any ?more| now| currently| temporarily)?(?:\\W*$|[.,;:!(\\[])"
  }
  rule {
    stage = ["rcpt", "data", "message"]
    text  = "\\b(?:addressee|subscriber|customer)\\b(?:[^.:;]|\\.\\w)*?\\b(?:no longer|does not|doesn.?t) (?:currently )?(?:receiv\\w+|accept\\w*) (?:any |e-?|new |incoming |external |further )*(?:mails?|messages?)(?: (?:at|for|to) (?:this|the) (?:time|moment|address|user|account)| any ?more| now| currently| temporarily)?(?:\\W*$|[.,;:!(\\[])"
  }
  rule {
    stage = ["rcpt", "data", "message"]
    text  = "\\b(?:addressee|subscriber|customer)\\b(?:[^.:;]|\\.\\w)*?\\b(?:not|isn.?t) (?:currently )?(?:receiv\\w+|accept\\w*) (?:any |e-?|new |incoming |external |further )*(?:mails?|messages?)(?: (?:at|for|to) (?:this|the) (?:time|moment|address|user|account)| any ?more| now| currently| temporarily)?(?:\\W*$|[.,;:!(\\[])"
  }
  rule {
    stage = ["rcpt", "data", "message"]
    text  = "\\b(?:mail ?box|user|recipient|account)\\b(?:[^.:;]|\\.\\w)*?\\b(?:can ?not|can.t|unable to|not able to|no longer) receiv\\w+"
  }
  rule {
    stage = ["rcpt", "data", "message"]
    text  = "\\bnot accepting (?:any )?(?:e?mail|messages)(?: at th(?:is|e) time| now| currently|\\W*$)"
  }
  rule { text = "\\bmailbox is disabled" }
  rule { text = "\\bmailbox (?:is )?(?:temporarily )?disabled" }
  rule {
    stage = ["rcpt", "data", "message"]
    text  = "\\baccount is (?:disabled|inactive|suspended)"
  }
  rule { text = "\\bmailbox currently suspended" }
  rule { text = "\\(554\\.30\\)" }

  rule { text = "\\bmail (?:server|service|hosting) (?:has been|is|was) suspended" }

  # Off, shut, or not in use.
  rule {
    stage = ["rcpt", "data", "message"]
    text  = "\\b(?:(?:mail|in)[ _]?box|accounts?|alias|mail ?drop|e-?mail(?: (?:account|address))?|(?:recipient|destination|mail|this|that|the) address|route)\\b(?:[^.:;]|\\.\\w)*?\\b(?:disabled|inactive|suspended|frozen|deactivated|closed|expired|terminated|discontinued)\\b"
  }
  rule {
    stage = ["rcpt", "data", "message"]
    text  = "\\b(?:(?:mail|in)[ _]?box|accounts?|alias|mail ?drop|e-?mail(?: (?:account|address))?|(?:recipient|destination|mail|this|that|the) address|route)\\b(?:[^.:;]|\\.\\w)*?\\b(?:dormant|lapsed|shut ?down|unavailable permanently|retired|withdrawn|revoked)\\b"
  }
  rule {
    stage = ["rcpt", "data", "message"]
    text  = "\\b(?:users?|recipients?|recepients?|addressee|subscriber|customer|(?:distribution |mailing )?list)\\b(?:[^.:;]|\\.\\w)*?\\b(?:disabled|inactive|suspended|frozen|deactivated|closed|expired|terminated|discontinued|dormant|lapsed|shut ?down|unavailable permanently|retired|withdrawn|revoked)\\b"
  }
  rule {
    stage = ["rcpt", "data", "message"]
    text  = "\\b(?:(?:this |the |that )?group|member|service for this (?:user|customer|account))\\b(?:[^.:;]|\\.\\w)*?\\b(?:disabled|inactive|suspended|frozen|deactivated|closed|expired|terminated|discontinued|dormant|lapsed|shut ?down|unavailable permanently|retired|withdrawn|revoked)\\b"
  }
  rule {
    stage = ["rcpt", "data", "message"]
    text  = "\\b(?:(?:mail|in)[ _]?box|accounts?|alias|mail ?drop|e-?mail(?: (?:account|address))?|(?:recipient|destination|mail|this|that|the) address|route)\\b(?:[^.:;]|\\.\\w)*?(?:not|n.t|no longer) (?:been )?(?:currently |yet )?(?:active|activated|enabled|in service|in use|used|operational|being used|provisioned|open)\\b"
  }
  rule {
    stage = ["rcpt", "data", "message"]
    text  = "\\b(?:users?|recipients?|recepients?|addressee|subscriber|customer|(?:distribution |mailing )?list)\\b(?:[^.:;]|\\.\\w)*?(?:not|n.t|no longer) (?:been )?(?:currently |yet )?(?:active|activated|enabled|in service|in use|used|operational|being used|provisioned|open)\\b"
  }
  rule {
    stage = ["rcpt", "data", "message"]
    text  = "\\b(?:(?:this |the |that )?group|member|service for this (?:user|customer|account))\\b(?:[^.:;]|\\.\\w)*?(?:not|n.t|no longer) (?:been )?(?:currently |yet )?(?:active|activated|enabled|in service|in use|used|operational|being used|provisioned|open)\\b"
  }
  rule {
    stage = ["rcpt", "data", "message"]
    text  = "\\b(?:(?:mail|in)[ _]?box|accounts?|alias|mail ?drop|e-?mail(?: (?:account|address))?|(?:recipient|destination|mail|this|that|the) address|route)\\b(?:[^.:;]|\\.\\w)*?(?:\\b(?:switched|turned) off\\b|\\bout of (?:service|use)\\b|\\btaken out of\\b)"
  }
  rule {
    stage = ["rcpt", "data", "message"]
    text  = "\\b(?:users?|recipients?|recepients?|addressee|subscriber|customer|(?:distribution |mailing )?list|(?:this |the |that )?group|member|service for this (?:user|customer|account))\\b(?:[^.:;]|\\.\\w)*?(?:\\b(?:switched|turned) off\\b|\\bout of (?:service|use)\\b|\\btaken out of\\b)"
  }
  rule {
    stage = ["rcpt", "data", "message"]
    text  = "\\b(?:subscription|contract|licen[cs]e|service)\\b(?:[^.:;]|\\.\\w)*?\\b(?:customer|user|account|subscriber|mailbox)\\b(?:[^.:;]|\\.\\w)*?\\b(?:lapsed|expired|terminated|ended|cancell?ed|suspended)\\b"
  }
  rule {
    stage = ["rcpt", "data", "message"]
    text  = "\\b(?:delivery|mail|reception|service)\\b(?:[^.:;]|\\.\\w)*?\\b(?:for|to) (?:this|that|the) (?:user|recipient|mailbox|account|address|customer)\\b(?:[^.:;]|\\.\\w)*?\\b(?:disabled|suspended|(?:turned|switched) off|stopped|terminated|discontinued)\\b"
  }
  rule {
    stage = ["rcpt", "data", "message"]
    text  = "\\b(?:recipient|user|mailbox)(?: address)?(?: \\S+)?(?: is| was| has been)? (?:rejected|refused)\\W+(?:temporarily |currently |permanently )?(?:inactive|disabled|suspended|locked|closed|not active|deactivated|blocked\\W*$)"
  }
  rule {
    stage = ["rcpt", "data", "message"]
    text  = "\\b(?:mailbox|recipient|account|user)\\b(?:[^.:;]|\\.\\w)*?\\b(?:locked|blocked)\\b (?:out|by admin\\w*|for (?:abuse|security|non-?payment)|due to|because)"
  }

  # Gone from service, in further words.
  rule {
    stage = ["rcpt", "data", "message"]
    text  = "\\b(?:user|account|mail ?box|recipient|customer|address)\\b(?:[^.:;]|\\.\\w)*?\\b(?:has been|was|is|been) (?:\\w+ly )?(?:put on hold|parked|quarantined|withdrawn|decommissioned|retired|shut off|cut off|shut down|taken offline|blocked by (?:the )?admin\\w*|removed from service|unsubscribed)\\b"
  }
  rule {
    stage = ["rcpt", "data", "message"]
    text  = "\\b(?:abandoned|unused|retired|obsolete|decommissioned|defunct) (?:\\w+ )?(?:mail ?box|account|address|e-?mail|alias)\\b"
  }
  rule {
    stage = ["rcpt", "data", "message"]
    text  = "\\b(?:account|mail ?box|address|user)\\b(?:[^.:;]|\\.\\w)*?\\b(?:abandoned|unused|obsolete|defunct|decommissioned|retired)\\b"
  }
  rule {
    stage = ["rcpt", "data", "message"]
    text  = "\\b(?:mail ?box|account|user|recipient)\\b(?:[^.:;]|\\.\\w)*?\\b(?:has|have) (?:been )?(?:no|not|n.t) (?:\\w+ )?(?:recent )?(?:activity|log ?ins?|access)\\b"
  }
  rule {
    stage    = ["rcpt", "data", "message"]
    text     = "(?:^|[:>] )(?:\\w+ )?\\S+ (?:is )?no longer valid\\W*$"
    fallback = true
  }

  # Off, of an address.
  rule {
    stage = ["rcpt", "data", "message"]
    text  = "\\b(?:\\w+ly )?(?:disabled|deactivated|suspended|inactive|expired|closed|blocked|retired) (?:e-?mail |mail |recipient )?(?:address|alias|mailbox)\\b"
  }
  rule {
    stage = ["rcpt", "data", "message"]
    text  = "\\baddress (?:\\S+ )?(?:is |was |has been )?(?:\\w+ly )?(?:disabled|deactivated|suspended|inactive|expired|closed|retired|frozen|discontinued|not active|not in use|no longer active|no longer in use)\\b"
  }
  rule {
    stage = ["rcpt", "data", "message"]
    text  = "\\b(?:is |was )?(?:currently |now )?(?:not|no longer) an? active (?:\\w+ )?(?:user|account|mail ?box|recipient|address|customer|member)\\b"
  }
  rule {
    stage = ["rcpt", "data", "message"]
    text  = "\\bno (?:e?-?mails?|messages?) (?:is |are |will be )?(?:accepted|delivered|received|taken) for (?:this|that|the) (?:user|recipient|mailbox|account|address|customer)\\b(?: any ?more)?"
  }
  rule {
    stage = ["rcpt", "data", "message"]
    text  = "\\b(?:user|recipient|mail ?box|account|customer)\\b(?:[^.:;]|\\.\\w)*?(?:no longer|stopped|does not|doesn.t|not|n.t|never) (?:currently )?(?:accepts?|receiv\\w+|takes?|gets?|reads?|accepting) (?:any |new |incoming |further )*(?:e?-?mails?|messages?)\\W*$"
  }
  rule {
    stage = ["rcpt", "data", "message"]
    text  = "\\b(?:hosting|service|domain service|mail service)\\b(?:[^.:;]|\\.\\w)*?\\b(?:customer|user|account|subscriber)\\b(?:[^.:;]|\\.\\w)*?\\b(?:expired|ended|terminated|suspended|lapsed|disabled)\\b"
  }
  rule {
    stage = ["rcpt", "data", "message"]
    text  = "\\b(?:benutzerkonto|mailkonto|e-mail-konto|nutzerkonto|mailaccount)\\b(?:[^.:;]|\\.\\w)*?(?:deaktiviert|gesperrt|inaktiv|geschlossen|gel\\S{1,2}scht|abgelaufen)"
  }
  rule {
    stage = ["rcpt", "data", "message"]
    text  = "\\b(?:long time|long period|months?|years?|days)\\b(?:[^.:;]|\\.\\w)*?\\b(?:unused|inactive|inactivity|not used|no activity)\\b|\\b(?:unused|inactive) (?:for|since) (?:\\w+ ){0,3}(?:time|months?|years?|days)\\b"
  }

  # Somebody has closed it.
  rule {
    stage = ["rcpt", "data", "message"]
    text  = "\\b(?:suspended|disabled|deactivated|closed|frozen|terminated|cancell?ed|blocked|locked|discontinued|retired) (?:this|that|the|his|her|their) (?:\\w+ )?(?:mail ?box|account|user|recipient|address|alias|mailing list)\\b"
  }
  rule {
    stage = ["rcpt", "data", "message"]
    text  = "\\b(?:user|recipient|customer|addressee)\\b(?:[^.:;]|\\.\\w)*?\\b(?:has|with|uses) an? (?:disabled|deactivated|suspended|closed|inactive|expired|locked|blocked|frozen) (?:account|mail ?box|address)\\b"
  }

  # The same in other languages.
  rule {
    stage = ["rcpt", "data", "message"]
    text  = "\\b(?:compte|bo\\S{1,2}te|destinataire)\\b(?:[^.:;]|\\.\\w)*?\\b(?:bloqu\\S{1,2}e?|suspendue?|d\\S{1,2}sactiv\\S{1,3}|archiv\\S{1,3}|inacti(?:f|ve)|ferm\\S{1,3})\\b"
  }
  rule {
    stage = ["rcpt", "data", "message"]
    text  = "\\b(?:postfach|konto|mailbox|empf\\S{1,3}nger|benutzer)\\b(?:[^.:;]|\\.\\w)*?(?:deaktiviert|gesperrt|inaktiv|geschlossen|gel\\S{1,2}scht|abgeschaltet|stillgelegt)"
  }
  rule {
    stage = ["rcpt", "data", "message"]
    text  = "\\b(?:casella|utente|account|indirizzo|destinatario)\\b(?:[^.:;]|\\.\\w)*?(?:disabilitat[oa]|sospes[oa]|disattivat[oa]|bloccat[oa]|chius[oa]|cessat[oa]|scadut[oa])"
  }
  rule {
    stage = ["rcpt", "data", "message"]
    text  = "\\b(?:cuenta|conta|buz\\S{1,2}n|usuario|usu\\S{1,2}rio|destinatario|caixa postal)\\b(?:[^.:;]|\\.\\w)*?(?:des?h?abilitad[oa]|suspen[ds]id?[oa]|inactiv[oa]|inativ[oa]|bloquead[oa]|desactivad[oa]|desativad[oa]|cancelad[oa])"
  }
  rule {
    stage = ["rcpt", "data", "message"]
    text  = "\\b(?:account|mailbox|gebruiker|postvak)\\b(?:[^.:;]|\\.\\w)*?(?:gedeactiveerd|geblokkeerd|opgeheven|uitgeschakeld|inactief)"
  }
  rule {
    stage = ["rcpt", "data", "message"]
    text  = "(?:ящик|аккаунт|запись|пользовател|получател)\\S*(?:[^.:;]|\\.\\w)*?(?:отключен|заблокирован|неактив|приостановлен|удален)"
  }

  # Further phrases of other languages.
  rule {
    stage = ["rcpt", "data", "message"]
    text  = "\\b(?:compte|bo\\S{1,2}te|destinataire|adresse|utilisateur)\\b(?:[^.:;]|\\.\\w)*?(?:d\\S{1,2}sactiv|suspendu|bloqu\\S{1,2}|ferm\\S{1,2}|cl\\S{1,2}tur|inactif|inactive|r\\S{1,2}sili)"
  }
  rule {
    stage = ["rcpt", "data", "message"]
    text  = "\\b(?:conta|usu\\S{1,2}rio|caixa|endere\\S{1,2}o|cuenta|usuario|buz\\S{1,2}n|direcci\\S{1,2}n)\\b(?:[^.:;]|\\.\\w)*?(?:suspens|suspendid|desativad|desactivad|inativ|inactiv|bloquead|cancelad|encerrad|cerrad|desh?abilitad|de baja)"
  }
  rule {
    stage = ["rcpt", "data", "message"]
    text  = "\\b(?:konto|skrzynk\\w+|account|postkonto|postfach|mailbox|benutzer|adresse)\\b(?:[^.:;]|\\.\\w)*?(?:zablokowan|nieaktywn|zawieszon|inaktiv|sp\\S{1,2}rrad|st\\S{1,2}ngd|gek\\S{1,2}ndigt|nicht (?:mehr )?aktiv|au\\S{1,2}er betrieb)"
  }

  rule {
    enhanced = ["5.2.1"]
    alone    = true
  }
  rule { text = "\\bnever logged (?:on|in)(?:to)?\\b" }
  rule { text = "\\baccountdisabledexception\\b" }
  rule { text = "\\brecipient mailbox (?:is |has been )?quarantined\\b" }
  rule { text = "\\b(?:incoming|inbound|delivery|reception)\\b(?: (?:mails?|messages?))? (?:is |has been |was )?(?:temporarily |permanently )?suspended\\b" }
  rule { text = "\\binactive mbox\\b" }
  rule { text = "\\baddress (?:is )?(?:locked|deactivated)(?: or (?:locked|deactivated))?\\b" }
  rule { text = "your message to \\S+ (?:cannot|could not|can\\W?t) be delivered\\. ?this (?:account|mailbox) (?:is|has been) (?:disabled|suspended|locked|closed)\\b(?: or discontinued)?" }
  rule {
    stage = ["rcpt", "data", "message"]
    text  = "^\\S+ is (?:currently |temporarily )?suspended\\b"
  }
  rule { text = "\\brecipient (?:has )?suspend(?:s|ed)? (?:the|his|its) (?:e-?mail |mail )?(?:service|account|mailbox)" }
  rule { text = "\\bmailbox disabled, not accepting (?:messages|mail)\\b" }
  rule { text = "\\bmailbox (?:\\S+ )?(?:is |was |has been )?(?:locked|blocked|disabled|suspended|closed) (?:due to|because of|for|after) (?:inactivity|not being used|non-?use)\\b" }
  rule { text = "\\buser account (?:is )?not activated\\b" }

  example {
    stage = "rcpt"
    reply = "550 5.2.1 The email account that you tried to reach is disabled."
  }

  example {
    stage = "rcpt"
    reply = "554 5.7.13 <x@example.com>: Recipient address rejected: account suspended"
  }

  example {
    stage = "rcpt"
    reply = "550 This mailbox was closed for inactivity"
  }

  example {
    stage = "rcpt"
    reply = "550 5.2.1 The user is not able to receive any messages"
  }

  example {
    stage = "rcpt"
    reply = "550 Das Konto ist gesperrt"
  }

  example {
    stage = "rcpt"
    reply = "550 La cuenta del destinatario está suspendida"
  }

  example {
    stage = "rcpt"
    reply = "550 This distribution list is no longer active"
  }

  example {
    stage = "rcpt"
    reply = "550 The administrator has closed this mailbox"
  }

  counter_example {
    stage = "auth"
    reply = "535 5.7.139 Authentication unsuccessful, basic authentication is disabled."
    class = "basic-auth-retired"
  }

  counter_example {
    stage = "auth"
    reply = "535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Mailbox."
    class = "smtp-auth-disabled"
  }

  counter_example {
    stage = "rcpt"
    reply = "502 5.5.1 VRFY command is disabled"
    class = "command-unimplemented"
  }

  counter_example {
    stage = "rcpt"
    reply = "550 office@example.com not used"
    class = "unknown-recipient"
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

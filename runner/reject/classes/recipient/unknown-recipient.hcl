class "unknown-recipient" {
  family        = "recipient"
  title         = "The recipient does not exist"
  waiting_codes = ["4xx"]
  waiting_words = ["unverified address"]
  over          = ["sender-domain-invalid"]
  test          = "builtin:full-conversation"

  cause = <<-END
    The address is mistyped, or the mailbox is gone. At Microsoft 365 also: the domain is set to
    "authoritative" while the mailbox lives on another system or was not yet synchronised; then
    Microsoft refuses it at the edge. "Unverified address" says that the receiving relay could
    not ask the next server about it, or does so just now.
  END

  advice = <<-END
    Compare the address in the device's address book with the directory, letter by letter. For a
    new mailbox wait for the synchronisation. Where some mailboxes live on another system, the
    administrator sets the domain to "internal relay". For an "unverified address" try again
    after some minutes; if it lasts, the server behind that relay is not reached.
  END

  # Who is refused, and why: "user jdoe is unknown", "the mailbox could not be found".
  # At MAIL such a sentence is about the sender.
  rule {
    stage = ["rcpt", "data", "message"]
    text  = "\\b(?:users?|user ?names?|recipients?|recepients?|recipents?|rec(?:ei|ie)vers?|add?ress?ees?|customers?|subscribers?|persons?|employee|student)\\b(?:[^.:;]|\\.\\w)*?(?:\\bunknown\\b|\\bunkown\\b|(?:not|n.?t) (?:been |be |currently |yet |anymore )?(?:known|found|recogni[sz]ed|listed|registered|defined|matched|identified)\\b)"
  }
  rule {
    stage = ["rcpt", "data", "message"]
    text  = "\\b(?:users?|user ?names?|recipients?|recepients?|recipents?|rec(?:ei|ie)vers?|add?ress?ees?|customers?|subscribers?|persons?|employee|student)\\b(?:[^.:;]|\\.\\w)*?(?:(?:not?|n.?t|never|no longer) (?:really |actually |even )?exist\\w*|\\bnon-? ?exist\\w+|\\binexist\\w+|\\bnot (?:an? )?(?:exist\\w+|valid)\\b)"
  }
  rule {
    stage = ["rcpt", "data", "message"]
    text  = "\\b(?:users?|user ?names?|recipients?|recepients?|recipents?|rec(?:ei|ie)vers?|add?ress?ees?|customers?|subscribers?|persons?|employee|student)\\b(?:[^.:;]|\\.\\w)*?(?:not|n.?t) (?:been |be )(?:located|verified|resolved|validated|looked up)\\b"
  }
  rule {
    stage = ["rcpt", "data", "message"]
    text  = "\\b(?:users?|user ?names?|recipients?|recepients?|recipents?|rec(?:ei|ie)vers?|add?ress?ees?|customers?|subscribers?|persons?|employee|student)\\b(?:[^.:;]|\\.\\w)*?\\b(?:unverifiable|unidentified|not (?:on|in|at|with) (?:this |our |the )?(?:system|server|host|machine|database|domain|site|company|us|users?)\\b|is not with us)"
  }
  rule {
    stage = ["rcpt", "data", "message"]
    text  = "\\b(?:users?|user ?names?|recipients?|recepients?|recipents?|rec(?:ei|ie)vers?|add?ress?ees?|customers?|subscribers?|persons?|employee|student)(?: \\S+)?(?: is| was)?,? (?:invalid|not valid|is not here|not (?:hosted|present|located) (?:here|at this|on this))\\b"
  }
  rule {
    stage = ["rcpt", "data", "message"]
    text  = "\\b(?:users?|user ?names?|recipients?|recepients?|recipents?|rec(?:ei|ie)vers?|add?ress?ees?|customers?|subscribers?|persons?|employee|student)\\b(?:[^.:;]|\\.\\w)*?\\bno longer (?:valid|available|in (?:use|service)|with (?:us|this|the|our)|known|here|an? (?:\\w+ )?(?:user|account|address|customer|mailbox|member|employee))"
  }
  rule {
    stage = ["rcpt", "data", "message"]
    text  = "\\b(?:(?:mail ?|in)box(?:es)?|accounts?|alias(?:es)?|mail ?drop|mail ?name|local ?part|distribution list|mailing list)\\b(?:[^.:;]|\\.\\w)*?(?:\\bunknown\\b|\\bunkown\\b|(?:not|n.?t) (?:been |be |currently |yet |anymore )?(?:known|found|recogni[sz]ed|listed|registered|defined|matched|identified)\\b)"
  }
  rule {
    stage = ["rcpt", "data", "message"]
    text  = "\\b(?:(?:mail ?|in)box(?:es)?|accounts?|alias(?:es)?|mail ?drop|mail ?name|local ?part|distribution list|mailing list)\\b(?:[^.:;]|\\.\\w)*?(?:(?:not?|n.?t|never|no longer) (?:really |actually |even )?exist\\w*|\\bnon-? ?exist\\w+|\\binexist\\w+|\\bnot (?:an? )?(?:exist\\w+|valid)\\b)"
  }
  rule {
    stage = ["rcpt", "data", "message"]
    text  = "\\b(?:(?:mail ?|in)box(?:es)?|accounts?|alias(?:es)?|mail ?drop|mail ?name|local ?part|distribution list|mailing list)\\b(?:[^.:;]|\\.\\w)*?(?:not|n.?t) (?:been |be )(?:located|verified|resolved|validated|looked up)\\b"
  }
  rule {
    stage = ["rcpt", "data", "message"]
    text  = "\\b(?:(?:mail ?|in)box(?:es)?|accounts?|alias(?:es)?|mail ?drop|mail ?name|local ?part|distribution list|mailing list)\\b(?:[^.:;]|\\.\\w)*?\\b(?:unverifiable|unidentified|not (?:on|in|at|with) (?:this |our |the )?(?:system|server|host|machine|database|domain|site|company|us|users?)\\b|is not with us)"
  }
  rule {
    stage = ["rcpt", "data", "message"]
    text  = "\\b(?:(?:mail ?|in)box(?:es)?|accounts?|alias(?:es)?|mail ?drop|mail ?name|local ?part|distribution list|mailing list)(?: \\S+)?(?: is| was)?,? (?:invalid|not valid|is not here|not (?:hosted|present|located) (?:here|at this|on this))\\b"
  }
  rule {
    stage = ["rcpt", "data", "message"]
    text  = "\\b(?:(?:mail ?|in)box(?:es)?|accounts?|alias(?:es)?|mail ?drop|mail ?name|local ?part|distribution list|mailing list)\\b(?:[^.:;]|\\.\\w)*?\\bno longer (?:valid|available|in (?:use|service)|with (?:us|this|the|our)|known|here|an? (?:\\w+ )?(?:user|account|address|customer|mailbox|member|employee))"
  }
  rule {
    stage = ["rcpt", "data", "message"]
    text  = "\\b(?:(?:recipient|destination|target|e?-?mail|mailbox|user|delivery|rcpt(?: to)?|this|that|the|your?) add?ress?(?:es)?|e-?mail|rcpt|name)\\b(?:[^.:;]|\\.\\w)*?(?:\\bunknown\\b|(?:not|n.?t) (?:been |be |currently |yet |anymore )?(?:known|found|recogni[sz]ed|listed|registered|located|a valid address|deliverable|valid here)\\b)"
  }
  rule {
    stage = ["rcpt", "data", "message"]
    text  = "\\b(?:(?:recipient|destination|target|e?-?mail|mailbox|user|delivery|rcpt(?: to)?|this|that|the|your?) add?ress?(?:es)?|e-?mail|rcpt|name)\\b(?:[^.:;]|\\.\\w)*?(?:(?:not?|n.?t|never|no longer) (?:really |actually )?exist\\w*|\\bnon-? ?exist\\w+|\\bunverifiable|\\bundeliverable|\\bno longer (?:valid|available|in use|known|used)\\b)"
  }
  rule {
    stage = ["rcpt", "data", "message"]
    text  = "(?:^|[>:.,] )add?ress (?:[^ a-z]\\S* )?(?:is )?(?:unknown|not found|not known|undeliverable|unverifiable|does not exist|doesn.?t exist)"
  }
  rule {
    stage = ["rcpt", "data", "message"]
    text  = "^(?:sorry,? |error:? )?adress (?:is )?(?:unknown|not found|not known|invalid)"
  }

  # The same the other way round: "no such local user", "not our customer".
  rule {
    stage = ["rcpt", "data", "message"]
    text  = "\\b(?:un[bk]?known|unkown|no such|no local|no existing|no matching|illegal|invalid) (?:(?:local|virtual|pop3?|imap|e-?mail|mail|internet|internal|valid|active|recipient|destination|registered|domino|exchange|srs|smtp|final|system) )?(?:users?|(?:mail ?|in)box(?:es)?|accounts?|alias(?:es)?)\\b"
  }
  rule {
    stage = ["rcpt", "data", "message"]
    text  = "\\b(?:un[bk]?known|unkown|no such|no local|no existing|no matching|illegal|invalid) (?:(?:local|virtual|pop3?|imap|e-?mail|mail|internet|internal|valid|active|recipient|destination|registered|domino|exchange|srs|smtp|final|system) )?(?:customer|subscriber|persons?|people|member)\\b"
  }
  rule {
    stage = ["rcpt", "data", "message"]
    text  = "\\b(?:un[bk]?known|unkown|no such|no local|no existing|no matching|illegal|invalid) (?:(?:local|virtual|pop3?|imap|e-?mail|mail|internet|internal|valid|active|recipient|destination|registered|domino|exchange|srs|smtp|final|system) )?(?:recipients?|recepients?|recipents?|rec(?:ei|ie)vers?|add?ress?ees?)\\b"
  }
  rule {
    stage = ["rcpt", "data", "message"]
    text  = "\\b(?:non-? ?exist[ae]nt|nonexist\\w+|non-existing|undefined|unregistered) (?:(?:local|virtual|pop3?|imap|e-?mail|mail|internet|internal|valid|active|recipient|destination|registered|domino|exchange|srs|smtp|final|system) )?(?:users?|(?:mail ?|in)box(?:es)?|accounts?|alias(?:es)?|customer|subscriber|persons?|people|member)\\b"
  }
  rule {
    stage = ["rcpt", "data", "message"]
    text  = "\\b(?:unrecogni[sz]ed|unresolvable|inexistent) (?:(?:local|virtual|pop3?|imap|e-?mail|mail|internet|internal|valid|active|recipient|destination|registered|domino|exchange|srs|smtp|final|system) )?(?:users?|(?:mail ?|in)box(?:es)?|accounts?|alias(?:es)?|customer|subscriber|persons?|people|member)\\b"
  }
  rule {
    stage = ["rcpt", "data", "message"]
    text  = "\\b(?:non-? ?exist[ae]nt|nonexist\\w+|non-existing|undefined|unregistered) (?:(?:local|virtual|pop3?|imap|e-?mail|mail|internet|internal|valid|active|recipient|destination|registered|domino|exchange|srs|smtp|final|system) )?(?:recipients?|recepients?|recipents?|rec(?:ei|ie)vers?|add?ress?ees?)\\b"
  }
  rule {
    stage = ["rcpt", "data", "message"]
    text  = "\\b(?:unrecogni[sz]ed|unresolvable|inexistent) (?:(?:local|virtual|pop3?|imap|e-?mail|mail|internet|internal|valid|active|recipient|destination|registered|domino|exchange|srs|smtp|final|system) )?(?:recipients?|recepients?|recipents?|rec(?:ei|ie)vers?|add?ress?ees?)\\b"
  }
  rule {
    stage = ["rcpt", "data", "message"]
    text  = "\\b(?:illegal|invalid|unknown|bad) (?:user|mailbox|recipient|account)[ -]?names?\\b"
  }
  rule {
    stage = ["rcpt", "data", "message"]
    text  = "\\b(?:unknown|no such|non-?existent|non-existing|unrecogni[sz]ed|undefined) (?:(?:local|recipient|destination|e-?mail|mail|user|delivery|smtp|mailbox|forward|internal) )?(?:address|adress|local|e-?mail)\\b"
  }
  rule {
    stage = ["rcpt", "data", "message"]
    text  = "\\b(?:unknown|invalid|non-? ?existent|bogus|fictitious|made-?up|fake|bad|wrong|incorrect) (?:and \\w+ )?(?:recipient|destination|mailbox|user|delivery|e-?mail) (?:e-?mail )?add?ress\\b"
  }
  rule {
    stage = ["rcpt", "data", "message"]
    text  = "\\b(?:not an? |not any |isn.?t an? |none of our |not one of (?:our|my) |not (?:our|my) )(?:known |valid |existing |registered |recogni[sz]ed |legitimate |deliverable |local )?(?:\\w+ )?(?:users?|recipients?|(?:mail ?|in)box|accounts?|addressees?|customers?|subscribers?)\\b"
  }
  rule {
    stage = ["rcpt", "data", "message"]
    text  = "(?:\\bnot|n.t) (?:one )?of ours\\b"
  }
  rule {
    stage = ["rcpt", "data", "message"]
    text  = "\\bno record of (?:that|this|such|the|any|an?) (?:user|recipient|mailbox|account|address|person)"
  }
  rule {
    stage = ["rcpt", "data", "message"]
    text  = "\\b(?:don.?t|do not|does not|doesn.?t|can.?not|did not) (?:know|recogni[sz]e|have|find)(?: of)? (?:this|that|the|such|any|your|a)(?: an?)? (?:user|recipient|mailbox|account|person|addressee|name)\\b"
  }
  rule {
    stage = ["rcpt", "data", "message"]
    text  = "\\bbad (?:recipient|mailbox|addressee|destination address)\\b"
  }
  rule {
    stage = ["rcpt", "data", "message"]
    text  = "\\bno (?:such|matching|valid) (?:destination|mailbox|addressee|entry|alias|name|rcpt)\\b"
  }
  rule {
    stage = ["rcpt", "data", "message"]
    text  = "\\bhave no such (?:\\w+ )?(?:user|account|mailbox|recipient|address|person|name)\\b"
  }
  rule {
    stage = ["rcpt", "data", "message"]
    text  = "\\bnot a (?:known|valid|registered|deliverable|recogni[sz]ed) (?:e-?mail )?address\\b"
  }
  rule {
    stage = ["rcpt", "data", "message"]
    text  = "\\b(?:wrong|incorrect) (?:recipient|mailbox|addressee|e-?mail address)"
  }
  rule {
    stage = ["rcpt", "data", "message"]
    text  = "\\bno (?:mail ?box|users?|local users?|accounts?|recipients?|alias|one|person|addressee|redirect entry|forward entry|local mailbox|address|matching \\w+)(?: \\S+){0,2}? (?:here|found|(?:by|with|of|for|under) (?:that|this|such) (?:name|address|id|user|recipient))"
  }
  rule {
    stage = ["rcpt", "data", "message"]
    text  = "\\bno (?:mail ?box|users?|local users?|accounts?|recipients?|alias|one|person|addressee|redirect entry|forward entry|local mailbox|address|matching \\w+)(?: \\S+){0,2}? (?:on this (?:server|system|host)|at this (?:address|domain|site|location))"
  }
  rule {
    stage = ["rcpt", "data", "message"]
    text  = "\\bno (?:\\w+ )?entry\\b(?:[^.:;]|\\.\\w)*?\\b(?:for (?:this |that |the )?(?:user|recipient|address|name|mailbox)|in (?:the |our )?(?:directory|address ?book|ldap|user (?:table|database)))"
  }
  rule {
    stage = ["rcpt", "data", "message"]
    text  = "\\bno mailbox\\b"
  }
  rule {
    stage = ["rcpt", "data", "message"]
    text  = "\\bno (?:such )?(?:user|account|mailbox) here"
  }
  rule {
    stage = ["rcpt", "data", "message"]
    text  = "\\bno (?:such )?(?:mail ?box|users?|accounts?|recipients?|alias) (?:for|named|called) "
  }
  rule {
    stage = ["rcpt", "data", "message"]
    text  = "\\b(?:nobody|no one|no-one|noone|none)\\b(?: \\w+){0,3}? (?:by|with|of|called|named|under) (?:that|this|such)"
  }
  rule {
    stage = ["rcpt", "data", "message"]
    text  = "\\bnobody (?:here )?by (?:that|this) name"
  }
  rule {
    stage = ["rcpt", "data", "message"]
    text  = "\\b(?:does not|doesn.?t|do not|don.?t|not) have (?:an? |any )?(?:\\S+ )?(?:account|mail ?box)\\b"
  }
  rule {
    stage = ["rcpt", "data", "message"]
    text  = "\\b(?:users?|recipient|account|person|destination address|address)\\b(?:[^.:;]|\\.\\w)*?\\b(?:has|have) no (?:mail ?box|mail|account|e-?mail)\\b"
  }
  rule {
    stage = ["rcpt", "data", "message"]
    text  = "\\buser (?:path|directory|folder|home)(?: \\w+)? (?:no|not|doesn.?t|does not|n.t) (?:exist|found)\\w*"
  }

  # The address was looked up, and the answer was no.
  rule {
    stage = ["rcpt", "data", "message"]
    text  = "\\b(?:unable to|can ?not|can.t|could ?not|couldn.?t|failed to|not able to) (?:verify|validate|find|locate|resolve|recogni[sz]e|identify|match) (?:the |this |that |your |a |such |any )?(?:local |e-?mail )?(?:recipient|user|mailbox|address|account|addressee|alias|destination (?:address|mailbox))\\b"
  }
  rule {
    stage = ["rcpt", "data", "message"]
    text  = "\\brecipient (?:address )?(?:verif\\w+|validation|callout|lookup) (?:has |was |callout )?(?:failed|failure|rejected|unsuccessful|error)"
  }
  rule {
    stage = ["rcpt", "data", "message"]
    text  = "\\bverif\\w+ (?:failed|failure|unsuccessful) (?:for|of) (?:the |this )?(?:recipient|user|mailbox|rcpt)"
  }
  rule {
    stage = ["rcpt", "data", "message"]
    text  = "\\b(?:address|user|recipient|mailbox)\\b(?:[^.:;]|\\.\\w)*?\\blookup (?:in|of|on|against) (?:[^.:;]|\\.\\w)*?(?:map|table|file|directory|database)\\b(?:[^.:;]|\\.\\w)*?\\bfailed"
  }
  rule {
    stage = ["rcpt", "data", "message"]
    text  = "\\b(?:user|recipient|address) lookup failed[:;,-]? .{0,30}?(?:no match|not found|unknown|does not exist|no such)"
  }
  rule {
    stage = ["rcpt", "data", "message"]
    text  = "\\bun(?:verified|deliverable) (?:recipient )?(?:address|mailbox|recipient)"
  }
  rule {
    stage = ["rcpt", "data", "message"]
    text  = "\\brecipient address rejected: (?:unverified|undeliverable) address.*"
  }
  rule {
    stage = ["rcpt", "data", "message"]
    text  = "\\bunroute?able (?:recipient |destination |e-?mail |mail )?address"
  }
  rule {
    stage    = ["rcpt", "data", "message"]
    text     = "\\bnot (?:(?:listed|found|present|included|contained|defined|registered|available|currently) )*(?:in|on) (?:the |our |my |this |any |its |a )?(?:\\S+ ){0,3}?(?:directory|address book|user (?:database|list|table)|recipient (?:list|map|table|database)|route list|routing table|mailbox (?:table|list))\\b"
    fallback = true
  }
  rule {
    stage    = ["rcpt", "data", "message"]
    text     = "\\bnot (?:(?:listed|found|present|included|contained|defined|registered|available|currently) )*(?:in|on) (?:the |our |my |this |any |its |a )?(?:\\S+ ){0,3}?(?:alias(?:es)? (?:table|file|map|list)|ldap|validrcptto|list of (?:valid |known |local )?(?:recipients|users|mailboxes|addresses))\\b"
    fallback = true
  }
  rule {
    stage = ["rcpt", "data", "message"]
    text  = "\\b(?:user name|recipient|name)\\b(?:[^.:;]|\\.\\w)*?\\bnot unique"
  }
  rule {
    stage = ["rcpt", "data", "message"]
    text  = "\\bnot (?:a )?member of (?:this |the |our |any )?(?:local )?domain"
  }
  rule {
    stage = ["rcpt", "data", "message"]
    text  = "\\buser\\b(?:[^.:;]|\\.\\w)*? not ok\\b"
  }

  # Gone.
  rule {
    stage = ["rcpt", "data", "message"]
    text  = "\\b(?:users?|recipient|(?:mail ?|in)box|account|address|e-?mail|alias|person)\\b(?:[^.:;]|\\.\\w)*?\\bno longer (?:exists?|valid|available|in (?:use|service))"
  }
  rule {
    stage = ["rcpt", "data", "message"]
    text  = "\\bno longer (?:works?|working|employed|with (?:us|the|this|our)|an employee|a customer)\\b"
  }
  rule {
    stage = ["rcpt", "data", "message"]
    text  = "\\b(?:users?|person|recipient|(?:mail ?|in)box|account|one|you \\w+ \\w+ \\w+)\\b(?:[^.:;]|\\.\\w)*?\\b(?:no longer here|not here any ?more)\\b"
  }
  rule {
    stage = ["rcpt", "data", "message"]
    text  = "\\b(?:has|have) left (?:the |this |our |us)(?:company|organi[sz]ation|firm|school|university|institute)?"
  }

  # An address alone, and what is wrong with it.
  rule {
    stage    = ["rcpt", "data", "message"]
    text     = "^\\S*[ :.-]*(?:does not|doesn.?t|dosn.?t|not) exist\\b(?: here| on this \\w+)?\\W*$"
    fallback = true
  }
  rule {
    stage = ["rcpt", "data", "message"]
    text  = "^\\S*[ :.-]*(?:is |was )?not used\\b(?: here| any ?more)?\\W*$"
  }
  rule {
    stage    = ["rcpt", "data", "message"]
    text     = "^\\S*[ :.-]*(?:is |was )?(?:an )?(?:invalid|unknown) (?:e-?mail )?address\\W*(?:\\(.*\\))?$"
    fallback = true
  }
  rule {
    stage = ["rcpt", "data", "message"]
    text  = "^<\\S*[ :.-]*(?:is |was )?(?:not found|unknown|not known|invalid|not valid|no longer valid|not here)\\W*$"
  }
  rule {
    stage    = ["rcpt", "data", "message"]
    text     = "\\bno longer an active\\b"
    fallback = true
  }
  rule {
    stage    = ["rcpt", "data", "message"]
    text     = "\\bmisspelled"
    fallback = true
  }

  # Further ways to say that nobody is there.
  rule {
    stage = ["rcpt", "data", "message"]
    text  = "\\b(?:does|do|did)(?: ?not|n.t) (?:live|reside|work|belong|exist|receive mail) (?:here|on this|at this|in this)\\b"
  }
  rule {
    stage = ["rcpt", "data", "message"]
    text  = "\\b(?:nobody|no one|no-one|none) (?:here )?(?:has|have|had|uses|owns|lives|exists|is)\\b"
  }
  rule {
    stage = ["rcpt", "data", "message"]
    text  = "\\b(?:rcpt|rcpt to|recipient|receiver|addressee|destination|mailbox|user)(?: address| name)?(?: \\S+)?(?: is| was)? (?:invalid|bogus|wrong|incorrect|fictitious|non-?sense|nonsense|misspelled|mistyped)\\b"
  }
  rule {
    stage = ["rcpt", "data", "message"]
    text  = "\\b(?:mailbox|user|recipient|account|address) name (?:is )?(?:not valid|invalid|unknown|illegal|wrong|not known)\\b"
  }
  rule {
    stage = ["connect"]
    text  = "\\b(?:too many|too much|repeated|several) (?:wrong|unknown|invalid|bad) (?:users?|recipients?)\\b(?: in)?"
  }
  rule {
    stage = ["rcpt", "data", "message"]
    text  = "\\b(?:can ?not|can.t|could not|unable to) (?:route|deliver|forward|relay)(?: \\w+)? to (?:this |that |the )?(?:user|recipient|mailbox|account)\\b(?:[^.:;]|\\.\\w)*?(?:.{0,3})\\b(?:does not exist|doesn.t exist|unknown|not found|no such)\\b"
  }
  rule {
    stage = ["rcpt", "data", "message"]
    text  = "\\b(?:has|have) never (?:existed|been (?:a|used|assigned|valid))\\b"
  }
  rule {
    stage = ["rcpt", "data", "message"]
    text  = "\\b(?:user|mailbox|account|address|recipient)\\b(?:[^.:;]|\\.\\w)*?\\b(?:deleted or does not exist|does not exist or|not exist or|is gone|vanished|no more\\b)"
  }
  rule {
    stage = ["rcpt", "data", "message"]
    text  = "\\b(?:recipient|user|mailbox|account|address|alias)\\b(?:[^.:;]|\\.\\w)*?(?:not|n.t) (?:been )?(?:provisioned|created|assigned|allocated|hosted|configured|set up|valid (?:here|on this|at this|in this))\\b"
  }
  rule {
    stage = ["rcpt", "data", "message"]
    text  = "\\b(?:is|are|was) (?:not|no) (?:a |an )?(?:valid |known |existing |real )?(?:recipient|mailbox|user|addressee|address|destination)(?: name)? (?:here|on this|at this|in this|of this|for this|known)\\b"
  }
  rule {
    stage    = ["rcpt", "data", "message"]
    text     = "\\b(?:check|verify) (?:the |your |for )?(?:spelling|typo\\w*)\\b(?:[^.:;]|\\.\\w)*?\\b(?:recipient|address|e-?mail)"
    fallback = true
  }
  rule {
    stage    = ["rcpt", "data", "message"]
    text     = "\\b(?:recipient|address|user|mailbox)\\b(?:[^.:;]|\\.\\w)*?\\b(?:typo|mistyped|misspell?ed|misspelt)\\b"
    fallback = true
  }
  rule {
    stage = ["rcpt", "data", "message"]
    text  = "\\b(?:unresolvable|unresolved|undeliverable|unroutable|unverifiable) (?:\\w+ )?(?:recipient|mailbox|address|user|destination)\\b"
  }

  # Not in the list, not in the books.
  rule {
    stage = ["rcpt", "data", "message"]
    text  = "\\b(?:user|recipient|mail ?box|account|address\\w*|alias|name)\\b(?:[^.:;]|\\.\\w)*?(?:not|n.t) (?:appear |listed |found |present |contained |exist |known |registered |be )*(?:in|on|among|at) (?:our|the|any|my|this|its)? ?(?:\\w+ )?(?:records?|lists?|tables?|files?|databases?|directory|books?|map|register|zone)\\b"
  }
  rule {
    stage = ["rcpt", "data", "message"]
    text  = "(?:\\bno|\\bnot any|n.t any|\\bnot a|\\bwithout an?) (?:\\w+ )?(?:account|user|mail ?box|recipient|alias|person|record|match|entry)\\b (?:\\w+ )?(?:with|for|by|under|of|named|called|matching|that matches|at|on) (?:that|this|such|the|your|given|specified)\\b"
  }
  rule {
    stage = ["rcpt", "data", "message"]
    text  = "\\b(?:e-?mail |recipient |the |this |that |your |destination )+address (?:\\S+ )?(?:is|was|seems|appears|looks) (?:to be )?(?:wrong|incorrect|bad|bogus|invalid|not valid|not correct|fake|misspel\\w+|mistyped|obsolete|outdated)\\b"
  }
  rule {
    stage = ["rcpt", "data", "message"]
    text  = "\\bno longer in existence\\b"
  }
  rule {
    stage = ["rcpt", "data", "message"]
    text  = "\\b(?:recipient|addressee|mail ?box|user)(?: address)? (?:\\S+ )?(?:is )?(?:undeliverable|unresolvable|unroutable|non-?deliverable)\\b"
  }
  rule {
    stage = ["rcpt", "data", "message"]
    text  = "\\b(?:verify|confirm|tell|determine|establish|find out) (?:that|whether|if) (?:the |this |that )?(?:\\w+ )?(?:mail ?box|user|recipient|address|account) (?:\\S+ )?(?:exists?|is valid|is deliverable)\\b"
  }
  rule {
    stage = ["rcpt", "data", "message"]
    text  = "\\b(?:unable to|can ?not|can.t|could ?not|couldn.?t|failed to) (?:verify|validate|find|locate|resolve) (?:the |this |that |your )?(?:recipient|user|mailbox)(?:.s)? (?:e-?mail )?address\\b(?: \\w+)?"
  }
  rule {
    stage = ["rcpt", "data", "message"]
    text  = "\\b(?:unable to|can ?not|can.t|could ?not|couldn.?t|did not|didn.t|not) (?:find|locate|recogni[sz]e|identify|resolve) (?:the |this |that |your |a |such |any |an )?(?:\\w+ )?(?:recipient|user|mail ?box|account|addressee|alias|person|e-?mail address)\\b"
  }
  rule {
    stage = ["rcpt", "data", "message"]
    text  = "\\b(?:former|ex-?) ?(?:employee|user|customer|member|colleague|student)\\b"
  }
  rule {
    stage = ["rcpt", "data", "message"]
    text  = "\\bnie ma takiego (?:u\\S{1,2}ytkownika|konta|adres\\w*|odbiorcy)"
  }
  rule {
    stage = ["rcpt", "data", "message"]
    text  = "\\b(?:user|recipient|address|mailbox|account)\\b(?:[^.:;]|\\.\\w)*?(?:\\bnot|n.t|\\bnever) (?:heard of|seen|one of (?:ours|our \\w+|us))\\b"
  }

  # We know nobody of that name.
  rule {
    stage = ["rcpt", "data", "message"]
    text  = "(?:\\bnot|n.t|\\bnever) (?:know|recogni[sz]e|find|have|heard of) (?:of )?(?:anyone|anybody|someone|somebody|a person|any person|him|her|such)\\b"
  }
  rule {
    stage = ["rcpt", "data", "message"]
    text  = "\\bkeine? (?:e-?mail-?adresse|adresse|mailbox|postf\\S{1,3}cher|person|benutzerkonto)\\b"
  }

  # The words of Microsoft and of common servers.
  rule { text = "recipient address(?:es)? rejected ?: access denied" }
  rule { text = "all recipient addresses rejected ?: access denied" }
  rule { text = "resolver\\.adr\\.\\S*notfound.*" }
  rule { text = "resolver\\.adr\\.(?:ambiguous|badprimary|invalid|smtpinsmtp|exrecip)\\w*.*" }
  rule { text = "exosmtperrors" }
  rule { text = "201806281" }
  rule { text = "\\bunknown or illegal" }
  rule { text = "bad destination mailbox" }
  rule { text = "mailbox (?:is )?unallocated" }
  rule { text = "validrcptto" }
  rule {
    enhanced = ["5.1.0", "5.1.1", "5.1.10", "4.1.1"]
    text     = "(?:recipient|address) rejected\\W*$"
  }
  rule { text = "\\brecipient (?:address )?(?:is )?(?:unknown|invalid)\\b" }

  # The same in other languages.
  rule {
    stage = ["rcpt", "data", "message"]
    text  = "\\b(?:empf\\S{1,3}nger|benutzer|teilnehmer|adressat|nutzer|postfach|mailbox|mailadresse|e-mail-adresse|adresse)\\S*\\b(?:[^.:;]|\\.\\w)*?\\b(?:unbekannt|existiert nicht|nicht (?:gefunden|bekannt|vorhanden|existent|verf\\S{1,2}gbar)|ung\\S{1,2}ltig)"
  }
  rule {
    stage = ["rcpt", "data", "message"]
    text  = "\\b(?:unbekannte[rs]?|ung\\S{1,2}ltige[rs]?|kein(?:en)? (?:solche[rsn]? )?) ?(?:empf\\S{1,3}nger|benutzer|teilnehmer|nutzer|postfach|mailbox)"
  }
  rule {
    stage = ["rcpt", "data", "message"]
    text  = "\\b(?:destinataires?|utilisateur|usager|abonn\\S{1,3}|compte|bo\\S{1,2}te|adresse)\\b(?:[^.:;]|\\.\\w)*?(?:inconnue?s?\\b|inexistante?|invalide|introuvable|n.?existe (?:pas|plus)|non (?:trouv|valide|reconnu))"
  }
  rule {
    stage = ["rcpt", "data", "message"]
    text  = "\\b(?:utilisateur|destinataire|adresse) inconnue?"
  }
  rule {
    stage = ["rcpt", "data", "message"]
    text  = "\\b(?:destinatario|destin\\.|utente|indirizzo|casella|account|mittente e destinatario)\\b(?:[^.:;]|\\.\\w)*?(?:sconosciut[oa]|inesistente|non (?:esiste|trovat[oa]|valid[oa]|presente))"
  }
  rule {
    stage = ["rcpt", "data", "message"]
    text  = "\\bdestin\\. sconosciut[oa]"
  }
  rule {
    stage = ["rcpt", "data", "message"]
    text  = "\\bnon esiste (?:nessun )?(?:utente|casella|indirizzo|destinatario)"
  }
  rule {
    stage = ["rcpt", "data", "message"]
    text  = "\\b(?:destinat\\S{1,2}io|destinat\\S{1,2}rio|usuario|usu\\S{1,2}rio|cuenta|conta|buz\\S{1,2}n|caixa postal|direcci\\S{1,2}n|endere\\S{1,2}o)\\b(?:[^.:;]|\\.\\w)*?(?:descon(?:h?e|o)cid[oa]|inexistente|n\\S{1,2}o existe|no existe|no encontrad[oa]|n\\S{1,2}o (?:foi )?encontrad[oa]|no v\\S{1,2}lid[oa]|inv\\S{1,2}lid[oa])"
  }
  rule {
    stage = ["rcpt", "data", "message"]
    text  = "\\b(?:no existe|n\\S{1,2}o existe) (?:el |la |o |a )?(?:usuario|usu\\S{1,2}rio|cuenta|conta|buz\\S{1,2}n|destinatario)"
  }
  rule {
    stage = ["rcpt", "data", "message"]
    text  = "\\b(?:gebruiker|ontvanger|geadresseerde|adres|postvak|mailbox)\\b(?:[^.:;]|\\.\\w)*?(?:onbekend|bestaat niet|niet gevonden)"
  }
  rule {
    stage = ["rcpt", "data", "message"]
    text  = "\\bonbekende (?:gebruiker|ontvanger|geadresseerde)"
  }
  rule {
    stage = ["rcpt", "data", "message"]
    text  = "(?:пользовател|получател|адресат|почтовый ящик|ящик|адрес)\\S*(?:[^.:;]|\\.\\w)*?(?:не существует|не найден|неизвест|отсутствует)"
  }
  rule {
    stage = ["rcpt", "data", "message"]
    text  = "(?:неизвестный|нет такого|несуществующий) (?:пользовател|получател|адрес|ящик)"
  }
  rule {
    stage = ["rcpt", "data", "message"]
    text  = "(?:u\\S{1,2}ytkownik|adresat|odbiorca|skrzynka|konto)\\S*(?:[^.:;]|\\.\\w)*?(?:nieznan|nie istnieje|nie znalezion)"
  }
  rule {
    stage = ["rcpt", "data", "message"]
    text  = "(?:u\\S{1,2}ivatel|schr\\S{1,2}nka|adres\\S{1,2}t)(?:[^.:;]|\\.\\w)*?neexistuje"
  }
  rule {
    stage = ["rcpt", "data", "message"]
    text  = "(?:用户|收件人|邮箱|帐号|账号|地址)(?:\\S{0,6}?)(?:不存在|未找到|无效|未知)"
  }
  rule {
    stage = ["rcpt", "data", "message"]
    text  = "(?:ユーザー?|宛先|受信者|メールアドレス|メールボックス)\\S{0,10}?(?:存在しません|見つかりません|不明)"
  }
  rule {
    stage = ["rcpt", "data", "message"]
    text  = "\\b(?:ok\\S{1,2}nd|ukendt|ukjent) (?:anv\\S{1,2}ndare|mottagare|adressat|bruger|modtager|bruker|mottaker)"
  }
  rule {
    stage = ["rcpt", "data", "message"]
    text  = "(?:kullan\\S{1,4}|al\\S{1,4}) (?:bulunamad|mevcut de)"
  }
  rule {
    stage = ["rcpt", "data", "message"]
    text  = "\\bnezn\\S{1,2}m\\S{1,2} (?:u\\S{1,2}ivatel|p\\S{1,4}jemce|adres)"
  }

  # Further phrases of other languages.
  rule {
    stage = ["rcpt", "data", "message"]
    text  = "\\b(?:es gibt )?kein\\w* (?:solche\\w* )?(?:benutzer|empf\\S{1,3}nger|nutzer|postfach|teilnehmer|konto)\\b"
  }
  rule {
    stage = ["rcpt", "data", "message"]
    text  = "\\b(?:aucune?|pas d.) ?(?:utilisateur|bo\\S{1,2}te|destinataire|compte|adresse)\\b(?:[^.:;]|\\.\\w)*?\\b(?:ce nom|cette adresse|trouv|correspond)"
  }
  rule {
    stage = ["rcpt", "data", "message"]
    text  = "\\bno existe (?:tal |ning\\S{1,2}n |ese |esa |este |esta |el |la )?(?:usuario|cuenta|buz\\S{1,2}n|destinatario|direcci\\S{1,2}n|correo)"
  }
  rule {
    stage = ["rcpt", "data", "message"]
    text  = "\\b(?:ya )?no hay (?:nadie|ning\\S{1,2}n|usuario|ninguna)\\b(?:[^.:;]|\\.\\w)*?\\b(?:e-?mail|correo|direcci\\S{1,2}n|nombre|cuenta|usuario)"
  }
  rule {
    stage = ["rcpt", "data", "message"]
    text  = "\\b(?:usuario|usu\\S{1,2}rio|destinatario|destinat\\S{1,2}rio) (?:\\S+ )?desconh?ecido\\b"
  }
  rule {
    stage = ["rcpt", "data", "message"]
    text  = "\\b(?:geen|niet) (?:dergelijke |bestaande )?(?:gebruiker|postvak|ontvanger|mailbox)\\b"
  }
  rule {
    stage = ["rcpt", "data", "message"]
    text  = "\\b(?:nessun|nessuna) (?:utente|casella|destinatario|account|indirizzo)\\b"
  }
  rule {
    stage = ["rcpt", "data", "message"]
    text  = "\\b(?:inv\\S{1,2}lido|inv\\S{1,2}lida|incorrect[oa]|err\\S{1,3}ne[oa]) (?:usuario|destinatario|direcci\\S{1,2}n)\\b"
  }

  rule { enhanced = ["5.7.504", "5.1.11"] }
  rule {
    code     = ["550"]
    enhanced = ["5.1.10"]
  }
  rule {
    enhanced = ["5.1.1"]
    alone    = true
  }

  rule {
    stage = ["rcpt", "data", "message"]
    text  = "\\b(?:address|recipient|mailbox|user)\\b(?: \\S+)? (?:is |was |has been )?(?:marked|flagged|listed|known|registered|recorded) as (?:an? )?(?:invalid|unknown|non-?existent|undeliverable|bad|deleted|dead)\\b"
  }
  rule {
    stage = ["rcpt", "data", "message"]
    text  = "\\b(?:log-?in|user ?id|screen|alias) name not found\\b|\\buser ?name not found\\b"
  }
  rule { text = "\\buser (?:does not|doesn.t) have (?:an? )?(?:\\S+ ){0,6}?account\\b" }
  rule {
    enhanced = ["5.1.x"]
    text     = "^(?:#\\S+ )?address rejected\\b"
    fallback = true
  }
  rule { text = "\\b(?:wasn.t|was not|couldn.t be|could not be) found at\\b(?: \\S+)?" }
  rule {
    text     = "^recipient (?:address )?rejected\\W*$"
    fallback = true
  }
  rule { text = "(?:indirizzo|e-?mail|posta elettronica|destinatario)\\b.{0,60}?non (?:è stat[oa] )?trovat[oa]" }
  rule { text = "(?:e-?postadress\\w*|mottagar\\w*|e-?mail-?adress\\w*|modtager\\w*|mottaker\\w*)\\b.{0,40}?(?:hittades inte|kunde inte hittas|blev ikke fundet|kunne ikke findes|ble ikke funnet|kunne ikke finnes|finns inte|findes ikke|finnes ikke)" }
  rule { text = "(?:e-?mailov\\w+ )?(?:adresu|adresa|příjemce)\\b.{0,30}?(?:nebylo možné najít|nebyl\\w? nalezen\\w?|se nepodařilo najít|neexistuje)" }
  rule { text = "(?:adresu?|odbiorc\\w+|skrzynk\\w)\\b.{0,40}?(?:nie (?:można )?(?:znaleziono|odnaleziono|odnaleźć|znaleźć|istnieje)|nie został\\w? (?:znalezion|odnalezion)\\w*)" }
  rule { text = "(?:找不到|未找到|不存在)\\S{0,12}?(?:电子邮件地址|郵件地址|收件人|地址|用户|邮箱)|(?:收件人|地址|用户|邮箱|邮件地址)\\S{0,8}?(?:不存在|找不到|未找到|无效)" }
  rule { text = "(?:宛先|受信者|メール ?アドレス|ユーザー)\\S{0,16}?(?:見つかりません|存在しません|見つからない)" }
  rule { text = "(?:alıcı|adres)\\S*\\b.{0,30}?(?:bulunamadı|mevcut değil)|(?:sähköpostiosoite\\w*|vastaanottaj\\w*)\\b.{0,30}?ei löyty\\w+|(?:címzett|e-mail-cím)\\S*\\b.{0,30}?nem található" }
  rule { text = "\\bpreviously bounced\\b(?: address)?" }
  rule { text = "\\bmailing list expansion (?:problem|prohibited|failed|error)" }
  rule { text = "\\bnot a registered (?:\\w+ )?(?:name|user|address|account|mailbox)\\b" }
  rule { text = "\\bno such id\\b" }
  rule { text = "\\b(?:recipient|mailbox|user) (?:is )?unrecogni[sz]ed\\b" }
  rule {
    stage    = ["rcpt", "data", "message"]
    text     = "^(?:recipient )?address (?:is )?invalid\\b"
    fallback = true
  }
  rule { text = "\\bi cannot deliver mail for\\b.{0,40}" }
  rule {
    stage = ["rcpt", "data", "message"]
    code  = ["5xx"]
    text  = "\\S+ is no longer valid\\b"
  }
  rule { text = "\\buser (?:hasn't|has not|has no) (?:got )?(?:the |a |any )?(?:service|mailbox|e-?mail)(?: mapped)?\\b" }
  rule { text = "\\bcan(?:no|')t accept user\\b" }
  rule { text = "\\bno existe dicha persona\\b" }
  rule { text = "\\bnot a local address\\b" }
  rule {
    text     = "\\brecipient (?:is )?not ok\\b"
    fallback = true
  }
  rule { text = "\\bbadrecipientto\\b" }
  rule { text = "\\bblank mailhost\\b" }
  rule {
    text     = "\\bcall forward rejected\\b"
    fallback = true
  }
  rule { text = "\\buser missing home directory\\b" }
  rule {
    text     = "\\bad+?ress rejected$"
    fallback = true
  }
  rule { text = "\\bso such user\\b" }
  rule { text = "\\b(?:konto|postfach|empf(?:ä|ae)nger|benutzer|mailbox|adresse)(?:adresse)? (?:\\S+ )?existiert nicht\\b|\\b(?:konto|postfach|empf(?:ä|ae)nger|benutzer) (?:ist )?nicht (?:vorhanden|bekannt|gefunden)\\b" }
  rule { text = "\\be-?mail address\\b.{0,40}? is not available here\\b.{0,40}" }
  rule { text = "\\bdefault recipient used as a placeholder\\b.{0,20}" }

  example {
    stage = "rcpt"
    reply = "550 5.4.1 Recipient address rejected: Access denied. AS(201806281) [DB1PEPF00010A02.eurprd04.prod.outlook.com 2026-02-03T04:05:07.000Z 08DE000000000A02]"
  }

  example {
    stage = "rcpt"
    reply = "550 5.4.1 Recipient address rejected: Access denied. For more information see https://aka.ms/EXOSmtpErrors [DB1PEPF00010A01.eurprd04.prod.outlook.com 2026-02-03T04:05:06.789Z 08DE000000000A01]"
  }

  example {
    stage = "rcpt"
    reply = "550 5.1.1 <nobody@example.com>: Recipient address rejected: User unknown in virtual mailbox table"
  }

  example {
    stage = "message"
    reply = "550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient nobody@contoso.com not found by SMTP address lookup"
  }

  example {
    stage = "rcpt"
    reply = "550-5.1.1 The email account that you tried to reach does not exist. Please try\n550-5.1.1 double-checking the recipient's email address for typos or\n550 5.1.1 unnecessary spaces. - gsmtp"
  }

  example {
    stage = "rcpt"
    reply = "550 No such user here"
  }

  example {
    stage = "rcpt"
    reply = "550 5.1.1 Mailbox unknown"
  }

  example {
    stage = "rcpt"
    reply = "550 The mailbox of office@example.com could not be found on this system"
  }

  example {
    stage = "rcpt"
    reply = "553 Not one of our customers"
  }

  example {
    stage = "rcpt"
    reply = "550 5.1.1 office@example.com is not listed in the company directory"
  }

  example {
    stage = "rcpt"
    reply = "450 4.1.1 <office@example.com>: Recipient address rejected: unverified address: the next host did not answer"
  }

  example {
    stage = "rcpt"
    reply = "550 Benutzer office unbekannt"
  }

  example {
    stage = "rcpt"
    reply = "550 Ce destinataire est inconnu ici"
  }

  example {
    stage = "rcpt"
    reply = "550 El buzón indicado no existe"
  }

  example {
    stage = "rcpt"
    reply = "550 Получатель не найден"
  }

  example {
    stage = "rcpt"
    reply = "550 Recepient dosn't exist"
  }

  example {
    stage = "rcpt"
    reply = "550 We are not able to locate this mailbox"
  }

  example {
    stage = "rcpt"
    reply = "550 Invalid user name"
  }

  example {
    stage = "rcpt"
    reply = "553 office@example.com is not one of ours"
  }

  example {
    stage = "rcpt"
    reply = "550 Es gibt keinen Benutzer dieses Namens"
  }

  example {
    stage = "rcpt"
    reply = "550 The address is flagged as undeliverable"
  }

  counter_example {
    stage = "rcpt"
    reply = "554 5.7.1 <nobody@example.net>: Recipient address rejected: Relay access denied"
    class = "relay-denied"
  }

  counter_example {
    stage = "rcpt"
    reply = "552 5.1.1 <office@example.com> over quota"
    class = "mailbox-full"
  }

  counter_example {
    stage = "mail"
    reply = "553 copier.example.com does not exist"
    class = "sender-domain-invalid"
  }

  counter_example {
    stage = "mail"
    reply = "550 5.1.8 <scanner@copier.local>: Sender address rejected: Domain not found"
    class = "sender-domain-invalid"
  }

  counter_example {
    stage = "rcpt"
    reply = "421 4.7.0 Too many unknown recipients, closing"
    class = "throttled"
  }

  counter_example {
    stage = "message"
    reply = "552 5.3.4 The message is larger than this user may receive"
    class = "message-too-large"
  }

  source {
    title = "Microsoft Learn, \"Use Directory Based Edge Blocking to reject messages sent to invalid recipients\""
    date  = "2024 to 2026"
  }

  source {
    title = "Microsoft Learn, \"Fix NDR error '550 5.1.10' in Exchange Online\""
    date  = "2024 to 2026"
  }

  source {
    title = "Microsoft Learn, \"Email non-delivery reports and SMTP errors in Exchange Online\""
    date  = "2024-10-14"
  }
}

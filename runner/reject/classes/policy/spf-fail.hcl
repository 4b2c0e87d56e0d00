class "spf-fail" {
  family = "policy"
  title  = "This address may not send for the domain"

  cause = <<-END
    The receiver looked up the SPF record of the sender's domain, and the address that this site
    sends from is not in it. That is the usual state of an office line with Direct Send. A
    temporary form means that the record could not be looked up.
  END

  advice = <<-END
    Add the fixed public address of this line to the domain's SPF record (v=spf1 ip4:ADDRESS
    include:spf.protection.outlook.com …), or send by signing in at smtp.office365.com, whose
    addresses are in it already.
  END

  rule { text = "sender policy framework" }
  rule { text = "sender policy framework violation" }
  rule { text = "\\bspf\\b.{0,60}?\\b(?:fail\\w*|reject\\w*|violation|invalid|hard ?fail|not authori[sz]ed|not allowed|not permitted)" }
  rule { text = "\\bfail\\w*\\b.{0,30}?\\bspf\\b" }
  rule { text = "bad spf" }
  rule { text = "\\bspf\\b.{0,60}?does not designate.*" }
  rule { text = "\\b(?:rejected by|not permitted by|denied by|not allowed by)\\b.{0,20}?\\bspf\\b" }
  rule { text = "not (?:allowed|permitted|authori[sz]ed) to send (?:e?mail|messages?) (?:from|for)" }
  rule { text = "allow sending mails? from" }
  rule { text = "invalid ip for sending" }
  rule { text = "spf\\.pobox\\.com" }
  rule { text = "\\bopenspf\\b" }
  rule { text = "spf record with a hard fail policy" }
  rule { enhanced = ["5.7.23", "5.7.24", "4.7.23", "4.7.24", "4.7.27"] }
  rule { text = "\\bspf\\b.{0,60}?\\b(?:didn't pass|did not pass|doesn't pass|forbids?|prevents?|restricts?|rejects?|disallows?)\\b.{0,20}" }
  rule { text = "\\bip(?: address)?(?: \\S+)?(?: is)? not (?:authori[sz]ed|allowed|permitted|listed)\\b.{0,20}?\\bfor (?:the |this |sender )*domain" }
  rule { text = "\\bspf\\b.{0,40}?\\b(?:unauthori[sz]ed|prohibit\\w*|denied|blocked|refused|forbidden|deny|disallow\\w*)\\b(?:.{0,20}?\\bprohibited)?" }
  rule { text = "does not designate\\b.{0,60}" }
  rule {
    text     = "\\bspf\\b"
    fallback = true
  }
  rule {
    text     = "\\b(?:not (?:allowed|permitted|authori[sz]ed|accepted|designated|valid)|reject\\w*|den(?:y|ied)|block\\w*|fail\\w*|violat\\w*|invalid|forbidden|prohibit\\w*|according to|because of|due to|per|by|missing|no)\\b.{0,80}?\\bspf\\b(?: (?:records?|polic\\w+|check\\w*|rules?|entry|validation|authentication))?"
    fallback = true
  }
  rule { text = "\\bspf\\b.{0,60}?\\b(?:none|neutral|soft ?fail|perm ?error|temp ?error|permanent error|suspicious|malformed|not found|missing|mismatch\\w*|did not pass|not pass|does not (?:allow|permit|include|list|authori[sz]e)|not (?:include|list|contain)\\w*)" }
  rule { text = "\\bsender[- ]?id\\b.{0,20}?\\b(?:not|fail\\w*|reject\\w*|violat\\w*)" }
  rule { text = "\\b(?:domain|mail ?from|envelope)\\b.{0,80}?\\b(?:not (?:be )?(?:allowed|permitted|authori[sz]ed|accepted|valid)|mismatch\\w*|(?:not|n't) match\\w*)\\b.{0,20}?\\b(?:sender ip|client ip|your ip|sending ip|source ip|client address|ip address|ip)\\b(?: address)?" }
  rule { text = "\\b(?:ip|host|server|address|client|\\d+\\.\\d+\\.\\d+\\.\\d+\\]?)\\b.{0,20}?\\b(?:not|\\w{2,5}n't|never) (?:an? )?(?:allowed|permitted|authori[sz]ed|designated|listed|valid|legitimate|legal)\\b.{0,20}?\\b(?:mail|mailer|send\\w*|sender|server|host)\\b.{0,12}?\\b(?:for|from) (?:the |your |this |that )?(?:sender )?(?:domain|\\S+\\.\\w+)" }
  rule { text = "\\b(?:host|ip|server|address|client|mta|\\d+\\.\\d+\\.\\d+\\.\\d+\\]?)\\b.{0,20}?\\b(?:may not|must not|cannot|can't|should not) (?:send|deliver|originate) (?:e?-?mails?|messages?) (?:for|from|as|on behalf of) (?:the |this |that )?(?:domain|\\S+\\.\\w+)" }
  rule { text = "\\b(?:permitted|authori[sz]ed|designated|legitimate|allowed) (?:sender|mailer|host|sending host|server) (?:for|of)\\b" }
  rule { text = "\\b(?:ip|host|server|address|client|you)\\b.{0,20}?\\b(?:not|\\w{2,5}n't) (?:among|in|on|one of|listed (?:in|among)|part of) (?:the )?(?:list of )?(?:allowed|permitted|authori[sz]ed|designated|legitimate|approved) (?:senders?|hosts?|servers?|sending hosts|mailers?|ips?|addresses) (?:of|for|by) (?:the )?(?:domain|\\S+\\.\\w+)" }
  rule { text = "\\b(?:does not|doesn't|did not) (?:authori[sz]e|permit|allow|designate|list) (?:\\S+ )?(?:ip |host |server )?(?:\\[?\\d+\\.\\d+\\.\\d+\\.\\d+\\]?|your (?:ip|host|server|address))(?: (?:to|for|as) .{0,20})?" }
  rule {
    text     = "\\b(?:not|\\w{2,5}n't) (?:an? )?(?:allowed|permitted|authori[sz]ed|designated|valid|legitimate) (?:sender|mailer|mail server|relay|source|host) (?:for|of|from)\\b"
    fallback = true
  }

  # What the record said, or why it could not be read.
  rule { text = "\\b(?:sender|host|ip|client|mail|message|domain)\\b.{0,20}?\\b(?:prohibited|forbidden|denied|rejected|blocked|disallowed|refused|not (?:permitted|allowed|authori[sz]ed)) by (?:\\w+ ){0,3}spf\\b" }
  rule { text = "\\bspf\\b.{0,40}?\\b(?:syntax(?: error)?|time-?out|timed out|lookup|too many dns|unparse?able|invalid record|could not be (?:read|checked|evaluated))\\b.{0,30}" }

  rule { text = "\\b(?:not|\\w{2,5}n't) (?:on|in|among) (?:the )?list of (?:\\w+ )?(?:hosts|servers|ips|addresses|senders|systems) (?:that|which|who|allowed|permitted|authori[sz]ed) (?:(?:may|can|are allowed to|are permitted to|to) )?send\\b.{0,30}" }

  rule { text = "\\b(?:address|host|ip|server|client) \\[?\\d+\\.\\d+\\.\\d+\\.\\d+\\]? (?:may not|cannot|can't|must not|should not) send (?:e?-?mails? |messages? )?(?:as|for|from)\\b.{0,30}" }
  rule { text = "\\b(?:message |mail )?(?:rejected|refused|blocked|denied) (?:per|by|due to|under|for) (?:\\w+ )?spf\\b(?: \\w+)?" }
  rule { text = "\\b(?:unable|failed|could not|cannot) (?:to )?(?:verify|check|evaluate|validate) (?:the )?spf\\b(?: polic\\w+| records?)?" }
  rule { text = "\\b(?:temporary )?spf (?:\\w+ )?(?:error|failure|problem)\\b" }
  rule { text = "\\bauthentication failed \\(spf\\).{0,40}" }
  rule { text = "\\bsender authentication failed \\(spf\\b.{0,40}" }
  rule { text = "\\bspf (?:validation|check|verification) (?:has )?failed\\b.{0,20}" }
  rule { text = "\\bnot authorized by default to use\\b.{0,60}?\\bmechanism\\b" }
  rule {
    enhanced = ["5.7.27", "4.7.27"]
    text     = "\\bauthenticate with spf\\b"
    decisive = true
  }

  example {
    stage = "rcpt"
    reply = "550 5.7.23 The message was rejected because of Sender Policy Framework violation"
  }

  example {
    stage = "message"
    reply = "550 5.7.27 Your mail did not pass: SPF check failed for example.com"
  }

  example {
    stage = "rcpt"
    reply = "550 SPF: 203.0.113.7 is not allowed to send mail from example.com"
  }

  example {
    stage = "message"
    reply = "550-5.7.26 The MAIL FROM domain [example.com] has an SPF record with a hard fail\n550-5.7.26 policy (-all) but it fails to pass SPF checks with the ip: [203.0.113.7].\n550 5.7.26 See the help page. - gsmtp"
  }

  example {
    stage = "mail"
    reply = "550 5.7.1 Your IP 203.0.113.7 is not listed in the SPF record of example.com"
  }

  example {
    stage = "mail"
    reply = "550 SPF: none"
  }

  example {
    stage = "mail"
    reply = "550 5.7.1 This host may not send mail for example.com"
  }

  example {
    stage = "rcpt"
    reply = "550 5.7.1 Sender refused by SPF"
  }

  example {
    stage = "mail"
    reply = "451 4.4.3 SPF lookup timed out"
  }

  example {
    stage = "mail"
    reply = "550 Your host is not on the list of hosts that may send for example.com"
  }

  counter_example {
    stage = "message"
    reply = "550 5.7.26 This mail has been blocked because the sender is unauthenticated. Gmail requires all senders to authenticate with either SPF or DKIM."
    class = "unauthenticated-sender"
  }

  counter_example {
    stage = "message"
    reply = "550 5.7.1 SPF and DKIM fail; rejected by DMARC policy"
    class = "dmarc-fail"
  }

  counter_example {
    stage = "rcpt"
    reply = "550 5.7.1 You are not allowed to send mail to this group"
    class = "recipient-restricted"
  }

  source {
    title = "Microsoft Learn, \"Fix NDR error '550 5.7.23' in Exchange Online\""
    date  = "2024 to 2026"
  }

  source {
    title = "Microsoft Learn, \"Email non-delivery reports and SMTP errors in Exchange Online\""
    date  = "2024-10-14"
  }
}

class "greylisted" {
  family        = "rate"
  title         = "A first contact is put off for some minutes"
  waiting_helps = true
  over          = ["local-error"]
  test          = "builtin:full-conversation"

  cause = <<-END
    The receiver does not know this sender and puts it off, since senders of spam mostly do not
    come back.
  END

  advice = <<-END
    Wait some minutes and try again. Many copiers never do, and the scan is lost: send through a
    relay that queues, or by signing in at smtp.office365.com.
  END

  rule { text = "gr[ae]y.?list.*" }
  rule { text = "postgr[ae]y" }
  rule {
    code = ["4xx"]
    text = "(?:\\b\\w+ (?:is )?)?\\bnot (?:in|on) (?:my|our|the|this|any) (?:\\w+ )?(?:white|allow|pass)-?list yet\\b.{0,60}"
  }
  rule { text = "\\bgreyd?\\b(?:[^.:;]|\\.\\w)*?\\bdelay" }

  # First seen now.
  rule { text = "\\bgr[ae]y[- ]?list\\w*" }
  rule { text = "\\bfirst[- ](?:time|contact) (?:sender|client|host|connection|delivery|attempt)\\b" }
  rule {
    stage = ["connect", "banner", "mail", "rcpt", "data", "message"]
    code  = ["4xx"]
    text  = "\\b(?:new|unknown|unseen|not yet seen|not seen before|unfamiliar) (?:client|host|ip|triplet|sender|server|relay)\\b(?:[^.:;]|\\.\\w)*?\\b(?:try|retry|wait|defer\\w*|delay\\w*|come back|later)\\b"
  }
  rule {
    stage = ["connect", "banner", "mail", "rcpt", "data", "message"]
    code  = ["4xx"]
    text  = "\\b(?:you are|your server is|host is|sender is) (?:new|unknown) (?:here|to us|to this server)\\b"
  }
  rule {
    stage = ["rcpt", "data", "message"]
    code  = ["4xx"]
    text  = "^(?:\\S+ )?(?:\\w+ )?(?:temporary|temporarily|temp\\.?) (?:failure|error|refused|unavailable|reject\\w*|deferred|deferral|delay\\w*)\\W+(?:please )?(?:try again|retry|try|come back) (?:again )?(?:in|after) (?:\\w+ )?(?:\\d+|a few|some|few)\\b.{0,20}"
  }
  rule {
    code     = ["4xx"]
    text     = "\\b(?:please )?wait (?:for )?(?:another )?(?:\\d+|a few|some) (?:more )?(?:s|sec\\w*|min\\w*|hours?)\\b(?: (?:and|before|then) (?:try|retry|trying|retrying|sending)\\w*)?"
    fallback = true
  }

  # New hosts wait.
  rule { text = "\\b(?:defer|delay|hold)\\w* (?:\\w+ )?(?:unknown|new|unfamiliar|first-?time) (?:hosts?|senders?|clients?|servers?|ips?|sources)\\b" }
  rule { text = "\\b(?:unknown|new|unfamiliar|first-?time) (?:hosts?|senders?|clients?|servers?|ips?|sources)\\b(?:[^.:;]|\\.\\w)*?\\b(?:are |is )?(?:deferred|delayed|put off|held)\\b" }
  rule { text = "\\[gl\\d\\d\\]\\S*(?: message temporarily deferred)?" }
  rule { text = "\\bgr[ae]ylst\\w*" }
  rule {
    stage    = ["rcpt", "data", "message"]
    code     = ["4xx"]
    text     = "\\b(?:patience|patient)\\b(?:[^.:;]|\\.\\w)*?\\b(?:retry|try again|later)\\b"
    fallback = true
  }

  # The first delivery waits.
  rule {
    code = ["4xx"]
    text = "\\b(?:first|initial) (?:delivery|attempt|message|mail|contact|connection|try)\\b(?:[^.:;]|\\.\\w)*?\\b(?:deferred|delayed|refused|rejected|retry|try again|later|again)\\b"
  }
  rule {
    code     = ["4xx"]
    text     = "\\b(?:delayed|deferred|held|postponed|suspended) (?:for |by )?\\d+ ?(?:s|sec\\w*|m|min\\w*|h|hours?)\\b(?:[^.:;]|\\.\\w)*?(?:.{0,3}\\b(?:first|initial|new) \\w+)?"
    fallback = true
  }

  # Put off, and no more is said.
  rule {
    stage = ["connect", "banner", "mail", "rcpt", "data", "message"]
    code  = ["4xx"]
    text  = "^(?:\\S+ )?(?:temporar\\w+ |message |mail |recipient |delivery |currently |is |was )*(?:deferred|delayed|postponed|put off|held)[ ,.;:-]+(?:please )?(?:try|retry|come back)(?: again)?(?: later| soon| shortly)?\\W*$"
  }
  rule {
    code = ["4xx"]
    text = "\\bunknown (?:\\w+ ?/ ?\\w+ |sender.?recipient )(?:pair|triplet|combination)\\b(?:[^.:;]|\\.\\w)*?\\b(?:retry|try|later|wait)"
  }

  # A delay is named, and no other reason.
  rule {
    text     = "(?:try|retry|come back)(?: \\w+)?(?: again)? (?:after|in) .{0,20}?\\b(?:second|minute|hour|moment|min|sec)s?"
    fallback = true
  }
  rule {
    text     = "(?:try|retry|come back|again) (?:after|in) (?:some|a few|few|\\d+)\\b"
    fallback = true
  }
  rule {
    text     = "\\b(?:deferred|delayed) for \\d+ (?:seconds|minutes)"
    fallback = true
  }
  rule {
    text     = "\\b(?:in|after|wait) \\d+ (?:seconds|minutes)\\b"
    fallback = true
  }

  # Nothing is said but that it may be tried again.
  rule {
    stage = ["connect", "banner", "rcpt", "data", "message"]
    code  = ["4xx"]
    text  = "^(?:\\S+> ?:? (?:recipient address rejected: ?)?)?(?:please,? |sorry,? |try |retry |again |come |back |temporarily |temporary |deferred |rejected |delayed |refused |message |mail |now |and |for |a |while |- )*(?:try|retry|come back)(?: again| later| soon| shortly| please| in a while| some time| in a few| moments| at| a| time| -)*[.,! ]*(?:\\(.*\\))?$"
  }
  rule {
    stage = ["connect", "banner", "rcpt", "data", "message"]
    code  = ["4xx"]
    text  = "^(?:\\S+> ?:? (?:recipient address rejected: ?)?)?(?:please,? |sorry,? |try |retry |again |come |back |temporarily |temporary |deferred |rejected |delayed |refused |message |mail |now |and |for |a |while |- )*(?:come)(?: again| later| soon| shortly| please| in a while| some time| in a few| moments| at| a| time| -)*[.,! ]*(?:\\(.*\\))?$"
  }
  rule {
    stage = ["connect", "banner", "rcpt", "data", "message"]
    code  = ["4xx"]
    text  = "^(?:please )?try again later\\.?(?: \\(.*\\))?$"
  }
  rule {
    stage = ["rcpt", "data", "message"]
    code  = ["4xx"]
    text  = "^(?:\\S+> ?:? )?(?:recipient address rejected: )?(?:temporarily|temporary) (?:deferred|rejected|delayed|rejection|defer)[.,;:! -]*(?:please )?(?:try|retry)?(?: again)?(?: later)?[.! ]*$"
  }
  rule {
    stage = ["rcpt", "data", "message"]
    text  = "\\b(?:liste grise|lista grigia|lista gris|graue liste)\\b"
  }
  rule {
    stage = ["rcpt", "data", "message"]
    text  = "\\b(?:premier contact|erstkontakt)\\b"
  }
  rule {
    stage = ["rcpt", "data", "message"]
    text  = "\\b(?:first (?:contact|time) (?:from|sender)|new sender|unknown (?:sender )?triplet|early retry|retry too (?:early|soon))\\b"
  }

  rule {
    code = ["4xx"]
    text = "\\b(?:not|\\w{2,5}n't) (?:yet )?(?:known|seen|met) (?:to us |here |before )*(?:yet|before)\\b"
  }
  rule { text = "\\bnot yet authori[sz]ed to deliver\\b.{0,20}" }
  rule { text = "\\bpolicy rejection\\W+please try later" }
  rule { text = "\\btry again later - gl/gl\\b" }

  example {
    stage = "rcpt"
    reply = "451 4.7.1 Your host is not on our whitelist yet; come back in 10 minutes"
  }

  example {
    stage = "rcpt"
    reply = "450 4.2.0 <office@example.com>: Recipient address rejected: Greylisted, see http://postgrey.example.org/help"
  }

  example {
    stage = "rcpt"
    reply = "451 4.7.1 Greylisting in action, please come back in 00:04:59"
  }

  example {
    stage = "rcpt"
    reply = "451 Please try again in 5 minutes"
  }

  example {
    stage = "rcpt"
    reply = "450 Temporarily rejected, please try again later"
  }

  example {
    stage = "rcpt"
    reply = "451 4.7.1 You are new here, retry in 300 seconds"
  }

  example {
    stage = "rcpt"
    reply = "451 New hosts are put off for 5 minutes"
  }

  example {
    stage = "rcpt"
    reply = "450 Delivery deferred, please retry later"
  }

  example {
    stage = "rcpt"
    reply = "450 We have not met before, retry later"
  }

  counter_example {
    stage = "rcpt"
    reply = "550 5.1.1 <greylist@example.com>: Recipient address rejected: User unknown"
    class = "unknown-recipient"
  }

  counter_example {
    stage = "rcpt"
    reply = "451 Mailbox full, try again in 2 hours"
    class = "mailbox-full"
  }

  counter_example {
    stage = "rcpt"
    reply = "450 4.7.1 Too many messages from you, please try again in 10 minutes"
    class = "throttled"
  }

  source {
    title = "Public collections of real replies (sisimai, KumoMTA, ZoneMTA, smtp-codes field manual)"
    date  = "2026-08-04"
  }
}

class "loop-detected" {
  family = "server"
  title  = "The message went round in a circle"
  over   = ["message-malformed"]

  cause = <<-END
    Two systems each believe that the other one holds the mailbox; mostly it is a connector,
    together with the type of an accepted domain.
  END

  advice = <<-END
    Nothing on the copier helps. The administrator checks connectors, the MX, and whether the
    domain is "authoritative" or "internal relay" on each side.
  END

  rule { text = "(?:routing|mail|forward\\w*|message|delivery|bounce|dns|mx|list|relay|smtp|auto-?reply|responder|infinite|e-?mail) loop(?:s|ing|ed)?\\b" }
  rule { text = "\\bloop(?:ing|s)? (?:was |has been )?(?:detected|found|suspected|prevention)" }
  rule { text = "\\blooping (?:message|mail)|(?:message|mail|it) is looping|\\bin a loop\\b" }
  rule { text = "\\bhop[ -]?count(?: exceeded)?" }
  rule { text = "\\b(?:too many|maximum|max|excessive|exceeded) (?:number of |mail )?(?:hops|received|hop\\b)(?:.{0,10}?(?:headers?|lines?|exceeded))?" }
  rule { text = "(?:number of )?\\W?received:?\\W? (?:data )?(?:headers?|lines?|fields?)\\b.{0,20}?\\b(?:exceed\\w*|too many|maximum|limit)\\b(?: maximum)?" }
  rule { text = "too many \\W?received" }
  rule { text = "loops? back to|mx-?loopback|points? back to|loops to (?:myself|itself|me|us)" }
  rule { text = "\\bmail (?:for \\S+ )?loops\\b" }
  rule { text = "(?:message|mail) (?:has |was )?already (?:been )?(?:passed|here|seen|delivered here|processed by this)" }
  rule { text = "mail-?schleife|schleife (?:erkannt|entdeckt)|boucle (?:de (?:courrier|messagerie|routage)|d(?:é|e)tect(?:é|e)e)|bucle (?:de correo|detectado)|loop (?:di posta|rilevato|de e-?mail|detectado)|зациклива|петля (?:почт|маршрут)" }
  rule { text = "(?:system |server |local )?config(?:uration)? error:? mail loops back(?: to (?:me|myself|itself|us))?(?: \\(mx problem\\??\\))?" }
  rule { text = "\\bmail loops back\\b|\\bloop(?:s|ed)? (?:back )?to (?:me|myself|itself|us|this (?:host|server))\\b" }
  rule { text = "delivered-to\\W{0,3}(?:headers?|lines?)?\\b[^.]{0,25}?\\b(?:already|loops?|seen|exceed\\w*|too many|same|this address|contains)" }
  rule { text = "\\b(?:alias(?:es)?|forward(?:ing|er)?|redirect(?:ion)?|virtual|recursi\\w+) (?:\\w+ )?(?:loops?|recursion|recursive|nesting|circular)\\b" }
  rule { text = "\\b(?:circular|cyclic|endless|recursive|infinite) (?:\\w+ )?(?:alias(?:es)?|forward\\w*|rout\\w+|delivery|references?|redirect\\w*|relay\\w*|definition)|\\b(?:round |around )?in circles\\b" }
  rule { text = "\\b(?:relayed|forwarded|passed(?: on)?|redirected|resent|transferred|handled)(?: on)? (?:more than \\d+|too many|too often|\\d+) ?(?:times)?\\b" }
  rule { text = "\\btoo many (?:relays?|forwards?|forwardings|redirects?|redirections|transfers|servers|mtas|received|delivered-to)\\b" }
  rule { text = "\\bhop ?limit(?: of)?(?: \\d+)?(?: (?:exceeded|reached))?" }
  rule { text = "\\b(?:been here|seen (?:this|it|that|the same)(?: (?:message|mail|e-?mail))?|same (?:message|mail) (?:again|already)|message-id (?:already )?seen|handled this (?:message|mail)) before\\b" }
  rule { text = "\\bmore than \\d+ \\W?received\\b\\W?(?: ?(?:lines?|headers?))?|\\bforward(?:ing|s|ed)? to (?:yourself|itself|oneself|self)\\b|\\b(?:is|be|makes|forms) a loop\\b" }
  rule {
    enhanced = ["5.4.6", "4.4.6", "5.4.14"]
  }

  rule { text = "\\b(?:message|mail|e-?mail|it|this)(?: \\S+)? (?:keeps? coming|came|comes|has come|was sent|returned|is coming) back (?:to (?:us|this|itself|me)|here)\\b" }
  rule { text = "\\bmx (?:record|list for \\S+) points (?:back )?to (?:the )?(?:local ?host|\\S+)" }
  rule { text = "\\bi.m listed as a best-preference mx\\b.{0,20}" }
  rule { text = "\\blowest[- ]numbered mx record points to (?:the )?local host\\b" }

  example {
    stage = "message"
    reply = "554 5.4.14 Hop count exceeded - possible mail loop ATTR34"
  }

  example {
    stage = "message"
    reply = "554 Too many Received headers: mail loop"
  }

  example {
    stage = "message"
    reply = "550 This message is looping"
  }

  example {
    stage = "message"
    reply = "554 mail for example.net loops back to myself"
  }

  example {
    stage = "message"
    reply = "554 Delivered-To line already contains you"
  }

  example {
    stage = "rcpt"
    reply = "550 Circular forwarding"
  }

  example {
    stage = "message"
    reply = "554 This mail keeps coming back to us"
  }

  counter_example {
    stage = "rcpt"
    reply = "550 5.1.1 <loop@example.com> User unknown"
    class = "unknown-recipient"
  }

  counter_example {
    stage = "mail"
    reply = "550 5.1.8 Sender domain resolves to a loopback address"
  }

  counter_example {
    stage = "rcpt"
    reply = "550 5.7.1 Forwarding denied"
  }

  source {
    title = "Microsoft Learn, \"Fix NDR error 5.4.6 or 5.4.14 in Exchange Online\""
    date  = "2024 to 2026"
  }
}

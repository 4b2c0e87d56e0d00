class "recipient-moved" {
  family = "recipient"
  title  = "The recipient has another address now"
  test   = "builtin:full-conversation"

  cause = <<-END
    The mailbox moved, and the old server does not forward.
  END

  advice = <<-END
    Put the new address, where the reply names one, into the device's address book.
  END

  rule {
    stage = ["rcpt", "data", "message"]
    text  = "\\b(?:mail ?box|user|recipient|account|addressee|customer|person|e-?mail address|address)(?: [^ a-z]\\S*)? (?:has |have |was |is )?(?:been )?(?:moved|relocated|migrated|been replaced by|replaced by)\\b(?: to)?"
  }
  rule {
    stage = ["rcpt", "data", "message"]
    text  = "\\b(?:has|have|got|is) (?:a |an )?(?:new|different|changed) (?:e-?mail )?address"
  }
  rule {
    stage = ["rcpt", "data", "message"]
    text  = "\\b(?:e-?mail )?address (?:has |was |is )?(?:been )?changed\\b"
  }
  rule {
    stage = ["rcpt", "data", "message"]
    text  = "\\b(?:changed|changing) (?:his|her|their|its|the|e-?mail) (?:e-?mail )?address"
  }
  rule {
    stage = ["rcpt", "data", "message"]
    text  = "\\bnew (?:e-?mail )?address (?:is|of|for)\\b"
  }
  rule {
    stage = ["rcpt", "data", "message"]
    text  = "\\bplease (?:use|try|send to|write to|mail to|resend to) <"
  }
  rule {
    stage = ["rcpt", "data", "message"]
    text  = "\\b(?:no longer|not) (?:on|at) (?:this )?(?:server|address|location)"
  }
  rule {
    stage = ["rcpt", "data", "message"]
    text  = "\\bno longer (?:on|at) (?:this )?server"
  }
  rule {
    stage = ["rcpt", "data", "message"]
    text  = "\\buser not local; please try"
  }
  rule {
    stage = ["rcpt", "data", "message"]
    text  = "\\bupdate your (?:address ?book|records|contacts)\\b"
  }
  rule {
    stage = ["rcpt", "data", "message"]
    text  = "\\bno forwarding address"
  }
  rule {
    stage = ["rcpt", "data", "message"]
    text  = "\\bnow (?:reachable|available|(?:receives|gets|reads) (?:his |her |their )?e?-?mail) (?:at|under)\\b"
  }
  rule {
    stage = ["rcpt", "data", "message"]
    text  = "\\b(?:neue (?:e-?mail-?)?adresse|nouvelle adresse|nuovo indirizzo|nueva direcci\\S{1,2}n|novo endere\\S{1,2}o)\\b"
  }
  # Where to write now.
  rule {
    stage = ["rcpt", "data", "message"]
    text  = "\\b(?:now|henceforth|in future) (?:\\w+ )?(?:be )?(?:reached|reachable|contacted|found|receiving mail|using) (?:at|under|via|by|on)\\b"
  }
  rule {
    stage = ["rcpt", "data", "message"]
    text  = "\\bplease (?:use|write to|send (?:your )?(?:e?-?mails? )?to|try|mail|contact) \\S+ (?:instead|in (?:the )?future|from now on|henceforth)\\b"
  }
  rule {
    stage = ["rcpt", "data", "message"]
    text  = "\\b(?:address|mailbox|user|account|recipient)\\b(?:[^.:;]|\\.\\w)*?\\b(?:has been |was |been |is )(?:moved|changed|renamed|transferred|migrated|replaced)\\b"
  }
  rule {
    stage = ["rcpt", "data", "message"]
    text  = "\\b(?:user|recipient|person|he|she|they|customer) (?:has |have )?(?:moved|changed (?:\\w+ )?(?:provider|address|e-?mail))\\b"
  }

  # A forwarding address.
  rule {
    stage = ["rcpt"]
    code  = ["551", "550"]
    text  = "\\b(?:forwarding|forward|new|other|current|correct) (?:e-?mail )?address(?: is)?: ?<?"
  }

  rule { text = "\\b(?:mailbox|user|recipient|address) has (?:moved|been replaced by)" }
  rule { text = "\\buser not local; please try" }
  rule { enhanced = ["5.1.6"] }

  rule {
    stage = ["rcpt", "data", "message"]
    text  = "\\b(?:left|gone|retired|moved),? (?:please |now )?(?:write|send|mail|e-?mail|use|try|contact) (?:(?:e?-?mails?|messages?|him|her|them) )?(?:to|at|instead)\\b"
  }
  rule { text = "\\b(?:has been|was) replaced by\\b" }
  rule { text = "\\bwurde durch \\S+ ersetzt\\b" }

  example {
    stage = "rcpt"
    reply = "551 User not local; please try <office@example.net>"
  }

  example {
    stage = "rcpt"
    reply = "550 5.1.6 Mailbox has moved, no forwarding address"
  }

  example {
    stage = "rcpt"
    reply = "551 This user has moved to another provider"
  }

  example {
    stage = "rcpt"
    reply = "550 The recipient has a new e-mail address, please update your address book"
  }

  example {
    stage = "rcpt"
    reply = "551 The customer can now be reached at <office@example.net>"
  }

  example {
    stage = "rcpt"
    reply = "551 He has left, please write to the front desk"
  }

  counter_example {
    stage = "rcpt"
    reply = "550 Relay denied"
    class = "relay-denied"
  }

  counter_example {
    stage = "rcpt"
    reply = "450 4.2.1 mailbox temporarily unavailable"
    class = "mailbox-unavailable"
  }

  source {
    title = "RFC 5321, Simple Mail Transfer Protocol"
    date  = "2008-10"
  }

  source {
    title = "RFC 3463, Enhanced Mail System Status Codes"
    date  = "2003-01"
  }
}

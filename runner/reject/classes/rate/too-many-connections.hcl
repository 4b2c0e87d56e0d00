class "too-many-connections" {
  family        = "rate"
  title         = "Too many connections at once"
  waiting_helps = true
  test          = "builtin:full-conversation"

  cause = <<-END
    Several devices send at once, or one does not close its connections.
  END

  advice = <<-END
    Lower the number of jobs that the device sends at the same time, and leave pauses.
  END

  rule { text = "\\btoo many (?:concurrent |simultaneous |parallel |open |active |incoming |inbound |smtp |tcp |established |current |recent |existing |client )*(?:connections?|sessions?|connects|clients|conns)\\b" }
  rule { text = "\\b(?:max(?:imum)?|limit on|limit of|limit for)(?: (?:allowed|number|of|the|your|\\d+|for|all))* (?:concurrent |simultaneous |parallel |smtp |open |incoming |active )*(?:connections?|sessions?|connects|clients|conns)\\b(?:(?:[^.:;]|\\.\\w)*?\\b(?:exceed\\w*|reached))?" }
  rule { text = "maximum number of (?:concurrent )?connections" }
  rule { text = "the maximum number of concurrent connections" }
  rule { text = "\\b(?:concurrent|simultaneous|parallel) (?:connections?|sessions?|connects|clients|conns)" }
  rule { text = "\\b(?:connections?|sessions?|connects|clients|conns) (?:limit|count|number|quota) (?:is |has been |was )?(?:exceeded|reached|too high)" }
  rule { text = "\\b(?:exceed\\w*|reached|over)\\b(?:[^.:;]|\\.\\w)*?\\b(?:number of |concurrent |simultaneous )(?:connections?|sessions?|connects|clients|conns)" }
  rule { text = "\\bconcurrency limit\\b" }
  rule { text = "\\balready (?:has |have )?(?:too many|\\d+) (?:open )?(?:connections?|sessions?|connects|clients|conns)" }
  rule { text = "\\bconnections? (?:from|per)\\b(?:[^.;]|\\.\\w)*?\\bexceed\\w*" }
  rule { text = "\\bnumber of (?:connections?|sessions?|connects|clients|conns) (?:from|exceed\\w*|per)" }
  rule { text = "\\b(?:connections?|sessions?|connects|clients|conns) per (?:host|ip|client|source)\\b" }
  # Further words for them.
  rule { text = "\\btoo many (?:\\w+ ){0,2}(?:sockets|smtp clients|open channels|smtp processes|connection attempts|connections?|sessions?)\\b" }
  rule { text = "\\b(?:max(?:imum)?|limit)(?: (?:number|count))?(?: of| on| for)?(?: allowed| open| active| inbound| concurrent| simultaneous| smtp| total)* (?:connections?|connects|connexions|sessions?|clients|conns|sockets)\\b(?:[^.:;]|\\.\\w)*?\\b(?:reached|exceeded|exhausted|hit|in use|from (?:this|your|the|one) (?:ip|host|client|server|address))" }
  rule { text = "\\b(?:max(?:imum)?|limit)(?: (?:number|count))?(?: of| on| for)?(?: allowed| open| active| inbound| concurrent| simultaneous| smtp| total)* (?:smtp processes|threads|channels|connection attempts)\\b(?:[^.:;]|\\.\\w)*?\\b(?:reached|exceeded|exhausted|hit|in use|from (?:this|your|the|one) (?:ip|host|client|server|address))" }
  rule { text = "\\b(?:connections?|connects|connexions|sessions?|clients|conns|sockets|smtp processes|threads|channels|connection attempts) (?:limit|maximum|quota|count|threshold)\\b(?:[^.:;]|\\.\\w)*?\\b(?:reached|exceeded|hit|exhausted|from|for)\\b" }
  rule { text = "\\b(?:you|host|ip|client|server|already)\\b(?:[^.:;]|\\.\\w)*?\\b(?:have|has|with|opened|got|holding|maintain\\w*) (?:already )?(?:too many|\\d+|more than \\d+|the maximum) (?:\\w+ ){0,2}(?:connections?|sessions?|sockets)\\b" }
  rule { text = "\\b(?:exceed\\w*|reached|more than|over) (?:the |your |our |its )?(?:\\w+ ){0,3}(?:connections|connection limit|session limit|sessions|sockets)\\b(?:[^.:;]|\\.\\w)*?\\b(?:from|per|at once|at the same time|allowed|limit|simultaneous\\w*|concurrent\\w*)\\b" }
  rule { text = "\\bno more (?:\\w+ )?(?:connections?|sessions?) (?:from|for|allowed|accepted|possible|per)" }
  rule { text = "\\bonly (?:one|\\d+) (?:\\w+ )?(?:connections?|sessions?) (?:\\w+ )?(?:per|from|allowed|permitted|at)" }

  # Allowed numbers, and that there is no room.
  rule { text = "\\bmax(?:imum|\\.)? ?(?:number|no\\.?|amount|count)? ?(?:of )?(?:\\w+ )?(?:connections|sessions|clients|sockets)\\b(?:[^.:;]|\\.\\w)*?\\b(?:reached|exceeded|from|for|per)\\b" }
  rule { text = "\\b(?:exceed\\w*|over|above|reached|beyond|more than) (?:the )?(?:number|amount|limit|maximum|count) (?:of )?(?:\\w+ )?(?:connections|sessions|clients|sockets)\\b" }
  rule { text = "\\b(?:all|no) (?:\\w+ )?(?:slots|lines|channels|connections)(?: \\w+)? (?:are |is )?(?:taken|busy|in use|used|available|left|free)\\b" }
  rule {
    stage = ["connect", "banner", "ehlo", "mail"]
    code  = ["4xx"]
    text  = "\\btoo many (?:users|hosts|simultaneous|concurrent|parallel)\\b"
  }
  rule { text = "\\b(?:connections?|sessions?) from (?:your|this|the same|one|a single|\\S+\\d\\S*) ?(?:\\w+ )?(?:exceed\\w*|too many|limit\\w*|are too|at (?:its|the) (?:limit|maximum))\\b" }

  # Logins, and how many at a time.
  rule { text = "\\btoo many (?:concurrent|simultaneous|parallel) (?:\\w+ )?(?:logins?|users|requests|clients|threads|processes)\\b" }
  rule { text = "\\b(?:no|not) more than (?:\\d+|one|two|three) (?:\\w+ )?(?:connections?|sessions?|clients)\\b" }
  rule { text = "\\b(?:limit|maximum|max|number) (?:of |on |for )?(?:your |the )?(?:\\w+ )?(?:connections?|sessions|clients)\\b (?:\\w+ )?(?:reached|exceeded|hit|per|from)\\b" }
  rule { text = "\\b(?:reached|exceeded|hit|over|at) (?:the |your |our )?(?:limit|maximum|max|number|cap) (?:of|on|for) (?:\\w+ )?(?:connections?|sessions|clients)\\b" }

  # Limited to so many.
  rule { text = "\\b(?:limited|restricted|limit(?:s|ed)?) to (?:\\d+|one|two|three|a few) (?:\\w+ )?(?:connections?|sessions?|clients|sockets)\\b" }
  rule { text = "\\b(?:exceed\\w*|too (?:high|large)|over) (?:the |your |our )?(?:\\w+ )?(?:session|connection|client) (?:count|limit|number|quota|rate)\\b" }

  rule { text = "\\btrop de connexions\\b(?:.{0,60}?\\btoo many connections)?" }
  rule { text = "\\bzu viele (?:gleichzeitige )?verbindungen" }
  rule { text = "\\btroppe connessioni" }
  rule { text = "\\bdemasiadas conexiones" }
  rule { text = "\\bmuitas conex" }

  rule { enhanced = ["4.7.652"] }

  rule { text = "\\bonly (?:one|two|three|four|five|ten|\\d+) (?:simultaneous |concurrent |open |parallel )*(?:connections?|sessions?)\\b(?: \\w+)?" }
  rule { text = "\\baup#cxcnct\\b" }
  rule { text = "\\b(?:maximum number of|too many) concurrent (?:\\w+ )?connections?\\b.{0,40}?\\b(?:exceeded|reached)\\b(?: (?:a|the|its) (?:\\S+ )?limit)?" }
  rule { text = "\\btoo many connected clients\\b.{0,40}" }

  example {
    stage = "banner"
    reply = "421 4.3.2 The maximum number of concurrent connections has exceeded a limit, closing transmission channel"
  }

  example {
    stage = "mail"
    reply = "451 4.7.652 The mail server [203.0.113.7] has exceeded the maximum number of connections. (S3115)"
  }

  example {
    stage = "banner"
    reply = "421 4.7.0 mx.example.net Error: too many connections from 203.0.113.7"
  }

  example {
    stage = "banner"
    reply = "421 Your host has too many open sessions"
  }

  example {
    stage = "banner"
    reply = "421 Connection limit reached for 203.0.113.7"
  }

  example {
    stage = "banner"
    reply = "421 Zu viele gleichzeitige Verbindungen"
  }

  example {
    stage = "banner"
    reply = "421 No more than 4 connections at a time"
  }

  example {
    stage = "banner"
    reply = "421 Only three connections from one address"
  }

  counter_example {
    stage = "message"
    reply = "432 4.3.2 Concurrent connections limit exceeded. Visit https://aka.ms/concurrent_sending"
    class = "throttled"
  }

  counter_example {
    stage = "rcpt"
    reply = "452 4.5.3 Too many recipients"
    class = "too-many-recipients"
  }

  source {
    title = "Microsoft Learn, \"Changes in message store and throttling for concurrent connections\""
    date  = "2025-06-12"
  }

  source {
    title = "Reply table of Exchange Server 2013's transport"
    date  = "2013"
  }
}

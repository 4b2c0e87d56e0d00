class "auth-not-offered" {
  family = "auth"
  title  = "There is no login at this host and port"
  test   = "builtin:mx-vs-submission"

  cause = <<-END
    The device tried to sign in where there is nothing to sign in to: at an MX (port 25), or
    before STARTTLS, when the server did not yet offer AUTH. The port alone is not it: the
    submission host takes a login on port 25 as well.
  END

  advice = <<-END
    For client submission: smtp.office365.com, port 587, STARTTLS on. For Direct Send or a relay
    connector: leave user name and password on the device empty.
  END

  rule { text = "\\bauth command used when not advertised" }
  rule { text = "authentication (?:is )?not (?:enabled|available|offered|allowed|permitted)" }
  rule { text = "\\bauth (?:command )?(?:is )?not (?:allowed|available|advertised|enabled|permitted|offered)" }
  rule { text = "command auth (?:unrecogni[sz]ed|not)" }
  rule {
    stage = ["auth"]
    code  = ["500", "502"]
  }
  rule {
    stage = ["auth"]
    text  = "unrecogni[sz]ed command|command (?:not (?:recogni[sz]ed|implemented)|unrecogni[sz]ed)"
  }
  rule { text = "\\bauth(?:entication)? (?:command )?(?:is |was )?disabled\\b(?: \\w+){0,3}" }
  rule { text = "\\bauth(?:entication)?(?: command)? (?:was )?used when not advertised" }
  rule { text = "\\bauth\\w*\\b (?:is |are )?only (?:allowed|available|supported|permitted|offered|accepted|enabled) (?:on|for|from|at|via) .{0,30}" }
  rule { text = "\\bno (?:smtp )?auth(?:entication)? (?:available|supported|offered|allowed|here|on this)" }
  rule { text = "\\b(?:smtp )?auth(?:entication)? (?:is )?(?:disabled|unavailable|not supported|not provided) (?:on|at|for|by|here|in) ?(?:this (?:port|server|host|service|listener|system|connection|interface))?" }
  rule { text = "\\b(?:does not|doesn't|do not) (?:support|offer|allow|provide) (?:smtp )?auth(?:entication)?\\b" }
  rule { text = "\\bauth(?:entication|entification)?\\b (?:command )?(?:isn't|is not|not|was not|wasn't|un)(?: \\w+ly)? ?(?:available|allowed|advertised|enabled|permitted|offered|supported|understood|recogni[sz]ed|known|implemented|provided|possible|required|needed)\\b(?: (?:on|at|here|by|for|in) (?:this )?\\w*)?" }
  rule {
    stage = ["auth"]
    text  = "\\bno (?:smtp )?(?:log[- ]?in|auth|authentication|sasl)\\b(?: \\w+)? (?:on|at|here|for|in|available|possible|needed|required|supported|offered|configured)\\b.{0,20}"
  }

  rule {
    text     = "\\b(?:did not|does not|didn't|doesn't) advertise auth\\w*"
    codeless = true
  }

  example {
    stage = "auth"
    reply = "503 5.5.1 Error: authentication not enabled"
  }

  example {
    stage = "auth"
    reply = "503 AUTH command used when not advertised"
  }

  example {
    stage = "auth"
    reply = "500 5.3.3 Unrecognized command"
  }

  example {
    stage = "auth"
    reply = "503 5.7.0 AUTH is only supported on the submission port"
  }

  example {
    stage = "auth"
    reply = "502 This server does not support authentication"
  }

  example {
    stage = "auth"
    reply = "503 AUTH isn't possible on this port"
  }

  example {
    reply = "Host did not advertise authentication"
  }

  counter_example {
    stage = "starttls"
    reply = "503 STARTTLS command used when not advertised"
    class = "tls-unavailable"
  }

  counter_example {
    stage = "auth"
    reply = "504 5.5.4 This server does not support authentication mechanism CRAM-MD5, authentication mechanism not supported"
    class = "auth-mechanism-unsupported"
  }

  source {
    title = "Microsoft Learn, \"How to set up a multifunction device or application to send email using Microsoft 365 or Office 365\""
    date  = "2022-04-27"
  }

  source {
    title = "RFC 4954, SMTP Extension for Authentication"
    date  = "2007-07"
  }
}

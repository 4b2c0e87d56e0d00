class "auth-not-offered" {
  family = "auth"
  title  = "There is no login at this host and port"
  test   = "builtin:mx-vs-submission"

  cause = <<-END
    The device tried to sign in where there is nothing to sign in to: at an MX, on port 25, or
    before STARTTLS, when the server did not yet offer AUTH.
  END

  advice = <<-END
    For client submission: smtp.office365.com, port 587, STARTTLS on. For Direct Send or a relay
    connector: leave user name and password on the device empty.
  END

  rule { text = "used when not advertised" }
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

  counter_example {
    stage = "starttls"
    reply = "503 STARTTLS command used when not advertised"
    class = "tls-unavailable"
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

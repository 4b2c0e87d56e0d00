class "reply-timeout" {
  family        = "network"
  title         = "The server did not reply in time"
  waiting_helps = true
  test          = "builtin:procedure"

  cause = <<-END
    The connection stands, and no reply came. The server is slow on purpose or by trouble, or
    packets of a certain size vanish on the way: silence after STARTTLS is typical for that, and
    so is a hang in a large message.
  END

  advice = <<-END
    Test again. If it hangs at the same place each time, lower the MSS on the router or compare
    another line, and switch off the inspection of SMTP.
  END

  rule {
    text     = "\\boperation has timed[ -]?out|\\b(?:read|receive|recv|response|reply)\\w* timed[ -]?out|\\breadtimeout\\b|\\bgreeting never received|\\bread: (?:operation|connection) timed out"
    codeless = true
  }
  rule {
    text     = "\\b(?:timeout|timed[ -]?out) (?:while |when )?(?:waiting|reading|receiving)\\b(?: (?:for|from) (?:an? |the )?(?:smtp |mail |server |initial )*(?:server|greeting|banner|response|reply|answer))"
    codeless = true
  }
  rule {
    text     = "\\bread tcp \\S+ i/o timeout|\\bread etimedout\\b"
    codeless = true
  }
  rule {
    text     = "\\bvorgang hat das zeitlimit (?:ü|ue)berschritten|\\bzeitlimit f(?:ü|ue)r den vorgang|\\bop(?:é|e)ration a (?:expir(?:é|e)|d(?:é|e)pass(?:é|e))|\\bd(?:é|e)lai d'attente de l'op(?:é|e)ration|\\bse (?:ha )?agot(?:ó|ado) el tiempo de espera de la operaci(?:ó|o)n|\\btimeout dell'operazione"
    codeless = true
  }

  example {
    reply = "System.Net.Mail.SmtpException: The operation has timed out."
  }

  example {
    reply = "java.net.SocketTimeoutException: Read timed out"
  }

  example {
    reply = "Error: Greeting never received"
  }

  counter_example {
    reply = "451 4.4.2 Timeout while waiting for command"
    class = "server-busy-or-down"
  }

  source {
    title = "RFC 5321, Simple Mail Transfer Protocol"
    date  = "2008-10"
  }
}

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

  source {
    title = "RFC 5321, Simple Mail Transfer Protocol"
    date  = "2008-10"
  }
}

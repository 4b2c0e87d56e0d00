class "reply-too-long" {
  family = "protocol"
  title  = "A reply without end"
  test   = "builtin:ehlo-probe"

  cause = <<-END
    The server sent a line, or a reply, far beyond what the standard allows. Reading was given
    up, to be safe.
  END

  advice = <<-END
    Check host and port: a mail server does not do this.
  END

  source {
    title = "RFC 5321, Simple Mail Transfer Protocol"
    date  = "2008-10"
  }
}

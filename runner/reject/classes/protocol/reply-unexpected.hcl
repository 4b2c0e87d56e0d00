class "reply-unexpected" {
  family = "protocol"
  title  = "A reply that does not belong to the command"
  test   = "builtin:ehlo-probe"

  cause = <<-END
    The server said something with a code that this command cannot have, or said more than it
    was asked. From then on replies and commands would not match any more, so the session was
    ended.
  END

  advice = <<-END
    Read the transcript at that place. If the server is a well-known one, look for a proxy or an
    inspection of SMTP on the way.
  END

  source {
    title = "RFC 5321, Simple Mail Transfer Protocol"
    date  = "2008-10"
  }
}

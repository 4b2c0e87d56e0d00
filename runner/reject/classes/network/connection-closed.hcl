class "connection-closed" {
  family = "network"
  title  = "The connection was closed without a reply"
  test   = "builtin:procedure"

  cause = <<-END
    The other side hung up in the middle of the dialogue. A server should say 421 before it
    does; one that says nothing is overloaded, restarting, or is a device in between.
  END

  advice = <<-END
    Test again after some minutes. If it closes at the same stage each time, look for an
    inspection of SMTP on the way, or for limits on the server.
  END

  source {
    title = "RFC 5321, Simple Mail Transfer Protocol"
    date  = "2008-10"
  }
}

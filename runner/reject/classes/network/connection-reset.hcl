class "connection-reset" {
  family = "network"
  title  = "The connection was broken off"
  test   = "builtin:procedure"

  cause = <<-END
    The other side, or something that speaks in its name, reset the connection. Firewalls that
    do not like a command or a certificate do that.
  END

  advice = <<-END
    Note the stage at which it broke. Switch off the inspection of SMTP and TLS in the firewall
    or antivirus, and test again; then compare with another line.
  END

  source {
    title = "RFC 5321, Simple Mail Transfer Protocol"
    date  = "2008-10"
  }

  source {
    title = "Cisco document 113423, ESMTP inspection"
    date  = "2012"
  }
}

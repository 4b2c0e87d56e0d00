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

  rule {
    text     = "\\bconnection (?:was |has been )?reset\\b(?: by (?:the )?(?:peer|server|remote host))?|\\b(?:wsa)?econnreset\\b|\\bforcibly closed by the remote host|\\bconnection (?:was )?abort(?:ed)?\\b|\\bbroken pipe\\b|\\bepipe\\b|\\beconnaborted\\b|\\berrno 104\\b"
    codeless = true
  }
  rule {
    text     = "\\b(?:winsock|winerror|socket|error|code|errno)(?: error)?(?: code)?\\W{1,3}1005[34]\\b"
    codeless = true
  }
  rule {
    text     = "\\bverbindung wurde (?:vom kommunikationspartner|von der gegenstelle) (?:zur(?:ü|ue)ckgesetzt|abgebrochen)|\\bvorhandene verbindung wurde vom remotehost geschlossen|\\bconnexion r(?:é|e)-?initialis(?:é|e)e|\\bconexi(?:ó|o)n (?:reinicializada|restablecida) por|\\bconnessione (?:interrotta|reimpostata) dal"
    codeless = true
  }

  example {
    reply = "Error: read ECONNRESET"
  }

  example {
    reply = "ConnectionResetError: [Errno 104] Connection reset by peer"
  }

  example {
    reply = "Unable to read data from the transport connection: An existing connection was forcibly closed by the remote host."
  }

  counter_example {
    reply = "421 4.4.2 Connection reset by peer"
  }

  source {
    title = "RFC 5321, Simple Mail Transfer Protocol"
    date  = "2008-10"
  }

  source {
    title = "Cisco document 113423, ESMTP inspection"
    date  = "2012"
  }
}

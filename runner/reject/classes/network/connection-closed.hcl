class "connection-closed" {
  family = "network"
  title  = "The connection was closed without a reply"
  test   = "builtin:procedure"

  cause = <<-END
    The other side hung up in the middle of the dialogue. A server should say 421 before it
    does; one that says nothing is overloaded, restarting, or is a device in between. In the log
    of a relay of one's own ("lost connection after STARTTLS from …") the client hung up: the
    copier, or was silent until the relay did.
  END

  advice = <<-END
    Test again after some minutes. If it closes at the same stage each time, look for an
    inspection of SMTP on the way, or for limits on the server. Where a relay's log says that
    the copier hung up: after CONNECT or EHLO it was often its test button, which asks for no
    more; after STARTTLS it refused the relay's certificate (clock, old root store) or knows no
    TLS version of the relay's; after DATA or the message look at the way between them (MTU).
  END

  rule {
    text     = "\\bconnection (?:was |has been |is )?(?:unexpectedly |already )?(?:closed|lost|dropped|terminated)\\b(?: (?:unexpectedly|by (?:the )?(?:peer|server|remote host|foreign host|remote server|other side)))?"
    codeless = true
  }
  rule {
    text     = "\\bnet_io_connectionclosed\\b|\\b(?:remote )?(?:host|server|peer) (?:has |unexpectedly )*(?:closed|dropped|terminated) (?:the )?connection|\\bsmtpserverdisconnected\\b"
    codeless = true
  }
  rule {
    text     = "\\beof caught while checking if connected|\\bsocket hang up\\b|\\bunexpected eof\\b|\\bend of file reached\\b|^\\W*(?:\\S+: )?\\[?eof\\]?\\W*$|\\bread -1 bytes\\b|\\bnet::eof|\\beoferror\\b|\\bempty reply from server|\\bunexpected socket close|^\\W*(?:\\S+: )?(?:server|connection) (?:was )?disconnected\\W*$|\\bbut got (?:an empty response|code \\W{2,4} with message)"
    codeless = true
  }
  rule {
    text     = "\\bverbindung wurde (?:unerwartet |vom server |von der gegenseite )+(?:geschlossen|getrennt|beendet)"
    codeless = true
  }
  rule {
    text     = "\\bunable to (?:read|write) data (?:from|to) the transport connection"
    codeless = true
    fallback = true
  }
  rule {
    text     = "\\b(?:server|host|peer) (?:has )?(?:unexpectedly )?(?:disconnected|closed the connection|dropped the connection)\\b"
    codeless = true
  }
  rule {
    text     = "\\bconnection to the (?:\\w+ )?server was interrupted\\b"
    codeless = true
  }
  rule {
    text     = "\\b(?:der )?server hat die verbindung (?:geschlossen|beendet|getrennt|abgebrochen)\\b"
    codeless = true
  }

  rule {
    text     = "\\b(?:lost connection|timeout) after [a-z-]+(?: command)?(?: \\([^)]{1,30}\\))? from \\S+\\["
    codeless = true
  }

  example {
    reply = "postfix/smtpd[2211]: lost connection after STARTTLS from copier.example.com[192.0.2.7]"
  }

  example {
    reply = "postfix/smtpd[2211]: timeout after DATA (2314 bytes) from unknown[192.0.2.7]"
  }

  example {
    reply = "smtplib.SMTPServerDisconnected: Connection unexpectedly closed"
  }

  example {
    reply = "System.IO.IOException: Unable to read data from the transport connection: net_io_connectionclosed."
  }

  example {
    reply = "SMTP NOTICE: EOF caught while checking if connected"
  }

  counter_example {
    reply = "lost connection with mx.example.com[192.0.2.25] while receiving the initial server greeting"
    class = "routing-failed"
  }

  counter_example {
    reply = "remote host closed connection during handshake"
    class = "tls-handshake"
  }

  counter_example {
    reply = "421 4.4.2 Connection closed"
  }

  source {
    title = "RFC 5321, Simple Mail Transfer Protocol"
    date  = "2008-10"
  }
}

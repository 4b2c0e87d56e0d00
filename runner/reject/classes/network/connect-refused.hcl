class "connect-refused" {
  family = "network"
  title  = "The connection was refused at once"
  test   = "builtin:procedure"

  cause = <<-END
    A machine answered, and nothing listens on that port; or a firewall refuses in its name.
  END

  advice = <<-END
    Check the port: 25 for an MX, 587 for client submission. Port 465 does not exist at
    Microsoft 365. If the port is right, look for a firewall or an antivirus on the way that
    rejects SMTP. An MX of a domain that has several may be dead while the next one works: test
    that host by its own name.
  END

  rule {
    text     = "\\bconnection (?:was |has been )?(?:actively )?refused\\W{0,3}(?:#?\\d{1,5}|connect|connection refused)?\\W*$|\\b(?:connect|exception|errno \\d+)\\W{1,3}connection refused|\\bconnectionrefused\\w*"
    codeless = true
  }
  rule {
    text     = "\\b(?:wsa)?econnrefused\\b|\\bactively refused it\\b|\\berrno 111\\b"
    codeless = true
  }
  rule {
    text     = "\\b(?:winsock|winerror|socket|error|code|errno)(?: error)?(?: code)?\\W{1,3}10061\\b"
    codeless = true
  }
  rule {
    text     = "\\bverbindung(?:saufbau|sversuch)? (?:(?:zum|mit dem|vom) (?:\\S{0,12}-?(?:server|host)) )?(?:wurde )?(?:abgelehnt|verweigert)|\\bserver hat die verbindung (?:abgelehnt|verweigert)|\\bdie verbindung verweigerte|\\bconnexion refus(?:é|e)e|\\bconexi(?:ó|o)n (?:rehusada|rechazada|denegada)|\\bconnessione rifiutata|\\bverbinding geweigerd|\\bconex(?:ã|a)o recusada"
    codeless = true
  }
  rule {
    text     = "\\bconnection (?:was |has been )?refused by (?:the |your )?(?:remote |smtp |mail )?(?:server|host|peer|computer)\\b"
    codeless = true
  }
  rule {
    text     = "\\bserver (?:has )?(?:refused|rejected) (?:the )?connection\\b"
    codeless = true
  }

  example {
    reply = "dial tcp 192.0.2.25:25: connect: connection refused"
  }

  example {
    reply = "SMTP ERROR: Failed to connect to server: Connection refused (111)"
  }

  example {
    reply = "Error: connect ECONNREFUSED 127.0.0.1:25"
  }

  example {
    reply = "Verbindung abgelehnt"
  }

  example {
    reply = "Die Verbindung zum Mail-Server wurde abgelehnt"
  }

  example {
    reply = "Connexion refusée"
  }

  example {
    reply = "No connection could be made because the target machine actively refused it 192.0.2.25:25"
  }

  counter_example {
    reply = "connect to mx1.example.com[192.0.2.9]:25: Connection refused"
    class = "routing-failed"
  }

  counter_example {
    reply = "554 Connection refused"
  }

  source {
    title = "Microsoft Learn, \"How to set up a multifunction device or application to send email using Microsoft 365 or Office 365\""
    date  = "2022-04-27"
  }
}

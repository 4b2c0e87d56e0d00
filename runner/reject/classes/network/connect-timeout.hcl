class "connect-timeout" {
  family = "network"
  title  = "No answer to the attempt to connect"
  test   = "builtin:procedure"

  cause = <<-END
    The packets vanish on the way, and it cannot be seen from here who drops them: this
    computer's antivirus, the firewall, the internet provider or the server. On port 25, with
    587 answering, it is the usual sign of a line or a cloud that does not let port 25 out. A
    device that says no more than "could not connect" is read so too, since it is the usual
    case; a wrong name or port looks the same at its panel.
  END

  advice = <<-END
    At a device see first whether server name, port and DNS server are right. Then try port 587 of the submission host from the same place, and port 25 of a second operator.
    If only port 25 fails everywhere, ask the provider whether it is blocked, or let the device
    sign in on port 587.
  END

  rule {
    text     = "\\bconnection (?:attempt |has |was |request )*(?:timed[ -]?out|timeout)|\\bconnect(?:ing)? (?:timed[ -]?out|timeout)|\\b(?:wsa)?etimedout\\b|\\b\\w*connecttimeout\\w*|\\btimed[ -]?out connecting\\b|\\berrno 110\\b"
    codeless = true
  }
  rule {
    text     = "\\bdial (?:tcp[46]? )?\\S+ i/o timeout|\\bopentimeout\\b(?:: execution expired)?"
    codeless = true
  }
  rule {
    text     = "\\bconnected party did not properly respond|\\bestablished connection failed because connected host has failed to respond|\\bgegenstelle nach einer bestimmten zeitspanne nicht|\\bparti connect(?:é|e) n'a pas r(?:é|e)pondu"
    codeless = true
  }
  rule {
    text     = "\\b(?:winsock|winerror|socket|error|code|errno)(?: error)?(?: code)?\\W{1,3}10060\\b"
    codeless = true
  }
  rule {
    text     = "\\bconnect to \\S+ port \\d+ after \\d+ ?ms: (?:timeout|could ?n.t connect)"
    codeless = true
  }
  rule {
    text     = "\\b(?:could not|couldn't|cannot|can't|unable to|failed to) connect\\b.{0,120}?(?:\\btimed[ -]?out|\\btimeout\\b(?: -?\\d+)?)"
    codeless = true
  }
  rule {
    text     = "\\b(?:wartezeit f(?:ü|ue)r die verbindung (?:ist )?abgelaufen|zeit(?:ü|ue)berschreitung (?:bei|beim|der|w(?:ä|ae)hrend) (?:der |des |dem )?verbindung\\w*|verbindungs(?:zeit(?:ü|ue)berschreitung|-?timeout))|\\bconnexion termin(?:é|e)e par expiration du d(?:é|e)lai|\\bexpir(?:ó|o) el tiempo de conexi(?:ó|o)n|\\bconnessione scaduta|\\btempo limite de conex(?:ã|a)o"
    codeless = true
  }
  rule {
    text     = "\\boperation timed out\\b"
    codeless = true
  }
  rule {
    text     = "\\b(?:could not|couldn't|cannot|can't|can not|unable to|failed to|was not able to) (?:be )?connect(?:ed)? (?:to|with) (?:the )?(?:smtp |mail |e-?mail |remote |outgoing )*(?:server|host|mail ?server|\\S+\\.\\S+|\\S+:\\d+)"
    codeless = true
    fallback = true
  }
  rule {
    text     = "^\\W*(?:\\w+\\W+){0,3}?(?:could not|couldn't|cannot|can't|can not|unable to|failed to) connect\\W"
    codeless = true
    fallback = true
  }
  rule {
    text     = "^\\W*(?:the )?(?:smtp |mail |e-?mail |remote |outgoing )*server (?:is |does |did )?not (?:responding|respond|answering|answer)\\b|\\bconnection (?:with|to) (?:the )?(?:smtp |mail |e-?mail |remote |outgoing )*(?:server|host) (?:could not|cannot|can't|was not|failed)|\\bssmtp: cannot open\\b"
    codeless = true
    fallback = true
  }
  rule {
    text     = "\\bconnection could not be\\b|\\bfailed (?:connecting|connection) (?:to|with)\\b|\\bconnection (?:to (?:the )?(?:smtp |mail |e-?mail |remote |outgoing )*(?:server|host) )?(?:attempt )?failed|\\b(?:server|host) connection (?:error|failed|failure)|\\berror connecting to\\b"
    codeless = true
    fallback = true
  }
  rule {
    text     = "\\bkeine verbindung (?:zum|mit dem) (?:smtp-?|mail-?|e-?mail-?)?server|\\bverbindung (?:zum|mit dem) (?:\\S{0,8}server|remoteserver) (?:konnte nicht|kann nicht|ist fehlgeschlagen|fehlgeschlagen)|\\bimpossible de se connecter|\\bno se (?:puede|pudo) conectar|\\bimpossibile (?:connettersi|stabilire la connessione)|\\bkan geen verbinding maken met de \\S{0,8}server|\\bnie mo(?:ż|z)na po(?:ł|l)(?:ą|a)czy(?:ć|c) si(?:ę|e) z serwerem"
    codeless = true
    fallback = true
  }
  rule {
    text     = "\\bsocket\\.timeout\\b|\\bnetwork (?:time-?out|timed out)\\b|\\btimeouterror\\b|\\btcp connect to \\(|\\bcould not open connection to the host\\b|^\\W*no response from (?:the )?(?:smtp |mail |e-?mail )*server\\b"
    codeless = true
    fallback = true
  }

  example {
    reply = "Kan geen verbinding maken met de SMTP-server"
  }

  example {
    reply = "Wysyłanie nie powiodło się: nie można połączyć się z serwerem SMTP"
  }

  example {
    reply = "com.sun.mail.util.MailConnectException: Couldn't connect to host, port: smtp.example.com, 25; timeout -1; nested exception is: java.net.ConnectException: Connection timed out: connect"
  }

  example {
    reply = "javax.mail.MessagingException: Could not connect to SMTP host: smtp.example.com, port: 25; nested exception is: java.net.ConnectException: Connection timed out"
  }

  example {
    reply = "dial tcp 192.0.2.25:25: i/o timeout"
  }

  example {
    reply = "Error: connect ETIMEDOUT 192.0.2.25:587"
  }

  example {
    reply = "TimeoutError: [WinError 10060] A connection attempt failed because the connected party did not properly respond after a period of time"
  }

  example {
    reply = "Cannot connect to server"
  }

  counter_example {
    reply = "Nov 22 10:03:11 mail postfix/smtp[2211]: 4F2A1: to=<a@example.com>, relay=none, dsn=4.4.1, status=deferred (connect to mx.example.com[192.0.2.25]:25: Connection timed out)"
    class = "routing-failed"
  }

  counter_example {
    reply = "connect to mx.example.com[192.0.2.25]:25: Connection timed out"
    class = "routing-failed"
  }

  counter_example {
    reply = "421 4.4.2 Connection timed out"
    class = "server-busy-or-down"
  }

  source {
    title = "Microsoft Learn, \"How to set up a multifunction device or application to send email using Microsoft 365 or Office 365\""
    date  = "2022-04-27"
  }
}

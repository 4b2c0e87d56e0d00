class "dns-nxdomain" {
  family = "dns"
  title  = "The name does not exist"
  test   = "builtin:ehlo-probe"

  cause = <<-END
    DNS answered, and says that there is no such name. It is mistyped, it was deleted, or this
    network's DNS gives other answers than the public one.
  END

  advice = <<-END
    Check the name letter by letter. For Direct Send copy the MX from the Microsoft 365 admin
    centre or from DNS and do not build it from the domain: since July 2026 new domains have
    theirs under mx.microsoft. Then ask another resolver, to see whether only this network does
    not know the name.
  END

  rule {
    text     = "\\bremote name could not be resolved"
    codeless = true
  }
  rule {
    text     = "\\bremotename konnte nicht aufgel(?:ö|oe)st werden|\\bnom distant n'a pas pu (?:ê|e)tre r(?:é|e)solu|\\bno se puede resolver el nombre remoto|\\bimpossibile risolvere il nome remoto|\\bimpossible de r(?:é|e)soudre le nom distant|\\bexterne naam kan niet worden omgezet|\\bnie mo(?:ż|z)na rozpozna(?:ć|c) nazwy zdalnej"
    codeless = true
  }
  rule {
    text     = "\\bname or service not known|\\bnodename nor servname provided|\\benotfound\\b|\\bno such host\\b(?: is known)?|\\bssmtp: unable to locate\\b"
    codeless = true
  }
  rule {
    text     = "\\bunknown ?host(?:exception)?\\b"
    codeless = true
  }
  rule {
    text     = "\\bname oder (?:der )?dienst (?:ist )?nicht bekannt|\\bnom ou service inconnu|\\bnombre o servicio desconocido|\\bnome o servizio sconosciuto"
    codeless = true
  }
  rule {
    text     = "\\bangegebene host ist unbekannt|\\bkein derartiger host bekannt|^\\W*(?:h(?:ô|o)te inconnu|host desconocido|este host no se conoce|host sconosciuto)"
    codeless = true
  }
  rule {
    text     = "\\b(?:could not|couldn't|cannot|can't|unable to|failed to|failed resolving) ?(?:resolve|look ?up|locate|find) (?:the |address of )?(?:smtp |mail |e-?mail |remote |outgoing )*(?:host ?name|host|server name|server address|server)\\b(?: ?name)?"
    codeless = true
  }
  rule {
    text     = "\\b(?:host ?name|host|server name|server) (?:could not|cannot|can't|couldn't) be (?:resolved|found)"
    codeless = true
  }
  rule {
    text     = "^\\W*(?:(?:error|the|smtp|mail|e-?mail|outgoing)\\W+){0,4}(?:server|host) (?:was |is )?not found\\W*$"
    codeless = true
  }
  rule {
    text     = "^\\W*(?:der )?(?:smtp-?|mail-?|e-?mail-?)?server (?:konnte )?nicht gefunden\\b|^\\W*serveur (?:smtp )?(?:introuvable|non trouv(?:é|e))|^\\W*servidor (?:smtp )?no encontrado|^\\W*server (?:smtp )?non trovato"
    codeless = true
  }
  rule {
    text     = "\\bgetaddrinfo\\(?\\)?:? failed|\\bgaierror\\b|\\bgetaddrinfo\\b"
    codeless = true
    fallback = true
  }

  example {
    reply = "Impossible de résoudre le nom distant : 'smtp.example.con'"
  }

  example {
    reply = "De externe naam kan niet worden omgezet: 'smtp.example.con'"
  }

  example {
    reply = "Nie można rozpoznać nazwy zdalnej: 'smtp.example.con'"
  }

  example {
    reply = "System.Net.Mail.SmtpException: Failure sending mail. ---> System.Net.WebException: The remote name could not be resolved: 'smtp.example.con'"
  }

  example {
    reply = "php_network_getaddresses: getaddrinfo failed: Name or service not known"
  }

  example {
    reply = "net/smtp: dial tcp: lookup smtp.example.com on 192.0.2.53:53: no such host"
  }

  example {
    reply = "java.net.UnknownHostException: smtp.example.com"
  }

  example {
    reply = "curl: (6) Could not resolve host: smtp.example.com"
  }

  example {
    reply = "Server not found"
  }

  counter_example {
    reply = "450 4.7.1 Client host rejected: cannot find your hostname, [192.0.2.1]"
    class = "rdns-missing"
  }

  counter_example {
    reply = "550 5.4.4 Host or domain name not found"
    class = "recipient-domain-invalid"
  }

  source {
    title = "RFC 2308, Negative Caching of DNS Queries"
    date  = "1998-03"
  }

  source {
    title = "Exchange Team Blog, \"Modernizing DNS security for Exchange Online mail flow\""
    date  = "2026"
  }
}

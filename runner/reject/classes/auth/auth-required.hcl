class "auth-required" {
  family = "auth"
  title  = "The server wants a login before it takes mail"
  test   = "builtin:mx-vs-submission"

  cause = <<-END
    The device did not sign in: it has no user name, its login is switched off, or it found no
    AUTH on offer because TLS is off. Or a device that is meant to send without a login has the
    submission host in place of the tenant's own MX.
  END

  advice = <<-END
    On smtp.office365.com: port 587, STARTTLS on, SMTP authentication on, and the mailbox's full
    address as the user name. If the device is meant to send without a login, its server must be
    the tenant's MX, port 25, not smtp.office365.com.
  END

  rule { enhanced = ["5.7.57"] }
  rule { text = "not authenticated to send" }
  rule { text = "client (?:was|is) not auth\\w+" }
  rule { text = "client not authenticated" }
  rule { text = "\\bnot authenticated\\b" }
  rule { text = "authentication (?:is )?required" }
  rule { text = "authentication required for relay" }
  rule { text = "\\bmust (?:first )?(?:authenticate|log ?in|login)\\b" }
  rule { text = "turn on smtp auth" }
  rule { text = "send auth (?:command )?first" }
  rule { text = "issue an? auth command" }
  rule { text = "(?:authenticate|log ?in) (?:first|before)" }
  rule { text = "insufficient authorization" }
  rule { text = "through this server without authentication" }
  rule { text = "smtp authentication (?:is )?(?:required|needed)" }
  rule { text = "need to authenticate" }
  rule { text = "requires? authentication" }
  rule { text = "relay(?:ing)? requires authentication" }
  rule { text = "sender address rejected: not logged in" }
  rule { text = "(?:sender|user|client) must (?:be authenticated|authenticate|log ?in)" }
  rule { text = "^\\W*(?:please )?(?:log ?in|authenticate|sign in)(?: first)?(?: please)?\\W*$" }
  rule { text = "\\bno authentication (?:given|provided|supplied|done|performed)" }
  rule { text = "vous devez (?:vous )?(?:authentifier|identifier)" }
  rule { text = "bad sequence of commands\\b.{0,20}\\b(?:authenticate|auth|log ?in)\\b(?: first)?" }
  rule { text = "\\b(?:need|must|have|has|should|required) (?:to )?(?:first )?be (?:authenticated|logged in|signed in)" }
  rule { text = "^\\W*(?:error:? )?(?:smtp )?(?:auth|authenticate|log ?in) first" }
  rule { text = "\\b(?:authentication|authorization|smtp[- ]?auth|log-?in|credentials) (?:is |are )?(?:required|needed|necessary|mandatory|obligatory|expected)\\b" }
  rule { text = "\\b(?:please|must|need to|have to|should|need) (?:to )?(?:first )?(?:authenticate|log ?-?(?:in|on)|sign in|(?:use|enable|turn on|configure) (?:smtp )?(?:auth|authentication|log-?in))\\b(?: (?:first|before|yourself))?" }
  rule { text = "\\b(?:need|send|use|issue|expect\\w*|want) (?:\\w+ ){0,3}auth(?:entication)? (?:command )?(?:first|before|to send|in order)" }
  rule { text = "\\b(?:check|receive|retrieve|read|fetch|get|pop|collect|download) (?:for )?(?:your )?(?:new )?(?:e?-?mails?|messages?|inbox|mailbox) (?:first|before)" }
  rule { text = "\\bpop3?[- ]before[- ]smtp" }
  rule { text = "\\bunauthenticated (?:mail|senders?|users?|clients?|connections?|relay\\w*|submission|sending|smtp)\\b.{0,30}?\\b(?:not|denied|rejected|refused|prohibited|forbidden|disallowed|blocked)" }
  rule { text = "\\bnot (?:yet )?(?:logged|signed)[- ]?in\\b" }
  rule { text = "requires a secure connection or the client .{0,20}authenticated" }
  rule {
    text     = "\\bwithout (?:prior |proper |smtp )?(?:authentication|authenticating|logging in)"
    fallback = true
  }
  rule {
    text     = "\\brequires? (?:\\w+ ){0,2}(?:authentication|authorization|log-?in)"
    fallback = true
  }
  rule { text = "(?:authentifizierung|anmeldung|authentisierung) (?:ist )?(?:erforderlich|notwendig|nötig)" }
  rule { text = "nicht (?:authentifiziert|angemeldet)" }
  rule { text = "bitte (?:authentifizieren|melden) sie sich" }
  rule { text = "authentification (?:est )?(?:requise|nécessaire|obligatoire)" }
  rule { text = "(?:non|pas(?: été)?) authentifié" }
  rule { text = "autenticación (?:es )?(?:requerida|necesaria|obligatoria)|(?:requiere|necesita) (?:la )?autenticación|no (?:está |se ha )?autenticado" }
  rule { text = "autenticazione (?:è )?(?:richiesta|necessaria|obbligatoria)|(?:richiede|necessaria) (?:l')?autenticazione|non (?:è (?:stato )?)?autenticato" }
  rule { text = "autenticação (?:é )?(?:necessária|requerida|obrigatória)|requer autenticação|não (?:está |foi )?autenticado" }
  rule { text = "(?:authenticatie|aanmelding) (?:is )?(?:vereist|verplicht|nodig)|niet (?:geauthenticeerd|aangemeld|ingelogd)" }
  rule { text = "(?:требуется|необходима) (?:\\S+ )?(?:аутентификация|авторизация|проверка подлинности)|не (?:прошел|прошёл|прошла|пройдена) (?:\\S+ )?(?:аутентификац|проверк|авторизац)|не аутентифицирован|не авторизован" }
  rule { text = "\\b(?:authentication|authentification|authori[sz]ation|smtp[- ]?auth|log[- ]?in|sign-?in|credentials|user ?name and password|a password) (?:is |are |was )?(?:required|needed|necessary|mandatory|compulsory|obligatory|expected|missing|wanted)\\b(?: (?:for|to|before) \\w+)?" }
  rule { text = "\\b(?:smtp )?auth(?:entication)? (?:must|has to|needs to|should) be (?:used|done|enabled|performed|turned on|switched on)\\b" }
  rule { text = "\\brequires? (?:you |that you |clients? |users? |senders? |the (?:client|user|sender) )?(?:to )?(?:be )?(?:first )?(?:authenticat(?:e|ed|ion)|log(?:ged)? ?in|sign(?:ed)? ?in|smtp[- ]auth|a log[- ]?in|a user ?name|a password)\\b(?: yourself| first)?" }
  rule {
    stage = ["mail", "rcpt"]
    code  = ["53x"]
    text  = "\\b(?:no|without|missing) (?:\\w+ )?(?:credentials|log[- ]?in|authentication|user ?name|password)\\b(?: (?:given|provided|supplied|sent|received|presented|found))?"
  }
  rule {
    stage = ["mail", "rcpt"]
    text  = "\\b(?:anonymous|unauthenticated|unidentified|unknown) (?:users?|clients?|senders?|connections?|sessions?|sending|mail|submission|relay\\w*|access)\\b.{0,20}?\\b(?:may not|cannot|can't|must not|not|denied|refused|rejected|forbidden|prohibited|disallowed|disabled)"
  }
  rule { text = "\\b(?:authenticate|identify|log ?in) (?:yourself|first|before)\\b|\\b(?:only|for) (?:authenticated|logged[- ]in|authori[sz]ed|registered) (?:users?|clients?|senders?)\\b(?: (?:may|can|only|are))?" }
  rule {
    stage = ["mail", "rcpt"]
    text  = "\\b(?:not|\\w{2,5}n't|never) (?:yet )?(?:been )?(?:logged in|signed in|authenticated|log in|sign in|authenticate)\\b(?: yet| yourself)?"
  }
  rule { text = "\\b(?:no|not? any) anonymous\\b(?: (?:mail|users?|access|submission|sending|relay\\w*|smtp))?|\\banonymous (?:\\w+ )?(?:prohibited|forbidden|refused|rejected|denied|not allowed)" }
  rule { text = "\\banonymous (?:submission|mail|sending|access|users?|clients?|senders?) (?:is |are )?(?:not|may not|cannot|can't)\\b(?: (?:send|submit|allowed|permitted|accepted))?" }
  rule { text = "\\brelay(?:ing)? (?:needs|requires|without|only (?:after|with)) (?:\\w+ )?(?:auth\\w*|log[- ]?in|logging in|credentials)" }

  rule {
    text     = "\\bfailed to connect, no password specified\\b|\\bno password specified\\b"
    codeless = true
  }
  rule { text = "(?:client was rejected\\W+)?\\bauthenticated (?:users|senders|clients) only\\b" }
  rule {
    text     = "\\b(?:turn(?:ed)? on|enable) (?:smtp )?authentication in your\\b.{0,20}|\\bauthentication turned on in your\\b.{0,20}"
    fallback = true
  }

  example {
    stage = "mail"
    reply = "530 5.7.57 Client not authenticated to send mail. [DB9PR01CA0012.eurprd01.prod.exchangelabs.com 2026-01-10T10:00:00.000Z 08DD0000000000AA]"
  }

  example {
    stage = "mail"
    reply = "530 5.7.57 SMTP; Client was not authenticated to send anonymous mail during MAIL FROM"
  }

  example {
    stage = "mail"
    reply = "530 5.7.0 Authentication required"
  }

  example {
    stage = "rcpt"
    reply = "550 Please turn on SMTP Authentication in your mail client, or log in first"
  }

  example {
    stage = "rcpt"
    reply = "553 5.7.1 <scanner@example.com>: Sender address rejected: not logged in"
  }

  example {
    stage = "mail"
    reply = "530 You need to log in first"
  }

  example {
    stage = "rcpt"
    reply = "550 Check your mail first, this server does POP before SMTP"
  }

  example {
    stage = "mail"
    reply = "530 5.7.1 Der Client wurde nicht authentifiziert"
  }

  example {
    stage = "mail"
    reply = "530 Authentification requise"
  }

  example {
    stage = "mail"
    reply = "553 SMTP AUTH has to be used here"
  }

  example {
    reply = "javax.mail.AuthenticationFailedException: failed to connect, no password specified?"
  }

  counter_example {
    stage = "mail"
    reply = "530 5.7.57 Client not authenticated to send mail. Error: 535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Mailbox."
    class = "smtp-auth-disabled"
  }

  counter_example {
    stage = "mail"
    reply = "530 5.7.0 Must issue a STARTTLS command first"
    class = "tls-required"
  }

  counter_example {
    stage = "message"
    reply = "550 5.7.133 RESOLVER.RST.SenderNotAuthenticatedForGroup; Sender not authenticated for group"
    class = "recipient-restricted"
  }

  counter_example {
    stage = "auth"
    reply = "535 Authentifizierung fehlgeschlagen"
    class = "auth-failed"
  }

  source {
    title = "Microsoft Learn, \"Fix NDR error '550 5.7.57' in Exchange Online\""
    date  = "2024 to 2026"
  }

  source {
    title = "Microsoft Learn, \"Fix issues with printers, scanners, and LOB apps that send email using Microsoft 365\""
    date  = "2024-08-13"
  }

  source {
    title = "Microsoft Learn, \"Email non-delivery reports and SMTP errors in Exchange Online\""
    date  = "2024-10-14"
  }

  source {
    title = "RFC 4954, SMTP Extension for Authentication"
    date  = "2007-07"
  }
}

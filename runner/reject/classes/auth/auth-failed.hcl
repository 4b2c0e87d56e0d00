class "auth-failed" {
  family = "auth"
  title  = "The server does not take this user name and password, or this token"
  test   = "builtin:m365/client-submission"

  cause = <<-END
    The user name or the password is wrong or has expired, the account is a shared mailbox
    nobody can sign in to, or the token is wrong. Microsoft's bare "535 5.7.3 Authentication
    unsuccessful" names no reason: it may also stand for SMTP AUTH being switched off, for
    security defaults or for Conditional Access.
  END

  advice = <<-END
    With a password: sign in to Outlook on the web with exactly the name and password that are
    on the device. If that fails, put the password right there first. If it works, the password
    is not the trouble: ask the administrator to read the sign-in log of Entra for this account,
    and whether "Authenticated SMTP" is on for the mailbox. With a token: the user name is the
    address of the mailbox that sends; the token's audience is Outlook's, with SMTP.Send or
    SMTP.SendAsApp; New-ServicePrincipal got the object id of the enterprise application, not of
    the app registration; and that has FullAccess to the mailbox. 5.7.142 and 5.7.143: have the
    device get a new token. 5.7.144: the application lacks Mail.Send. 501 5.5.12x: the string
    for XOAUTH2 is malformed, a fault of the device or program. An account of High Volume Email
    has no mailbox to sign in to.
  END

  rule { text = "authentication unsuccessful" }
  rule { text = "user(?:name)? and password not accepted" }
  rule { text = "incorrect authentication data" }
  rule { text = "(?:user )?credentials were incorrect" }
  rule { text = "authentication unsuccessful, the user credentials were incorrect" }
  rule { text = "authentication (?:credentials? )?(?:invalid|rejected)" }
  rule { text = "\\bauth(?:entication)? (?:failed|invalid|rejected)" }
  rule {
    stage = ["auth", "mail"]
    text  = "authentication (?:failed|failure|error)"
  }
  rule { text = "(?:username|user name|login) or password (?:is )?(?:incorrect|wrong|invalid)" }
  rule { text = "invalid xoauth2" }
  rule { text = "\\blogin (?:failed|denied|incorrect)\\b" }
  rule { text = "\\bexpired token\\b" }
  rule { text = "token will expire soon" }
  rule { text = "invalid api permissions" }
  rule {
    stage = ["auth"]
    code  = ["535"]
  }
  rule {
    code  = ["535"]
    alone = true
  }
  rule {
    stage    = ["auth"]
    enhanced = ["5.7.8"]
  }
  rule { enhanced = ["5.7.142-144", "5.5.121-126"] }
  rule { text = "\\blog-?(?:in|on) (?:fail\\w*|incorrect|rejected|refused|unsuccessful|error)" }
  rule { text = "\\b(?:user ?name|user ?id|log-?in|password|passwd|passphrase|pass ?code|credentials?|authentication (?:data|details|information)|(?:access|oauth|bearer|auth) token)\\b.{0,40}?\\b(?:incorrect|wrong|invalid|not accepted|rejected|expired|not (?:valid|correct|match|authori[sz]ed)|n't match|no longer valid|mismatch\\w*|not recogni[sz]ed|failed|failure|denied)" }
  rule {
    stage = ["auth", "mail"]
    code  = ["5xx", "435"]
    text  = "\\b(?:fail\\w*|unable|could not|cannot|can't|couldn't) (?:to )?(?:be )?(?:authenticate\\w*|log ?in|sign in|verify (?:your )?(?:password|credentials|identity))"
  }
  rule {
    stage = ["auth", "mail"]
    text  = "\\bauthenticat(?:ion|ed?) (?:\\w+ )?(?:has |was |attempt )?(?:failed|unsuccessful|refused|denied|rejected|error|failure|not successful)"
  }
  rule { text = "re-?authenticate\\b" }
  rule { text = "\\b(?:malformed|invalid|bad|(?:cannot|can't|could not) decode|undecodable|incorrect) (?:base64 (?:in )?)?auth\\w* (?:input|parameter|string|data|response|credentials|argument)" }
  rule { text = "\\bauthentication (?:was )?(?:cancell?ed|aborted)" }
  rule { text = "no identity changes?" }
  rule { text = "(?:authentifizierung|anmeldung|authentisierung) .{0,20}?(?:fehlgeschlagen|gescheitert|nicht erfolgreich|abgelehnt)" }
  rule { text = "(?:benutzername|kennwort|passwort|anmeldedaten|zugangsdaten)\\b.{0,40}?(?:falsch|ungültig|nicht korrekt|inkorrekt)" }
  rule { text = "(?:falsche[sr]?|ungültige[sr]?) (?:kennwort|passwort|benutzername|anmeldedaten|zugangsdaten)" }
  rule { text = "échec (?:de |d')(?:l')?(?:authentification|connexion)|authentification (?:a )?(?:échou|non réussie|incorrecte)|(?:mot de passe|identifiants?)\\b.{0,30}?(?:incorrect|invalide|erroné)" }
  rule { text = "autenticación (?:ha )?(?:fallid|fallad|incorrect|fallo)|(?:error|fallo) (?:de|en la) autenticación|(?:contraseña|credenciales)\\b.{0,30}?(?:incorrect|inválid|no válid)" }
  rule { text = "autenticazione (?:fallita|non riuscita|errata)|(?:password|credenziali)\\b.{0,20}?(?:errat|non valid|non corrett)" }
  rule { text = "(?:falha|erro) (?:na|de) autenticação|autenticação (?:falhou|inválida)|(?:senha|credenciais)\\b.{0,20}?(?:incorret|inválid)" }
  rule { text = "(?:authenticatie|aanmelden|aanmelding) (?:is )?mislukt|(?:wachtwoord|gebruikersnaam)\\b.{0,20}?(?:onjuist|ongeldig|niet correct)|onjuiste? (?:wachtwoord|gebruikersnaam)" }
  rule { text = "ошибка (?:аутентификации|авторизации)|(?:аутентификация|авторизация) (?:не удалась|не пройдена)|неверн\\S+ (?:логин|пароль|имя пользователя|учетн)" }
  rule { text = "认证失败|密码错误|登录失败|身份验证失败|認証に失敗|認証エラー" }
  rule {
    stage    = ["auth"]
    text     = "\\bauth(?:entication|entification)?\\b.{0,30}?\\b(?:invalide?|failed|incorrecte?|wrong|unsuccessful|refusée?)\\b"
    fallback = true
  }
  rule { text = "\\b(?:password|passwd|user ?name|login|credentials?|passphrase|token)\\b.{0,30}?\\b(?:is not|isn't|not|\\w{2,5}n't|does not|doesn't|do not|don't|did not) (?:right|correct|match\\w*|valid|accepted|known|recogni[sz]ed|ok|okay|found|exist)\\b" }
  rule {
    stage = ["auth"]
    code  = ["53x"]
    text  = "\\b(?:cannot|can't|could not|couldn't|unable to|failed to|not) (?:\\w+ )?(?:log|sign) (?:you |user )?(?:in|on)\\b"
  }
  rule {
    stage = ["auth"]
    code  = ["53x"]
    text  = "\\b(?:no such|unknown|non-?existent|invalid) (?:user|account|login|mailbox)\\b(?: name)?"
  }
  rule {
    stage = ["auth"]
    code  = ["53x", "501", "432", "454"]
    text  = "\\b(?:cannot|can't|could not|couldn't|unable to|failed to) (?:\\w+ )?decode\\b.{0,20}"
  }
  rule {
    stage = ["auth"]
    code  = ["53x", "501", "432", "454"]
    text  = "\\b(?:auth(?:entication)?|credential|initial|sasl|base64|challenge) (?:data|response|string|input)\\b.{0,30}?\\b(?:should|must|not|invalid|unexpected|malformed|bad|wrong|expected)(?: \\w+)?"
  }
  rule {
    stage = ["auth"]
    text  = "\\b(?:cannot|can't|could not|unable to|failed to) (?:achieve|complete|perform|establish|obtain) (?:\\S+ ){0,3}?authentication"
  }
  rule { text = "\\b(?:login|logon|sign-?in|auth(?:entication)?|credentials?) (?:attempt )?(?:was |were |has been |is |are )?(?:rejected|refused|denied|failed|unsuccessful|not accepted|invalid|declined)" }
  rule {
    stage = ["auth"]
    code  = ["53x"]
    text  = "\\b(?:access|auth(?:entication)?|permission) (?:denied|refused|failed|failure)\\b"
  }
  rule { text = "\\b(?:incorrect|wrong|invalid|bad|expired|false) (?:smtp )?(?:log[- ]?in|pass(?:word|wd|phrase|code)|credentials?|auth(?:entication)?(?: (?:string|data|response|credentials|information|token))?|(?:access|oauth|bearer) token)\\b(?: (?:or|and|/) \\w+)?" }
  rule { text = "\\b(?:user ?name|user ?id|user|account|e-?mail|log[- ]?in)(?: (?:or|and|&) (?:the |your )?|/)(?:pass(?:word|wd|phrase)?|pin)\\b(?: (?:is|are|was|were|not|incorrect|wrong|invalid|accepted|correct|rejected))*" }
  rule {
    code = ["53x"]
    text = "\\b(?:incorrect|wrong|invalid|bad|unknown) (?:user ?name|user ?id)\\b"
  }
  rule { text = "cannot achieve exchange server authentication" }

  # Of panel codes, Kyocera's 1102 is the one that a source explains: docs/devices.md.
  rule {
    text     = "\\bkyocera\\b.{0,20}?\\b1102\\b|\\b0x1102\\b|\\bsmtp auth fail\\b"
    codeless = true
  }

  # What panels say.
  rule {
    text     = "\\b(?:smtp[- ]?)?(?:authentifizierungs|anmelde)fehler\\b(?: (?:am|beim|des) \\S+)?|\\bfehler (?:bei|w(?:ä|ae)hrend) der (?:smtp[- ]?)?(?:authentifizierung|anmeldung)|\\bl?.?authentification smtp a (?:é|e)chou|\\berreur d.authentification|\\berrore (?:di|nell.|durante l.) ?autenticazione(?: smtp)?|\\b(?:smtp[- ]?)?(?:verificatie|authenticatie|aanmelding)(?: smtp)? (?:is )?mislukt|\\berror de autenticaci(?:ó|o)n|\\bautenticaci(?:ó|o)n smtp (?:fallida|err(?:ó|o)nea|fall(?:ó|o))"
    codeless = true
  }
  rule {
    code = ["53x"]
    text = "\\b(?:smtp[- ]?)?(?:authentifizierungs|anmelde)fehler\\b(?: (?:am|beim|des) \\S+)?|\\bfehler (?:bei|w(?:ä|ae)hrend) der (?:smtp[- ]?)?(?:authentifizierung|anmeldung)|\\bl?.?authentification smtp a (?:é|e)chou|\\berreur d.authentification|\\berrore (?:di|nell.|durante l.) ?autenticazione(?: smtp)?|\\b(?:smtp[- ]?)?(?:verificatie|authenticatie|aanmelding)(?: smtp)? (?:is )?mislukt|\\berror de autenticaci(?:ó|o)n|\\bautenticaci(?:ó|o)n smtp (?:fallida|err(?:ó|o)nea|fall(?:ó|o))"
  }

  rule {
    text     = "\\bautenticazione smtp (?:non riuscita|fallita)|\\bb(?:ł|l)(?:ą|a)d uwierzytelniania(?: smtp)?"
    codeless = true
  }

  # Google's answer to a token, decoded from the 334.
  rule {
    text     = "\"schemes\"\\W{1,5}bearer\\b"
    codeless = true
  }

  rule { text = "\\bsecurity status invalid ?token\\b" }
  rule { text = "\\bstatus code: 535\\b" }
  rule { text = "\\b(?:the )?user credentials have expired\\b" }
  rule { text = "535 echec (?:lors )?de l.authentification" }
  rule { text = "\\bauth(?:entication)? (?:was |has been )?aborted\\b" }
  rule {
    text     = "\\bsmtp error: could not authenticate\\b|\\bcould not authenticate\\b"
    codeless = true
  }
  rule {
    text     = "\\b(?:rechaz\\S{1,2}|refus\\S{1,2}|rifiutat\\w|weigerde) (?:la |l.|de )?(?:autenticaci\\S{1,2}n|authentification|autenticazione|verificatie)\\b"
    codeless = true
  }
  rule {
    code = ["535"]
    text = "^denied\\W*$"
  }

  example {
    stage = "auth"
    reply = "535 5.7.3 Authentication unsuccessful [DB9PR01CA0014.eurprd03.prod.outlook.com 2026-03-18T19:26:24.126Z 08DE000000000A03]"
  }

  example {
    stage = "auth"
    reply = "535 5.7.139 Authentication unsuccessful, the user credentials were incorrect."
  }

  example {
    stage = "auth"
    reply = "535 5.7.8 Error: authentication failed: UGFzc3dvcmQ6"
  }

  example {
    stage = "auth"
    reply = "535 Incorrect authentication data"
  }

  example {
    stage = "auth"
    reply = "535-5.7.8 Username and Password not accepted. For more information, go to\n535 5.7.8 https://support.google.com/mail/?p=BadCredentials"
  }

  example {
    stage = "mail"
    reply = "530 5.7.57 Client not authenticated to send mail. Error: 535 5.7.3 Authentication unsuccessful"
  }

  example {
    stage = "auth"
    reply = "535 5.7.8 Your password has expired"
  }

  example {
    stage = "auth"
    reply = "535 Échec de l'authentification : mot de passe incorrect"
  }

  example {
    stage = "auth"
    reply = "535 5.7.8 The server could not log in this user: Anmeldung fehlgeschlagen"
  }

  example {
    stage = "auth"
    reply = "501 Invalid AUTH response"
  }

  example {
    stage = "auth"
    reply = "535 That password isn't right"
  }

  example {
    reply = "Kyocera 1102"
  }

  example {
    reply = "[ERROR] SMTP AUTH FAIL"
  }

  example {
    reply = "SMTP-Authentifizierungsfehler"
  }

  example {
    reply = "L'authentification SMTP a échoué"
  }

  example {
    reply = "SMTP-verificatie mislukt"
  }

  example {
    reply = "Autenticazione SMTP non riuscita"
  }

  example {
    reply = "Błąd uwierzytelniania SMTP"
  }

  example {
    reply = "{\"status\":\"400\",\"schemes\":\"Bearer\",\"scope\":\"https://mail.google.com/\"}"
  }

  counter_example {
    stage = "auth"
    reply = "535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Tenant."
    class = "smtp-auth-disabled"
  }

  counter_example {
    stage = "auth"
    reply = "454 4.7.0 Temporary authentication failure"
    class = "local-error"
  }

  counter_example {
    stage = "message"
    reply = "550 5.7.1 SPF authentication failed"
    class = "spf-fail"
  }

  counter_example {
    stage = "message"
    reply = "550 5.7.1 Message failed to authenticate by SPF or DKIM"
    class = "unauthenticated-sender"
  }

  counter_example {
    stage = "auth"
    reply = "504 Invalid authentication mechanism"
    class = "auth-mechanism-unsupported"
  }

  counter_example {
    stage = "rcpt"
    reply = "550 Invalid user"
    class = "unknown-recipient"
  }

  source {
    title = "Microsoft Learn, \"Fix issues with printers, scanners, and LOB apps that send email using Microsoft 365\""
    date  = "2024-08-13"
  }

  source {
    title = "Microsoft Learn, \"Authenticate an IMAP, POP or SMTP connection using OAuth\""
    date  = "2026-06-19"
  }

  source {
    title = "Microsoft Learn, \"Manage High Volume Email for Microsoft 365\""
    date  = "2026"
  }

  source {
    title = "RFC 4954, SMTP Extension for Authentication"
    date  = "2007-07"
  }
}

class "smtp-auth-disabled" {
  family = "auth"
  title  = "SMTP AUTH is switched off for the organisation or for this mailbox"
  over   = ["auth-failed"]
  test   = "builtin:m365/client-submission"

  cause = <<-END
    Microsoft 365 has two switches for client submission: one for the organisation, which is off
    in tenants made since 2020, and one for each mailbox, which wins over it. One of them is
    off. The reply says nothing about the password or the token: it comes for OAuth too.
  END

  advice = <<-END
    The administrator opens "Manage email apps" of the mailbox and ticks "Authenticated
    SMTP" (in PowerShell: Set-CASMailbox MAILBOX -SmtpClientAuthenticationDisabled $false). It
    need not be switched on for anybody else. Otherwise choose a method without a login: a
    relay connector, or Direct Send where all recipients are inside the organisation. At an
    operator other than Microsoft, the owner of the mailbox switches access by SMTP on in its
    settings.
  END

  rule { text = "smtpclientauthentication is disabled(?: for the (?:tenant|mailbox))?" }
  rule { text = "aka\\.ms/smtp_auth_disabled" }
  rule { text = "smtp_auth_disabled" }
  rule { text = "(?:authentication unsuccessful, )?smtpclientauthentication (?:\\w+ ){0,2}?(?:disabled|deactivated|(?:switched|turned) off|not (?:supported|allowed|available|enabled)|no longer (?:supported|allowed|available)|retired|blocked|unavailable)(?: (?:for|in) the (?:tenant|mailbox|organi[sz]ation))?" }

  rule {
    code = ["53x", "550", "554"]
    text = "\\b(?:authentication failed:? )?(?:(?:pop3?|imap4?|smtp)(?: ?[/,-] ?| und | oder )?)*smtp[- ]?(?:zugriff|zugang|versand|auth\\w*)\\b.{0,40}?\\b(?:nicht (?:aktiv(?:iert)?|freigeschaltet|freigegeben|eingeschaltet|erlaubt)|deaktiviert|gesperrt|abgeschaltet|ausgeschaltet)"
  }
  rule {
    code = ["53x", "550", "554"]
    text = "\\b(?:authentication failed:? )?(?:(?:pop3?|imap4?|smtp)(?: ?[/,-] ?| and | or )?)*smtp(?: client)?(?: auth\\w*)?(?: access| service)? (?:is |has been |was )?(?:turned off|switched off|disabled|not enabled|not activated|deactivated) (?:for|on|in) (?:this|your|the) (?:user|account|mailbox)"
  }

  example {
    stage = "auth"
    reply = "535 Der SMTP-Zugang ist nicht freigeschaltet"
  }

  example {
    stage = "auth"
    reply = "535 5.7.1 IMAP/SMTP access is not enabled for this mailbox"
  }

  example {
    stage = "auth"
    reply = "535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Tenant. Visit https://aka.ms/smtp_auth_disabled for more information."
  }

  example {
    stage = "auth"
    reply = "535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Mailbox. [AM0PR01CA0100.eurprd01.prod.exchangelabs.com 2026-02-01T08:00:00.000Z 08DD000000000001]"
  }

  counter_example {
    stage = "auth"
    reply = "535 5.7.139 Authentication unsuccessful, basic authentication is disabled."
    class = "basic-auth-retired"
  }

  counter_example {
    stage = "auth"
    reply = "535 5.7.3 Authentication unsuccessful"
    class = "auth-failed"
  }

  source {
    title = "Microsoft Learn, \"Enable or disable authenticated client SMTP submission (SMTP AUTH) in Exchange Online\""
    date  = "2024 to 2026"
  }

  source {
    title = "Exchange PowerShell reference, \"Set-TransportConfig\" and \"Set-CASMailbox\""
    date  = "2026-08-21"
  }

  source {
    title = "Microsoft Learn, \"Fix issues with printers, scanners, and LOB apps that send email using Microsoft 365\""
    date  = "2024-08-13"
  }
}

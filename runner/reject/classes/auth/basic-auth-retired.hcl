class "basic-auth-retired" {
  family = "auth"
  title  = "User name and password are not taken any more"
  test   = "builtin:m365/basic-auth-sunset"

  cause = <<-END
    Basic authentication is off: an authentication policy of the tenant forbids it, the mailbox
    is a consumer one, or Microsoft has retired it. In existing tenants Microsoft switches it
    off by default at the end of December 2026, and an administrator can switch it on again;
    tenants made after that do not have it by default.
  END

  advice = <<-END
    If the device can do OAuth 2.0, switch it to that (often a matter of its firmware). If it
    cannot: a relay connector, where the site has a static address of its own; High Volume Email
    for recipients in the own tenant; Azure Communication Services; or a local relay that holds
    the token for the device. An app password does not help, since it is basic authentication
    too.
  END

  rule { text = "basic authentication is (?:disabled|not supported|not allowed|turned off|blocked)" }
  rule { text = "basic authentication is not supported for client submission" }
  rule { text = "basic auth(?:entication)? (?:has been|was) (?:disabled|retired|removed|turned off)" }
  rule { text = "(?:authentication unsuccessful, )?\\bbasic (?:auth(?:entication)?|log[- ]?ins?|smtp auth) (?:\\w+ ){0,2}?(?:disabled|deactivated|(?:switched|turned) off|not (?:supported|allowed|available|enabled)|no longer (?:supported|allowed|available)|retired|blocked|unavailable)(?: for client submission)?" }
  rule {
    stage = ["auth"]
    text  = "\\b(?:plain |basic )?(?:passwords?|login|auth\\w*)\\b.{0,30}?\\bno longer (?:supported|accepted|allowed|permitted)\\b"
  }
  rule { text = "\\bauthentication unsuccessful, basic authentication is disabled\\b(?: \\(encryption)?" }

  example {
    stage = "auth"
    reply = "535 5.7.139 Authentication unsuccessful, basic authentication is disabled. [DB9PR01CA0024.eurprd01.prod.outlook.com 2026-11-15T12:41:27.364Z 08DE000000000A04]"
  }

  example {
    stage = "auth"
    reply = "550 5.7.30 Basic authentication is not supported for Client Submission."
  }

  counter_example {
    stage = "message"
    reply = "550 5.7.30 This message failed DKIM authentication."
    class = "dkim-fail"
  }

  counter_example {
    stage = "auth"
    reply = "535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Mailbox."
    class = "smtp-auth-disabled"
  }

  source {
    title = "Exchange Team Blog, \"Updated Exchange Online SMTP AUTH Basic Authentication Deprecation Timeline\""
    date  = "2026-01-29"
  }

  source {
    title = "Microsoft Learn, \"Fix issues with printers, scanners, and LOB apps that send email using Microsoft 365\""
    date  = "2024-08-13"
  }
}

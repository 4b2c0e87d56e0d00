class "auth-policy-blocked" {
  family = "auth"
  title  = "A policy forbids this login, whatever the password"
  over   = ["auth-failed"]
  test   = "builtin:m365/client-submission"

  cause = <<-END
    Security defaults, a Conditional Access policy or a required second factor stands in the
    way, the account is locked, or the company's own federation server could not be asked. At
    Google it is the demand for an app password or for a login in a browser, and at High Volume
    Email an application that was not allowed for the account.
  END

  advice = <<-END
    The administrator finds the attempt in the sign-in log of Entra: it names the policy. Then
    either the device's account is taken out of the policy for the site's fixed address, or the
    device gets a method without a login. A locked account is unlocked, and the device that
    keeps trying an old password is found. At High Volume Email, 5.7.240: the administrator
    allows the application for the account with Add-HVEAppAccess; 5.2.240: the login is no
    account of that service. Where the reply names the IP address, the operator's settings have
    a list of those that may sign in. At Google: an app password, or the SMTP relay service.
  END

  rule { text = "authentication unsuccessful, .{0,60}security defaults policy" }
  rule { text = "security defaults policy" }
  rule { text = "did not meet the criteria to be authenticated(?: successfully)?" }
  rule { text = "authentication unsuccessful, .{0,30}\\blocked\\b" }
  rule { text = "authentication unsuccessful, .{0,40}account has an issue" }
  rule { text = "authentication unsuccessful, .{0,20}federated sts.*" }
  rule { text = "federated sts" }
  rule { text = "organization configuration does not allow" }
  rule { text = "application-specific password required" }
  rule { text = "log ?in (?:via|with|using|through) your (?:web )?browser" }
  rule { text = "conditional access" }
  rule { text = "multi-?factor authentication" }
  rule { text = "account (?:is |has been )?locked(?: out)?" }
  rule {
    stage = ["auth"]
    text  = "\\blog-?in\\b.{0,30}?\\bblocked\\b(?: by policy)?"
  }
  rule { text = "\\bapp(?:lication)?(?:[- ]specific)?[- ]passwords?\\b" }
  rule { text = "\\b(?:two|2)[- ](?:factor|step)(?: (?:authentication|verification))?" }
  rule { text = "\\bless secure apps?\\b" }
  rule { text = "\\bweb (?:browser )?log-?in (?:is )?required" }
  rule { text = "授权码" }
  rule {
    stage = ["auth", "mail"]
    code  = ["53x", "525"]
    text  = "\\b(?:ip|host|client|location|country)\\b(?: address)?(?: \\S+)? (?:is |was )?not (?:authori[sz]ed|allowed|permitted|approved|(?:on|in) the (?:allow|white)-?list)\\b.{0,60}|\\bunauthori[sz]ed ip(?: address)?"
  }
  rule {
    code = ["53x", "525"]
    text = "\\b(?:your |this |the )?ip(?: address)?(?: \\S+)? (?:is |was )?not (?:authori[sz]ed|allowed|permitted|approved) (?:to|for) (?:use|log|sign|access|authenticate|this)\\b.{0,60}"
  }
  rule { text = "\\bapplication is not allowed for use with\\b.{0,40}" }
  rule { text = "\\buser is not an? (?:hve|high volume e-?mail) account" }
  rule { enhanced = ["5.7.240", "5.2.240"] }
  rule {
    stage = ["auth"]
    code  = ["53x"]
    text  = "\\blog-?(?:in|on)s?\\b.{0,20}? (?:from|at|through|with) (?:this|your|that|an unknown|unknown|unusual|new) (?:\\w+ )?(?:location|country|ip|address|network|device|region|client|application|app)\\b.{0,40}"
  }
  rule { text = "\\b(?:log|sign) ?-?in (?:via|with|using|through|at|on) (?:your |the |our |a )?(?:web\\w*|browser|portal|site|account page)\\b(?: \\w+)?" }
  rule {
    stage = ["auth"]
    code  = ["53x"]
    text  = "\\b(?:smtp|imap|pop3?|mail client|external client|client)(?:[- ]auth\\w*)?(?: access| service| login| protocol)? (?:is |has been |was )?(?:turned off|switched off|disabled|not enabled|not activated|deactivated|blocked|not allowed|closed) (?:for|on|in) (?:this|your|the) (?:user|account|mailbox|plan)"
  }
  rule {
    stage = ["auth"]
    code  = ["53x"]
    text  = "\\baccount\\b.{0,20}?\\b(?:locked|blocked|suspended|disabled|frozen|deactivated|inactive|expired|not active|not activated|banned)\\b.{0,60}"
  }
  rule {
    stage = ["auth"]
    code  = ["53x"]
    text  = "\\b(?:too many|repeated|excessive|maximum) (?:\\w+ ){0,2}?(?:failed |failures|bad |wrong |invalid |incorrect )?(?:log[- ]?ins?|attempts|passwords|authentications?)\\b.{0,30}?\\b(?:locked|blocked|disabled|banned)"
  }
  rule {
    stage = ["auth"]
    code  = ["53x"]
    text  = "\\b(?:security code|verification code|second factor|one-time (?:code|password)|otp|mfa|2fa|totp)\\b.{0,20}"
  }
  rule {
    stage = ["auth"]
    code  = ["53x"]
    text  = "\\b(?:suspicious|unusual) (?:log[- ]?in|sign-?in|activity)\\b.{0,30}"
  }
  rule {
    stage = ["auth"]
    code  = ["53x"]
    text  = "\\b(?:not|\\w{2,5}n't) (?:allowed|permitted|authori[sz]ed|entitled|enabled) (?:to (?:use|access|log|sign|authenticate|send)|for) ?(?:\\w+ )?(?:smtp|in|on|this service|auth|authentication|mail|login)?\\b"
  }
  rule {
    stage = ["auth"]
    code  = ["53x"]
    text  = "\\b(?:sign-?in|log-?on|log[- ]?in|authentication)\\b.{0,30}?\\b(?:blocked|locked|suspended)\\b(?: by (?:an? |the |your )?(?:administrator|admin|polic\\w+))?"
  }
  rule {
    stage = ["auth"]
    code  = ["53x", "43x", "454"]
    text  = "\\b(?:account|user)\\b.{0,20}?\\b(?:is|has been|was) (?:temporarily )?(?:locked|blocked|suspended|disabled|barred)\\b.{0,60}"
  }

  rule {
    stage = ["auth"]
    text  = "\\b(?:account|user)\\b(?: \\S+)? (?:locked|blocked|suspended|disabled|barred) by (?:an? |the |your )?(?:administrator|admin|polic\\w+)\\b"
  }
  rule {
    stage = ["auth"]
    text  = "\\bverify your account\\b(?: by \\w+)?"
  }
  rule { text = "\\bdoes not have access rights to this service\\b.{0,5}" }
  rule { text = "(?:authentication unsuccessful, )?(?:\\w+ ){0,3}?did not meet the criteria\\b.{0,40}" }
  rule { text = "用户无权登(?:录|陆)" }
  rule {
    enhanced = ["5.7.139"]
    text     = "(?:n(?:ã|a)o atend\\w+ aos crit(?:é|e)rios|no cumpl\\w+ (?:con )?los criterios|ne (?:r(?:é|e)pond|rempli|satisfai)\\w* pas (?:aux|les) crit(?:è|e)res|(?:nicht )?(?:die|den) kriterien\\b|non soddisfa\\w* i criteri|voldo\\w+ niet aan de criteria)"
  }
  rule { text = "^user has no permission\\W*$" }

  example {
    stage = "auth"
    reply = "535 5.7.139 Authentication unsuccessful, user is locked by your organization's security defaults policy. Contact your administrator."
  }

  example {
    stage = "auth"
    reply = "535 5.7.139 Authentication unsuccessful, the request did not meet the criteria to be authenticated successfully. Contact your administrator."
  }

  example {
    stage = "auth"
    reply = "535 5.7.139 Authentication unsuccessful, federated STS service was unreachable."
  }

  example {
    stage = "auth"
    reply = "534 5.7.9 Application-specific password required."
  }

  example {
    stage = "auth"
    reply = "535 5.7.9 Two-step verification is on for this account: use an app password"
  }

  example {
    stage = "auth"
    reply = "535 Logins from this country are refused, sign in on the website"
  }

  example {
    stage = "auth"
    reply = "550 5.7.240 The application is not allowed for use with this High Volume Email account"
  }

  example {
    stage = "auth"
    reply = "535 5.7.8 This IP address is not allowed to log in to the account"
  }

  example {
    stage = "auth"
    reply = "550 5.2.240 The user is no HVE account"
  }

  counter_example {
    stage = "auth"
    reply = "535 5.7.139 Authentication unsuccessful, the user credentials were incorrect."
    class = "auth-failed"
  }

  counter_example {
    stage = "rcpt"
    reply = "550 The account is disabled"
    class = "mailbox-disabled"
  }

  source {
    title = "Microsoft Learn, \"Fix issues with printers, scanners, and LOB apps that send email using Microsoft 365\""
    date  = "2024-08-13"
  }

  source {
    title = "Exchange PowerShell reference, \"Add-HVEAppAccess\"; Microsoft Learn, \"Manage High Volume Email for Microsoft 365\""
    date  = "2026-08-21"
  }
}

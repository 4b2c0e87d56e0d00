class "auth-policy-blocked" {
  family = "auth"
  title  = "A policy forbids this login, whatever the password"
  over   = ["auth-failed"]
  test   = "builtin:m365/client-submission"

  cause = <<-END
    Security defaults, a Conditional Access policy or a required second factor stands in the
    way, the account is locked, or the company's own federation server could not be asked. At
    Google it is the demand for an app password or for a login in a browser.
  END

  advice = <<-END
    The administrator finds the attempt in the sign-in log of Entra: it names the policy. Then
    either the device's account is taken out of the policy for the site's fixed address, or the
    device gets a method without a login. A locked account is unlocked, and the device that
    keeps trying an old password is found. At Google: an app password, or the SMTP relay
    service.
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

  counter_example {
    stage = "auth"
    reply = "535 5.7.139 Authentication unsuccessful, the user credentials were incorrect."
    class = "auth-failed"
  }

  source {
    title = "Microsoft Learn, \"Fix issues with printers, scanners, and LOB apps that send email using Microsoft 365\""
    date  = "2024-08-13"
  }
}

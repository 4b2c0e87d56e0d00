class "oauth-token-refused" {
  family = "auth"
  title  = "The token service refused to give a token"

  cause = <<-END
    Before SMTP begins, a token is fetched over HTTPS. The service refused: a secret that is
    wrong or has expired, an application that the tenant does not know, or a wrong scope.
    Nothing was sent to the mail server.
  END

  advice = <<-END
    Read the number behind AADSTS. By general knowledge: 7000215 and 7000222, a secret that is
    wrong (often its id in place of its value) or has expired; 700016 and 90002, application or
    tenant; 65001, nobody has consented; 700082 and 50173, sign in again at the device; 50126,
    the password; 50076 and 53003, a second factor or Conditional Access stands in the way;
    50057, the account is disabled. At a copier, delete the token and get it anew, signed in as
    the mailbox that sends. The scope for client credentials is
    https://outlook.office365.com/.default.
  END

  rule {
    text     = "\\baadsts ?\\d{4,}"
    decisive = true
  }
  rule {
    text     = "\\baadsts ?\\d{4,}\\b.{0,120}"
    codeless = true
  }

  # The errors of RFC 6749 §5.2 that are written with an underscore by nobody else.
  rule {
    text     = "\\b(?:invalid_(?:client|grant|scope)|unauthorized_client|unsupported_grant_type)\\b"
    decisive = true
  }
  rule {
    text     = "\\b(?:invalid_(?:client|grant|scope)|unauthorized_client|unsupported_grant_type)\\b.{0,120}"
    codeless = true
  }
  rule {
    text     = "\\btoken (?:update|refresh|renewal|acquisition|request) (?:has )?(?:failed|was refused)\\b|\\b(?:could not|couldn't|cannot|can't|unable to|failed to) (?:get|obtain|acquire|refresh|renew|update|fetch|retrieve) (?:an? |the )?(?:new )?(?:oauth2? |access |refresh |bearer )*token\\b"
    codeless = true
    fallback = true
  }

  example {
    reply = "AADSTS700016: Application with identifier '11111111-2222-3333-4444-555555555555' was not found in the directory 'Contoso'."
  }

  example {
    reply = "MsalServiceException: AADSTS700082: The refresh token has expired due to inactivity."
  }

  example {
    reply = "AADSTS50057: The user account is disabled."
  }

  example {
    reply = "{\"error\":\"invalid_client\",\"error_description\":\"The secret is wrong\"}"
  }

  example {
    stage = "auth"
    reply = "454 4.7.0 Temporary authentication failure: AADSTS7000222: The provided client secret keys are expired"
  }

  example {
    reply = "[Token update failed. Please delete the token and obtain it again.]"
  }

  counter_example {
    stage = "auth"
    reply = "535 5.7.143 Expired token"
    class = "auth-failed"
  }

  counter_example {
    reply = "Could not refresh the access token: dial tcp 192.0.2.1:443: i/o timeout"
    class = "connect-timeout"
  }

  source {
    title = "Microsoft Learn, \"Authenticate an IMAP, POP or SMTP connection using OAuth\""
    date  = "2026-06-19"
  }

  source {
    title = "RFC 6749, The OAuth 2.0 Authorization Framework"
    date  = "2012-10"
  }
}

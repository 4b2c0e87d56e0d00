class "oauth-token-refused" {
  family = "auth"
  title  = "The token service refused to give a token"

  cause = <<-END
    Before SMTP begins, a token is fetched over HTTPS. The service refused: a secret that is
    wrong or has expired, an application that the tenant does not know, or a wrong scope.
    Nothing was sent to the mail server.
  END

  advice = <<-END
    Read the error that the service gave (AADSTS…). Check tenant, application id, secret and its
    expiry; the scope for Microsoft 365 with client credentials is
    https://outlook.office365.com/.default.
  END

  source {
    title = "Microsoft Learn, \"Authenticate an IMAP, POP or SMTP connection using OAuth\""
    date  = "2026-06-19"
  }

  source {
    title = "RFC 6749, The OAuth 2.0 Authorization Framework"
    date  = "2012-10"
  }
}

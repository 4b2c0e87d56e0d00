class "oauth-token-unreachable" {
  family        = "auth"
  title         = "The token service could not be reached"
  waiting_helps = true

  cause = <<-END
    The token is fetched over HTTPS, and no connection to that service came about. Nothing was
    sent to the mail server.
  END

  advice = <<-END
    Let HTTPS to login.microsoftonline.com through the firewall and the proxy, for the device as
    well: it needs that way each time its token is renewed.
  END

  source {
    title = "Microsoft Learn, \"Authenticate an IMAP, POP or SMTP connection using OAuth\""
    date  = "2026-06-19"
  }
}

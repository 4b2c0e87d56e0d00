class "mechanism-mismatch" {
  family = "auth"
  title  = "No way of signing in that both sides know"
  test   = "builtin:ehlo-probe"

  cause = <<-END
    The server offers only mechanisms that the client, or this credential, does not have.
    Microsoft 365 offers LOGIN and XOAUTH2 and no other.
  END

  advice = <<-END
    Set the device to LOGIN, or to OAuth. If the server offers XOAUTH2 only, the device needs
    OAuth, or a relay that does it for the device.
  END

  source {
    title = "Microsoft Learn, \"Authenticate an IMAP, POP or SMTP connection using OAuth\""
    date  = "2026-06-19"
  }

  source {
    title = "RFC 4954, SMTP Extension for Authentication"
    date  = "2007-07"
  }
}

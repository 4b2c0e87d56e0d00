class "auth-unsafe" {
  family = "auth"
  title  = "The credentials were held back, since the way was not safe"
  test   = "builtin:starttls-check"

  cause = <<-END
    Without TLS, or with a certificate that does not prove who the server is, a password would
    be given away. So none was sent. The server has not judged the login.
  END

  advice = <<-END
    Mend TLS first: either the server offers none here, which the stage STARTTLS shows, or the
    finding on the certificate says what is wrong. If it must be, for a server of one's own, the
    suite can allow it (verify = false on the endpoint, allow_plaintext on the credential).
  END

  source {
    title = "RFC 4954, SMTP Extension for Authentication"
    date  = "2007-07"
  }
}

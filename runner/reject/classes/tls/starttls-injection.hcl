class "starttls-injection" {
  family = "tls"
  title  = "Data was pushed in before the encryption began"
  test   = "builtin:starttls-check"

  cause = <<-END
    Bytes in clear followed directly behind the server's answer to STARTTLS. What comes there
    would count as said inside TLS: it is a fault of the server, or an attack on the way.
  END

  advice = <<-END
    Do not use this way. Test from another line: if it stays, the server's administrator has to
    update it; if it goes away, something on this line puts the bytes in.
  END

  source {
    title = "RFC 3207, SMTP over Transport Layer Security"
    date  = "2002-02"
  }
}

class "starttls-stripped" {
  family = "tls"
  title  = "STARTTLS is missing where this server always offers it"
  test   = "builtin:m365/baseline"

  cause = <<-END
    The server's operator offers STARTTLS to everybody, and here it was not in the EHLO answer,
    or was masked with X. Something on the way took it out, to be able to read the mail: mostly
    a firewall's inspection of SMTP.
  END

  advice = <<-END
    Switch off "fixup smtp", "ESMTP inspection", "mail shield" or whatever the firewall or
    antivirus calls it, and test again. Until then no password should go over this way.
  END

  source {
    title = "Cisco document 113423, ESMTP inspection"
    date  = "2012"
  }

  source {
    title = "RFC 3207, SMTP over Transport Layer Security"
    date  = "2002-02"
  }
}

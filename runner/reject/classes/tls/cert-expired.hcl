class "cert-expired" {
  family = "tls"
  title  = "The certificate has expired"
  test   = "builtin:starttls-check"

  cause = <<-END
    The certificate's last day is past. A device that checks it will not send; one that does not
    check cannot know whom it talks to.
  END

  advice = <<-END
    Tell the server's administrator to renew it. If it is a well-known server, check the clock
    of this computer and of the device first.
  END

  source {
    title = "RFC 5280, X.509 Certificate Profile"
    date  = "2008-05"
  }
}

class "clock-skew" {
  family = "tls"
  title  = "The clock here is wrong"
  test   = "builtin:starttls-check"

  cause = <<-END
    The server's own time and this computer's differ so much that certificates seem expired or
    not yet valid.
  END

  advice = <<-END
    Set the clock, by NTP. Then look at the device: a copier with a wrong clock refuses good
    certificates.
  END

  source {
    title = "RFC 5280, X.509 Certificate Profile"
    date  = "2008-05"
  }
}

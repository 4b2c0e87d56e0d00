class "connect-refused" {
  family = "network"
  title  = "The connection was refused at once"
  test   = "builtin:procedure"

  cause = <<-END
    A machine answered, and nothing listens on that port; or a firewall refuses in its name.
  END

  advice = <<-END
    Check the port: 25 for an MX, 587 for client submission. Port 465 does not exist at
    Microsoft 365. If the port is right, look for a firewall or an antivirus on the way that
    rejects SMTP.
  END

  source {
    title = "Microsoft Learn, \"How to set up a multifunction device or application to send email using Microsoft 365 or Office 365\""
    date  = "2022-04-27"
  }
}

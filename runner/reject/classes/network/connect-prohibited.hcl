class "connect-prohibited" {
  family = "network"
  title  = "This computer forbids the connection"
  test   = "builtin:procedure"

  cause = <<-END
    The operating system, its firewall or an antivirus on this computer did not let the
    connection out. Nothing was learned about the network or the server.
  END

  advice = <<-END
    Allow smtpspec in the firewall or antivirus of this computer, or run it on another one.
  END

  source {
    title = "Microsoft Learn, \"Fix issues with printers, scanners, and LOB apps that send email using Microsoft 365\""
    date  = "2024-08-13"
  }
}

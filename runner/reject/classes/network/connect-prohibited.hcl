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

  rule {
    text     = "\\bforbidden by its access permissions|\\b(?:wsa)?eacces\\b|\\b(?:winsock|winerror|socket|error|code|errno)(?: error)?(?: code)?\\W{1,3}10013\\b"
    codeless = true
  }
  rule {
    text     = "\\bconnect\\w*\\b.{0,80}?\\b(?:permission denied|operation not permitted)"
    codeless = true
  }
  rule {
    text     = "\\bzugriff auf einen socket war aufgrund der zugriffsrechte|\\bconnect eperm\\b"
    codeless = true
  }

  example {
    reply = "An attempt was made to access a socket in a way forbidden by its access permissions"
  }

  example {
    reply = "SMTP ERROR: Failed to connect to server: Permission denied (13)"
  }

  source {
    title = "Microsoft Learn, \"Fix issues with printers, scanners, and LOB apps that send email using Microsoft 365\""
    date  = "2024-08-13"
  }
}

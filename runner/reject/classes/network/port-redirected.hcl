class "port-redirected" {
  family = "network"
  title  = "Something else answers in place of the server"
  test   = "builtin:m365/baseline"

  cause = <<-END
    The greeting is not the one of the server that was asked for: a provider, a firewall or a
    captive portal redirects the port to a machine of its own.
  END

  advice = <<-END
    Ask who runs this network to let SMTP through, or let the device sign in on port 587, which
    is redirected more rarely. Do not enter a password there until the certificate is right.
  END

  source {
    title = "Microsoft Learn, \"Fix issues with printers, scanners, and LOB apps that send email using Microsoft 365\""
    date  = "2024-08-13"
  }
}

class "connect-timeout" {
  family = "network"
  title  = "No answer to the attempt to connect"
  test   = "builtin:procedure"

  cause = <<-END
    The packets vanish on the way, and it cannot be seen from here who drops them: this
    computer's antivirus, the firewall, the internet provider or the server. On port 25, with
    587 answering, it is the usual sign of a line or a cloud that does not let port 25 out.
  END

  advice = <<-END
    Try port 587 of the submission host from the same place, and port 25 of a second operator.
    If only port 25 fails everywhere, ask the provider whether it is blocked, or let the device
    sign in on port 587.
  END

  source {
    title = "Microsoft Learn, \"How to set up a multifunction device or application to send email using Microsoft 365 or Office 365\""
    date  = "2022-04-27"
  }
}

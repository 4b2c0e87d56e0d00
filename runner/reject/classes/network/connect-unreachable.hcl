class "connect-unreachable" {
  family = "network"
  title  = "There is no way to the server"
  test   = "builtin:procedure"

  cause = <<-END
    This computer, or a router, says that it has no route there, or that sending there is
    prohibited. IPv6 without a way out is a usual cause.
  END

  advice = <<-END
    See whether this network reaches anything at that address family: if IPv4 works and IPv6
    does not, set the device to IPv4. Then look at gateway, VLAN and firewall.
  END

  source {
    title = "Microsoft Learn, \"Fix issues with printers, scanners, and LOB apps that send email using Microsoft 365\""
    date  = "2024-08-13"
  }
}

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

  rule {
    text     = "\\bnetwork (?:is )?unreachable\\b|\\bno route to (?:host|network)\\b|\\bhost (?:is )?unreachable\\b|\\berrno (?:101|113)\\b|\\bunreachable (?:host|network)\\b|\\bdestination (?:host |net |network )?unreachable|\\b(?:wsa)?e(?:net|host)unreach\\b"
    codeless = true
  }
  rule {
    text     = "\\b(?:winsock|winerror|socket|error|code|errno)(?: error)?(?: code)?\\W{1,3}1005[16]\\b|\\b(?:winsock|winerror|socket|error|code|errno)(?: error)?(?: code)?\\W{1,3}10065\\b"
    codeless = true
  }
  rule {
    text     = "\\bnetzwerk ist nicht erreichbar|\\bkeine route zum ziel\\w*|\\baucun chemin d'acc(?:è|e)s pour atteindre|\\bla red es inaccesible|\\bno hay ruta (?:al|hasta el) (?:host|destino)|\\bla rete non (?:è|e) raggiungibile|\\bnetwork is not available"
    codeless = true
  }
  rule {
    text     = "^\\W*(?:network (?:connection )?(?:error|failure)|not connected to (?:the |a )?network|check the network(?: connection| cable)?)\\W*$"
    codeless = true
    fallback = true
  }

  example {
    reply = "OSError: [Errno 101] Network is unreachable"
  }

  example {
    reply = "No route to host"
  }

  example {
    reply = "Keine Route zum Zielrechner"
  }

  counter_example {
    reply = "delivery temporarily suspended: connect to mx.example.com[192.0.2.25]:25: No route to host"
    class = "routing-failed"
  }

  source {
    title = "Microsoft Learn, \"Fix issues with printers, scanners, and LOB apps that send email using Microsoft 365\""
    date  = "2024-08-13"
  }
}

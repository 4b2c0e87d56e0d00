# All copiers of a tenant stop on the same day, and nobody touched a copier.
#
# An administrator has switched Direct Send off for the organisation. The network,
# the line's reputation and the copiers are as they were. A connector that knows
# the line's address lets them through again:
#
#   smtpspec run docs/case-studies/direct-send-rejected.smtp.hcl
#
# Both servers are profiles of the lab. To hold the same sessions with the real
# ones, put what stands behind `lab` in its place, and run it at the site.

suite {
  title = "Case study: Direct Send switched off"
  tags  = ["case-study"]
}

endpoint "without_connector" {
  lab            = "m365-mx-direct-send-rejected" # mx_of = "contoso.com"
  port           = 25
  method         = "direct-send"
  address_family = "ipv4"
}

endpoint "with_connector" {
  lab            = "m365-mx" # mx_of = "contoso.com"
  port           = 25
  method         = "relay"
  address_family = "ipv4" # a connector by address lists IPv4 addresses only
}

site {
  static_ip    = true
  device_oauth = false
}

defaults {
  from = "scanner@contoso.com"
}

test "before" {
  title    = "The switch is on, and no connector knows this line"
  endpoint = endpoint.without_connector
  to       = ["office@contoso.com"]

  expect mail accept {}
  expect rcpt reject {
    class = "direct-send-rejected"
  }
}

# A recipient inside the tenant alone would not prove the connector.
test "after" {
  title    = "The switch is on, and a connector lists this line's address"
  endpoint = endpoint.with_connector
  to       = ["office@contoso.com", "someone@example.net"]

  expect mail accept {}
  expect rcpt accept {}
}

comparison "before_and_after" {
  title = "The same line, without and with a connector"
  tests = [test.before, test.after]
}

case_study "direct_send_rejected" {
  title = "Scan-to-email refused since Direct Send was switched off"
  tests = [test.before, test.after]

  environment = {
    Device = "copiers of several makers, all without sign-in"
    Line   = "static public IPv4 address, not shared"
    Tenant = "RejectDirectSend set to true that morning"
  }

  symptoms = [
    "All copiers of all sites stopped on the same day",
    "Nothing was changed on a copier or on a firewall",
    "The Exchange message trace shows nothing",
  ]

  resolution = "An inbound connector of type OnPremises was made that lists the public addresses of the sites. RejectDirectSend stayed on."

  lessons = [
    "Mail that a connector claims, by address or by certificate, is not touched by RejectDirectSend.",
    "It goes by the envelope sender: what only shows the domain in the header From is not touched, and is DMARC's to judge.",
    "Forwarding without SRS breaks with it: see what is forwarded to the tenant before the switch is turned.",
    "The switch takes about half an hour to act: a test within that time proves little.",
    "Look for the sources without a connector before the switch is turned, not after.",
  ]
}

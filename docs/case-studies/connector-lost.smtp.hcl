# Scans to colleagues arrive, scans to clients do not.
#
# The provider gave the line another address, and the tenant's inbound connector
# still lists the old one. What is left is Direct Send, which reaches the tenant's
# own people only:
#
#   smtpspec run docs/case-studies/connector-lost.smtp.hcl
#
# Both servers are played by the lab. To hold the same sessions with the real ones,
# put what stands behind `lab` in its place, and run it at the site, with recipients
# of your own.

suite {
  title = "Case study: the connector no longer matches"
  tags  = ["case-study"]
}

variable "password" {
  type        = string
  description = "The password of the scanner's mailbox"
  sensitive   = true
  default     = "only-good-in-the-lab"
}

variable "connector_address" {
  type        = string
  description = "The address that the connector lists"
  default     = "198.51.100.20"
}

# The tenant's MX as a line sees it that no connector knows. The reply: Microsoft
# Learn, "Fix issues with printers, scanners, and LOB applications that send email
# using Microsoft 365 or Office 365" (2024-08-13).
lab "no_connector" {
  title    = "Microsoft 365, MX of a tenant: no connector matches"
  host     = "contoso-com.mail.protection.outlook.com"
  banner   = "220 SJ5PEPF000001F2.mail.protection.outlook.com Microsoft ESMTP MAIL Service ready at {date} [{session}]"
  greeting = "Hello [203.0.113.7]"
  keywords = [
    "SIZE 157286400", "PIPELINING", "DSN", "ENHANCEDSTATUSCODES", "STARTTLS", "8BITMIME", "BINARYMIME", "CHUNKING",
    "SMTPUTF8",
  ]

  on rcpt {
    recipient = ["*@example.net"]
    reply     = "550 5.7.64 TenantAttribution; Relay Access Denied [SJ5PEPF000001F2.namprd05.prod.outlook.com {time} {session}]"
  }
}

endpoint "mx" {
  lab            = lab.no_connector # mx_of = "contoso.com"
  port           = 25
  method         = "relay"
  address_family = "ipv4" # a connector by address lists IPv4 addresses only
}

endpoint "submission" {
  lab    = "m365-submission" # host = "smtp.office365.com"
  port   = 587
  tls    = "required"
  method = "client-submission"
}

credential "scanner" {
  username = "scanner@contoso.com"
  password = var.password
}

site {
  external_recipients = true
  device_oauth        = false
}

defaults {
  client = "login-only"
  from   = "scanner@contoso.com"
  to     = ["office@contoso.com", "someone@example.net"]
}

test "relay" {
  title    = "The copier's own route: the MX, by a connector that lists the old address"
  endpoint = endpoint.mx

  expect mail accept {}
  expect rcpt accept {
    recipient = "office@contoso.com"
  }
  expect rcpt reject {
    recipient = "someone@example.net"
    class     = "relay-denied"
  }

  assert {
    condition     = step.ehlo.client_address != var.connector_address
    error_message = "The server sees this line as ${var.connector_address}, which the connector lists: look for another cause."
  }
}

test "submission" {
  title      = "Signed in, to the same recipients"
  endpoint   = endpoint.submission
  credential = credential.scanner

  expect auth accept {}
  expect rcpt accept {}
}

comparison "relay_and_submission" {
  title = "One copier, one line, two ways in"
  tests = [test.relay, test.submission]
}

case_study "connector_lost" {
  title = "Scans to other organisations refused after a change of line"
  tests = [test.relay, test.submission]

  environment = {
    Device    = "a copier that sends through an inbound connector, without sign-in"
    Line      = "new contract, new public address"
    Connector = "type OnPremises, by address; lists the old address, 198.51.100.20"
  }

  symptoms = [
    "Scans to colleagues arrive, scans to clients do not",
    "Connector validation in the Exchange admin centre succeeds",
    "The copier's connection test succeeds",
  ]

  root_cause = "The connector still lists the line's old address. A connector by address claims only what comes from an address in its list."
  resolution = "The copier was moved to client submission, which does not depend on the line's address."

  lessons = [
    "A recipient inside the tenant proves nothing about a connector: Direct Send takes it as well.",
    "The validation of a connector does not start from the copier's address.",
    "Take the line's address from the server's answer to EHLO, not from the contract.",
  ]
}

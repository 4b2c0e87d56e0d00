# The password is right, was typed five times, and is refused.
#
# SMTP AUTH is off for the organisation. The words behind the code say so; the code
# alone stands before many causes:
#
#   smtpspec run docs/case-studies/smtp-auth-disabled.smtp.hcl
#
# Both servers are profiles of the lab. To hold the same sessions with the real
# ones, put what stands behind `lab` in its place, and run it at the site.

suite {
  title = "Case study: SMTP AUTH switched off"
  tags  = ["case-study"]
}

variable "password" {
  type        = string
  description = "The password of the scanner's mailbox"
  sensitive   = true
  default     = "only-good-in-the-lab"
}

endpoint "submission" {
  lab    = "m365-submission-auth-disabled" # host = "smtp.office365.com"
  port   = 587
  tls    = "required"
  method = "client-submission"
}

endpoint "connector" {
  lab            = "m365-mx" # mx_of = "contoso.com"
  port           = 25
  method         = "relay"
  address_family = "ipv4" # a connector by address lists IPv4 addresses only
}

credential "scanner" {
  username      = "scanner@contoso.com"
  password      = var.password
  allow_refusal = true # known to be refused
}

site {
  static_ip           = true
  external_recipients = true
  device_oauth        = false
}

defaults {
  client = "login-only"
  from   = "scanner@contoso.com"
}

test "before" {
  title      = "The copier's settings as they were: port 587, signed in"
  endpoint   = endpoint.submission
  credential = credential.scanner
  to         = ["office@contoso.com"]

  expect ehlo-tls accept {
    offers = ["AUTH LOGIN"] # offered to everybody, whatever the tenant allows
  }
  expect auth reject {
    class = "smtp-auth-disabled"
  }
}

# A recipient inside the tenant alone would not prove the connector.
test "after" {
  title    = "The copier's settings now: the MX, by a connector, no sign-in"
  endpoint = endpoint.connector
  to       = ["office@contoso.com", "someone@example.net"]

  expect mail accept {}
  expect rcpt accept {}
}

comparison "before_and_after" {
  title = "One copier, one line, two ways in"
  tests = [test.before, test.after]
}

case_study "smtp_auth_disabled" {
  title = "A right password refused: SMTP AUTH switched off"
  tests = [test.before, test.after]

  environment = {
    Device = "a copier that signs in with user name and password"
    Line   = "static public IPv4 address, not shared"
    Tenant = "SMTP AUTH off for the organisation, and to stay so"
  }

  symptoms = [
    "The panel says: authentication failed",
    "The password works in a browser",
    "The password was set anew, twice",
  ]

  resolution = "The organisation wants no SMTP AUTH. An inbound connector of type OnPremises was made that lists the line's address, and the copier was set to the tenant's MX, port 25, without sign-in."

  lessons = [
    "The enhanced code 5.7.139 stands before many causes: the words behind it decide.",
    "The switch governs OAuth, too: a token would have been refused with the same words.",
    "A single mailbox can be let through, against the organisation's switch, where the organisation wants that.",
  ]
}

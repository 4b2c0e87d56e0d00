# Scans stop, the connection test is green, the message trace is empty.
#
# The line's address is listed by Spamhaus, and the tenant's MX says so at RCPT TO
# only. The case study beside this file is what the run writes:
#
#   smtpspec run docs/case-studies/spamhaus.smtp.hcl
#
# Both servers are profiles of the lab. To hold the same sessions with the real
# ones, put what stands behind `lab` in its place, and run it at the site.

suite {
  title = "Case study: listed by Spamhaus"
  tags  = ["case-study"]
}

variable "password" {
  type        = string
  description = "The password of the scanner's mailbox"
  sensitive   = true
  default     = "only-good-in-the-lab"
}

endpoint "mx" {
  lab    = "m365-mx-spamhaus" # mx_of = "contoso.com"
  port   = 25
  method = "direct-send"
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
  static_ip           = false
  external_recipients = true
  device_oauth        = false
}

defaults {
  client = "sharp-mx"
  from   = "scanner@contoso.com"
  to     = ["office@contoso.com"]
}

test "before" {
  title    = "The copier's settings as they were: the MX, port 25, no sign-in"
  endpoint = endpoint.mx

  expect ehlo accept {
    offers = ["STARTTLS", "SIZE"]
  }
  expect ehlo-tls accept {
    lacks = ["AUTH"]
  }
  expect mail accept {} # a connection test does not come further than this
  expect rcpt reject {
    class = "spamhaus"
  }
}

test "after" {
  title      = "The copier's settings now: port 587, STARTTLS, signed in"
  endpoint   = endpoint.submission
  credential = credential.scanner

  expect auth accept {
    mechanism = "LOGIN"
  }
  expect rcpt accept {}
}

comparison "before_and_after" {
  title = "One copier, one line, two ways in"
  tests = [test.before, test.after]
}

case_study "spamhaus" {
  title = "Scan-to-email refused for IP reputation"
  tests = [test.before, test.after]

  environment = {
    Device   = "Sharp MX-4070N"
    Firewall = "UniFi UDM Pro"
    Line     = "office line with a dynamic public address"
  }

  symptoms = [
    "The panel says: communication error",
    "The copier's connection test succeeds",
    "Connector validation in the Exchange admin centre succeeds",
    "The Exchange message trace shows nothing",
  ]

  resolution = "The copier was moved to authenticated client submission: smtp.office365.com, port 587, STARTTLS, a mailbox of its own with SMTP AUTH enabled for that mailbox only."

  lessons = [
    "A connection that works is not mail that is accepted: the answer came at RCPT TO.",
    "Connector validation does not send from the copier's address, so it says nothing about it.",
    "A refusal in the envelope leaves no entry in the message trace.",
  ]
}

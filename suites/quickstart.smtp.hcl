# The quick start: a copier that stopped mailing its scans.
#
# Nothing here leaves this computer. Both endpoints are profiles of the lab, the
# server inside smtpspec, which plays Microsoft 365: its MX as it answers an
# office line that Spamhaus lists, and its submission endpoint as it answers a
# device that signs in. To ask the real ones, put `mx_of` and `host` in place of
# `lab`, as the lines behind them show.
#
#   smtpspec run suites/quickstart.smtp.hcl

suite {
  title            = "Contoso: scan-to-email"
  tags             = ["quickstart"]
  required_version = ">= 0.1"
}

# The lab takes any password. A real one comes from outside: --ask password, a
# variables file, or SMTPSPEC_VAR_password in the environment.
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
  method = "client-submission"
}

credential "scanner" {
  username = "scanner@contoso.com"
  password = var.password
}

# What the device can do, so that the test does no more.
client "copier" {
  ehlo = "copier.contoso.com"
  tls {
    max_version = "TLS1.2"
  }
}

site {
  device_oauth = false # the MX-4070N signs in with a password only
}

defaults {
  client = client.copier
  from   = "scanner@contoso.com"
  to     = ["office@contoso.com"]
}

# The copier's route as it was: straight to the tenant's MX, without a password.
# All goes well up to MAIL FROM, which is why the vendor's connection test is
# green. The refusal is expected here, so the test passes; the day it fails, the
# listing is gone.
test "direct_send" {
  title    = "The copier's own route: straight to the MX"
  endpoint = endpoint.mx

  expect ehlo accept {
    offers = ["STARTTLS", "SIZE"]
  }
  expect tls ok {
    min_version = "TLS1.2"
  }
  expect ehlo-tls accept {
    lacks = ["AUTH"]
  }
  expect mail accept {}
  expect rcpt reject {
    class = "spamhaus"
  }
}

# The way out: the same copier, the same site, signed in.
test "submission" {
  title      = "Signed in, through client submission"
  endpoint   = endpoint.submission
  credential = credential.scanner

  expect tls ok {
    min_version = "TLS1.2"
  }
  expect ehlo-tls accept {
    offers = ["AUTH LOGIN"]
  }
  expect auth accept {}
  expect rcpt accept {
    within = "10s"
  }
}

comparison "mx_vs_submission" {
  title = "One copier, one site, two ways in"
  tests = [test.direct_send, test.submission]

  assert {
    condition     = test.direct_send.step.rcpt.family == "reputation" && test.submission.step.rcpt.outcome == "accept"
    error_message = "The MX no longer refuses this address for its reputation, or submission no longer takes the envelope: choose the method again."
  }
}

# What only a person can know. Everything else in the case study was observed.
case_study "sharp_mx" {
  title = "Scan-to-email refused for IP reputation"
  tests = [test.direct_send, test.submission]

  environment = {
    Device   = "Sharp MX-4070N"
    Firewall = "UniFi UDM Pro"
    Method   = "Direct Send to the tenant's MX, port 25"
  }

  symptoms = [
    "The panel says: communication error",
    "The copier's connection test succeeds",
    "Connector validation in the Exchange admin centre succeeds",
    "The Exchange message trace shows nothing",
  ]

  resolution = "The copier was moved to authenticated client submission: smtp.office365.com, port 587, STARTTLS, a mailbox of its own."

  lessons = [
    "A connection that works is not mail that is accepted: the answer came at RCPT TO.",
    "Connector validation does not send from the copier's address, so it says nothing about it.",
    "A refusal in the envelope leaves no trace in Exchange.",
  ]
}

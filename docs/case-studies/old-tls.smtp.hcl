# A copier is blamed for its password, and it is its TLS.
#
# Microsoft's submission endpoint shakes hands with TLS 1.0 and 1.1 and refuses at
# AUTH. A test of the handshake alone is green:
#
#   smtpspec run docs/case-studies/old-tls.smtp.hcl
#
# One server, one mailbox, two clients: only their TLS differs. The server is a
# profile of the lab. To hold the same sessions with the real one, put what stands
# behind `lab` in its place, and give the password.

suite {
  title = "Case study: TLS 1.0 refused at AUTH"
  tags  = ["case-study"]
}

variable "password" {
  type        = string
  description = "The password of the scanner's mailbox"
  sensitive   = true
  default     = "only-good-in-the-lab"
}

endpoint "submission" {
  lab    = "m365-submission" # host = "smtp.office365.com"
  port   = 587
  tls    = "required"
  method = "client-submission"
}

credential "before" {
  username      = "scanner@contoso.com"
  password      = var.password
  allow_refusal = true
}

credential "after" {
  username = "scanner@contoso.com"
  password = var.password
}

site {
  device_oauth = false
}

defaults {
  endpoint = endpoint.submission
  from     = "scanner@contoso.com"
  to       = ["office@contoso.com"]
}

test "before" {
  title      = "The copier as it was: TLS 1.1 at best"
  client     = "old-tls"
  credential = credential.before

  expect tls ok {
    max_version = "TLS1.1"
  }
  expect auth refuse {
    class = "tls-version-unsupported"
  }
}

test "after" {
  title      = "The copier with its new firmware: TLS 1.2"
  client     = "tls12"
  credential = credential.after

  expect tls ok {
    min_version = "TLS1.2"
  }
  expect auth accept {}
  expect rcpt accept {}
}

comparison "before_and_after" {
  title = "The same mailbox, with TLS 1.1 and with TLS 1.2"
  tests = [test.before, test.after]
}

case_study "old_tls" {
  title = "Sign-in refused because of TLS 1.0"
  tests = [test.before, test.after]

  environment = {
    Device = "a copier whose firmware knows TLS 1.0 and 1.1"
  }

  symptoms = [
    "The panel says: authentication failed",
    "The password works in a browser",
    "STARTTLS and the handshake succeed",
  ]

  resolution = "The copier was given a firmware that knows TLS 1.2. The password stayed."

  lessons = [
    "A handshake that succeeds does not prove the TLS version: go as far as AUTH, or read the version.",
    "What a computer negotiates says nothing about a copier: test with what the copier can do.",
  ]
}

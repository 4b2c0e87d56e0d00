# Full sessions with Exim, which wraps one sentence over several reply lines and
# sends no enhanced status codes.
suite {
  title = "Exim"
}

variable "ports" {
  type = object({
    mx         = number
    blocked    = number
    greylist   = number
    submission = number
    implicit   = number
  })
}

variable "password" {
  type      = string
  sensitive = true
}

locals {
  alice = "alice@example.test"
}

endpoint "mx" {
  host        = "127.0.0.1"
  port        = var.ports.mx
  server_name = "mail.example.test"
  ca_file     = "ca.pem"
}

endpoint "blocked" {
  host        = "127.0.0.1"
  port        = var.ports.blocked
  server_name = "mail.example.test"
  ca_file     = "ca.pem"
}

endpoint "greylist" {
  host        = "127.0.0.1"
  port        = var.ports.greylist
  server_name = "mail.example.test"
  ca_file     = "ca.pem"
}

endpoint "submission" {
  host        = "127.0.0.1"
  port        = var.ports.submission
  tls         = "required"
  server_name = "mail.example.test"
  ca_file     = "ca.pem"
}

endpoint "implicit" {
  host        = "127.0.0.1"
  port        = var.ports.implicit
  tls         = "implicit"
  server_name = "mail.example.test"
  ca_file     = "ca.pem"
}

credential "alice" {
  username = local.alice
  password = var.password
}

credential "login" {
  username  = local.alice
  password  = var.password
  mechanism = "LOGIN"
}

credential "cram" {
  username  = local.alice
  password  = var.password
  mechanism = "CRAM-MD5"
}

# Another user than the others: a refused AUTH is final for its user.
credential "stranger" {
  username      = "mallory@example.test"
  password      = "guess-${var.password}"
  allow_refusal = true
}

client "copier" {
  ehlo = "copier.example.test"
}

defaults {
  client = client.copier
  from   = "scanner@example.test"
  to     = [local.alice]
}

test "mx" {
  endpoint = endpoint.mx

  expect banner accept {
    text = "^mail\\.example\\.test ESMTP Exim"
  }
  expect ehlo accept {
    offers = ["STARTTLS", "SIZE"]
    lacks  = ["AUTH", "ENHANCEDSTATUSCODES"]
  }
  expect tls ok {
    min_version = "TLS1.3"
    names       = ["mail.example.test"]
  }
  expect ehlo-tls accept {
    lacks = ["STARTTLS", "AUTH"]
  }
  expect rcpt accept {
    text = "^Accepted$"
  }
  expect quit accept {}
}

test "recipients" {
  endpoint = endpoint.mx
  to       = [local.alice, "nosuch@example.test"]

  expect rcpt accept {
    recipient = local.alice
  }
  expect rcpt reject {
    recipient = "nosuch@example.test"
    code      = 550
    class     = "unknown-recipient"
  }
}

test "wrapped" {
  title    = "One sentence in two reply lines is one sentence"
  endpoint = endpoint.blocked

  expect rcpt reject {
    class = "spamhaus"
    code  = 550
    text  = "Client host \\[127\\.0\\.0\\.1\\] blocked using zen\\.spamhaus\\.org"
  }

  assert {
    condition     = length(step.rcpt.lines) == 2
    error_message = "the reply came in ${length(step.rcpt.lines)} lines"
  }
}

test "greylisted" {
  endpoint = endpoint.greylist

  expect rcpt defer {
    class = "greylisted"
    code  = 451
  }
}

test "relay" {
  endpoint = endpoint.mx
  to       = ["someone@elsewhere.test"]

  expect rcpt reject {
    class = "relay-denied"
  }
}

test "plain" {
  title      = "PLAIN is the strongest that both know"
  endpoint   = endpoint.submission
  credential = credential.alice
  to         = ["someone@elsewhere.test"]

  expect ehlo accept {
    lacks = ["AUTH"]
  }
  expect auth accept {
    mechanism = "PLAIN"
    code      = 235
  }
  expect rcpt accept {}
}

test "login" {
  endpoint   = endpoint.submission
  credential = credential.login

  expect auth accept {
    mechanism = "LOGIN"
  }
  expect rcpt accept {}
}

test "cram" {
  endpoint   = endpoint.submission
  credential = credential.cram

  expect auth accept {
    mechanism = "CRAM-MD5"
  }
  expect rcpt accept {}
}

test "stranger" {
  endpoint   = endpoint.submission
  credential = credential.stranger

  expect auth reject {
    class = "auth-failed"
    code  = 535
    text  = "^Incorrect authentication data$"
  }
}

test "no_credential" {
  endpoint = endpoint.submission

  expect rcpt reject {
    class = "auth-required"
  }
}

test "implicit" {
  endpoint   = endpoint.implicit
  credential = credential.alice

  expect tls ok {}
  expect auth accept {}
  expect rcpt accept {}
}

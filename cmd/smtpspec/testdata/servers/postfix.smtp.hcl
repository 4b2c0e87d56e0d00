# Full sessions with Postfix, and with Dovecot behind it. The test that runs this
# suite starts both, and says on which ports.
suite {
  title = "Postfix"
}

variable "ports" {
  type = object({
    mx         = number
    blocked    = number
    greylist   = number
    submission = number
    implicit   = number
    proxy      = number
  })
}

variable "password" {
  type      = string
  sensitive = true
}

locals {
  alice = "alice@example.test"
  bob   = "bob@example.test"
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
  method      = "direct-send"
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
  method      = "client-submission"
}

endpoint "submission_in_clear" {
  host = "127.0.0.1"
  port = var.ports.submission
  tls  = "none"
}

endpoint "implicit" {
  host        = "127.0.0.1"
  port        = var.ports.implicit
  tls         = "implicit"
  server_name = "mail.example.test"
  ca_file     = "ca.pem"
}

endpoint "proxy" {
  host        = "127.0.0.1"
  port        = var.ports.proxy
  server_name = "mail.example.test"
  ca_file     = "ca.pem"
}

endpoint "unknown_root" {
  host        = "127.0.0.1"
  port        = var.ports.mx
  server_name = "mail.example.test"
}

endpoint "other_name" {
  host        = "127.0.0.1"
  port        = var.ports.mx
  server_name = "mail.example.org"
  ca_file     = "ca.pem"
}

credential "strongest" {
  username = local.alice
  password = var.password
}

credential "plain" {
  username  = local.alice
  password  = var.password
  mechanism = "PLAIN"
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
    text = "^mail\\.example\\.test ESMTP Postfix"
  }
  expect ehlo accept {
    offers = ["STARTTLS", "SIZE", "PIPELINING", "ENHANCEDSTATUSCODES"]
    lacks  = ["AUTH"]
  }
  expect starttls accept {
    code     = 220
    enhanced = "2.0.0"
  }
  expect tls ok {
    min_version = "TLS1.3"
    names       = ["mail.example.test", "localhost"]
    issuer      = "smtpspec test root"
  }
  expect ehlo-tls accept {
    lacks = ["STARTTLS", "AUTH"]
  }
  expect mail accept {
    enhanced = "2.1.0"
  }
  expect rcpt accept {
    enhanced = "2.1.5"
  }
  expect quit accept {
    code = 221
  }
}

test "recipients" {
  title    = "Three recipients, one of whom nobody knows"
  endpoint = endpoint.mx
  to       = [local.alice, "nosuch@example.test", local.bob]

  expect rcpt accept {
    recipient = [local.alice, local.bob]
  }
  expect rcpt reject {
    recipient = "nosuch@example.test"
    code      = 550
    enhanced  = "5.1.1"
    class     = "unknown-recipient"
  }
}

test "blocked" {
  title    = "An access map that answers in the words of Spamhaus' users"
  endpoint = endpoint.blocked

  expect mail accept {}
  expect rcpt reject {
    class    = "spamhaus"
    family   = "reputation"
    code     = 550
    enhanced = "5.7.1"
    text     = "blocked using zen\\.spamhaus\\.org"
  }
}

test "greylisted" {
  endpoint = endpoint.greylist

  expect rcpt defer {
    class = "greylisted"
    code  = "45x"
  }
}

test "relay" {
  endpoint = endpoint.mx
  to       = ["someone@elsewhere.test"]

  expect rcpt reject {
    class    = "relay-denied"
    enhanced = "5.7.1"
  }
}

test "strongest" {
  title      = "SCRAM-SHA-256, when nobody says otherwise"
  endpoint   = endpoint.submission
  credential = credential.strongest
  to         = ["someone@elsewhere.test"]

  expect ehlo accept {
    lacks = ["AUTH"]
  }
  expect ehlo-tls accept {
    offers = ["AUTH SCRAM-SHA-256", "AUTH PLAIN"]
  }
  expect auth accept {
    mechanism = "SCRAM-SHA-256"
    enhanced  = "2.7.0"
  }
  expect rcpt accept {}
}

test "plain" {
  endpoint   = endpoint.submission
  credential = credential.plain

  expect auth accept {
    mechanism = "PLAIN"
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
    class    = "auth-failed"
    code     = 535
    enhanced = "5.7.8"
  }
}

test "no_credential" {
  endpoint = endpoint.submission

  expect rcpt reject {
    code     = 554
    enhanced = "5.7.1"
  }
}

test "in_clear" {
  title    = "Submission insists on TLS"
  endpoint = endpoint.submission_in_clear

  expect mail reject {
    class = "tls-required"
    code  = 530
  }
}

test "implicit" {
  endpoint   = endpoint.implicit
  credential = credential.strongest

  expect tls ok {}
  expect ehlo-tls accept {
    offers = ["AUTH"]
    lacks  = ["STARTTLS"]
  }
  expect auth accept {}
  expect rcpt accept {}
}

test "proxy" {
  title      = "Dovecot's submission service offers AUTH in clear, and gets it inside TLS"
  endpoint   = endpoint.proxy
  credential = credential.plain

  expect ehlo accept {
    offers = ["AUTH"]
  }
  expect tls ok {}
  expect auth accept {}
  expect rcpt accept {}
}

test "unknown_root" {
  endpoint = endpoint.unknown_root

  expect tls ok {
    verified = false
    class    = ["cert-untrusted", "cert-chain-incomplete"]
  }
  expect rcpt accept {}
}

test "other_name" {
  endpoint = endpoint.other_name

  expect tls ok {
    verified = false
    class    = "cert-name"
  }
}

comparison "mx_vs_submission" {
  tests = [test.blocked, test.strongest]
}

case_study "blocked" {
  title    = "Refused for the address it came from"
  tests    = [test.blocked, test.strongest]
  symptoms = ["The panel says: communication error"]
}

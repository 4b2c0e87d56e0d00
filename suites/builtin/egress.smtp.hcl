# Is this computer, on this line, fit to test mail from?
#
# A test says something about a mail server only where the way to it is known to
# be good. This suite asks two operators on both ports, 25 and 587: what fails at
# both lies on this side. It looks at the address that they see, at the root behind
# their certificates (one of this computer's own means that something reads along),
# at the clock, and at what the name service says of a name that cannot exist.
#
# No envelope is offered and nothing is sent. A port that cannot be reached leaves
# its test inconclusive: that is no word about the operator.
#
#   smtpspec run builtin:egress
#   smtpspec run builtin:egress --var microsoft_lab=m365-submission --var google_lab=m365-mx   # against the lab

suite {
  title            = "Fit to test from here"
  tags             = ["egress"]
  required_version = ">= 0.1"
}

variable "microsoft_host" {
  type        = string
  description = "A host of Microsoft 365 that answers on both ports: its submission endpoint"
  default     = "smtp.office365.com"
}

variable "google_domain" {
  type        = string
  description = "A domain whose MX is Google's, for port 25"
  default     = "gmail.com"
}

variable "google_host" {
  type        = string
  description = "Google's submission endpoint, for port 587"
  default     = "smtp.gmail.com"
}

variable "port_mx" {
  type        = number
  description = "The port that mail servers take mail on"
  default     = 25
}

variable "port_submission" {
  type        = number
  description = "The port for submission"
  default     = 587
}

variable "address_family" {
  type        = string
  description = "IPv4 unless told otherwise, as most devices know no other"
  default     = "ipv4"
}

variable "no_such_name" {
  type        = string
  description = "A name that cannot exist (RFC 6761 keeps .invalid for that)"
  default     = "smtpspec-egress.invalid"
}

variable "microsoft_lab" {
  type        = string
  description = "A profile of the lab to play Microsoft 365, in place of the real one"
  default     = null
}

variable "google_lab" {
  type        = string
  description = "A profile of the lab to play Google"
  default     = null
}

locals {
  # Microsoft 365's servers greet so; outside the worldwide cloud that is presumed. An
  # Exchange Server of one's own says the same words behind another name.
  greeting      = "(?i)^[^ ]+[.](outlook[.](com|cn)|office365[.](com|us)|apps[.]mil|mx[.]microsoft) Microsoft ESMTP MAIL Service"
  not_microsoft = "What greets is not Microsoft 365: the host that was given is another one, or something on the way answers in its place, or masks the greeting."
}

endpoint "microsoft_25" {
  lab            = var.microsoft_lab
  host           = var.microsoft_lab == null ? var.microsoft_host : null
  port           = var.port_mx
  method         = "other" # what is looked at is the way there, not a way of sending
  address_family = var.address_family

  timeouts {
    connect = "5s" # an operator's port that is open answers sooner
    banner  = "15s"
  }
}

endpoint "microsoft_587" {
  lab            = var.microsoft_lab
  host           = var.microsoft_lab == null ? var.microsoft_host : null
  port           = var.port_submission
  method         = "other"
  address_family = var.address_family

  timeouts {
    connect = "5s"
    banner  = "15s"
  }
}

endpoint "google_25" {
  lab            = var.google_lab
  mx_of          = var.google_lab == null ? var.google_domain : null
  port           = var.port_mx
  method         = "other"
  address_family = var.address_family

  timeouts {
    connect = "5s"
    banner  = "15s"
  }
}

endpoint "google_587" {
  lab            = var.google_lab
  host           = var.google_lab == null ? var.google_host : null
  port           = var.port_submission
  method         = "other"
  address_family = var.address_family

  timeouts {
    connect = "5s"
    banner  = "15s"
  }
}

endpoint "nowhere" {
  host   = var.no_such_name
  port   = var.port_mx
  method = "other"
}

test "microsoft_25" {
  title    = "Port 25 at Microsoft 365"
  endpoint = endpoint.microsoft_25

  expect tls ok {
    min_version = "TLS1.2"
  }
  expect ehlo-tls accept {}

  assert {
    condition     = can(regex(local.greeting, step.banner.text)) || step.banner.outcome != "accept"
    error_message = local.not_microsoft
  }
}

test "microsoft_587" {
  title    = "Port 587 at Microsoft 365, and the clock"
  endpoint = endpoint.microsoft_587

  expect tls ok {
    min_version = "TLS1.2"
  }
  expect ehlo-tls accept {}

  assert {
    condition     = can(regex(local.greeting, step.banner.text)) || step.banner.outcome != "accept"
    error_message = local.not_microsoft
  }

  # Microsoft's greeting tells the time. A clock that is off spoils certificates,
  # tokens and the times in a report.
  assert {
    condition     = step.banner.clock_offset == null ? true : abs(step.banner.clock_offset) <= 300
    error_message = "This computer's clock is ${step.banner.clock_offset} s ahead of the server's."
  }
}

test "google_25" {
  title    = "Port 25 at Google"
  endpoint = endpoint.google_25

  expect tls ok {
    min_version = "TLS1.2"
  }
  expect ehlo-tls accept {}
}

test "google_587" {
  title    = "Port 587 at Google"
  endpoint = endpoint.google_587

  expect tls ok {
    min_version = "TLS1.2"
  }
  expect ehlo-tls accept {}
}

# A name service that has an answer for everything (a captive portal, a provider's
# search page) leads every test astray. One that answers nothing invents nothing: then
# the other tests are inconclusive.
test "resolver" {
  title    = "The name service does not invent answers"
  endpoint = endpoint.nowhere
  skip     = var.microsoft_lab != null && var.google_lab != null ? "the lab needs no name service" : null

  expect resolve fail {}
}

# Lists of addresses are asked about the one that port 25 leaves from. What
# counts is what the servers answer inside TLS, where a certificate proves who they are.
comparison "one_address" {
  title = "Both ports and both operators see the same address"
  tests = [test.microsoft_25, test.microsoft_587, test.google_25, test.google_587]

  assert {
    condition = length(distinct([
      for a in [try(test.microsoft_25.step.ehlo-tls.client_address, null), try(test.microsoft_587.step.ehlo-tls.client_address, null)] : a if a != null
    ])) <= 1
    error_message = "Microsoft 365 sees port 25 come from another address than port 587: lists of addresses are asked about the first."
  }
  assert {
    condition = length(distinct([
      for a in [try(test.microsoft_25.step.ehlo-tls.client_address, null), try(test.google_25.step.ehlo-tls.client_address, null)] : a if a != null
    ])) <= 1
    error_message = "The operators see different addresses on port 25: this site has several, or something in between has."
  }
  assert {
    condition = length(distinct([
      for a in [try(test.microsoft_587.step.ehlo-tls.client_address, null), try(test.google_587.step.ehlo-tls.client_address, null)] : a if a != null
    ])) <= 1
    error_message = "The operators see different addresses on port 587: this site has several, or something in between has."
  }
}

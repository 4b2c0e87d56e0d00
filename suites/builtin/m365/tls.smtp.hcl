# Does TLS with Microsoft's endpoints work from here, for this device too?
#
# Both endpoints take TLS 1.2 and 1.3 and show a certificate of a public authority.
# A certificate of anybody else's means that something on the way opens the
# connection. What a computer negotiates says little about a copier, so the
# handshake is also done with TLS 1.2 only, and with the client that --var client
# names.
#
# Old TLS is refused by the MX in the handshake. The submission endpoint shakes
# hands and refuses at AUTH with 421 4.7.66, so it is not asked here:
# builtin:m365/client-submission --var client=old-tls.
#
#   smtpspec run builtin:m365/tls                                      # against the lab
#   smtpspec run builtin:m365/tls --var submission_lab=tls-intercepted
#   smtpspec run builtin:m365/tls --var domain=contoso.com --var client=rsa-key-exchange

suite {
  title            = "TLS with Microsoft 365 from this site"
  tags             = ["m365", "tls"]
  required_version = ">= 0.1"
}

variable "domain" {
  type        = string
  description = "The tenant's mail domain, whose best MX is asked; without it and without mx_host, the lab"
  default     = null
}

variable "mx_host" {
  type        = string
  description = "The tenant's own inbound host, where the domain's MX is a filter in front of it"
  default     = null
}

variable "submission_host" {
  type        = string
  description = "The submission endpoint"
  default     = "smtp.office365.com"
}

variable "mx_lab" {
  type        = string
  description = "The profile of the lab that plays the MX where no domain and no mx_host is given"
  default     = "m365-mx"
}

variable "submission_lab" {
  type        = string
  description = "The profile of the lab that then plays the submission endpoint"
  default     = "m365-submission"
}

variable "client" {
  type        = string
  description = "The built-in client that does what the device does: smtpspec clients"
  default     = "tls12"
}

variable "valid_for" {
  type        = string
  description = "How long the certificates must still be good"
  default     = "24h"
}

locals {
  in_lab = var.domain == null && var.mx_host == null

  # Microsoft 365's servers greet so; outside the worldwide cloud that is presumed. An
  # Exchange Server of one's own says the same words behind another name.
  greeting       = "(?i)^[^ ]+[.](outlook[.](com|cn)|office365[.](com|us)|apps[.]mil|mx[.]microsoft) Microsoft ESMTP MAIL Service"
  not_the_mx     = "What greets is not Microsoft 365, so its answers prove nothing about the tenant. If a mail filter stands in front of it, name the tenant's own host, from the admin centre: --var mx_host=HOST. If not, something on the way answers in its place, or masks the greeting."
  not_submission = "What greets is not Microsoft 365's submission endpoint: the host that was given is another one, or something on the way answers in its place, or masks the greeting."
}

# A handshake says nothing about a way of sending, so none is named.
endpoint "mx" {
  lab    = local.in_lab ? var.mx_lab : null
  host   = var.mx_host
  mx_of  = var.mx_host == null ? var.domain : null
  port   = 25
  tls    = "required"
  method = "other"

  timeouts {
    banner = "15s" # Microsoft's servers greet sooner, and somebody waits
  }
}

endpoint "submission" {
  lab    = local.in_lab ? var.submission_lab : null
  host   = local.in_lab ? null : var.submission_host
  port   = 587
  tls    = "required"
  method = "other"

  timeouts {
    banner = "15s"
  }
}

test "mx" {
  title    = "The MX, as this computer does it"
  endpoint = endpoint.mx

  expect starttls accept {}
  expect tls ok {
    min_version = "TLS1.2"
    verified    = true
    valid_for   = var.valid_for
  }
  expect ehlo-tls accept {}

  assert {
    condition     = can(regex(local.greeting, step.banner.text)) || step.banner.outcome != "accept"
    error_message = local.not_the_mx
  }
}

test "submission" {
  title    = "The submission endpoint, as this computer does it"
  endpoint = endpoint.submission

  expect starttls accept {}
  expect tls ok {
    min_version = "TLS1.2"
    verified    = true
    valid_for   = var.valid_for
  }
  expect ehlo-tls accept {}

  assert {
    condition     = can(regex(local.greeting, step.banner.text)) || step.banner.outcome != "accept"
    error_message = local.not_submission
  }
}

test "mx_device" {
  title    = "The MX, as the device does it"
  endpoint = endpoint.mx
  client   = var.client

  expect tls ok {
    min_version = "TLS1.2"
  }
  expect ehlo-tls accept {}

  assert {
    condition     = can(regex(local.greeting, step.banner.text)) || step.banner.outcome != "accept"
    error_message = local.not_the_mx
  }
}

test "submission_device" {
  title    = "The submission endpoint, as the device does it"
  endpoint = endpoint.submission
  client   = var.client

  expect tls ok {
    min_version = "TLS1.2"
  }
  expect ehlo-tls accept {}

  assert {
    condition     = can(regex(local.greeting, step.banner.text)) || step.banner.outcome != "accept"
    error_message = local.not_submission
  }
}

test "mx_old_tls" {
  title    = "The MX refuses TLS 1.0 and 1.1"
  endpoint = endpoint.mx
  client   = "old-tls"

  expect tls fail {
    class = ["tls-version", "tls-alert", "tls-handshake"]
  }

  assert {
    condition     = can(regex(local.greeting, step.banner.text)) || step.banner.outcome != "accept"
    error_message = local.not_the_mx
  }
}

comparison "computer_and_device" {
  title = "What this computer negotiates, and what the device would"
  tests = [test.mx, test.mx_device, test.submission, test.submission_device]
}

# The tenant's MX beside the submission endpoint: which of them can a device use?
#
# The MX (port 25) takes mail for its own tenant from anybody whose address has a
# good name. It never offers AUTH: a device that insists on signing in there is at the
# wrong door. Mail to other organisations it takes only by a connector that knows the
# line: builtin:m365/relay. The submission endpoint (port 587) takes mail to anybody,
# from whoever signs in; the device's address plays no part.
#
# Without a password the session with the submission endpoint ends at its offer of
# AUTH, and the test that signs in is skipped. No message is sent.
#
#   smtpspec run builtin:mx-vs-submission                              # against the lab
#   smtpspec run builtin:mx-vs-submission --var mx_lab=m365-mx-spamhaus
#   smtpspec run builtin:mx-vs-submission --var domain=contoso.com \
#     --var from=scanner@contoso.com --var to=office@contoso.com \
#     --var username=scanner@contoso.com --ask password

suite {
  title            = "MX and submission, side by side"
  tags             = ["m365", "methods"]
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

variable "ehlo" {
  type        = string
  description = "The name to say; the address literal of the connection unless given"
  default     = null
}

variable "from" {
  type        = string
  description = "The sender: an address of the tenant. Needed outside the lab"
  default     = null

  validation {
    condition     = var.from != null || var.domain == null && var.mx_host == null
    error_message = "Outside the lab a sender is needed: --var from=…"
  }
}

variable "to" {
  type        = list(string)
  description = "A recipient inside the tenant that exists. Needed outside the lab"
  default     = null

  validation {
    condition     = var.to != null || var.domain == null && var.mx_host == null
    error_message = "Outside the lab a recipient is needed: --var to=…"
  }
}

variable "username" {
  type        = string
  description = "The mailbox that signs in; the sender unless given"
  default     = null
}

variable "password" {
  type        = string
  description = "Its password"
  sensitive   = true
  default     = null
}

locals {
  in_lab = var.domain == null && var.mx_host == null

  # Only the lab is asked about addresses that were not given, and only the lab
  # takes this password.
  from     = local.in_lab && var.from == null ? "scanner@contoso.com" : var.from
  to       = local.in_lab && var.to == null ? ["office@contoso.com"] : var.to
  username = var.username == null ? local.from : var.username
  password = local.in_lab && var.password == null ? "only-good-in-the-lab" : var.password

  # Microsoft 365's servers greet so; outside the worldwide cloud that is presumed. An
  # Exchange Server of one's own says the same words behind another name.
  greeting       = "(?i)^[^ ]+[.](outlook[.](com|cn)|office365[.](com|us)|apps[.]mil|mx[.]microsoft) Microsoft ESMTP MAIL Service"
  not_the_mx     = "What greets is not Microsoft 365, so its answers prove nothing about the tenant. If a mail filter stands in front of it, name the tenant's own host, from the admin centre: --var mx_host=HOST. If not, something on the way answers in its place, or masks the greeting."
  not_submission = "What greets is not Microsoft 365's submission endpoint: the host that was given is another one, or something on the way answers in its place, or masks the greeting."
}

endpoint "mx" {
  lab    = local.in_lab ? var.mx_lab : null
  host   = var.mx_host
  mx_of  = var.mx_host == null ? var.domain : null
  port   = 25
  method = "direct-send"

  address_family = "ipv4" # as most devices know no other

  timeouts {
    banner = "15s" # Microsoft's servers greet sooner, and somebody waits
  }
}

endpoint "submission" {
  lab    = local.in_lab ? var.submission_lab : null
  host   = local.in_lab ? null : var.submission_host
  port   = 587
  tls    = "required"
  method = "client-submission"

  timeouts {
    banner = "15s"
  }
}

credential "mailbox" {
  username = local.username
  password = local.password
}

client "device" {
  ehlo = var.ehlo
}

defaults {
  client = client.device
  from   = local.from
  to     = local.to
}

test "mx" {
  title    = "The MX: no AUTH, own recipients only, reputation counts"
  endpoint = endpoint.mx

  expect ehlo accept {
    offers = ["STARTTLS"]
  }
  expect tls ok {}
  expect auth absent {}
  expect mail accept {}
  expect rcpt accept {}

  assert {
    condition     = can(regex(local.greeting, step.banner.text)) || step.banner.outcome != "accept"
    error_message = local.not_the_mx
  }
}

test "submission_offer" {
  title    = "Submission: AUTH is offered inside TLS"
  endpoint = endpoint.submission

  expect tls ok {
    min_version = "TLS1.2"
  }
  expect ehlo-tls accept {
    offers = ["AUTH"]
  }

  assert {
    condition     = can(regex(local.greeting, step.banner.text)) || step.banner.outcome != "accept"
    error_message = local.not_submission
  }
}

test "submission" {
  title      = "Submission: signed in"
  endpoint   = endpoint.submission
  credential = credential.mailbox
  skip       = local.password == null ? "no password given: --ask password" : null

  expect tls ok {}
  expect auth accept {}
  expect mail accept {}
  expect rcpt accept {}

  assert {
    condition     = can(regex(local.greeting, step.banner.text)) || step.banner.outcome != "accept"
    error_message = local.not_submission
  }
}

comparison "sides" {
  title = "The MX and the submission endpoint"
  tests = [test.mx, test.submission_offer, test.submission]

  # That one offers AUTH and the other does not is how the two are told apart.
  assert {
    condition     = test.mx.step.auth.outcome == "absent"
    error_message = "The MX offers AUTH: it is no MX of Microsoft 365's."
  }
  assert {
    condition     = length([for k in test.submission_offer.step.ehlo-tls.keywords : k if startswith(k, "AUTH")]) > 0
    error_message = "The submission endpoint offers no AUTH inside TLS: it is not client submission that answers there."
  }
}

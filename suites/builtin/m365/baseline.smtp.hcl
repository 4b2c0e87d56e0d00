# Do Microsoft 365's endpoints answer from this site as they should?
#
# What holds for every tenant and every site, whichever way its devices send: the
# MX and the submission endpoint are reached, greet as Microsoft's do, offer what
# Microsoft's offer, and show a certificate of a public authority. A firewall that
# strips STARTTLS, an inspection that opens TLS, a provider that catches port 25:
# all of them show here.
#
# With a sender and a recipient the MX is asked for the envelope. With a password the
# mailbox signs in, up to the envelope too: the one that is named, and no other. It is
# meant to be run each week, and to be included for each client.
#
#   smtpspec run builtin:m365/baseline                                 # against the lab
#   smtpspec run builtin:m365/baseline --var mx_lab=starttls-stripped
#   smtpspec run builtin:m365/baseline --var domain=contoso.com       # no sign-in, no envelope
#   smtpspec run builtin:m365/baseline --var domain=contoso.com \
#     --var from=scanner@contoso.com --var to=office@contoso.com --ask password

suite {
  title            = "Microsoft 365 from this site"
  tags             = ["m365", "baseline"]
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

variable "from" {
  type        = string
  description = "The sender: an address of the tenant; also the mailbox that signs in, unless username says another. Without it no envelope is tried outside the lab"
  default     = null
}

variable "to" {
  type        = list(string)
  description = "A recipient inside the tenant that exists; without it no envelope is tried at the MX"
  default     = null
}

variable "username" {
  type        = string
  description = "The mailbox that signs in; the sender unless given. Without either nobody signs in outside the lab"
  default     = null
}

variable "password" {
  type        = string
  description = "Its password; without it nobody signs in"
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
  mailbox  = local.from == null ? local.username : local.from
  password = local.in_lab && var.password == null ? "only-good-in-the-lab" : var.password

  no_sender  = local.from == null ? "no sender given: --var from=…" : null
  no_mailbox = local.username == null ? "no mailbox given: --var from=…" : null

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
  tls    = "required"
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

test "mx" {
  title    = "The MX: Microsoft's greeting, keywords and certificate"
  endpoint = endpoint.mx

  expect ehlo accept {
    offers = ["SIZE", "PIPELINING", "STARTTLS", "8BITMIME", "CHUNKING"]
  }
  expect tls ok {
    min_version = "TLS1.2"
    verified    = true
  }
  expect ehlo-tls accept {
    lacks = ["AUTH", "STARTTLS"]
  }

  assert {
    condition     = can(regex(local.greeting, step.banner.text)) || step.banner.outcome != "accept"
    error_message = local.not_the_mx
  }
}

test "submission" {
  title    = "The submission endpoint: the same, and AUTH inside TLS"
  endpoint = endpoint.submission

  expect ehlo accept {
    offers = ["SIZE", "PIPELINING", "STARTTLS", "8BITMIME", "CHUNKING"]
    lacks  = ["AUTH"]
  }
  expect tls ok {
    min_version = "TLS1.2"
    verified    = true
  }
  expect ehlo-tls accept {
    offers = ["AUTH LOGIN", "AUTH XOAUTH2"]
  }

  assert {
    condition     = can(regex(local.greeting, step.banner.text)) || step.banner.outcome != "accept"
    error_message = local.not_submission
  }
}

test "envelope" {
  title    = "The MX takes an envelope from this line"
  endpoint = endpoint.mx
  from     = local.from
  to       = local.to
  skip     = local.to == null ? "no recipient given: --var to=…" : local.no_sender

  expect tls ok {}
  expect mail accept {}
  expect rcpt accept {}

  assert {
    condition     = can(regex(local.greeting, step.banner.text)) || step.banner.outcome != "accept"
    error_message = local.not_the_mx
  }
}

test "signed_in" {
  title      = "The mailbox signs in and may send"
  endpoint   = endpoint.submission
  credential = credential.mailbox
  skip       = local.password == null ? "no password given: --ask password" : local.no_mailbox
  from       = local.mailbox
  to         = local.to == null && local.mailbox != null ? [local.mailbox] : local.to

  expect tls ok {}
  expect auth accept {}
  expect mail accept {}
  expect rcpt accept {}

  assert {
    condition     = can(regex(local.greeting, step.banner.text)) || step.banner.outcome != "accept"
    error_message = local.not_submission
  }
}

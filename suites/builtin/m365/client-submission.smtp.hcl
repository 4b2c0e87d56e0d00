# Can the device's mailbox sign in and send, from here, as this sender?
#
# Client submission: port 587, STARTTLS, AUTH LOGIN. It does not depend on the
# reputation of this line; it depends on the mailbox, on the tenant's switches for
# SMTP AUTH and on its policies. The sender must be the mailbox itself or one that
# it may send as.
#
# A refused password is tried once and no more. Without a password the session ends
# at the offer of AUTH, and the test that signs in is skipped. No message is sent,
# so quotas and a full mailbox do not show.
#
#   smtpspec run builtin:m365/client-submission                        # against the lab
#   smtpspec run builtin:m365/client-submission --var lab=m365-submission-auth-disabled
#   smtpspec run builtin:m365/client-submission --var host=smtp.office365.com \
#     --var username=scanner@contoso.com --ask password --var to=office@contoso.com

suite {
  title            = "Client submission from this site"
  tags             = ["m365", "client-submission"]
  required_version = ">= 0.1"
}

variable "host" {
  type        = string
  description = "The submission endpoint, smtp.office365.com or its like in another cloud; without it, the lab"
  default     = null

  # Whoever names a mailbox means a real one, unless they name what plays it.
  validation {
    condition     = var.host != null || var.username == null || var.lab != null
    error_message = "For a mailbox the endpoint is needed, or a profile of the lab: --var host=smtp.office365.com"
  }
}

variable "lab" {
  type        = string
  description = "The profile of the lab to ask where no host is given, m365-submission unless named: smtpspec lab --list"
  default     = null
}

variable "username" {
  type        = string
  description = "The mailbox that signs in. Needed outside the lab, with a password"
  default     = null
}

variable "password" {
  type        = string
  description = "Its password; without it nobody signs in"
  sensitive   = true
  default     = null
}

variable "from" {
  type        = string
  description = "The sender that the device is set to; the mailbox unless given"
  default     = null
}

variable "to" {
  type        = list(string)
  description = "A recipient that exists; the mailbox itself unless given"
  default     = null
}

variable "client" {
  type        = string
  description = "The built-in client that does what the device does: smtpspec clients"
  default     = null
}

locals {
  in_lab = var.host == null

  # Only the lab takes a user and a password that nobody gave.
  username = local.in_lab && var.username == null ? "scanner@contoso.com" : var.username
  password = local.in_lab && var.password == null ? "only-good-in-the-lab" : var.password
  from     = var.from == null ? local.username : var.from
  to       = var.to == null && local.from != null ? [local.from] : var.to

  no_mailbox = local.username == null ? "no mailbox given: --var username=…" : null

  # Microsoft 365's servers greet so; outside the worldwide cloud that is presumed. An
  # Exchange Server of one's own says the same words behind another name.
  greeting       = "(?i)^[^ ]+[.](outlook[.](com|cn)|office365[.](com|us)|apps[.]mil|mx[.]microsoft) Microsoft ESMTP MAIL Service"
  not_submission = "What greets is not Microsoft 365's submission endpoint: the host that was given is another one, or something on the way answers in its place, or masks the greeting."
}

endpoint "submission" {
  lab    = local.in_lab ? coalesce(var.lab, "m365-submission") : null
  host   = var.host
  port   = 587
  tls    = "required"
  method = "client-submission"

  timeouts {
    banner = "15s" # Microsoft's servers greet sooner, and somebody waits
  }
}

credential "mailbox" {
  username = local.username
  password = local.password
}

defaults {
  endpoint = endpoint.submission
  client   = var.client
}

test "offer" {
  title = "AUTH is offered inside TLS, and only there"

  expect ehlo accept {
    offers = ["STARTTLS"]
    lacks  = ["AUTH"]
  }
  expect tls ok {
    min_version = "TLS1.2"
  }
  expect ehlo-tls accept {
    offers = ["AUTH LOGIN", "AUTH XOAUTH2"]
  }

  assert {
    condition     = can(regex(local.greeting, step.banner.text)) || step.banner.outcome != "accept"
    error_message = local.not_submission
  }
}

test "signed_in" {
  title      = "The mailbox signs in and may send as the sender"
  credential = credential.mailbox
  skip       = local.password == null ? "no password given: --ask password" : local.no_mailbox
  from       = local.from
  to         = local.to

  expect tls ok {}
  expect auth accept {}
  expect mail accept {}
  expect rcpt accept {}

  assert {
    condition     = can(regex(local.greeting, step.banner.text)) || step.banner.outcome != "accept"
    error_message = local.not_submission
  }
}

# What is left to send with when Microsoft 365 stops taking passwords?
#
# At the end of December 2026 Microsoft switches passwords for client submission
# off by default in existing tenants; an administrator can switch them on again.
# Tenants made later do not have them. The date of the final removal is to be
# announced in the second half of 2027. (Exchange Team Blog, 27 January 2026,
# version 3.0 of 29 January.)
#
# The suite asks three things: does the mailbox still sign in with its password
# today, is OAuth offered, and would the MX take the device's mail without signing
# in? After the switch the first one fails with the class basic-auth-retired. When
# the third one fails too, a device without OAuth still has these: a connector that
# knows this line, which also works where the tenant rejects Direct Send, though not
# where the line is on a block list; High Volume Email for recipients inside, which
# keeps passwords for now; Azure Communication Services, where the password is an Entra
# secret; a local relay that holds the token.
#
#   smtpspec run builtin:m365/basic-auth-sunset                        # against the lab
#   smtpspec run builtin:m365/basic-auth-sunset --var submission_lab=m365-submission-basic-retired
#   smtpspec run builtin:m365/basic-auth-sunset --var domain=contoso.com \
#     --var from=scanner@contoso.com --var to=office@contoso.com --ask password

suite {
  title            = "Without passwords: what still sends"
  tags             = ["m365", "basic-auth"]
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
  description = "The sender, which is the mailbox that signs in unless username says another. Needed outside the lab"
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

variable "client" {
  type        = string
  description = "The built-in client that does what the device does: smtpspec clients"
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

  # HELO, which one of the clients says, has no keywords.
  starttls = var.client == "helo" ? null : ["STARTTLS"]

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
  username  = local.username
  password  = local.password
  mechanism = "LOGIN"
}

defaults {
  client = var.client
  from   = local.from
  to     = local.to
}

test "password" {
  title      = "Today: the mailbox signs in with its password"
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

test "oauth_offered" {
  title    = "OAuth is offered, for devices that can do it"
  endpoint = endpoint.submission
  client   = null # what is offered does not depend on the device

  expect tls ok {}
  expect ehlo-tls accept {
    offers = ["AUTH XOAUTH2"]
  }

  assert {
    condition     = can(regex(local.greeting, step.banner.text)) || step.banner.outcome != "accept"
    error_message = local.not_submission
  }
}

test "without_signing_in" {
  title    = "Without signing in: the MX takes mail for the tenant from this line"
  endpoint = endpoint.mx

  expect ehlo accept {
    offers = local.starttls
  }
  expect mail accept {}
  expect rcpt accept {}

  assert {
    condition     = can(regex(local.greeting, step.banner.text)) || step.banner.outcome != "accept"
    error_message = local.not_the_mx
  }

  # A device that cannot do TLS has no certificate to look at.
  assert {
    condition     = coalesce(step.tls.verified, true)
    error_message = "The certificate is not good for this host (${step.tls.class}), so nobody knows who answers."
  }
}

comparison "today_and_then" {
  title = "With a password, and without signing in"
  tests = [test.password, test.without_signing_in]
}

# Would this server take mail from here, from this sender, for this recipient?
#
# The whole conversation up to the envelope: greeting, EHLO, STARTTLS where it is
# offered, AUTH where a user name is given, MAIL FROM, RCPT TO. The refusals that
# no connection test sees (block lists, policies, unknown recipients) come at RCPT
# TO. No message is sent: after the answer to RCPT TO the session ends with QUIT.
#
# Where the host is Microsoft 365's, by its name, what greets has to be theirs, STARTTLS
# has to be there, and the certificate has to be good: if not, or if the greeting is
# masked, the answers say nothing about Microsoft 365. Of anybody else's server nothing is
# known beforehand. With tls "implicit" or "none" there is no STARTTLS to ask for, and the
# test without_starttls takes the place of the other.
#
# Name a real sender and a real recipient of yours. Invented ones prove nothing,
# and repeated refusals look like address harvesting.
#
#   smtpspec run builtin:full-conversation                             # against the lab
#   smtpspec run builtin:full-conversation --var lab=m365-mx-spamhaus
#   smtpspec run builtin:full-conversation --var domain=contoso.com \
#     --var from=scanner@contoso.com --var to=office@contoso.com
#   smtpspec run builtin:full-conversation --var host=smtp.office365.com --var port=587 \
#     --var from=scanner@contoso.com --var to=office@contoso.com \
#     --var username=scanner@contoso.com --ask password

suite {
  title            = "The whole conversation, up to RCPT TO"
  tags             = ["envelope"]
  required_version = ">= 0.1"
}

variable "host" {
  type        = string
  description = "The server to ask; without it and without a domain, the lab"
  default     = null
}

variable "domain" {
  type        = string
  description = "A mail domain whose best MX is asked, in place of a host"
  default     = null
}

variable "lab" {
  type        = string
  description = "The profile of the lab to ask where no host and no domain is given: smtpspec lab --list"
  default     = null
}

variable "port" {
  type        = number
  description = "The port: 25 for an MX, 587 for submission"
  default     = 25
}

variable "tls" {
  type        = string
  description = "How to come to TLS: starttls, required, opportunistic, implicit or none"
  default     = "starttls"
}

variable "ehlo" {
  type        = string
  description = "The name to say; the address literal of the connection unless given"
  default     = null
}

variable "from" {
  type        = string
  description = "The sender: an address of yours. Needed outside the lab"
  default     = null

  validation {
    condition     = var.from != null || var.host == null && var.domain == null
    error_message = "Outside the lab a sender is needed: --var from=…"
  }
}

variable "to" {
  type        = list(string)
  description = "The recipients: addresses of yours that exist. Needed outside the lab"
  default     = null

  validation {
    condition     = var.to != null || var.host == null && var.domain == null
    error_message = "Outside the lab a recipient is needed: --var to=…"
  }
}

variable "username" {
  type        = string
  description = "Whom to sign in as; without it nobody signs in"
  default     = null
}

variable "password" {
  type        = string
  description = "The password of that user"
  sensitive   = true
  default     = null
}

locals {
  in_lab = var.host == null && var.domain == null
  signed = var.username != null

  # The lab plays the MX, or the submission endpoint for somebody who signs in.
  profile = var.lab != null ? var.lab : local.signed ? "m365-submission" : "m365-mx"

  # Only the lab is asked about addresses that were not given.
  from = local.in_lab && var.from == null ? "scanner@contoso.com" : var.from
  to   = local.in_lab && var.to == null ? ["office@contoso.com"] : var.to

  # Microsoft 365's hosts are known by their names, and its servers greet so; outside the
  # worldwide cloud that is presumed.
  microsoft = "(?i)[.](outlook[.](com|cn)|office365[.](com|us)|apps[.]mil|mx[.]microsoft)$"
  greeting  = "(?i)^[^ ]+[.](outlook[.](com|cn)|office365[.](com|us)|apps[.]mil|mx[.]microsoft) Microsoft ESMTP MAIL Service"
  another   = "The host is Microsoft 365's, by its name, and what greets is not, so its answers prove nothing about Microsoft 365: something on the way answers in its place, or masks the greeting."

  no_starttls = contains(["implicit", "none"], var.tls)
}

endpoint "server" {
  lab   = local.in_lab ? local.profile : null
  host  = var.host
  mx_of = var.host == null ? var.domain : null
  port  = var.port
  tls   = local.no_starttls ? "starttls" : var.tls
}

endpoint "without_starttls" {
  lab   = local.in_lab ? local.profile : null
  host  = var.host
  mx_of = var.host == null ? var.domain : null
  port  = var.port
  tls   = local.no_starttls ? var.tls : "none"
}

credential "sender" {
  username = var.username
  password = var.password
}

client "probe" {
  ehlo = var.ehlo
}

defaults {
  client = client.probe
  from   = local.from
  to     = local.to
}

test "conversation" {
  title      = "Greeting to RCPT TO"
  endpoint   = endpoint.server
  credential = local.signed ? credential.sender : null
  skip       = local.no_starttls ? "tls is ${var.tls}: see without_starttls" : null

  expect mail accept {}
  expect rcpt accept {}

  assert {
    condition     = can(regex(local.greeting, step.banner.text)) || step.banner.outcome != "accept" || !can(regex(local.microsoft, step.resolve.host))
    error_message = local.another
  }
  assert {
    condition     = step.starttls.outcome != "absent" || !can(regex(local.microsoft, step.resolve.host))
    error_message = "The host is Microsoft 365's, by its name, which offers STARTTLS, and the offer did not arrive: something on the way took it out."
  }
  assert {
    condition     = coalesce(step.tls.verified, true) || !can(regex(local.microsoft, step.resolve.host))
    error_message = "The host is Microsoft 365's, by its name, and the certificate is not good for it (${step.tls.class}), so nobody knows who answers."
  }
}

test "without_starttls" {
  for_each = local.no_starttls ? toset([var.tls]) : toset([])

  title      = "Greeting to RCPT TO, tls = ${each.key}"
  endpoint   = endpoint.without_starttls
  credential = local.signed ? credential.sender : null

  expect mail accept {}
  expect rcpt accept {}

  assert {
    condition     = can(regex(local.greeting, step.banner.text)) || step.banner.outcome != "accept" || !can(regex(local.microsoft, step.resolve.host))
    error_message = local.another
  }
}

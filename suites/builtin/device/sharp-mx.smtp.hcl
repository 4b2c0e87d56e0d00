# Would a Sharp MX with these settings get its scans through Microsoft 365?
#
# The settings stand in the machine's web pages, under Settings (Administrator),
# System Settings, Network Settings, Services (Settings), in the tab SMTP. "Quick
# Settings" lacks the port and TLS. How far its own connection test goes is not known:
# many devices test TCP, or greeting and EHLO only.
#
# Two sessions: the settings that are right (smtp.office365.com, port 587, STARTTLS,
# user name and password, and that user as the sender); and the tenant's MX on port
# 25 without signing in, which reaches the tenant's own people only and hangs on this
# line's reputation. The MX offers no AUTH, so authentication that is switched on for
# it is a mistake, whatever the machine then says.
#
# The MX-4070N signs in with a password; the BP series can do OAuth.
#
#   smtpspec run builtin:device/sharp-mx                               # against the lab
#   smtpspec run builtin:device/sharp-mx --var mx_lab=m365-mx-spamhaus
#   smtpspec run builtin:device/sharp-mx --var domain=contoso.com \
#     --var username=scanner@contoso.com --var to=office@contoso.com --ask password

suite {
  title            = "Sharp MX: scan to email"
  tags             = ["m365", "mfp", "sharp"]
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
  description = "What stands in the machine's field for the primary server"
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
  description = "The built-in client that plays the machine: smtpspec clients"
  default     = "sharp-mx"
}

variable "username" {
  type        = string
  description = "The machine's user name: the mailbox that signs in. Needed outside the lab"
  default     = null

  validation {
    condition     = var.username != null || var.domain == null && var.mx_host == null
    error_message = "Outside the lab the mailbox is needed: --var username=…"
  }
}

variable "password" {
  type        = string
  description = "The machine's password for it"
  sensitive   = true
  default     = null
}

variable "sender" {
  type        = string
  description = "The machine's sender address; the user name unless given"
  default     = null
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

locals {
  in_lab = var.domain == null && var.mx_host == null

  # Only the lab is asked about addresses that were not given, and only the lab
  # takes this password.
  username = local.in_lab && var.username == null ? "scanner@contoso.com" : var.username
  password = local.in_lab && var.password == null ? "only-good-in-the-lab" : var.password
  sender   = var.sender == null ? local.username : var.sender
  to       = local.in_lab && var.to == null ? ["office@contoso.com"] : var.to

  # HELO, which one of the clients says, has no keywords.
  starttls = var.client == "helo" ? null : ["STARTTLS"]

  # Microsoft 365's servers greet so; outside the worldwide cloud that is presumed. An
  # Exchange Server of one's own says the same words behind another name.
  greeting       = "(?i)^[^ ]+[.](outlook[.](com|cn)|office365[.](com|us)|apps[.]mil|mx[.]microsoft) Microsoft ESMTP MAIL Service"
  not_the_mx     = "What greets is not Microsoft 365, so its answers prove nothing about the tenant. If a mail filter stands in front of it, name the tenant's own host, from the admin centre: --var mx_host=HOST. If not, something on the way answers in its place, or masks the greeting."
  not_submission = "What greets is not Microsoft 365's submission endpoint: the host that was given is another one, or something on the way answers in its place, or masks the greeting."
}

endpoint "submission" {
  lab    = local.in_lab ? var.submission_lab : null
  host   = local.in_lab ? null : var.submission_host
  port   = 587
  tls    = "required"
  method = "client-submission"

  timeouts {
    banner = "15s" # Microsoft's servers greet sooner, and somebody waits
  }
}

endpoint "mx" {
  lab    = local.in_lab ? var.mx_lab : null
  host   = var.mx_host
  mx_of  = var.mx_host == null ? var.domain : null
  port   = 25
  method = "direct-send"

  address_family = "ipv4" # as most devices know no other

  timeouts {
    banner = "15s"
  }
}

credential "machine" {
  username = local.username
  password = local.password
}

defaults {
  client = var.client
  from   = local.sender
  to     = local.to
}

test "right_settings" {
  title      = "Port 587, STARTTLS, signed in: the settings to use"
  endpoint   = endpoint.submission
  credential = credential.machine
  skip       = local.password == null ? "no password given: --ask password" : null

  expect ehlo accept {
    offers = local.starttls
  }
  expect tls ok {
    min_version = "TLS1.2"
  }
  expect auth accept {
    mechanism = "LOGIN"
  }
  expect mail accept {}
  expect rcpt accept {}

  assert {
    condition     = can(regex(local.greeting, step.banner.text)) || step.banner.outcome != "accept"
    error_message = local.not_submission
  }
}

test "direct_send" {
  title    = "Port 25 at the MX, not signed in: own recipients only"
  endpoint = endpoint.mx

  expect ehlo accept {
    offers = local.starttls
  }
  expect auth absent {} # authentication has to be off for this server
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

comparison "settings" {
  title = "The settings to use, and the ones that seem to work"
  tests = [test.right_settings, test.direct_send]
}

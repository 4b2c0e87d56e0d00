# Can a device here send to its own people through the tenant's MX?
#
# Direct Send: port 25, no signing in, from an address of the tenant to recipients
# of the tenant. What counts is the public address of this line. Its listings, and
# the tenant's switch against Direct Send, are answered at RCPT TO: a device whose
# connection test is green may still be refused there. The device's own limits are
# played by --var client, see smtpspec clients.
#
# Where a filter stands in front of the tenant, the domain's MX is the filter's;
# give the tenant's own host as mx_host, from the admin centre.
#
#   smtpspec run builtin:m365/direct-send                              # against the lab
#   smtpspec run builtin:m365/direct-send --var lab=m365-mx-spamhaus
#   smtpspec run builtin:m365/direct-send --var domain=contoso.com \
#     --var from=scanner@contoso.com --var to=office@contoso.com --var client=no-starttls

suite {
  title            = "Direct Send from this site"
  tags             = ["m365", "direct-send"]
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

variable "lab" {
  type        = string
  description = "The profile of the lab to ask where no domain and no mx_host is given: smtpspec lab --list"
  default     = "m365-mx"
}

variable "from" {
  type        = string
  description = "The sender: an address of an accepted domain of the tenant. Needed outside the lab"
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

variable "client" {
  type        = string
  description = "The built-in client that does what the device does: smtpspec clients"
  default     = null
}

variable "seen_from" {
  type        = string
  description = "The public address that this line has by the books; Microsoft's answer to EHLO must then show it"
  default     = null
}

variable "address_family" {
  type        = string
  description = "ipv4, as most devices know no other, ipv6 or any: over IPv6 Microsoft checks senders more strictly"
  default     = "ipv4"
}

locals {
  in_lab = var.domain == null && var.mx_host == null

  # Only the lab is asked about addresses that were not given.
  from = local.in_lab && var.from == null ? "scanner@contoso.com" : var.from
  to   = local.in_lab && var.to == null ? ["office@contoso.com"] : var.to

  # HELO, which one of the clients says, has no keywords.
  starttls = var.client == "helo" ? null : ["STARTTLS"]

  # Microsoft 365's servers greet so; outside the worldwide cloud that is presumed. An
  # Exchange Server of one's own says the same words behind another name.
  greeting   = "(?i)^[^ ]+[.](outlook[.](com|cn)|office365[.](com|us)|apps[.]mil|mx[.]microsoft) Microsoft ESMTP MAIL Service"
  not_the_mx = "What greets is not Microsoft 365, so its answers prove nothing about the tenant. If a mail filter stands in front of it, name the tenant's own host, from the admin centre: --var mx_host=HOST. If not, something on the way answers in its place, or masks the greeting."
}

endpoint "mx" {
  lab            = local.in_lab ? var.lab : null
  host           = var.mx_host
  mx_of          = var.mx_host == null ? var.domain : null
  port           = 25
  address_family = var.address_family
  method         = "direct-send"

  timeouts {
    banner = "15s" # Microsoft's servers greet sooner, and somebody waits
  }
}

test "envelope" {
  title    = "From the tenant to the tenant, without signing in"
  endpoint = endpoint.mx
  client   = var.client
  from     = local.from
  to       = local.to

  expect ehlo accept {
    offers         = local.starttls
    client_address = var.seen_from
  }
  expect auth absent {} # an MX that offers AUTH is another server
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

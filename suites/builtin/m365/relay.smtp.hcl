# Does an inbound connector let this site send to other organisations?
#
# Relay: port 25 at the tenant's MX, no signing in; a connector knows this line by its
# public address. A recipient inside the tenant proves nothing of a connector, since
# Direct Send takes it as well. So the second test asks for a recipient of yours whose
# mail is not with Microsoft. Without one it is skipped.
#
# A connector may also know a device by its certificate. This version of smtpspec
# shows none, so such a connector never matches here and cannot be tested: what is
# then refused (5.7.64, 5.7.68) says nothing about it. Leave external out, and send one
# scan from the device.
#
# The validation in the admin centre starts elsewhere and says nothing about this
# line.
#
#   smtpspec run builtin:m365/relay                                    # against the lab
#   smtpspec run builtin:m365/relay --var lab=m365-mx-relay-denied
#   smtpspec run builtin:m365/relay --var domain=contoso.com --var from=scanner@contoso.com \
#     --var to=office@contoso.com --var external=me@example.net

suite {
  title            = "Relay by connector from this site"
  tags             = ["m365", "relay"]
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

variable "external" {
  type        = list(string)
  description = "A recipient of yours outside the tenant, at a provider that is not Microsoft"
  default     = null
}

variable "client" {
  type        = string
  description = "The built-in client that does what the device does: smtpspec clients"
  default     = null
}

variable "seen_from" {
  type        = string
  description = "The address that the connector lists; Microsoft's answer to EHLO must then show it"
  default     = null
}

locals {
  in_lab = var.domain == null && var.mx_host == null

  # Only the lab is asked about addresses that were not given.
  from     = local.in_lab && var.from == null ? "scanner@contoso.com" : var.from
  to       = local.in_lab && var.to == null ? ["office@contoso.com"] : var.to
  external = local.in_lab && var.external == null ? ["someone@example.net"] : var.external

  # HELO, which one of the clients says, has no keywords.
  starttls = var.client == "helo" ? null : ["STARTTLS"]

  # Microsoft 365's servers greet so; outside the worldwide cloud that is presumed. An
  # Exchange Server of one's own says the same words behind another name.
  greeting   = "(?i)^[^ ]+[.](outlook[.](com|cn)|office365[.](com|us)|apps[.]mil|mx[.]microsoft) Microsoft ESMTP MAIL Service"
  not_the_mx = "What greets is not Microsoft 365, so its answers prove nothing about the tenant. If a mail filter stands in front of it, name the tenant's own host, from the admin centre: --var mx_host=HOST. If not, something on the way answers in its place, or masks the greeting."
}

# A connector by address lists IPv4 addresses only.
endpoint "mx" {
  lab            = local.in_lab ? var.lab : null
  host           = var.mx_host
  mx_of          = var.mx_host == null ? var.domain : null
  port           = 25
  address_family = "ipv4"
  method         = "relay"

  timeouts {
    banner = "15s" # Microsoft's servers greet sooner, and somebody waits
  }
}

defaults {
  endpoint = endpoint.mx
  client   = var.client
  from     = local.from
}

test "inside" {
  title = "To a recipient of the tenant: Direct Send, or a connector"
  to    = local.to

  expect ehlo accept {
    offers         = local.starttls
    client_address = var.seen_from
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

test "outside" {
  title = "To somebody else: only with a connector that matches"
  to    = local.external
  skip  = local.external == null ? "no recipient outside the tenant given: --var external=…" : null

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

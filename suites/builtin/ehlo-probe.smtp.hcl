# What does this server say that it can do?
#
# EHLO asks a server for its keywords: STARTTLS, SIZE, AUTH and so on. It is asked
# twice, in clear and inside TLS, since servers answer differently: most offer
# AUTH only inside. Nothing is signed in to and no envelope is begun.
#
# A good answer does not mean that mail is accepted. Vendors' connection tests end
# here; builtin:full-conversation goes on.
#
#   smtpspec run builtin:ehlo-probe                                    # against the lab
#   smtpspec run builtin:ehlo-probe --var lab=banner-masked
#   smtpspec run builtin:ehlo-probe -v --var host=smtp.office365.com --var port=587
#   smtpspec run builtin:ehlo-probe -v --var domain=contoso.com        # the domain's MX

suite {
  title            = "EHLO: what the server says that it can do"
  tags             = ["capabilities"]
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
  default     = "m365-mx"
}

variable "port" {
  type        = number
  description = "The port: 25 for an MX, 587 for submission"
  default     = 25
}

variable "ehlo" {
  type        = string
  description = "The name to say; the address literal of the connection unless given"
  default     = null
}

variable "offers" {
  type        = list(string)
  description = "Keywords that must be offered in clear, such as [\"STARTTLS\", \"SIZE\"]"
  default     = null
}

variable "lacks" {
  type        = list(string)
  description = "Keywords that must not be offered in clear, such as [\"AUTH\"], which there invites passwords in clear"
  default     = null
}

locals {
  in_lab = var.host == null && var.domain == null
}

endpoint "clear" {
  lab   = local.in_lab ? var.lab : null
  host  = var.host
  mx_of = var.host == null ? var.domain : null
  port  = var.port
  tls   = "none"
}

endpoint "inside" {
  lab   = local.in_lab ? var.lab : null
  host  = var.host
  mx_of = var.host == null ? var.domain : null
  port  = var.port
}

client "probe" {
  ehlo = var.ehlo
}

defaults {
  client = client.probe
}

test "in_clear" {
  title    = "Before TLS"
  endpoint = endpoint.clear

  # A server that does not know EHLO is asked with HELO, and that has no keywords.
  expect ehlo accept {
    verb   = "EHLO"
    offers = var.offers
    lacks  = var.lacks
  }

  # Microsoft 365 offers STARTTLS everywhere. HELO, which some servers have to be
  # asked with, has no keywords.
  assert {
    condition     = step.ehlo.verb == "HELO" || contains(step.ehlo.keywords, "STARTTLS") || !can(regex("(outlook|office365)[.](com|us|cn) Microsoft ESMTP", step.banner.text))
    error_message = "The greeting is Microsoft 365's, which offers STARTTLS, and it is not offered here: something on the way took it out."
  }
}

# A server without STARTTLS has nothing to say inside TLS, and that is no miss.
test "inside_tls" {
  title    = "Inside TLS, where it is offered"
  endpoint = endpoint.inside

  expect ehlo accept {}

  assert {
    condition     = contains(["accept", "absent"], step.ehlo-tls.outcome)
    error_message = "EHLO inside TLS ended in ${step.ehlo-tls.outcome}."
  }
}

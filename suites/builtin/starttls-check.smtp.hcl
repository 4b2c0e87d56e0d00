# Is encryption there, and does it work?
#
# STARTTLS must be offered and accepted, the handshake must be done with a TLS
# version of today and a certificate that is good for the name, and the server
# must go on talking inside. Each of the four fails in a way of its own: a keyword
# that is missing where the operator offers it was stripped by a firewall; an
# issuer that is no public authority means at an operator's host that somebody opens
# the connection. A server of one's own may have its certificate from the company's
# authority: with trust=system those that this computer trusts are good, too.
#
# That it works does not mean that mail is accepted: builtin:full-conversation.
#
#   smtpspec run builtin:starttls-check                                # against the lab
#   smtpspec run builtin:starttls-check --var lab=starttls-stripped
#   smtpspec run builtin:starttls-check --var host=smtp.office365.com --var port=587
#   smtpspec run builtin:starttls-check --var domain=contoso.com       # the domain's MX

suite {
  title            = "STARTTLS: offered, accepted, and good"
  tags             = ["tls"]
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

variable "min_version" {
  type        = string
  description = "The lowest TLS version that is good enough"
  default     = "TLS1.2"
}

variable "valid_for" {
  type        = string
  description = "How long the certificate must still be good: two weeks leave time to renew it"
  default     = "336h"
}

variable "trust" {
  type        = string
  description = "Whose roots are good: the public ones, or with system also this computer's, as for a server in the house"
  default     = "public"
}

locals {
  in_lab = var.host == null && var.domain == null
}

endpoint "server" {
  lab   = local.in_lab ? var.lab : null
  host  = var.host
  mx_of = var.host == null ? var.domain : null
  port  = var.port
  tls   = "required"
  trust = var.trust
}

client "probe" {
  ehlo = var.ehlo
}

test "starttls" {
  title    = "STARTTLS, the handshake, and EHLO inside"
  endpoint = endpoint.server
  client   = client.probe

  expect starttls accept {}
  expect tls ok {
    min_version = var.min_version
    valid_for   = var.valid_for
    verified    = true
  }
  expect ehlo-tls accept {
    lacks = ["STARTTLS"] # RFC 3207 section 4.2: not to be offered twice
  }
}

# Which step of the testing procedure does this site fail at?
#
# The procedure for scan-to-email trouble with Microsoft 365, in its seven steps:
#
#   1  Connectivity: the MX on port 25 and the submission endpoint on 587 greet, and
#      with Microsoft 365's words. That it is Microsoft 365 is not proved before step
#      3. Where a mail filter stands in front of the tenant, it is the filter that
#      greets: give the tenant's own host as mx_host, from the admin centre. A port
#      that is blocked, or redirected to another server, leaves the step inconclusive:
#      nothing was learned about Microsoft. Run it at the device's site.
#   2  Capabilities: EHLO is answered, and STARTTLS is offered. Most connection
#      tests end here; connector validation starts from another address altogether.
#   3  STARTTLS: the handshake, the certificate, and EHLO once more inside.
#   4  Envelope: MAIL FROM and RCPT TO at the MX. Listings and policies show here.
#      Without sender and recipient it is skipped.
#   5  Analysis: both ways side by side. The run names the stage that decided, its
#      class, the cause and the advice; smtpspec explain says more about a line.
#   6  Method: relay, with a recipient of yours whose mail is not with Microsoft
#      (external); without one it is skipped. "Sending from here" in the run says
#      which way works and recommends one. static_ip, external_recipients and
#      device_oauth are what it cannot see.
#   7  The chosen way up to the envelope: signed in at the submission endpoint. No
#      message is sent: scan one, and look for it in the message trace and in the
#      mailbox. A refusal before the message leaves no trace entry.
#
#   smtpspec run builtin:procedure                                     # against the lab
#   smtpspec run builtin:procedure --var mx_lab=m365-mx-spamhaus
#   smtpspec run builtin:procedure --var domain=contoso.com \
#     --var from=scanner@contoso.com --var to=office@contoso.com --ask password
#   smtpspec run builtin:procedure --test 'step_1*' --var domain=contoso.com
#   smtpspec run builtin:procedure --test 'step_6*' --var domain=contoso.com \
#     --var from=scanner@contoso.com --var external=me@example.net

suite {
  title            = "The testing procedure, step by step"
  tags             = ["m365", "procedure"]
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

variable "client" {
  type        = string
  description = "The built-in client that does what the device does: smtpspec clients"
  default     = null
}

variable "from" {
  type        = string
  description = "The sender: an address of the tenant; without it, outside the lab, steps 4, 6 and 7 are skipped"
  default     = null
}

variable "to" {
  type        = list(string)
  description = "A recipient inside the tenant that exists; without it, outside the lab, steps 4 and 7 are skipped"
  default     = null
}

variable "external" {
  type        = list(string)
  description = "A recipient of yours outside the tenant, at a provider that is not Microsoft; without it, outside the lab, step 6 is skipped"
  default     = null
}

variable "username" {
  type        = string
  description = "The mailbox that signs in; the sender unless given"
  default     = null
}

variable "password" {
  type        = string
  description = "Its password; without it step 7 is skipped"
  sensitive   = true
  default     = null
}

variable "static_ip" {
  type        = bool
  description = "The site has a public address of its own that does not change"
  default     = null
}

variable "external_recipients" {
  type        = bool
  description = "Scans go to people outside the organisation, too"
  default     = null
}

variable "device_oauth" {
  type        = bool
  description = "The device can sign in with OAuth"
  default     = null
}

locals {
  in_lab = var.domain == null && var.mx_host == null

  # Only the lab is asked about addresses that were not given, and only the lab
  # takes this password.
  from     = local.in_lab && var.from == null ? "scanner@contoso.com" : var.from
  to       = local.in_lab && var.to == null ? ["office@contoso.com"] : var.to
  external = local.in_lab && var.external == null ? ["someone@example.net"] : var.external
  username = var.username == null ? local.from : var.username
  password = local.in_lab && var.password == null ? "only-good-in-the-lab" : var.password

  # HELO, which one of the clients says, has no keywords.
  starttls = var.client == "helo" ? null : ["STARTTLS"]

  no_sender   = local.from == null ? "no sender given: --var from=…" : null
  no_envelope = local.from != null && local.to == null ? "no recipient given: --var to=…" : local.no_sender

  # Microsoft 365's servers greet so; outside the worldwide cloud that is presumed. An
  # Exchange Server of one's own says the same words behind another name.
  greeting       = "(?i)^[^ ]+[.](outlook[.](com|cn)|office365[.](com|us)|apps[.]mil|mx[.]microsoft) Microsoft ESMTP MAIL Service"
  not_the_mx     = "What greets is not Microsoft 365, so its answers prove nothing about the tenant. If a mail filter stands in front of it, name the tenant's own host, from the admin centre: --var mx_host=HOST. If not, something on the way answers in its place, or masks the greeting."
  not_submission = "What greets is not Microsoft 365's submission endpoint: the host that was given is another one, or something on the way answers in its place, or masks the greeting."
}

site {
  static_ip           = var.static_ip
  external_recipients = var.external_recipients
  device_oauth        = var.device_oauth
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

# The same host, for a method of its own. A connector by address lists IPv4
# addresses only.
endpoint "connector" {
  lab            = local.in_lab ? var.mx_lab : null
  host           = var.mx_host
  mx_of          = var.mx_host == null ? var.domain : null
  port           = 25
  address_family = "ipv4"
  method         = "relay"

  timeouts {
    banner = "15s"
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

defaults {
  client = var.client
  from   = local.from
  to     = local.to
}

test "step_1_port_25" {
  title    = "Step 1: the MX greets on port 25, as Microsoft 365 does"
  endpoint = endpoint.mx

  assert {
    condition     = can(regex(local.greeting, step.banner.text)) || step.banner.outcome != "accept"
    error_message = local.not_the_mx
  }
}

test "step_1_port_587" {
  title    = "Step 1: the submission endpoint greets on port 587, as Microsoft 365 does"
  endpoint = endpoint.submission

  assert {
    condition     = can(regex(local.greeting, step.banner.text)) || step.banner.outcome != "accept"
    error_message = local.not_submission
  }
}

test "step_2_mx" {
  title    = "Step 2: the MX answers EHLO and offers STARTTLS"
  endpoint = endpoint.mx

  expect ehlo accept {
    offers = ["STARTTLS"]
  }

  assert {
    condition     = can(regex(local.greeting, step.banner.text)) || step.banner.outcome != "accept"
    error_message = local.not_the_mx
  }
}

test "step_2_submission" {
  title    = "Step 2: the submission endpoint answers EHLO and offers STARTTLS"
  endpoint = endpoint.submission

  expect ehlo accept {
    offers = ["STARTTLS"]
  }

  assert {
    condition     = can(regex(local.greeting, step.banner.text)) || step.banner.outcome != "accept"
    error_message = local.not_submission
  }
}

test "step_3_mx" {
  title    = "Step 3: STARTTLS with the MX"
  endpoint = endpoint.mx

  expect starttls accept {}
  expect tls ok {
    min_version = "TLS1.2"
  }
  expect ehlo-tls accept {}

  assert {
    condition     = can(regex(local.greeting, step.banner.text)) || step.banner.outcome != "accept"
    error_message = local.not_the_mx
  }
}

test "step_3_submission" {
  title    = "Step 3: STARTTLS with the submission endpoint, and AUTH inside"
  endpoint = endpoint.submission

  expect starttls accept {}
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

test "step_4_envelope" {
  title    = "Step 4: the MX takes sender and recipient from this line"
  endpoint = endpoint.mx
  skip     = local.no_envelope

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

comparison "step_5_side_by_side" {
  title = "Step 5: the MX and the submission endpoint"
  tests = [test.step_4_envelope, test.step_7_signed_in]
}

test "step_6_relay" {
  title    = "Step 6: the MX takes a recipient outside: only with a connector that matches"
  endpoint = endpoint.connector
  to       = local.external
  skip     = local.from != null && local.external == null ? "no recipient outside the tenant given: --var external=…" : local.no_sender

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

test "step_7_signed_in" {
  title      = "Step 7: signed in, up to the envelope"
  endpoint   = endpoint.submission
  credential = credential.mailbox
  skip       = local.no_envelope == null && local.password == null ? "no password given: --ask password" : local.no_envelope

  expect tls ok {}
  expect auth accept {}
  expect mail accept {}
  expect rcpt accept {}

  assert {
    condition     = can(regex(local.greeting, step.banner.text)) || step.banner.outcome != "accept"
    error_message = local.not_submission
  }
}

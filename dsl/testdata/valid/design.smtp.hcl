# --var domain=contoso.com
suite {
  title            = "Contoso: scan-to-email"
  tags             = ["m365", "mfp"]
  required_version = ">= 0.1"
}

variable "domain" {
  type        = string
  description = "The tenant's mail domain"
}

variable "password" {
  type      = string
  sensitive = true
  default   = null
}

endpoint "mx" {
  mx_of  = var.domain
  port   = 25
  method = "direct-send"
}

endpoint "submission" {
  host   = "smtp.office365.com"
  port   = 587
  method = "client-submission"
}

credential "scanner" {
  username = "scanner@${var.domain}"
  password = var.password
}

client "copier" {                # what the device can do, so that the test does no more
  ehlo = "copier.${var.domain}"
  tls {
    max_version = "TLS1.2"
  }
}

defaults {
  client = client.copier
  from   = "scanner@${var.domain}"
  to     = ["office@${var.domain}"]
}

test "direct_send" {
  title    = "The copier's own route: straight to the MX"
  endpoint = endpoint.mx

  expect ehlo     accept { offers = ["STARTTLS", "SIZE"] }
  expect tls      ok     { min_version = "TLS1.2" }
  expect ehlo-tls accept { lacks = ["AUTH"] }
  expect mail     accept {}
  expect rcpt     reject { class = "spamhaus" }
}

test "submission" {
  endpoint   = endpoint.submission
  credential = credential.scanner
  skip       = var.password == null ? "no password given" : null

  expect auth accept {}
  expect rcpt accept { within = "10s" }

  assert {
    condition     = contains(["TLS1.2", "TLS1.3"], step.tls.version)
    error_message = "negotiated ${step.tls.version}"
  }
}

comparison "mx_vs_submission" {
  tests = [test.direct_send, test.submission]
}

case_study "sharp_mx" {
  title = "Scan-to-email refused for IP reputation"
  tests = [test.direct_send, test.submission]
  environment = {
    Device   = "Sharp MX-4070N"
    Firewall = "UniFi UDM Pro"
  }
  symptoms   = ["The panel says: communication error", "Connector validation succeeds"]
  resolution = "Moved the copier to authenticated submission on port 587."
}

class "acme-filter" {            # a class of one's own; one with a built-in name overrides what it sets
  family = "policy"
  title  = "Refused by the Acme gateway"
  cause  = "The gateway's outbound policy does not know the sender."
  advice = "Ask the gateway's administrator to add the address."
  rule {
    stage = ["mail", "rcpt"]
    text  = "acme mail policy"
  }
  example {
    stage = "rcpt"
    reply = "554 5.7.1 Rejected by Acme mail policy 12"
  }
}

lab "refuses_all" {              # a server of one's own to play against: endpoint "x" { lab = lab.refuses_all }
  keywords     = ["SIZE 157286400", "STARTTLS"]
  keywords_tls = ["SIZE 157286400"]
  on rcpt {
    reply = "550 5.7.1 Not from here"
    delay = "2s"
  }
}

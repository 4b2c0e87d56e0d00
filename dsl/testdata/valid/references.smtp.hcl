# References are values: in conditionals, locals, for_each and collections.
variable "host" {
  type    = string
  default = null
}

variable "use_lab" {
  default = true
}

locals {
  chosen  = var.use_lab ? endpoint.played : endpoint.real
  devices = { plain = client.plain, sharp = null }
  ports = {
    for p in [25, 587] : tostring(p) => p
  }
  blurb = <<-EOT
    zwei Zeilen,
    größer als eine
  EOT
}

endpoint "real" {
  host = var.host
  lab  = var.host == null ? "m365-mx" : null
}

endpoint "played" {
  lab             = lab.own
  tls             = "opportunistic"
  max_connections = 5
  timeouts {
    command = "5s"
  }
}

endpoint "implicit" {
  host = "2001:db8::1"
  tls  = "implicit"
}

lab "own" {
  banner   = "220 lab.example ESMTP"
  keywords = "STARTTLS"
  users    = { scanner = "correct horse battery" }
  tls {
    certificate = "expired"
  }
  on rcpt {
    recipient = ["nobody@*"]
    attempt   = 1
    reply     = <<-EOT
      550-5.1.1 No such
      550 5.1.1 user
    EOT
  }
  on quit {
    action = "silent"
  }
}

client "plain" {
  helo       = "localhost"
  as_device  = true
  starttls   = false
  mechanisms = ["LOGIN", "PLAIN"]
}

credential "scanner" {
  username  = "scanner"
  password  = "correct horse battery"
  mechanism = "LOGIN"
  vantages  = "office-1"
}

suite {
  title = local.blurb
}

defaults {
  endpoint = local.chosen
  client   = "sharp-mx"
  from     = "größe@bücher.example"
  to       = "b@example.com"
  tags     = ["default", "all"]
  timeout  = "2m"
}

test "chosen" {
  tags = ["all", "own"]
}

test "none" {
  client          = null
  from            = "<>"
  allow_callout   = true
  vantages        = ["office-*", "depot"]
  mail_parameters = ["SIZE=1000", "BODY=8BITMIME"]
  credential      = var.use_lab ? credential.scanner : null
  expect rcpt accept {
    recipient = "b@EXAMPLE.COM"
  }
}

test "by_port" {
  for_each = local.ports
  title    = "port ${each.value}"
  client   = local.devices["plain"]
  expect rcpt refuse {
    code = [each.value == 25 ? 550 : 530, "45x"]
    text = <<-EOT
      \bno such\b
    EOT
  }
  assert {
    condition     = step.rcpt.seconds < each.value
    error_message = "port ${each.key}: ${step.rcpt.seconds} s"
  }
}

test "odd_keys" {
  for_each = toset(["a \"b\"", "$${x}", "ü"])
  endpoint = endpoint.implicit
  expect tls ok {
    verified = null
  }
}

test "nothing" {
  for_each = {}
}

comparison "ports" {
  title = "the two ports"
  tests = [test.by_port, test.none]
  assert {
    condition     = test.by_port["25"].step.rcpt.code != test.by_port["587"].step.rcpt.code && test.none.step.rcpt.outcome == "accept"
    error_message = "the same: ${test.by_port["25"].step.rcpt.code}"
  }
}

case_study "one" {
  tests       = [test.by_port["587"]]
  environment = merge({ Z = "last" }, { A = 1 })
  lessons     = ["one", "two"]
}

site {
  static_ip    = true
  device_oauth = null
}

class "spamhaus" {
  advice = <<-EOT
    Ask the ISP.
    Then wait.
  EOT
}

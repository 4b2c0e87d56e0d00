variable "secret" {
  sensitive = true
  default   = "hunter2-hunter2"
}

endpoint "mx" {
  host = "mx.example"
}

endpoint "clear" {
  host = "mx.example"
  tls  = "none"
}

defaults {
  endpoint = endpoint.mx
  from     = "a@example.com"
  to       = ["b@example.com"]
}

test "reads" {
  assert {
    condition = step.tls.versoin == "TLS1.3" # ERROR: Unknown attribute: The stage "tls" has no "versoin" to be read. Did you mean "version"?
  }
  assert {
    condition = step.tsl.version == "TLS1.3" # ERROR: Unknown stage: There is no stage named "tsl". Did you mean "tls"?
  }
  assert {
    condition = step["ehlo-tls"].size > 1000 && step.ehlo-tls.verb == "EHLO"
  }
  assert {
    condition = step[local.stage].code == 250 # ERROR: Unclear reference: Stages are named literally
  }
  assert {
    condition = step.auth.code == 235 # ERROR: Stage not in the session
  }
  assert {
    condition = step.rcpt.text # ERROR: Invalid assertion: The condition is true or false, and not a string.
  }
  assert {
    condition = step.rcpt.code + "x" == 1 # ERROR: Invalid operand
  }
  assert { # ERROR: Missing required argument: The argument "condition" is required
    error_message = "no condition"
  }
  assert {
    condition     = step.rcpt.code == 250
    error_message = step.rcpt.lines # ERROR: Invalid assertion: The error_message is a text
  }
  assert {
    condition = test.reads.step.rcpt.code == 250 # ERROR: Not to be read here: "test" can be read only in a comparison
  }
}

locals {
  stage = "rcpt"
}

test "short" {
  expect ehlo accept {}
}

test "clear" {
  endpoint = endpoint.clear
  assert {
    condition = step.tls.version == "TLS1.3" # ERROR: Stage not in the session: The session of an endpoint with tls = "none" has no stage "tls".
  }
}

test "keyed" {
  for_each = toset(["a", "b"])
  title    = each.key
}

comparison "c" {
  tests = [test.reads, test.short, test.keyed["a"], test.keyed["c"]] # ERROR: Unknown instance: test.keyed has no instance "c".
}

comparison "d" {
  tests = [test.short, test.keyed]
  assert {
    condition = test.short.step.rcpt.code == 250 # ERROR: Stage not reached: test.short goes no further than ehlo
  }
  assert {
    condition = test.clear.step.rcpt.code == 250 # ERROR: Test not compared: test.clear is not in the comparison's "tests".
  }
  assert {
    condition = test.keyed.step.rcpt.code == 250 # ERROR: Unclear reference: Tests are named literally
  }
  assert {
    condition = test.keyed["b"].step.rcpt.code == test.keyed["a"].step.rcpt.code
  }
  assert {
    condition = step.rcpt.code == 250 # ERROR: Not to be read here: "step" is what a test observed
  }
}

comparison "e" {
  tests = [test.short] # ERROR: Nothing to compare
}

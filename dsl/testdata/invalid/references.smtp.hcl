variable "domain" {
  default = "contoso.com"
}

endpoint "mx" {
  mx_of = var.domian # ERROR: Unknown variable: There is no variable named "domian". Did you mean "domain"?
}

endpoint "other" {
  host = mx.example # ERROR: Unknown name: Nothing is named "mx". Did you mean "endpoint.mx"?
}

endpoint "third" {
  lab = client.copier # ERROR: Not a lab: "lab" takes a reference to a lab, such as lab.NAME, and not a client.
}

endpoint "fourth" {
  lab = "m365-mx-spamhause" # ERROR: Unknown lab: No built-in lab is named "m365-mx-spamhause". Did you mean "m365-mx-spamhaus"?
}

endpoint "fifth" {
  lab = "own" # ERROR: Unknown lab: No built-in lab is named "own". The suite's own is named without quotes: lab.own.
}

lab "own" {
}

client "copier" {
  ehlo = each.key # ERROR: Not to be read here: "each" is the instance of a test
}

locals {
  a = local.b
  b = local.a # ERROR: Circular locals: The value of local.a depends on itself: local.a reads local.b reads local.a.
  c = step.tls.version # ERROR: Not to be read here: "step" is what a test observed
  d = test.one # ERROR: Not to be read here: "test" can be read only in a comparison
}

defaults {
  from = "a@example.com"
  to   = ["b@example.com"]
}

test "one" {
  endpoint = endpoint.mxx # ERROR: Unknown endpoint: There is no endpoint named "mxx". Did you mean "mx"?
}

test "two" {
  endpoint = "mx" # ERROR: Not an endpoint: An endpoint is named without quotes: endpoint.mx.
}

test "three" {
  endpoint = client.copier # ERROR: Not an endpoint: "endpoint" takes a reference
}

test "four" {
  endpoint   = endpoint.mx
  credential = credential.scanner # ERROR: Unknown credential: There is no credential named "scanner". This suite declares no credential.
  client     = "sharp" # ERROR: Unknown client: No built-in client is named "sharp". Did you mean "sharp-mx"? All of them: smtpspec clients.
}

comparison "c" {
  tests = [test.one, test.tow] # ERROR: Unknown test: There is no test named "tow". Did you mean "two"?
}

case_study "s" {
  tests = ["one"] # ERROR: Not tests
}

endpoint "mx" {
  host = "mx.example"
}

credential "scanner" {
  username = "scanner@example.com"
  password = "correct horse battery"
  vantages = [] # ERROR: Invalid value for "vantages": The list names no site.
}

defaults {
  endpoint = endpoint.mx
  from     = "<>" # ERROR: Null sender without a message: test.callout comes from "<>" to RCPT, and sends no message. ## Null sender without a message: test.on_the_way
  to       = ["b@example.com"]
}

test "callout" {
}

test "on_the_way" {
  allow_callout = false
  expect rcpt accept {}
}

test "allowed" {
  allow_callout = true
}

test "not_so_far" {
  expect mail accept {}
}

test "not_run" {
  skip = "not today"
}

test "own_sender" {
  from     = "a@example.com"
  vantages = ["office-*", ""] # ERROR: Invalid value for "vantages": The name of a site is not empty.
}

test { # ERROR: Missing name for test: A block "test" begins with its name, such as: test "direct_send" {
}

endpoint "a" "b" { # ERROR: Extraneous label for endpoint: That is more than a block "endpoint" begins with, such as: endpoint "mx" {
}

endpoint "mx" {
  host = "mx.example"
}

test "x" {
  endpoint = endpoint.mx
  from     = "a@example.com"
  to       = ["b@example.com"]
  expect rcpt {} # ERROR: Missing outcome for expect: A block "expect" begins with its outcome, such as: expect rcpt accept {}
}

endpoint "mx" {
  host = "mx.example" port = 25 # ERROR: Missing newline after argument
}

test "x" {
  endpoint = endpoint.nothing
}

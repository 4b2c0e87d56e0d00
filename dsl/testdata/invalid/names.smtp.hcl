endpoint "mx" {
  host = "mx.example"
}

endpoint "mx" { # ERROR: Duplicate name: There is already an endpoint named "mx", at
  host = "mx2.example"
}

endpoint "second one" { # ERROR: Invalid name: "second one" cannot name an endpoint
  host = "mx.example"
}

locals {
  site = "north"
}

locals {
  site = "south" # ERROR: Duplicate name: There is already a local named "site", at
}

test "mx" {
  endpoint = endpoint.mx
  from     = "a@example.com"
  to       = ["b@example.com"]
}

variable "secrets" {
  type      = map(string)
  sensitive = true
  default   = { a = "hunter2-hunter2" }
}

endpoint "mx" {
  host = "mx.example"
}

defaults {
  endpoint = endpoint.mx
  from     = "a@example.com"
  to       = ["b@example.com"]
}

test "list" {
  for_each = ["a", "b"] # ERROR: Invalid value for "for_each": for_each takes a map or a set of strings, and not a tuple. toset([…]) makes a set of a list.
}

test "secret" {
  for_each = var.secrets # ERROR: Sensitive value: The keys of for_each
}

test "null" {
  for_each = null # ERROR: Invalid value for "for_each": for_each must not be null
}

test "itself" {
  for_each = toset([each.key]) # ERROR: Not to be read here
}

test "many" {
  for_each = toset(["one", "two", "three", "four", "five"])
  title    = each.kye # ERROR: Unknown attribute of each: There is no attribute of each named "kye". Did you mean "key"?
  from     = "${each.key} @" # ERROR: Invalid value for "from" ## Invalid value for "from" ## Invalid value for "from"
  expect rcpt reject { class = "spamhouse" } # ERROR: Unknown class
}

endpoint "mx" {
  lab = "m365-mx"
}

test "t" {
  endpoint = endpoint.mx
  expect ehlo accept {}
}

# What newcomers write, and the parser stops at.
test "x" {
  expect rcpt 550 {} # ERROR: Invalid block definition: The second word is the outcome, and a code stands in the block: expect rcpt reject { code = 550 }.
}

defaults {
  from = scanner@contoso.com   # ERROR: Invalid character: An address is a text, and a text stands in quotes: "scanner@contoso.com".
  to   = [scanner@contoso.com] # ERROR: Invalid character: An address is a text, and a text stands in quotes
}

# A suite that misses: it expects the MX to take the copier's mail, and the MX,
# played by the lab, refuses the recipient. smtpspec says what was expected, what
# was seen, and where the suite says so.

suite {
  title = "Contoso: what we thought"
}

endpoint "mx" {
  lab    = "m365-mx-spamhaus"
  port   = 25
  method = "direct-send"
}

test "direct_send" {
  endpoint = endpoint.mx
  from     = "scanner@contoso.com"
  to       = ["office@contoso.com"]

  expect mail accept {}
  expect rcpt accept {}
}

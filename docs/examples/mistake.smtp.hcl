# A suite with a mistake, which smtpspec shows before anything is connected to:
# there is no class of that name.

suite {
  title = "Contoso: a slip of the pen"
}

endpoint "mx" {
  lab  = "m365-mx-spamhaus"
  port = 25
}

test "direct_send" {
  endpoint = endpoint.mx
  from     = "scanner@contoso.com"
  to       = ["office@contoso.com"]

  expect rcpt reject {
    class = "spamhouse"
  }
}

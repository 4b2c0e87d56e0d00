class "null-mx" {
  family = "dns"
  title  = "The domain says that it takes no mail"

  cause = <<-END
    Its only MX record is ".", which is the domain owner's way to say that nobody there receives
    mail.
  END

  advice = <<-END
    Check the domain for a typing mistake. If it is one's own, the MX record has to be changed
    where the domain is managed.
  END

  source {
    title = "RFC 7505, A Null MX No Service Resource Record"
    date  = "2015-06"
  }
}

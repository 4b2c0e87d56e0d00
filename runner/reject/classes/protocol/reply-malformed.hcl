class "reply-malformed" {
  family = "protocol"
  title  = "A reply that breaks the rules"
  test   = "builtin:ehlo-probe"

  cause = <<-END
    The reply's form is wrong: a bare line feed, no blank behind the code, or different codes in
    one reply. A device in between that rewrites replies does such things.
  END

  advice = <<-END
    Read the line in the transcript. If the server is a well-known one, look for an inspection
    of SMTP on the way.
  END

  source {
    title = "RFC 5321, Simple Mail Transfer Protocol"
    date  = "2008-10"
  }
}

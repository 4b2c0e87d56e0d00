# Sharp MX: signs in with a password, not with OAuth
#
# The manual of the MX-4070N documents user name and password. The BP series can
# do OAuth, with a firmware that has it. Nothing is known here of its TLS. LOGIN or
# PLAIN, and IPv4, are assumed, without a source.
#
# Source, for password and OAuth: Sharp's manuals of the MX and BP series, web pages
# for SMTP.

client "sharp-mx" {
  mechanisms     = ["LOGIN", "PLAIN"]
  address_family = "ipv4"
}

# Says HELO, not EHLO
#
# A device from before RFC 1425. HELO has no keywords, so it learns nothing of
# STARTTLS and AUTH and cannot use them; Direct Send in clear is what is left.
# The name is one of RFC 2606: a device says its own.

client "helo" {
  helo           = "copier.example.com"
  address_family = "ipv4"
}

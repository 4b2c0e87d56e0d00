# Says a name in EHLO that is no host name
#
# An underscore, a blank or a dot at the end, as in names that people give their
# devices. Microsoft 365 answers 501 5.5.4 Invalid domain name, after five seconds.
#
# Source: a capture of 2025.

client "odd-name" {
  ehlo           = "mfp_1.example.com"
  as_device      = true
  address_family = "ipv4"
}

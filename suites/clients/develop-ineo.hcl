# DEVELOP ineo 226, 256, 266, 306 and kin: a password, not OAuth
#
# The vendor lists OAuth as not available for these models: 306, 266, 226, 256,
# 4050, 4750, 3301P, 4000P, 165, 185 and others. Nothing is known here of their TLS.
# LOGIN or PLAIN, and IPv4, are assumed, without a source.
#
# Source, for OAuth: the DEVELOP advisory, as quoted by a relay vendor (2026-08-16).

client "develop-ineo" {
  mechanisms     = ["LOGIN", "PLAIN"]
  address_family = "ipv4"
}

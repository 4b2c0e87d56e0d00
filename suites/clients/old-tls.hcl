# Knows TLS 1.0 and 1.1, nothing newer
#
# Firmware from before TLS 1.2. On port 25 Microsoft 365 breaks the handshake off;
# on port 587 it shakes hands, and answers AUTH with 421 4.7.66.
#
# Sources: Exchange Team Blog, "Understanding email scenarios if TLS versions
# cannot be agreed on" (2021); a capture of 2022.

client "old-tls" {
  address_family = "ipv4"

  tls {
    min_version = "TLS1.0"
    max_version = "TLS1.1"
  }
}

# Knows TLS 1.2, nothing newer
#
# Microsoft 365 takes 1.2 and 1.3 on both ports. What works with 1.3 from a
# computer says nothing yet about a device that has 1.2 only.
#
# Source: Microsoft Learn, "How to set up a multifunction device or application to
# send email using Microsoft 365 or Office 365" (2022-04-27).

client "tls12" {
  address_family = "ipv4"

  tls {
    min_version = "TLS1.2"
    max_version = "TLS1.2"
  }
}

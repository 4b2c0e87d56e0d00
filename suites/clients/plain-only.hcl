# Signs in with AUTH PLAIN only
#
# Microsoft 365 does not offer PLAIN and answers it with 504 5.7.4, so this device
# cannot sign in there, whatever its password.
#
# Source: captures of the submission endpoint, 2020 and 2025.

client "plain-only" {
  mechanisms     = ["PLAIN"]
  address_family = "ipv4"
}

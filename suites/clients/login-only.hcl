# Signs in with AUTH LOGIN only
#
# The one mechanism with a password that Microsoft 365 offers.
#
# Source: captures of the submission endpoint, 2022 to 2025.

client "login-only" {
  mechanisms     = ["LOGIN"]
  address_family = "ipv4"
}

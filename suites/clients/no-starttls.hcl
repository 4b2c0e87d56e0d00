# Cannot do STARTTLS
#
# It stays in clear. The MX of Microsoft 365 takes that, unless a connector asks
# for TLS; the submission endpoint answers MAIL FROM with 451 5.7.3.
#
# Sources: Microsoft Learn, "How to set up a multifunction device or application to
# send email using Microsoft 365 or Office 365" (2022-04-27); captures of 2024.

client "no-starttls" {
  address_family = "ipv4"
  starttls       = false
}

# Knows TLS 1.2 with RSA key exchange only
#
# No ECDHE, so there is no forward secrecy, and many servers have nothing in
# common with it. The handshake then ends in an alert, although both sides know
# TLS 1.2 (RFC 5246 section 7.2.2, handshake_failure). Reported of devices of Ricoh,
# Xerox, Kyocera and Sharp in February 2025, when smtp.office365.com dropped the suites
# with RSA key exchange.
#
# Source: a press report (borncity, 2025), as quoted elsewhere.

client "rsa-key-exchange" {
  address_family = "ipv4"

  tls {
    min_version = "TLS1.2"
    max_version = "TLS1.2"
    ciphers = [
      "TLS_RSA_WITH_AES_128_CBC_SHA256",
      "TLS_RSA_WITH_AES_128_CBC_SHA",
      "TLS_RSA_WITH_AES_256_CBC_SHA",
    ]
  }
}

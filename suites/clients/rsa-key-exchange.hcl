# Knows TLS 1.2 with RSA key exchange only
#
# No ECDHE, so there is no forward secrecy, and many servers have nothing in
# common with it. The handshake then ends in an alert, although both sides know
# TLS 1.2 (RFC 5246 section 7.2.2, handshake_failure).

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

# Sends no server name in the TLS handshake
#
# A server with several certificates cannot tell which one is meant, and shows its
# default one, which may bear another name (RFC 6066 section 3).

client "no-sni" {
  address_family = "ipv4"

  tls {
    sni = ""
  }
}

endpoint "mx" {
  host  = "mx.example"
  proxy = "socks5://127.0.0.1:1080" # ERROR: Not part of this version: The argument "proxy" is not part of smtpspec 0.1.0.
  client_certificate { # ERROR: Not part of this version: A "client_certificate" block is not part of smtpspec 0.1.0.
    cert_file = "a.pem"
    key_file  = "b.pem"
  }
}

credential "token" {
  username = "a"
  password = null
  oauth2 { # ERROR: Not part of this version: An "oauth2" block
  }
}

include "other" { # ERROR: Not part of this version: An "include" block is not part of smtpspec 0.1.0.
  source = "builtin:ehlo-probe"
}

defaults {
  retry { # ERROR: Not part of this version
  }
}

test "all" {
  endpoint      = endpoint.mx
  from          = "a@example.com"
  to            = ["b@example.com"]
  retry { # ERROR: Not part of this version
    attempts = 3
  }
  waive { # ERROR: Not part of this version
    until = "2026-12-31"
  }
  message { # ERROR: Not part of this version
    subject = "x"
  }
  step dnsbl mine { # ERROR: Not part of this version
  }
}

tset "typo" { # ERROR: Unsupported block type: Blocks of type "tset" are not expected here. Did you mean "test"?
}

class "Acme_Filter" { # ERROR: Invalid name: "Acme_Filter" cannot name a class
  family = "policy"
  title  = "x"
  rule {
    text = "x"
  }
}

class "acme" { # ERROR: Incomplete class: No built-in class is named "acme" ## Class without a rule
}

class "spamhaus" {
  advice = "Ask the ISP."
}

class "spamhus" { # ERROR: Class without a rule
  family = "reputaton" # ERROR: Unknown family: There is no family named "reputaton". Did you mean "reputation"?
  title  = "x"
  over   = ["blocklsit"] # ERROR: Unknown class: There is no class named "blocklsit". Did you mean "blocklist"?
}

class "rules" {
  family = "policy"
  title  = "x"
  rule { # ERROR: Empty rule
  }
  rule {
    stage    = "rctp" # ERROR: Invalid value for "stage"
    code     = ["55x", 5500] # ERROR: Invalid value for "code"
    enhanced = ["5.7.606-649", "5.7"] # ERROR: Invalid value for "enhanced"
    text     = "a(b" # ERROR: Invalid value for "text"
  }
  example { # ERROR: Missing required argument
  }
  counter_example {
    reply = "550 no"
    class = "blocklst" # ERROR: Unknown class
  }
}

lab "odd" {
  keywords     = ["SIZE 1", ""] # ERROR: Invalid value for "keywords": "" begins with no EHLO keyword
  keywords_tls = ["AUTH=LOGIN", "B@D KEY"] # ERROR: Invalid value for "keywords_tls": "B@D KEY" begins with no EHLO keyword
}

lab "nobody" {
  tls {
    ciphers = "TLS_AES_128_GCM_SHA256" # ERROR: No cipher suite left: The server would take no client up to TLS 1.2
  }
}

lab "nobody_old" {
  tls {
    max_version = "TLS1.1"
    ciphers     = ["TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384"] # ERROR: No cipher suite left
  }
}

lab "no_choice" {
  tls {
    min_version = "TLS1.3"
    ciphers     = ["TLS_AES_128_GCM_SHA256"] # ERROR: No ciphers here: With min_version "TLS1.3" there is nothing to choose
  }
}

lab "misspelt" {
  tls {
    ciphers = ["TLS_AES_128"] # ERROR: Invalid value for "ciphers"
  }
}

lab "old" {
  tls {
    min_version = "TLS1.0"
    max_version = "TLS1.1"
    ciphers     = ["TLS_RSA_WITH_AES_128_CBC_SHA", "TLS_AES_128_GCM_SHA256"]
  }
}

lab "mine" {
  banner       = "hello" # ERROR: Invalid value for "banner": The reply "hello" does not begin with a reply code
  greeting     = "two\nlines" # ERROR: Invalid value for "greeting": "two\nlines" is more than one line.
  keywords     = ["SIZE 1\r\nEVIL"] # ERROR: Invalid value for "keywords": "SIZE 1\r\nEVIL" is more than one line.
  keywords_tls = []
  tls {
    mode        = "later" # ERROR: Invalid value for "mode"
    certificate = "bad" # ERROR: Invalid value for "certificate"
    min_version = "TLS1.3" # ERROR: No TLS version left: min_version "TLS1.3" is above max_version "TLS1.0".
    max_version = "TLS1.0"
    ciphers     = [] # ERROR: Empty list: With an empty "ciphers" the server would take no client up to TLS 1.2
  }
  on rctp { # ERROR: Unknown stage: A server has no part in a stage "rctp". Did you mean "rcpt"?
    reply = "550 no"
  }
  on mail {
    name      = "x*" # ERROR: No name here: "name" can stand in: on ehlo, on ehlo-tls.
    mechanism = "LOGIN" # ERROR: No mechanism here: "mechanism" can stand in: on auth.
    recipient = "x*" # ERROR: No recipient here
    reply     = "550 no"
    raw       = "550 no" # ERROR: Two replies
  }
  on rcpt { # ERROR: Nothing to do
  }
  on ehlo {
    attempt = [0] # ERROR: Invalid value for "attempt"
  }
  on rcpt {
    recipient = "[" # ERROR: Invalid value for "recipient": "[" is no pattern
    reply     = "99 foo" # ERROR: Invalid value for "reply": The reply "99 foo" does not begin with a reply code
  }
  on rcpt {
    reply = "250-a\n550 b" # ERROR: Invalid value for "reply": The reply "250-a\n550 b" has a line with another code, 550 after 250
  }
  on rcpt {
    reply = "" # ERROR: Invalid value for "reply": The reply is empty
  }
  on rcpt {
    reply = "250 a\rb" # ERROR: Invalid value for "reply": The reply "250 a\rb" has a carriage return
  }
  on tls {
    reply = "220 x" # ERROR: No reply here
  }
  on auth {
    when  = "other-sender" # ERROR: No sender here: The sender is known from MAIL FROM on
    reply = "535 no"
  }
  on auth {
    mechanism = "LGOIN" # ERROR: Invalid value for "mechanism": "LGOIN" is none of the values of "mechanism". Did you mean "LOGIN"?
    reply     = "535 no"
  }
  on auth {
    mechanism = [] # ERROR: Empty list: With an empty "mechanism" the reply would hold for nothing
    attempt   = [5, 4] # ERROR: Invalid value for "attempt": Attempts are named one by one, in their order
    reply     = "535 no"
  }
  on rcpt {
    recipient = [] # ERROR: Empty list
    attempt   = [] # ERROR: Empty list
    raw       = "" # ERROR: Invalid value for "raw": There are no bytes in it
    delay     = "1000h" # ERROR: Invalid value for "delay": No client waits for longer than an hour
  }
}

endpoint "mx" {
  lab = lab.mine
}

test "x" {
  endpoint = endpoint.mx
  from     = "b@example.com"
  to       = ["a@example.com"]
}

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

lab "mine" {
  keywords = []
  tls {
    mode        = "later" # ERROR: Invalid value for "mode"
    certificate = "bad" # ERROR: Invalid value for "certificate"
  }
  on rctp { # ERROR: Unknown stage: A server has no part in a stage "rctp". Did you mean "rcpt"?
    reply = "550 no"
  }
  on mail {
    recipient = "x*" # ERROR: No recipient here
    reply     = "550 no"
    raw       = "550 no" # ERROR: Two replies
  }
  on rcpt { # ERROR: Nothing to do
  }
  on ehlo {
    attempt = [0] # ERROR: Invalid value for "attempt"
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

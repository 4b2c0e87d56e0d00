endpoint "mx" {
  host = "mx.example"
}

endpoint "clear" {
  host = "mx.example"
  tls  = "none"
}

endpoint "implicit" {
  host = "mx.example"
  tls  = "implicit"
}

credential "scanner" {
  username = "a"
  password = "geheim-geheim"
}

defaults {
  endpoint = endpoint.mx
  from     = "a@example.com"
  to       = ["b@example.com"]
}

test "words" {
  expect rctp reject {} # ERROR: Unknown stage: There is no stage named "rctp". Did you mean "rcpt"?
  expect rcpt rejected {} # ERROR: Unknown outcome: The stage "rcpt" cannot end in "rejected". Did you mean "reject"?
  expect tls refuse {} # ERROR: Unknown outcome: The stage "tls" cannot end in "refuse".
  expect data accept {} # ERROR: Not part of this version: The stage "data" is not part of smtpspec 0.1.0.
  expect dnsbl listed {} # ERROR: Unknown stage
}

test "arguments" {
  expect connect ok {
    code = 220 # ERROR: Senseless expectation: The stage "connect" has no reply, so it has no "code".
  }
  expect ehlo accept {
    class = "spamhaus" # ERROR: Senseless expectation: "class" names a refusal or a failure
  }
  expect starttls absent {
    code = 502 # ERROR: Senseless expectation: What is absent has no "code".
  }
  expect mail refuse {
    class    = "spamhouse" # ERROR: Unknown class: There is no class named "spamhouse". Did you mean "spamhaus"? All classes: smtpspec classes.
    family   = ["reputaton", "policy"] # ERROR: Unknown family: There is no family named "reputaton". Did you mean "reputation"?
    code     = "5xy" # ERROR: Invalid value for "code"
    enhanced = "5.7" # ERROR: Invalid value for "enhanced"
    text     = "(" # ERROR: Invalid value for "text"
    within   = 5 # ERROR: Invalid value for "within"
    txt      = "x" # ERROR: Unsupported argument: An argument named "txt" is not expected here.
  }
  expect rcpt accept {
    recipient = "c@example.com" # ERROR: Unknown recipient: "c@example.com" is not among the recipients of test.arguments.
  }
  expect tls ok {
    min_version = "1.2" # ERROR: Invalid value for "min_version"
    verified    = []    # ERROR: Invalid value for "verified"
  }
}

test "twice" {
  to = ["b@example.com", "c@example.com"]
  expect mail accept {}
  expect mail reject {} # ERROR: Duplicate expectation: "mail" is expected at testdata/invalid/expectations.smtp.hcl:64 too.
  expect rcpt accept {
    recipient = "b@example.com"
  }
  expect rcpt reject { # ERROR: Duplicate expectation: "b@EXAMPLE.com" is expected at
    recipient = ["c@example.com", "b@EXAMPLE.com"]
  }
  expect rcpt defer {} # ERROR: Duplicate expectation: Without "recipient" ## Duplicate expectation: Without "recipient"
}

test "not_in_clear" {
  endpoint = endpoint.clear
  expect ehlo-tls accept {} # ERROR: Stage not in the session: The session of an endpoint with tls = "none" has no stage "ehlo-tls". Its stages are resolve, connect, banner, ehlo, auth, mail, rcpt, quit.
}

test "not_before_tls" {
  endpoint = endpoint.implicit
  expect ehlo accept {} # ERROR: Stage not in the session: The session of an endpoint with tls = "implicit" has no stage "ehlo".
}

test "no_credential" {
  expect auth reject {} # ERROR: Stage not in the session: "auth" is a stage of a test with a credential.
}

test "fine" {
  expect auth absent {}
}

test "no_sender" { # ERROR: Missing sender: test.no_sender goes to rcpt, so it needs a "from" ## Missing recipient: test.no_sender goes to rcpt, so it needs a recipient in "to". A test that names no stage goes to rcpt.
  from = null
  to   = null
  expect quit accept {}
}

test "no_recipient" { # ERROR: Missing recipient
  to = []
  expect rcpt accept {}
}

test "sender_only" {
  from = "<>"
  to   = null
  expect mail accept {}
}

test "never" {
  expect tls ok {
    class = ["cert-expired", "ok"] # ERROR: Senseless expectation: "ok" is what was accepted, and no refusal or failure is named so.
  }
  expect mail refuse {
    class = "connect-timeout" # ERROR: Senseless expectation: "connect-timeout" names what failed in place of a reply, so it goes with "fail", and not with "refuse".
  }
}

test "codes" {
  expect ehlo accept {
    code = "5xx" # ERROR: Senseless expectation: "5xx" does not go with "accept", whose code begins with 2. With 5xx it is: expect ehlo reject.
  }
  expect mail defer {
    code     = [550, 551] # ERROR: Senseless expectation: "550" or "551" does not go with "defer", whose code begins with 4.
    enhanced = "5.7.3"
  }
  expect rcpt reject {
    code     = 250     # ERROR: Senseless expectation: "250" does not go with "reject", whose code begins with 5. With 250 it is: expect rcpt accept.
    enhanced = "2.1.5" # ERROR: Senseless expectation: "2.1.5" does not go with "reject", whose enhanced code begins with 4 or 5.
  }
}

test "codes_that_may_come" {
  expect banner accept {
    code = [220, 554]
  }
  expect mail accept {
    enhanced = "x.1.0"
  }
  expect rcpt refuse {
    code = ["4xx", "5xx"]
  }
}

test "code_for_outcome" {
  expect rcpt "550" {} # ERROR: Unknown outcome: The stage "rcpt" cannot end in "550". The second word is the outcome, and a code stands in the block: expect rcpt reject { code = 550 }.
}

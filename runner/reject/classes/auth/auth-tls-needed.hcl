class "auth-tls-needed" {
  family = "auth"
  title  = "The server takes a login only inside TLS"
  test   = "builtin:starttls-check"

  cause = <<-END
    The device tried to sign in over a connection in clear.
  END

  advice = <<-END
    Switch STARTTLS on at the device and make it compulsory: "TLS if available" is not enough.
    The port is 587.
  END

  rule { text = "encryption required for requested authentication" }
  rule { text = "plain ?text authentication (?:is )?(?:disallowed|not allowed|disabled)" }
  rule { text = "authentication requires (?:tls|ssl|encryption|a secure)" }
  rule { text = "(?:tls|ssl|starttls|encryption|secure connection) (?:is )?required (?:before|for|prior to) auth" }
  rule { text = "(?:secure|encrypted) connection .{0,30}authenticat" }
  rule {
    stage = ["auth"]
    code  = ["538"]
  }
  rule { enhanced = ["5.7.11"] }
  rule {
    stage = ["auth"]
    text  = "\\b(?:tls|ssl|starttls|encryption|encrypted (?:connection|session|channel)s?|secure (?:connection|session|channel)s?) (?:is |are )?(?:required|needed|necessary|mandatory|compulsory|obligatory|enforced)"
  }
  rule { text = "\\b(?:tls|ssl|encryption|secure connection|encrypted connection) (?:is )?(?:required|needed|necessary) (?:to|for|before) .{0,20}?(?:mechanism|auth\\w*|log)" }
  rule { text = "\\b(?:auth|authenticat\\w+|log-?in|logging in)\\b.{0,40}?\\b(?:only|not|disabled|forbidden|disallowed|refused|prohibited|denied|unless|until)\\b.{0,40}?\\b(?:tls|ssl|starttls|encrypt\\w*|unencrypted|non-?secure|insecure|secure|clear ?text|plain ?text)\\b(?: (?:connections?|channels?|sessions?))?" }
  rule { text = "\\b(?:tls|ssl|starttls|encryption|secure connection|encrypted connection)\\b.{0,40}?\\b(?:before|prior to) (?:\\w+ ){0,3}(?:auth\\w*|log-?in|logging in)" }
  rule { text = "\\b(?:clear|plain) ?-?text (?:auth\\w*|passwords?|log-?ins?)\\b.{0,30}?\\b(?:not|disallowed|disabled|forbidden|denied|refused|prohibited)" }
  rule { text = "\\b(?:tls|ssl|starttls|encryption|encrypted)\\b.{0,20}?\\b(?:required|needed|necessary|mandatory)\\b.{0,20}?\\b(?:for|to|before) (?:\\w+ ){0,2}(?:auth\\w*|log ?in)" }
  rule { text = "\\b(?:passwords?|credentials?|log[- ]?ins?|logging in|authenticat\\w+|auth)\\b.{0,40}?\\b(?:not|\\w{2,5}n't|never|refused|disabled|forbidden|denied|disallowed|only)\\b.{0,30}?\\b(?:unencrypted|plain ?text|clear ?text|insecure|in (?:the )?clear|(?:without )?(?:tls|ssl|starttls|encryption)|encrypted|secured?)\\b(?: \\w+)?" }
  rule { text = "\\b(?:not|\\w{2,5}n't|never|will not|refuse\\w*|no) (?:\\w+ )?(?:accept|take|allow|permit|passwords?|credentials?|log[- ]?ins?|auth\\w*) ?(?:your )?(?:passwords?|credentials?|log[- ]?ins?|auth\\w*)?\\b.{0,20}?\\b(?:without|before|unless|outside|over) (?:\\w+ ){0,3}?(?:tls|ssl|starttls|encrypt\\w*|unencrypted|insecure|plain|clear)\\b" }
  rule { text = "\\b(?:encrypt|secure|protect|starttls|tls|ssl)\\b.{0,30}?\\b(?:before|first|prior to|in order to) (?:\\w+ )?(?:logging in|log ?in|auth\\w*|signing in|sending (?:your )?(?:password|credentials))" }
  rule { text = "\\b(?:you |clients? )?(?:have to |must |need to |should |please )?(?:use|need|enable|require\\w*) (?:tls|ssl|starttls|encryption) (?:to|for|before|in order to) (?:log|sign|auth)\\w*(?: ?in)?" }

  example {
    stage = "auth"
    reply = "538 5.7.11 Encryption required for requested authentication mechanism"
  }

  example {
    stage = "auth"
    reply = "534 Plaintext authentication disallowed on non-secure (SSL/TLS) connections"
  }

  example {
    stage = "auth"
    reply = "530 5.7.0 Use STARTTLS before you authenticate"
  }

  example {
    stage = "auth"
    reply = "554 5.7.3 AUTH is refused over an unencrypted connection"
  }

  example {
    stage = "auth"
    reply = "538 Passwords aren't taken without encryption"
  }

  counter_example {
    stage = "mail"
    reply = "451 5.7.3 STARTTLS is required to send mail"
    class = "tls-required"
  }

  counter_example {
    stage = "mail"
    reply = "530 5.7.0 TLS is mandatory for all sessions here"
    class = "tls-required"
  }

  source {
    title = "RFC 4954, SMTP Extension for Authentication"
    date  = "2007-07"
  }
}

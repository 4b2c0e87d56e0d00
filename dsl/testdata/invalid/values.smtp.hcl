suite {
  title            = 12
  tags             = ["two words"] # ERROR: Invalid tag
  required_version = ">= 0.1"
}

variable "secret" {
  sensitive = true
  default   = "hunter2"
}

endpoint "none" { # ERROR: Endpoint without a target
  port = 25
}

endpoint "both" {
  host  = "mx.example"
  mx_of = "contoso.com" # ERROR: Several targets
}

endpoint "mode" {
  host            = "mx.example"
  tls             = "starttls?" # ERROR: Invalid value for "tls": "starttls?" is none of the values of "tls". Did you mean "starttls"?
  port            = 70000 # ERROR: Invalid value for "port": "port" is a whole number from 1 to 65535.
  max_connections = 0 # ERROR: Invalid value for "max_connections"
  method          = "smtp-relay" # ERROR: Invalid value for "method"
  trust           = true # ERROR: Invalid value for "trust"
  resolver        = "1.1.1.1" # ERROR: Invalid value for "resolver"
  source_address  = "eth0" # ERROR: Invalid value for "source_address"
  ca_file         = "no-such-file.pem" # ERROR: Unreadable file
  verify          = "maybe" # ERROR: Invalid value for "verify"
  timeouts {
    command = "soon" # ERROR: Invalid value for "command"
    connect = "-1s" # ERROR: Invalid value for "connect"
    baner   = "1s" # ERROR: Unsupported argument: An argument named "baner" is not expected here. Did you mean "banner"?
  }
}

endpoint "url" {
  host = "https://mx.example" # ERROR: Invalid value for "host": "https://mx.example" is a URL
}

endpoint "host_port" {
  host = "mx.example:587" # ERROR: Invalid value for "host": "mx.example:587" has a port in it
}

endpoint "blank" {
  host = "mx .example" # ERROR: Invalid value for "host"
}

endpoint "mail" {
  mx_of = "a@contoso.com" # ERROR: Invalid value for "mx_of": "a@contoso.com" is a mailbox; its domain is "contoso.com".
}

endpoint "secret" {
  host = "${var.secret}.example" # ERROR: Sensitive value: "host" must not be sensitive
}

endpoint "family" {
  host           = "192.0.2.1" # ERROR: Address of another family
  address_family = "ipv6"
}

credential "half" { # ERROR: Missing required argument: The argument "password" is required
  username  = "a"
  mechanism = "login" # ERROR: Invalid value for "mechanism": "login" is none of the values of "mechanism". Did you mean "LOGIN"?
}

credential "empty" {
  username = "" # ERROR: Invalid value for "username"
  password = null
}

client "names" {
  ehlo = "copier\r\nMAIL FROM:<>" # ERROR: Invalid value for "ehlo"
  helo = "copier" # ERROR: Both EHLO and HELO
  tls {
    min_version = "TLS1.3" # ERROR: No TLS version left
    max_version = "TLS1.2"
    groups      = ["P256"] # ERROR: Invalid value for "groups": "P256" is none of the values of "groups". Did you mean "P-256"?
    ciphers     = ["TLS_RSA_WITH_AES_128_CBC_SH"] # ERROR: Invalid value for "ciphers": "TLS_RSA_WITH_AES_128_CBC_SH" is none of the values of "ciphers". Did you mean "TLS_RSA_WITH_AES_128_CBC_SHA"?
  }
}

defaults {
  endpoint   = endpoint.none
  credential = credential.half # ERROR: No credential in defaults
}

test "envelope" {
  from            = "" # ERROR: Invalid value for "from": The null reverse-path is written "<>"
  to              = ["nobody"] # ERROR: Invalid value for "to"
  mail_parameters = ["BODY=8BITMIME SIZE=1"] # ERROR: Invalid value for "mail_parameters"
  timeout         = "0s" # ERROR: Invalid value for "timeout"
  skip            = false # ERROR: Invalid value for "skip": skip is the reason
}

test "silent" {
  from = "a@contoso.com"
  to   = ["b@contoso.com", "b@CONTOSO.com"] # ERROR: Duplicate recipient
  skip = "" # ERROR: Invalid value for "skip": skip says why
  title = var.secret # ERROR: Sensitive value
  tags  = [var.secret] # ERROR: Sensitive value
}

test "several" {
  from = "a@contoso.com"
  to = [
    "nobody", # ERROR: Invalid value for "to"
    "b@contoso.com",
    "no one@contoso.com", # ERROR: Invalid value for "to"
  ]
  tags = ["fine", null] # ERROR: Invalid value for "tags": A list must not have null in it.
}

test "nowhere" { # ERROR: Test without an endpoint
  endpoint = null
  from     = "a@contoso.com"
  to       = "b@contoso.com"
}

# STARTTLS is gone since the firewall was replaced.
#
# The firewall inspects SMTP and overwrites the keywords that it does not allow.
# Direct Send goes on in clear, so nobody notices until a connector demands TLS:
#
#   smtpspec run docs/case-studies/starttls-stripped.smtp.hcl
#
# Both servers are profiles of the lab. To hold the same sessions with the real
# one, put what stands behind `lab` in its place, and run it at the site.

suite {
  title = "Case study: STARTTLS stripped by a firewall"
  tags  = ["case-study"]
}

endpoint "inspected" {
  lab    = "starttls-stripped" # mx_of = "contoso.com"
  port   = 25
  tls    = "required"
  method = "direct-send"
}

endpoint "straight" {
  lab    = "m365-mx" # mx_of = "contoso.com"
  port   = 25
  tls    = "required"
  method = "direct-send"
}

defaults {
  from = "scanner@contoso.com"
  to   = ["office@contoso.com"]
}

test "before" {
  title    = "Behind the inspection"
  endpoint = endpoint.inspected

  expect ehlo accept {
    lacks = ["STARTTLS", "CHUNKING", "SMTPUTF8"] # all three are Microsoft's
  }
  expect starttls absent {}
}

test "after" {
  title    = "With the inspection of SMTP switched off"
  endpoint = endpoint.straight

  expect ehlo accept {
    offers = ["STARTTLS", "CHUNKING", "SMTPUTF8"]
  }
  expect tls ok {
    min_version = "TLS1.2"
  }
  expect rcpt accept {}
}

comparison "before_and_after" {
  title = "The same server, behind the inspection and without it"
  tests = [test.before, test.after]
}

case_study "starttls_stripped" {
  title = "STARTTLS missing behind a firewall"
  tests = [test.before, test.after]

  environment = {
    Device   = "a copier that insists on TLS"
    Firewall = "replaced the week before; SMTP inspection on by default"
  }

  symptoms = [
    "The panel says: the server does not support TLS",
    "The same copier worked until the firewall was replaced",
    "From another line the same server offers STARTTLS",
  ]

  resolution = "The inspection of SMTP was switched off for port 25 on the way out."

  lessons = [
    "A keyword that Microsoft offers and that is missing was taken out on the way.",
    "A device that goes on in clear would have hidden this, and its mail would have gone out readable.",
  ]
}

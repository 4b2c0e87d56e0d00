class "relay-denied" {
  family = "policy"
  title  = "The server does not carry mail there for this sender"
  test   = "builtin:m365/relay"

  cause = <<-END
    At Microsoft 365: the recipient is outside the tenant, and no inbound connector claims this
    connection. Direct Send reaches the tenant's own recipients only; and a connector stops
    matching when the site's public address or certificate changes, when the sender's domain is
    not an accepted domain, or when it was made as a Partner connector. Elsewhere: the device
    did not log in.
  END

  advice = <<-END
    Compare the public address of this line, as the server shows it in its EHLO answer, with the
    list in the connector, and see that the sender's domain is an accepted domain of the tenant.
    If there is no connector: send to own recipients only, or let the device sign in at
    smtp.office365.com, port 587. At another provider: give the device its user name and
    password.
  END

  rule { enhanced = ["5.7.64", "5.7.54", "4.4.62"] }
  rule { text = "relay(?:ing)? access denied" }
  rule { text = "\\brelay(?:ing)? (?:is )?(?:denied|prohibited|disabled|blocked|rejected|refused)" }
  rule { text = "\\brelay(?:ing)? (?:is )?not (?:allowed|permitted|authori[sz]ed)" }
  rule { text = "(?:unable|not (?:permitted|allowed|authori[sz]ed|able)) to relay" }
  rule { text = "\\b(?:no|cannot|do not|does not|will not|won\\x27t|don\\x27t|can\\x27t) relay" }
  rule { text = "mail relay(?:ing)? denied" }
  rule { text = "no relaying" }
  rule { text = "tenantattribution" }
  rule { text = "\\battr3[56]\\b" }
  rule { text = "wrong office 365 region" }
  rule { text = "rcpthosts" }
  rule { text = "list of allowed rcpthosts" }
  rule { text = "as a relay, but i have not been configured" }
  rule { text = "insecure mail relay" }
  rule { text = "credentials for relay" }
  rule { text = "smtp server of your isp" }
  rule { text = "act as your forwarder" }
  rule { text = "unable to relay\\. attr14" }

  example {
    stage = "rcpt"
    reply = "550 5.7.64 TenantAttribution; Relay Access Denied ATTR36 [AM0PR01CA0001.prod.exchangelabs.com 2026-05-05T05:05:05.000Z 08DD000000000002]"
  }

  example {
    stage = "rcpt"
    reply = "554 5.7.1 <someone@example.net>: Relay access denied"
  }

  example {
    stage = "rcpt"
    reply = "550 5.7.54 SMTP; Unable to relay recipient in non-accepted domain"
  }

  example {
    stage = "rcpt"
    reply = "451 4.4.62 Mail sent to the wrong Office 365 region. ATTR35. For more information please go to https://go.microsoft.com/fwlink/?linkid=865268"
  }

  example {
    stage = "rcpt"
    reply = "550 relay not permitted"
  }

  example {
    stage = "rcpt"
    reply = "553 sorry, that domain isn't in my list of allowed rcpthosts (#5.7.1)"
  }

  counter_example {
    stage = "rcpt"
    reply = "550 5.4.1 Recipient address rejected: Access denied. AS(201806281)"
    class = "unknown-recipient"
  }

  counter_example {
    stage = "rcpt"
    reply = "550 5.7.68 TenantInboundAttribution; Direct Send not allowed for this organization from unauthorized sources"
    class = "direct-send-rejected"
  }

  counter_example {
    stage = "rcpt"
    reply = "550 mx.example.net: 203.0.113.7 is not permitted to relay through this server without authentication"
    class = "auth-required"
  }

  source {
    title = "Microsoft Learn, \"Fix NDR error '550 5.7.64' in Exchange Online\""
    date  = "2024 to 2026"
  }

  source {
    title = "Microsoft Learn, \"Configure a certificate-based connector to relay email messages through Microsoft 365\""
    date  = "2025-06-25"
  }

  source {
    title = "Microsoft Learn, \"ATTR35 response code when mail is sent to EOP/EXO\""
    date  = "2024 to 2026"
  }

  source {
    title = "Microsoft Learn, \"Email non-delivery reports and SMTP errors in Exchange Online\""
    date  = "2024-10-14"
  }
}

class "m365-tenant-traffic-blocked" {
  family = "reputation"
  title  = "Microsoft has blocked the mail of the whole organisation, or of its connector"

  cause = <<-END
    Most of what the organisation sent looked like spam to Microsoft: an account whose password
    others know, an open relay behind a connector, a fresh or trial tenant, or senders in
    domains that are not registered in the tenant.
  END

  advice = <<-END
    Nothing on the copier helps. The Microsoft 365 administrator looks for accounts that are
    used by others and for open relays, adds the sending domains to the tenant, and then asks
    Microsoft's support to lift the block.
  END

  rule { enhanced = ["5.7.705", "5.7.708", "5.7.711", "5.7.750"] }
  rule {
    enhanced = ["5.7.705", "5.7.708", "5.7.711", "5.7.750"]
    text     = "access denied"
  }
  rule { text = "traffic not accepted from this ip" }
  rule { text = "tenant has exceeded threshold" }
  rule { text = "sending from unregistered domains?" }
  rule { text = "bad inbound connector" }

  example {
    stage = "rcpt"
    reply = "550 5.7.708 Service unavailable. Access denied, traffic not accepted from this IP. For more information please go to http://go.microsoft.com/fwlink/?LinkId=526653 AS(8561)"
  }

  example {
    stage = "message"
    reply = "550 5.7.705 Access denied, tenant has exceeded threshold"
  }

  example {
    stage = "message"
    reply = "550 5.7.750 Service unavailable. Client blocked from sending from unregistered domains"
  }

  example {
    stage = "rcpt"
    reply = "550 5.7.711 Access denied, bad inbound connector. AS(2204)"
  }

  counter_example {
    stage = "message"
    reply = "550 5.7.233 Your message can't be sent because your tenant exceeded its daily limit for sending email to external recipients"
    class = "throttled"
  }

  source {
    title = "Microsoft Learn, \"Fix NDR error codes 550 5.7.703, 550 5.7.705, 550 5.7.708, and 550 5.7.750\""
    date  = "2024 to 2026"
  }

  source {
    title = "Microsoft Learn, \"Email non-delivery reports and SMTP errors in Exchange Online\""
    date  = "2024-10-14"
  }
}

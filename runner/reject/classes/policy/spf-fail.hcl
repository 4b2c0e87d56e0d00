class "spf-fail" {
  family = "policy"
  title  = "This address may not send for the domain"

  cause = <<-END
    The receiver looked up the SPF record of the sender's domain, and the address that this site
    sends from is not in it. That is the usual state of an office line with Direct Send. A
    temporary form means that the record could not be looked up.
  END

  advice = <<-END
    Add the fixed public address of this line to the domain's SPF record (v=spf1 ip4:ADDRESS
    include:spf.protection.outlook.com …), or send by signing in at smtp.office365.com, whose
    addresses are in it already.
  END

  rule { text = "sender policy framework" }
  rule { text = "sender policy framework violation" }
  rule { text = "\\bspf\\b.{0,60}?\\b(?:fail\\w*|reject\\w*|violation|invalid|hard ?fail|not authori[sz]ed|not allowed|not permitted)" }
  rule { text = "\\bfail\\w*\\b.{0,30}?\\bspf\\b" }
  rule { text = "bad spf" }
  rule { text = "\\bspf\\b.{0,60}?does not designate.*" }
  rule { text = "\\b(?:rejected by|not permitted by|denied by|not allowed by)\\b.{0,20}?\\bspf\\b" }
  rule { text = "not (?:allowed|permitted|authori[sz]ed) to send (?:e?mail|messages?) (?:from|for)" }
  rule { text = "allow sending mails? from" }
  rule { text = "invalid ip for sending" }
  rule { text = "spf\\.pobox\\.com" }
  rule { text = "\\bopenspf\\b" }
  rule { text = "spf record with a hard fail policy" }
  rule { enhanced = ["5.7.23", "5.7.24", "4.7.23", "4.7.24", "4.7.27"] }

  example {
    stage = "rcpt"
    reply = "550 5.7.23 The message was rejected because of Sender Policy Framework violation"
  }

  example {
    stage = "message"
    reply = "550 5.7.27 Your mail did not pass: SPF check failed for example.com"
  }

  example {
    stage = "rcpt"
    reply = "550 SPF: 203.0.113.7 is not allowed to send mail from example.com"
  }

  example {
    stage = "message"
    reply = "550-5.7.26 The MAIL FROM domain [example.com] has an SPF record with a hard fail\n550-5.7.26 policy (-all) but it fails to pass SPF checks with the ip: [203.0.113.7].\n550 5.7.26 See the help page. - gsmtp"
  }

  counter_example {
    stage = "message"
    reply = "550 5.7.26 This mail has been blocked because the sender is unauthenticated. Gmail requires all senders to authenticate with either SPF or DKIM."
    class = "unauthenticated-sender"
  }

  counter_example {
    stage = "message"
    reply = "550 5.7.1 SPF and DKIM fail; rejected by DMARC policy"
    class = "dmarc-fail"
  }

  source {
    title = "Microsoft Learn, \"Fix NDR error '550 5.7.23' in Exchange Online\""
    date  = "2024 to 2026"
  }

  source {
    title = "Microsoft Learn, \"Email non-delivery reports and SMTP errors in Exchange Online\""
    date  = "2024-10-14"
  }
}

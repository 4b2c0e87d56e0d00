class "helo-rejected" {
  family = "policy"
  title  = "The name that the device says in EHLO is not accepted"
  test   = "builtin:ehlo-probe"

  cause = <<-END
    The device greets with an empty, unqualified or foreign name: "localhost", a model name, a
    name with a blank, an underscore or a dot at its end, or the receiver's own name.
  END

  advice = <<-END
    Set the device's host name and domain so that together they form a real name
    (copier.example.com), or fill in the field "EHLO/HELO name" if it has one.
  END

  rule { text = "(?:helo|ehlo) command rejected" }
  rule { text = "\\b(?:helo|ehlo)\\b.{0,40}?\\b(?:invalid|rejected|denied|not allowed|not valid|not accepted|mismatch|must be|is bad|malformed)" }
  rule { text = "(?:access denied\\W+)?\\b(?:bad|invalid|forged|fake|malformed|illegal) (?:helo|ehlo)\\b(?: name)?" }
  rule { text = "denied, bad (?:helo|ehlo)" }
  rule { text = "supplied as (?:helo|ehlo)" }
  rule { text = "invalid domain name or ip supplied as (?:helo|ehlo)" }
  rule { text = "\\b(?:helo|ehlo) (?:name|argument|host ?name)" }
  rule { text = "\\b(?:helo|ehlo)/(?:helo|ehlo) argument" }
  rule {
    stage = ["ehlo"]
    text  = "invalid domain name"
  }
  rule { enhanced = ["5.7.506"] }

  example {
    stage = "ehlo"
    reply = "501 5.5.4 Invalid domain name [DB9PR01CA0001.eurprd01.prod.exchangelabs.com 2026-04-26T18:06:30.781Z 08DD842467C8274D]"
  }

  example {
    stage = "rcpt"
    reply = "504 5.5.2 <copier>: Helo command rejected: need fully-qualified hostname"
  }

  example {
    stage = "ehlo"
    reply = "550 5.7.506 Access Denied, Bad HELO"
  }

  counter_example {
    stage = "mail"
    reply = "503 5.5.1 Error: send HELO/EHLO first"
    class = "bad-sequence"
  }

  counter_example {
    stage = "ehlo"
    reply = "550 5.7.1 Service unavailable, Helo domain is listed in Spamhaus. (S8001)"
    class = "spamhaus"
  }

  counter_example {
    stage = "ehlo"
    reply = "501 Syntax: EHLO hostname"
    class = "syntax-error"
  }

  source {
    title = "Microsoft Learn, \"Email non-delivery reports and SMTP errors in Exchange Online\""
    date  = "2024-10-14"
  }

  source {
    title = "Public collections of real replies (sisimai, KumoMTA, ZoneMTA, smtp-codes field manual)"
    date  = "2026-08-04"
  }
}

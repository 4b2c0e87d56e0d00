class "tls-version-unsupported" {
  family = "tls"
  title  = "The server does not take TLS this old"
  test   = "builtin:m365/tls"

  cause = <<-END
    The device speaks TLS 1.0 or 1.1 only. Microsoft's submission host shakes hands with it all
    the same and refuses at AUTH; at the MX on port 25 there is no reply at all, the handshake
    fails.
  END

  advice = <<-END
    Update the device's firmware, and switch TLS 1.2 on where its settings have a list of
    versions. If it cannot: the legacy host smtp-legacy.office365.com, where the administrator
    has opted in to it; a relay connector; or a local relay that speaks TLS 1.2 for it.
  END

  rule { text = "tls 1\\.[01](?: and (?:tls )?1\\.[01])? (?:is|are) not supported" }
  rule { text = "requires? tls(?: version)? 1\\.[23]" }
  rule { text = "(?:support|use) tls 1\\.[23]" }
  rule { text = "high-strength cipher" }
  rule { text = "smtp_auth_tls" }
  rule { text = "(?:weak|insecure|old|outdated|obsolete) (?:tls|ssl|cipher)" }
  rule { text = "\\b(?:tls|ssl|protocol) version\\b.{0,30}\\b(?:not supported|unsupported|too old|not allowed|too low)" }
  rule { enhanced = ["4.7.66"] }
  rule { text = "\\b(?:sslv?[23]|ssl [23](?:\\.0)?|tlsv?1(?:\\.[01])?|tls 1\\.[01])\\b.{0,40}?\\b(?:not supported|unsupported|no longer|not allowed|not accepted|disabled|deprecated|obsolete|too old|insecure|refused|rejected)" }
  rule { text = "\\b(?:at least|minimum|or (?:higher|later|newer|above)|requires?|upgrade to|use)\\b.{0,20}?\\btls ?v?1\\.[23]" }
  rule { text = "\\btls ?v?1\\.[23]\\b.{0,20}?\\b(?:or (?:higher|later|newer|above|better)|required|minimum|is needed)" }
  rule { text = "\\bno (?:shared|common|suitable) ciphers?|\\bunsupported (?:protocol|cipher)\\b" }
  rule { text = "\\bcipher\\b.{0,30}?\\b(?:too weak|not allowed|not accepted|weak|insecure|unacceptable)" }
  rule { text = "\\bnegotiated (?:tls|ssl) (?:cipher|version|protocol)\\b.{0,40}?\\b(?:weak|old|low|insecure|obsolete|unacceptable)" }
  rule { text = "\\b(?:tls|ssl)\\b.{0,12}?\\bversion\\b.{0,20}?\\b(?:too old|too low|obsolete|outdated|deprecated|unsupported|(?:not|\\w{2,5}n't|no longer) (?:supported|accepted|allowed|permitted)|refused|rejected|disabled)" }
  rule { text = "\\b(?:no|without|not? any) (?:\\w+ )?(?:ciphers?|cipher suites?|protocol versions?)(?: (?:suites?|versions?))? (?:in common|shared|available|match\\w*|overlap|acceptable)" }
  rule { text = "\\b(?:weak|old|outdated|obsolete|insecure|deprecated|unsupported|legacy) (?:tls|ssl|ciphers?|encryption|protocol version|cipher suites?)\\b(?: (?:version|protocol|suites?))?" }
  rule { text = "\\b(?:tls|ssl)(?: protocol| version)? (?:is )?(?:too old|outdated|obsolete|too weak|too low)" }
  rule { text = "\\b(?:only |require\\w* ).{0,30}?\\bhigh-strength ciphers?\\b.{0,20}" }
  rule { text = "\\bencryption too weak [1-9]\\d* less than\\b" }
  rule { text = "\\btls 1\\.0 (?:und|and|et|e|y|en|og|och|i) 1\\.1\\b.{0,80}?\\b(?:nicht unterst(?:ü|ue)tzt|not supported|pas pris\\w* en charge|no (?:se )?(?:admiten|compatib\\w+)|non (?:sono )?supportat\\w+|niet ondersteund)" }

  example {
    stage = "auth"
    reply = "421 4.7.66 TLS 1.0 and 1.1 are not supported. Please upgrade/update your client to support TLS 1.2. Visit https://aka.ms/smtp_auth_tls. [DM6PR01CA0001.prod.exchangelabs.com]"
  }

  example {
    stage = "mail"
    reply = "554 5.7.5 Your TLSv1.0 connection is no longer accepted, use TLS 1.2 or later"
  }

  example {
    stage = "starttls"
    reply = "454 No ciphers in common"
  }

  counter_example {
    stage = "mail"
    reply = "530 5.7.0 Must issue a STARTTLS command first"
    class = "tls-required"
  }

  source {
    title = "Microsoft Learn, \"Can't send or receive email when using TLS 1.1 or TLS 1.0\""
    date  = "2024 to 2026"
  }

  source {
    title = "Microsoft Learn, \"Fix issues with printers, scanners, and LOB apps that send email using Microsoft 365\""
    date  = "2024-08-13"
  }

  source {
    title = "Exchange Team Blog, \"Understanding email scenarios if TLS versions cannot be agreed on\""
    date  = "2021"
  }
}

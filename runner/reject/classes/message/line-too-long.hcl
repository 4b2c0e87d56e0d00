class "line-too-long" {
  family = "message"
  title  = "A line is too long"

  cause = <<-END
    A line of the message has more than 998 octets, or a command more than 512.
  END

  advice = <<-END
    Switch off HTML templates for the mail on the device, and update its firmware.
  END

  rule { text = "\\btoo long (?:command |data |header )?lines?\\b" }
  rule { text = "\\b(?:command |data |header |body |input |text |message )?lines? (?:is |are |was |were )?too (?:long|large|big)" }
  rule { text = "(?:contains?|has|have|with) (?:a )?(?:line|lines) (?:that (?:is|are) )?too long" }
  rule { text = "line_too_long" }
  rule { text = "conformance issues: line_too_long" }
  rule { text = "\\b(?:command |data )?line (?:length|limit|size) (?:is )?(?:exceed(?:ed|s)?|limit|too)\\b(?: \\w+)?" }
  rule { text = "(?:max(?:imum)?|allowed|exceeds?|excessive|over) (?:allowed |permitted |the )?(?:max(?:imum)? )?(?:command )?line (?:length|size|limit)" }
  rule { text = "\\bcommand (?:line )?(?:is )?too (?:long|large)" }
  rule { text = "\\b(?:line|lines) (?:(?:is |are )?longer than|(?:of )?more than|over|exceed(?:s|ed|ing)?) (?:the )?(?:max\\w* )?\\S+" }
  rule { text = "\\b(?:overlong|overly long|very long|long) lines?\\b" }
  rule { text = "zeile (?:ist )?zu lang|ligne (?:est )?trop longue|l(?:í|i)nea (?:es )?demasiado larga|riga (?:è )?troppo lunga|linha (?:é )?(?:muito|demasiado) longa|regel (?:is )?te lang|слишком длинная строка|строка слишком длинная" }
  rule { text = "\\blines?\\b[^.;]{0,25}?\\b(?:exceed\\w*|more than|longer than|over|above|greater than|beyond|at most|limit\\w*)\\b[^.;]{0,15}?(?:char\\w*|octets|bytes|\\d{3,4}\\b|limit|maximum|length)" }
  rule { text = "\\bcommands? (?:line )?(?:length |size )?(?:exceed\\w*|is (?:longer|larger|more)|longer than|over)\\b[^.;]{0,25}" }
  rule {
    text     = "\\b(?:excessive(?:ly)?|extremely|too|very|overly|over-?) ?-?(?:long |length )?(?:\\w+ )?lines?\\b(?: length)?"
    fallback = true
  }
  rule { text = "\\blines? (?:of|with) \\d+ (?:octets|bytes|char\\w*)" }

  rule { text = "\\blines? (?:is |are |may not be |must not be )?(?:longer|larger|greater) than [\\d,.]+(?: \\w+)?" }

  example {
    stage = "message"
    reply = "500 5.5.2 Line too long"
  }

  example {
    stage = "message"
    reply = "552 message has lines longer than 998 octets"
  }

  example {
    stage = "message"
    reply = "554 5.6.0 The message has lines too long for this transport"
  }

  example {
    stage = "message"
    reply = "550 maximum allowed line length is 998 octets, got 1204"
  }

  example {
    stage = "message"
    reply = "554 A line of yours exceeds 998 octets"
  }

  example {
    stage = "message"
    reply = "500 Line longer than 998 bytes"
  }

  counter_example {
    stage = "message"
    reply = "552 5.3.4 Message too big"
    class = "message-too-large"
  }

  source {
    title = "RFC 5321, Simple Mail Transfer Protocol"
    date  = "2008-10"
  }
}

class "bad-sequence" {
  family = "protocol"
  title  = "A command came at the wrong time"
  test   = "builtin:full-conversation"

  cause = <<-END
    Commands were sent out of order. Mostly it is the echo of an earlier refusal: the client had
    already sent the next command.
  END

  advice = <<-END
    Read the reply before it: that is the cause. "No valid recipients" after DATA, for one,
    means that RCPT TO was refused.
  END

  rule { text = "bad (?:command )?sequence(?: of commands)?" }
  rule { text = "\\bcommands? (?:sequence|order)\\b" }
  rule { text = "(?:improper|wrong|incorrect|invalid|unexpected) (?:command )?(?:sequence|order)" }
  rule { text = "out of sequence|commands? out of order" }
  rule { text = "\\b(?:helo|ehlo|hello|mail|rcpt|recipient)(?: from| to)?(?: command)? first\\b" }
  rule { text = "(?:send|say|issue|use) (?:helo|ehlo)(?:/(?:helo|ehlo))? first" }
  rule { text = "\\bneed (?:a |an )?(?:helo|ehlo|mail|rcpt|recipient)\\b(?: command| from| before)?" }
  rule { text = "\\b(?:helo|ehlo|mail from|rcpt to)\\b(?: or (?:helo|ehlo))? (?:command )?(?:is |was )?(?:required|expected|missing|needed)\\b" }
  rule { text = "\\b(?:no|without|missing) (?:a |an |any )?(?:previous |preceding |prior |preceeding )?mail from(?:\\W*$| (?:command|yet|before|given|first|was|has))" }
  rule { text = "\\b(?:no|without|missing) (?:a |an |any )?(?:previous |preceding |prior |preceeding )?(?:helo|ehlo|rcpt)(?:/(?:helo|ehlo))?(?: command| yet| before| given)?\\b" }
  rule { text = "\\b(?:no|without|missing) (?:previous |preceding |prior )?mail (?:command|yet|before|given)\\b" }
  rule { text = "\\b(?:sender|recipients?|mail from|rcpt to|rcpt|helo|ehlo) (?:has |have )?not (?:yet |been )*(?:given|specified|issued|said)\\b" }
  rule { text = "\\bnested mail" }
  rule { text = "\\b(?:mail from|rcpt to|sender|helo|ehlo|session|tls) already (?:established|set|defined|received|active)" }
  rule { text = "\\b(?:multiple|second|another|only one|duplicate) (?:mail(?: from)?|helo|ehlo|helo/ehlo|starttls) (?:commands?|allowed|not)\\b" }
  rule { text = "no valid recipients(?: specified| given)?" }
  rule { text = "^no (?:valid )?(?:recipients?|sender)\\b" }
  rule { text = "\\balready (?:authenticated|specified|issued|given|in use|started|in tls|(?:have|had|sent|said|got) (?:a |the |your )?(?:mail|helo|ehlo|sender|rcpt)|speaking|using tls|encrypted)\\b(?: (?:helo|ehlo|tls|ssl))?" }
  rule { text = "\\bduring (?:a |an |the )?(?:mail |smtp )?transaction" }
  rule { text = "\\b(?:helo|ehlo|mail|rcpt|data|command)(?: from| to)? (?:sent |received |issued |given )?(?:before|without|after) (?:a |the )?(?:helo|ehlo|mail|rcpt|data|starttls)(?: from| to)?(?:/(?:helo|ehlo))?(?: not permitted| not allowed)?" }
  rule { text = "\\b(?:duplicate|repeated|second|multiple) (?:helo/ehlo|helo|ehlo|mail from|mail command)\\b" }
  rule { text = "not (?:allowed|permitted|valid|accepted) (?:during|in|inside|within) (?:a |an |the )?(?:mail |smtp )?(?:transaction|session)\\b" }
  rule { text = "\\btransaction (?:is )?(?:already )?(?:in progress|active|started|open)" }
  rule { text = "\\bissue a? ?(?:reset|rset)\\b" }
  rule { text = "\\bidentity changes?\\b.{0,12}?\\b(?:permitted|allowed)" }
  rule { text = "(?:not )?(?:allowed|permitted|valid|accepted) (?:before|after|until|without) (?:helo|ehlo|mail|rcpt|data)\\b" }
  rule { text = "not (?:allowed|permitted|valid|expected) (?:at this (?:point|stage)|in (?:this|the current) state)" }
  rule { text = "synchroni[sz]ation(?: error| failure)?" }
  rule { text = "\\bpipelining\\b.{0,25}?\\b(?:not|before|without|unauthori[sz]ed|improper|denied|rejected|error)" }
  rule { text = "(?:unauthori[sz]ed|improper use of|illegal|bogus|without) (?:smtp )?(?:command )?pipelining" }
  rule { text = "improper use of smtp command pipelining" }
  rule { text = "\\b(?:data|input|commands?) (?:sent |received |was sent )?before (?:the )?(?:greeting|banner|reply|response)" }
  rule { text = "\\b(?:spoke|talk(?:s|ed)?|speaks?|sent data|sending) (?:to us )?(?:too (?:soon|early)|before (?:my turn|the banner|the greeting))" }
  rule {
    text     = "\\bprotocol error"
    fallback = true
  }
  rule { text = "too many (?:related |protocol |smtp |syntax |client |command )?(?:errors|unrecogni[sz]ed|unauthenticated|bad|syntax|junk|invalid commands|unknown commands)\\b(?: commands)?" }
  rule { text = "too many (?:unrecogni[sz]ed|unauthenticated) commands" }
  rule { text = "too many (?:non-?mail|smtp|bad) commands" }
  rule { text = "may not be repeated" }
  rule { text = "\\b(?:rcpt|mail|helo|ehlo|recipient)\\b.{0,20}?\\bmust (?:precede|come before|be (?:sent|issued|given) before)" }
  rule { text = "data command rejected" }
  rule { text = "i can break rules" }
  rule { text = "falsche reihenfolge|mauvaise s(?:é|e)quence|secuencia (?:de comandos )?incorrecta|secuencia incorrecta|sequenza (?:di comandi )?(?:errata|non valida)|sequ(?:ê|e)ncia (?:de comandos )?(?:incorreta|inv(?:á|a)lida)|verkeerde volgorde|неверная последовательность" }
  rule { text = "\\b(?:must|should|have to|need to|please|to|people|first) (?:first )?(?:say|send|issue|give|use|do|begin with|start with) (?:an? |your |the )?(?:helo|ehlo|mail from|rcpt(?: to)?)(?:/(?:helo|ehlo))?\\b(?: (?:first|before))?" }
  rule { text = "\\b(?:must|should|have to|need to|please) (?:first )?(?:say|send|issue|give|use|do|begin with|start with) (?:an? |your |the )?mail\\b (?:first|before|command)" }
  rule { text = "\\b(?:expect(?:ed|ing|s)?|waiting for|wanted?|requires?|where.s(?: the| your)?) (?:an? |the )?(?:helo|ehlo|mail from|rcpt)\\b(?: here| first| command| now)?" }
  rule { text = "\\b(?:helo|ehlo|mail(?: from)?|rcpt(?: to)?)(?: command)? (?:twice|again|out of (?:order|context)|repeated|missing|expected|was expected)\\b" }
  rule { text = "\\bintroduce yourself\\b(?: first)?|\\bbe polite\\b|\\bpolite people\\b|\\bsay (?:hello|helo|ehlo|hi)\\b(?: first)?|\\b(?:didn'?t|did not|haven'?t|have not|never) (?:even )?(?:say|said|sent?) (?:hello|helo|ehlo)" }
  rule { text = "\\b(?:who|whom) (?:the |this |your )?(?:mail|message|it) is (?:for|from|to)\\b|\\bwho (?:are you )?(?:sending|is it) (?:to|for|from)\\b" }
  rule { text = "\\bneed (?:an? |the |valid |some |at least one )*(?:address|sender|recipients?|helo|ehlo|mail|rcpt)\\b(?: (?:to send to|first|before|command|yet))?" }
  rule { text = "\\bno (?:valid )?(?:recipients?|sender|address(?:es)?|helo|ehlo|transaction)(?: (?:have|has|had|was|were|is|are))?(?: been)? (?:yet )?(?:specified|given|defined|set|supplied|accepted|provided|started|in progress|active)\\b" }
  rule { text = "\\b(?:sender|recipients?|envelope|from address) (?:address )?(?:is |was |were |has |have )?(?:not |n'?t )?(?:yet |been |already )*(?:specified|given|set|supplied|defined)\\b(?: yet)?" }
  rule { text = "\\b(?:must|should|have to) (?:have|give|supply|specify|send|issue|provide) (?:an? |the |valid )?(?:sender|recipients?|rcpt|mail from)\\b(?: (?:and|or) (?:recipients?|sender))?(?: first| before)?" }
  rule {
    stage    = ["data"]
    text     = "\\b(?:all|every|none of the|no) recipients? (?:were |was |have been |has been |had been |are )?(?:refused|rejected|denied|invalid|failed|accepted|valid|ok)\\b"
    fallback = true
  }
  rule { text = "\\bcommands? (?:is |was |are )?(?:not |un)(?:allowed|permitted|valid|expected|accepted|appropriate|legal|welcome)? ?(?:at this (?:stage|point|time)|here|now|in this (?:state|phase|context)|yet)\\b" }
  rule {
    text     = "\\b(?:wrong|bad|invalid|incorrect|illegal) (?:state|time|place|phase|moment|stage)\\b(?: for (?:this |that )?command)?|\\bnot (?:now|yet)\\b[.!]?$"
    fallback = true
  }
  rule { text = "\\b(?:talk|speak|send(?:ing)?|say anything|transmit|wait)\\w* (?:data |commands? |anything )?(?:before|until|for) (?:the |my |our |server'?s? )*(?:greeting|banner|welcome|220|turn)\\b" }
  rule { text = "\\b(?:early ?talk(?:er|ing)?|pre-?greet(?:ing)?|pregreeting traffic|fast talker|too eager|impatient)\\b" }
  rule {
    text     = "\\btoo many (?:\\w+ ){0,3}?(?:errors|commands|mistakes)\\b"
    fallback = true
  }
  rule {
    text     = "\\b(?:transaction|session|mail|message|envelope) (?:is |was )?(?:already )?(?:open|started|in progress|under way|begun|pending|active)\\b"
    fallback = true
  }
  rule {
    text     = "\\b(?:initial |unexpected |no )?(?:data|response) (?:was |is )?not expected\\b|\\bnot expecting\\b"
    fallback = true
  }
  rule { text = "\\b(?:you|you'?ve|i|i'?ve|we|we'?ve)(?: have)? already (?:told|said|gave|given|sent|got|had|have|know|greeted|introduced|did|done)\\b[^.;]{0,20}?\\b(?:helo|ehlo|mail(?: from)?|rcpt(?: to)?|sender|recipients?)\\b" }
  rule { text = "\\b(?:authenticated|logged in|encrypted|greeted|introduced|under tls) already\\b|\\balready (?:greeted|introduced|logged in|told)\\b|\\bnot (?:been )?greeted\\b" }
  rule { text = "\\bfirst (?:give|send|say|issue|specify|tell|use)\\b[^.;]{0,12}?\\b(?:helo|ehlo|mail from|rcpt(?: to)?|sender|recipients?)\\b|\\b(?:give|tell|send) me (?:an? |the |your )?(?:helo|ehlo|mail from|rcpt(?: to)?|sender|recipients?)\\b" }
  rule { text = "\\b(?:nobody|no one|noone|no-one) to (?:deliver|send)\\b(?: (?:it |this )?to)?|\\bno ?(?:body|one) (?:is |was )?(?:named|given|addressed)" }
  rule { text = "\\b(?:rset|reset) (?:is )?(?:first|before|required|needed|expected)\\b|\\b(?:start|begin)(?:ing)? (?:another|a new|a second) (?:mail|message|transaction)\\b" }
  rule {
    code = ["503"]
    text = "\\b(?:unexpected|invalid|bad|illegal|wrong|improper) command\\b(?: in this (?:\\w+ )?state)?"
  }
  rule { text = "\\b(?:spoke|speaking|talk(?:ed|ing|s)|wrote|said (?:something|anything)) before (?:the |my |our )?(?:greeting|banner|turn|welcome)" }
  rule { text = "\\bunexpected (?:helo|ehlo|mail|rcpt|data)\\b(?: from| to)?(?: command)?" }
  rule { text = "\\b(?:helo|ehlo|mail(?: from)?|rcpt(?: to)?)(?: command)? (?:must come (?:first|before)|wanted|missing|comes first|goes first|is next|first please)\\b(?: \\w+)?" }
  rule { text = "\\b(?:two|double|second|several|consecutive|multiple) (?:mail from|mail|helo|ehlo) commands?\\b(?: in a row)?" }
  rule {
    stage    = ["ehlo", "starttls", "mail", "rcpt", "data", "message", "quit"]
    code     = ["503"]
    enhanced = ["5.5.1"]
  }
  rule {
    stage = ["data"]
    code  = ["503"]
  }
  rule {
    code  = ["503"]
    alone = true
  }

  rule { text = "\\bexpect(?:ed|ing|s) (?:an? )?(?:noop|rset|quit|rcpt|mail|data|helo|ehlo|starttls)\\b(?: (?:to|from|first|command))?" }
  rule { text = "\\bnot (?:following|obeying|respecting|speaking) (?:the )?(?:smtp |rfc )?(?:protocol|standard)" }
  rule { text = "\\bat least one (?:valid )?recipient\\b" }
  rule { text = "\\b(?:transmitting|talking|sending|spoke|talked) before\\b.{0,30}" }
  rule { text = "\\bonly one starttls (?:command )?(?:can|may|is)\\b.{0,30}" }
  rule { text = "\\brcpt required first\\b" }

  example {
    stage = "data"
    reply = "503 5.5.2 Need rcpt command"
  }

  example {
    stage = "data"
    reply = "554 5.5.1 Error: no valid recipients"
  }

  example {
    stage = "mail"
    reply = "503 5.5.1 Error: send HELO/EHLO first"
  }

  example {
    stage = "rcpt"
    reply = "421 4.7.0 Too many errors on this connection, closing transmission channel"
  }

  example {
    stage = "mail"
    reply = "503 5.5.1 Sender already specified"
  }

  example {
    stage = "rcpt"
    reply = "503 MAIL FROM required first"
  }

  example {
    stage = "mail"
    reply = "503 5.5.1 MAIL before EHLO"
  }

  example {
    stage = "banner"
    reply = "521 5.5.1 Client sent data before the greeting"
  }

  example {
    stage = "mail"
    reply = "503 Say EHLO first"
  }

  example {
    stage = "data"
    reply = "503 5.5.1 Nobody was named who should have this"
  }

  example {
    stage = "banner"
    reply = "521 Early talker"
  }

  example {
    stage = "data"
    reply = "503 I expected RCPT"
  }

  counter_example {
    stage = "mail"
    reply = "530 5.7.0 Must issue a STARTTLS command first"
    class = "tls-required"
  }

  counter_example {
    stage = "mail"
    reply = "503 5.5.4 Error: send AUTH command first"
    class = "auth-required"
  }

  counter_example {
    stage = "rcpt"
    reply = "450 You have already sent too many messages today"
    class = "throttled"
  }

  counter_example {
    stage = "mail"
    reply = "503 Blue elephants"
    class = "unknown"
  }

  counter_example {
    stage = "auth"
    reply = "503 5.5.1 Error: authentication not enabled"
    class = "auth-not-offered"
  }

  counter_example {
    stage = "rcpt"
    reply = "550 No such recipient here"
    class = "unknown-recipient"
  }

  counter_example {
    stage = "banner"
    reply = "554 We take no mail from your network"
    class = "access-denied"
  }

  source {
    title = "RFC 5321, Simple Mail Transfer Protocol"
    date  = "2008-10"
  }

  source {
    title = "Reply table of Exchange Server 2013's transport"
    date  = "2013"
  }
}

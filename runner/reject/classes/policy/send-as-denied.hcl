class "send-as-denied" {
  family = "policy"
  title  = "The login was good, but it may not send as this sender"
  test   = "builtin:m365/client-submission"

  cause = <<-END
    The From address on the device is not that of the mailbox that signs in, and that mailbox
    has no right to send as the other.
  END

  advice = <<-END
    Put the address of the login into the device's From field, or let the administrator grant
    the login "Send as" on the address that is wanted. If the device puts the address of the
    user at the panel there, each of those mailboxes has to grant that right, or the device
    needs a relay connector.
  END

  rule { text = "permissions? to send as(?: this sender)?" }
  rule { text = "sendasdenied" }
  rule { text = "not allowed to send as" }
  rule { text = "not owned by user" }
  rule { text = "sender address rejected: not owned by user" }
  rule { text = "same as (?:the )?auth\\w*" }
  rule { text = "not one of your addresses" }
  rule { text = "incorrect authentication for specified email" }
  rule { text = "not (?:authori[sz]ed|permitted|allowed) to send (?:as|on behalf of)" }
  rule { text = "(?:from|sender) address .{0,60}(?:must match|does not match)" }
  rule { enhanced = ["5.7.60", "5.7.62", "5.6.241"] }

  example {
    stage = "message"
    reply = "550 5.7.60 SMTP; Client does not have permissions to send as this sender [DB9PR01MB0001.eurprd01.prod.outlook.com]"
  }

  example {
    stage = "message"
    reply = "554 5.2.252 SendAsDenied; scanner@contoso.com not allowed to send as info@contoso.com; STOREDRV.Submission.Exception:SendAsDeniedException.MapiExceptionSendAsDenied"
  }

  example {
    stage = "mail"
    reply = "553 5.7.1 <info@example.com>: Sender address rejected: not owned by user scanner"
  }

  counter_example {
    stage = "message"
    reply = "550 5.2.252 Sender throttled due to continuous send as denied errors."
    class = "throttled"
  }

  counter_example {
    stage = "rcpt"
    reply = "550 203.0.113.7 is not allowed to send mail from example.com"
    class = "spf-fail"
  }

  source {
    title = "Microsoft Learn, \"Fix issues with printers, scanners, and LOB apps that send email using Microsoft 365\""
    date  = "2024-08-13"
  }

  source {
    title = "Microsoft Learn, \"Email non-delivery reports and SMTP errors in Exchange Online\""
    date  = "2024-10-14"
  }

  source {
    title = "Microsoft Learn, \"Manage High Volume Email for Microsoft 365\""
    date  = "2026"
  }
}

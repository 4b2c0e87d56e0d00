lab "greylist" {
  title = "A server that lets nobody in before the third attempt"
  doc   = <<-EOT
    It counts the attempts of one client with one sender and one recipient; a session counts once. Reply: ActiveCampaign,
    "SMTP field manual" (2026-05-31).
  EOT

  host   = "mx.greylist.example"
  banner = "220 {host} ESMTP"

  on rcpt {
    attempt = [1, 2]
    reply   = "451 4.7.1 <{rcpt}>: Recipient address rejected: Greylisted for 5 minutes"
  }
}

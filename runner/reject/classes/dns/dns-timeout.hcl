class "dns-timeout" {
  family        = "dns"
  title         = "DNS did not answer in time"
  waiting_helps = true
  test          = "builtin:ehlo-probe"

  cause = <<-END
    No answer came from the DNS server: it is down, its address is wrong, or a firewall drops
    the question.
  END

  advice = <<-END
    Look at the DNS server that is set for this computer, and on the device; a device without
    one fails with "server not found". Then see whether the firewall lets port 53 through.
  END

  source {
    title = "RFC 1035, Domain Names: Implementation and Specification"
    date  = "1987-11"
  }
}

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

  rule {
    text     = "\\btemporary failure in name resolution|\\beai_again\\b|\\btemporary error during hostname resolution"
    codeless = true
  }
  rule {
    text     = "\\btempor(?:ä|ae)rer fehler bei der namensaufl(?:ö|oe)sung|(?:é|e)chec temporaire dans la r(?:é|e)solution du nom|\\bfallo temporal en la resoluci(?:ó|o)n del nombre"
    codeless = true
  }
  rule {
    text     = "\\bresolving timed out|\\bquery\\w{0,5} (?:etimeout|econnrefused)"
    codeless = true
  }
  rule {
    text     = "\\blookup \\S+(?: on \\S+)?: .{0,60}?(?:i/o timeout|connection refused)"
    codeless = true
  }
  rule {
    text     = "\\bdns (?:server |resolution |query |lookup |request )*(?:timeout|timed out|not responding|did not respond|no response|unreachable)"
    codeless = true
  }

  example {
    reply = "socket.gaierror: [Errno -3] Temporary failure in name resolution"
  }

  example {
    reply = "Error: queryA ETIMEOUT smtp.example.com"
  }

  example {
    reply = "dial tcp: lookup smtp.example.com on 192.0.2.53:53: read udp 192.0.2.1:40000->192.0.2.53:53: i/o timeout"
  }

  counter_example {
    reply = "451 4.3.0 Temporary lookup failure"
    class = "local-error"
  }

  source {
    title = "RFC 1035, Domain Names: Implementation and Specification"
    date  = "1987-11"
  }
}

suite {
  required_version = ">= 2.0" # ERROR: Another version of smtpspec is needed: This suite needs smtpspec >= 2.0, and this is smtpspec 0.1.0.
}

whatever "this" {
  means = later
}

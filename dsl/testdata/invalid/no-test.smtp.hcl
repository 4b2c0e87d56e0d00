suite { # ERROR: No test in this suite
  title = "nothing in it"
}

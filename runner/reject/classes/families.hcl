# The families of classes, in the order in which lists and reports show them:
# as a session meets them, from the name of the host to the message.

family "dns" { title = "The host could not be found" }
family "network" { title = "The connection did not come about, or broke" }
family "protocol" { title = "The dialogue went wrong" }
family "tls" { title = "Encryption and certificates" }
family "auth" { title = "Signing in" }
family "reputation" { title = "The sending address has a bad name" }
family "policy" { title = "A rule of the receiver or of the domain" }
family "recipient" { title = "The recipient cannot receive" }
family "rate" { title = "Too much, or too fast" }
family "message" { title = "The message itself" }
family "server" { title = "The server is in trouble" }
family "ok" { title = "Accepted" }
family "unknown" { title = "Not known" }

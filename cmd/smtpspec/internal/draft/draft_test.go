package draft

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
)

const wanted = `# What this is about, in a paragraph that is longer than one line of a comment may be,
# so that it is wrapped.
#
# And a second one.
#
#   smtpspec run contoso.com.smtp.hcl

suite {
  title            = "contoso.com"
  tags             = ["m365"]
  required_version = ">= 0.1"
}

# It comes from outside: --ask password, or SMTPSPEC_VAR_password in the environment.
variable "password" {
  type        = string
  description = "The password of scanner@contoso.com"
  sensitive   = true
  default     = null
}

# Where mail for the domain goes.
endpoint "mx" {
  mx_of  = "contoso.com"
  port   = 25
  method = "direct-send"

  timeouts {
    connect = "5s"
    banner  = "15s"
  }
}

# Fill in the host.
# endpoint "tenant" {
#   host = "HOST"
#   port = 25
# }

endpoint "submission" {
  host = "smtp.office365.com"
  port = 587
  tls  = "required"
}

credential "mailbox" {
  username = "scanner@contoso.com"
  password = var.password
}

client "device" {
  ehlo = "copier.contoso.com"
}

defaults {
  client = client.device
  from   = "scanner@contoso.com"
  to     = ["office@contoso.com"]
}

# The copier's own route.
test "direct_send" {
  title    = "Straight to the MX"
  endpoint = endpoint.mx

  expect ehlo-tls accept {
    lacks = ["AUTH"]
  }
  expect rcpt reject {
    class = "spamhaus"
  }
}

test "submission" {
  title      = "Signed in"
  endpoint   = endpoint.submission
  credential = credential.mailbox
  skip       = var.password == null ? "no password given: --ask password" : null
  to         = ["me@example.net"]

  expect rcpt accept {}
}

test "offer" {
  title    = "The offer"
  endpoint = endpoint.submission

  assert {
    condition = step.ehlo-tls.outcome != ""
  }
}

test "bad_names" {
  title    = "Not run"
  endpoint = endpoint.mx
  skip     = "the name service is bad"
}

# Where it is known.
# test "tenant" {
#   title    = "The tenant's own host"
#   endpoint = endpoint.tenant
#
#   expect rcpt accept {}
# }
`

func TestBytes(t *testing.T) {
	s := Suite{
		Comment: []string{
			"What this is about, in a paragraph that is longer than one line of a comment may be, so that it is wrapped.",
			"And a second one.",
		},
		Commands: []string{"smtpspec run contoso.com.smtp.hcl"},
		Title:    "contoso.com", Tags: []string{"m365"}, Username: "scanner@contoso.com", EHLO: "copier.contoso.com",
		From: "scanner@contoso.com", To: []string{"office@contoso.com"},
		Endpoints: []Endpoint{
			{Name: "mx", Comment: "Where mail for the domain goes.", MXOf: "contoso.com", Port: 25, Method: "direct-send", Connect: "5s", Banner: "15s"},
			{Name: "tenant", Comment: "Fill in the host.", Host: "HOST", Port: 25, Unknown: true},
			{Name: "submission", Host: "smtp.office365.com", Port: 587, TLS: "required"},
		},
		Tests: []Test{
			{Name: "direct_send", Title: "Straight to the MX", Comment: []string{"The copier's own route."}, Endpoint: "mx", Expect: []Expect{
				{"ehlo-tls", "accept", []Attr{List("lacks", "AUTH")}},
				{"rcpt", "reject", []Attr{Text("class", "spamhaus")}},
			}},
			{Name: "submission", Title: "Signed in", Endpoint: "submission", SignIn: true, To: []string{"me@example.net"},
				Expect: []Expect{{"rcpt", "accept", nil}}},
			{Name: "offer", Title: "The offer", Endpoint: "submission", UpTo: "ehlo-tls"},
			{Name: "bad_names", Title: "Not run", Endpoint: "mx", Skip: "the name service is bad"},
			{Name: "tenant", Title: "The tenant's own host", Comment: []string{"Where it is known."}, Endpoint: "tenant", Expect: []Expect{{"rcpt", "accept", nil}}},
		},
	}
	if diff := cmp.Diff(wanted, string(s.Bytes())); diff != "" {
		t.Error(diff)
	}
	if n := s.Runs(); n != 4 { // the tenant's is a comment
		t.Errorf("%d tests to run", n)
	}
}

// TestForeignText: whatever comes from outside stays a literal or a comment.
func TestForeignText(t *testing.T) {
	for _, evil := range []string{
		"a\"\n}\ntest \"evil\" {", "${var.password}", "%{ if true }", "a\\", "a\u2028b", "x\ntest \"evil\" {}", "a\rb", "\x00",
	} {
		s := Suite{
			Comment: []string{evil}, Commands: []string{evil}, Title: evil, Username: evil, EHLO: evil, From: evil, To: []string{evil},
			Endpoints: []Endpoint{{Name: "mx", Comment: evil, Host: evil, Port: 25}},
			Tests:     []Test{{Name: "one", Title: evil, Comment: []string{evil}, Endpoint: "mx", Expect: []Expect{{"rcpt", "accept", []Attr{Text("text", evil)}}}}},
		}
		file, diags := hclsyntax.ParseConfig(s.Bytes(), "evil.smtp.hcl", hcl.InitialPos)
		if diags.HasErrors() {
			t.Errorf("%q: %v\n%s", evil, diags, s.Bytes())
			continue
		}
		var got []string
		for _, b := range file.Body.(*hclsyntax.Body).Blocks {
			got = append(got, b.Type)
			if b.Type == "suite" {
				v, diags := b.Body.Attributes["title"].Expr.Value(nil)
				if diags.HasErrors() || v.AsString() != evil && !strings.Contains(evil, "\x00") {
					t.Errorf("%q came back as %#v: %v", evil, v, diags)
				}
			}
		}
		if diff := cmp.Diff([]string{"suite", "variable", "endpoint", "credential", "client", "defaults", "test"}, got); diff != "" {
			t.Errorf("%q: %s", evil, diff)
		}
	}
}

package clients

import (
	"strings"
	"testing"
)

// Every profile decodes, says what it is, and keeps to IPv4 as copiers do.
func TestProfiles(t *testing.T) {
	list := List()
	if len(list) < 10 || len(list) != len(Names()) {
		t.Fatalf("%d profiles, %d of them described", len(Names()), len(list))
	}
	for _, info := range list {
		t.Run(info.Name, func(t *testing.T) {
			c, err := Profile(info.Name)
			if err != nil {
				t.Fatal(err)
			}
			if info.Title == "" || strings.HasSuffix(info.Title, ".") || info.Doc == "" {
				t.Errorf("title %q, doc %q: both are shown to people", info.Title, info.Doc)
			}
			if c.AddressFamily != "ipv4" {
				t.Errorf("address family %q", c.AddressFamily)
			}
		})
	}
}

func TestUnknownProfile(t *testing.T) {
	for _, name := range []string{"", "nobody", "../clients/tls12", "clients.go"} {
		if _, err := Profile(name); err == nil {
			t.Errorf("%q: no error", name)
		}
	}
}

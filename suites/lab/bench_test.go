package lab

import (
	"bufio"
	"fmt"
	"net"
	"testing"

	"github.com/smtpspec/smtpspec/dsl"
)

// What the lab itself costs in clear: a session up to RCPT TO over loopback.
func BenchmarkSession(b *testing.B) {
	s, err := Start(&dsl.Lab{Name: "bench", Keywords: []string{"SIZE"}, TLS: dsl.LabTLS{Mode: ModeNone}}, Options{})
	if err != nil {
		b.Fatal(err)
	}
	defer s.Close()
	for b.Loop() {
		c, err := net.Dial("tcp", s.Addr().String())
		if err != nil {
			b.Fatal(err)
		}
		r := bufio.NewReader(c)
		r.ReadString('\n')
		for _, line := range []string{"HELO x", "MAIL FROM:<a@example.org>", "RCPT TO:<b@example.org>", "QUIT"} {
			fmt.Fprintf(c, "%s\r\n", line)
			if _, err := r.ReadString('\n'); err != nil {
				b.Fatal(err)
			}
		}
		c.Close()
	}
}

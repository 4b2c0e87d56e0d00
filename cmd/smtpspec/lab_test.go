package main

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"net"
	"regexp"
	"strings"
	"testing"
	"time"
)

// TestLabShowsSessions talks to the lab as a device would: each session is shown
// when it ends, and an interruption ends the lab.
func TestLabShowsSessions(t *testing.T) {
	said, saying := io.Pipe()
	shown, showing := io.Pipe()
	interrupt := make(chan func(), 1)
	a := &app{
		in: strings.NewReader(""), out: showing, err: saying, now: time.Now,
		interrupts: func(f func()) func() { interrupt <- f; return func() {} },
	}
	ended := make(chan int, 1)
	go func() { ended <- a.main([]string{"lab", "m365-mx-spamhaus", "--listen", "127.0.0.1:0"}) }()

	line, err := bufio.NewReader(said).ReadString('\n')
	if err != nil {
		t.Fatal(err)
	}
	go io.Copy(io.Discard, said)
	addr := regexp.MustCompile(`127\.0\.0\.1:[0-9]+`).FindString(line)
	if !strings.Contains(line, "The lab plays m365-mx-spamhaus on ") || addr == "" {
		t.Fatalf("the lab does not say where it is: %q", line)
	}
	talk(t, addr, "EHLO copier.example.com", "QUIT")

	var transcript bytes.Buffer
	r := bufio.NewReader(shown)
	for !strings.Contains(transcript.String(), "221 ") {
		line, err := r.ReadString('\n')
		if err != nil {
			t.Fatal(err)
		}
		transcript.WriteString(line)
	}
	for _, want := range []string{"=== session 1 from 127.0.0.1:", "EHLO copier.example.com", "250-STARTTLS"} {
		if !strings.Contains(transcript.String(), want) {
			t.Errorf("the session shows no %q:\n%s", want, transcript.String())
		}
	}
	(<-interrupt)()
	if code := <-ended; code != 0 {
		t.Errorf("exit %d", code)
	}
}

// talk says lines to a server, and reads all that it answers.
func talk(t *testing.T, addr string, lines ...string) {
	t.Helper()
	conn, err := net.Dial("tcp", addr)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	r := bufio.NewReader(conn)
	for _, l := range append([]string{""}, lines...) {
		if l != "" {
			fmt.Fprintf(conn, "%s\r\n", l)
		}
		for {
			reply, err := r.ReadString('\n')
			if err != nil {
				t.Fatal(err)
			}
			if len(reply) < 4 || reply[3] != '-' {
				break
			}
		}
	}
}

package lab

import (
	"bytes"
	"errors"
	"fmt"
	"net"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/smtpspec/smtpspec/dsl"
)

// Profiles that were made, not loaded: loading has more to say.
func TestBadProfiles(t *testing.T) {
	on := func(r dsl.LabReply) dsl.Lab { return dsl.Lab{On: []dsl.LabReply{r}} }
	for _, c := range []struct {
		profile dsl.Lab
		want    string
	}{
		{dsl.Lab{Banner: "hello"}, `reply "hello" does not begin with a reply code`},
		{dsl.Lab{Keywords: []string{"A\r\nB"}}, `a line end in "A\r\nB"`},
		{on(dsl.LabReply{Stage: "connect"}), `"connect" is no stage that a server answers`},
		{on(dsl.LabReply{Stage: "rcpt", Reply: "no"}), `reply "no" does not begin with a reply code`},
	} {
		c.profile.Name = "bad"
		s, err := Start(&c.profile, Options{})
		if err == nil {
			s.Close()
			t.Errorf("no error; want %s", c.want)
			continue
		}
		if diff := cmp.Diff(`lab "bad": `+c.want, err.Error()); diff != "" {
			t.Error(diff)
		}
	}
}

func TestListenFails(t *testing.T) {
	s := start(t, plain(), Options{})
	_, err := Start(plain(), Options{Listen: s.Addr().String()})
	if err == nil || !strings.HasPrefix(err.Error(), `lab "plain": listen tcp `) {
		t.Errorf("got %v", err)
	}
}

// What the server keeps of a session holds no secret, in whatever place the
// client put it.
func TestSessionHidesSecrets(t *testing.T) {
	s := start(t, plain(), Options{})
	hold(t, dial(t, s), greeted+`
		C: AUTH PLAIN AHRpbQBodW50ZXIy
		S: 235 …
		C: aHVudGVyMg==
		S: 500 …
		C: MAIL FROM:<a@example.org>
		S: 250 …
		C: RCPT TO:<b@example.com>
		S: 250 …
		C: QUIT
		S: 221 …
		EOF`)
	got := finished(t, s, 1)
	want := []string{
		"EHLO copier.example.org", "AUTH PLAIN (sensitive)", "an unknown command of 12 octets: (sensitive)",
		"MAIL FROM:<a@example.org>", "RCPT TO:<b@example.com>", "QUIT",
	}
	if diff := cmp.Diff(want, got.Commands()); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]Envelope{{From: "a@example.org", To: []string{"b@example.com"}}}, got.Envelopes,
		cmp.FilterPath(func(p cmp.Path) bool { return p.Last().String() == ".Parameters" }, cmp.Ignore())); diff != "" {
		t.Error(diff)
	}
	if got.User != "tim" || !got.Authenticated || !got.Quit || got.Helo != "copier.example.org" {
		t.Errorf("got %+v", got)
	}
	all := fmt.Sprintf("%+v", got)
	for _, secret := range []string{"hunter2", "AHRpbQBodW50ZXIy", "aHVudGVyMg"} {
		if strings.Contains(all, secret) {
			t.Errorf("the session holds %q", secret)
		}
	}
}

func TestLimits(t *testing.T) {
	t.Run("sessions", func(t *testing.T) {
		s := start(t, plain(), Options{Limits: Limits{Sessions: 1}})
		hold(t, dial(t, s), "S: 220 …")
		hold(t, dial(t, s), "S: 421 4.3.2 The maximum number of concurrent connections has exceeded a limit, closing transmission channel\nEOF")
	})
	t.Run("commands", func(t *testing.T) {
		s := start(t, plain(), Options{Limits: Limits{Commands: 1}})
		hold(t, dial(t, s), "S: 220 …\nC: NOOP\nS: 250 …\nC: NOOP\nS: 421 4.7.0 Too many errors …\nEOF")
	})
	t.Run("errors", func(t *testing.T) {
		s := start(t, plain(), Options{Limits: Limits{Errors: 2}})
		hold(t, dial(t, s), "S: 220 …\nC: X\nS: 500 …\nC: X\nS: 500 …\nC: NOOP\nS: 421 …\nEOF")
	})
	t.Run("refusals of the profile", func(t *testing.T) {
		s := start(t, plain(dsl.LabReply{Stage: "rcpt", Reply: "550 no"}), Options{Limits: Limits{Errors: 2}})
		hold(t, dial(t, s), greeted+"C: MAIL FROM:<>\nS: 250 …\n"+strings.Repeat("C: RCPT TO:<b@example.com>\nS: 550 no\n", 5))
	})
	t.Run("session", func(t *testing.T) {
		s := start(t, plain(), Options{Limits: Limits{Session: 10 * time.Millisecond}})
		hold(t, dial(t, s), "S: 220 …\nS: 421 4.4.2 Connection dropped\nEOF")
	})
	t.Run("line", func(t *testing.T) {
		s := start(t, plain(), Options{})
		hold(t, dial(t, s), "S: 220 …\nC: "+strings.Repeat("x", maxLine)+"\nS: 500 5.5.2 Line too long\nEOF")
	})
	t.Run("idle", func(t *testing.T) {
		s := start(t, plain(), Options{Limits: Limits{Idle: 10 * time.Millisecond}})
		hold(t, dial(t, s), "S: 220 …\nS: 421 4.4.2 Connection dropped\nEOF")
	})
	t.Run("message", func(t *testing.T) {
		s := start(t, plain(), Options{Limits: Limits{Message: 10}})
		c := dial(t, s)
		hold(t, c, greeted+"C: MAIL FROM:<>\nS: 250 …\nC: RCPT TO:<b@example.com>\nS: 250 …\nC: DATA\nS: 354 …\nC: "+
			strings.Repeat("x", 40)+"\nEOF")
	})
}

func TestCloseEndsSessions(t *testing.T) {
	silent := plain(dsl.LabReply{Stage: "mail", Action: ActionSilent}, dsl.LabReply{Stage: "quit", Delay: time.Hour})
	s := start(t, silent, Options{})
	waiting, quiet, slow := dial(t, s), dial(t, s), dial(t, s)
	hold(t, waiting, "S: 220 …")
	hold(t, quiet, greeted+"C: MAIL FROM:<>")
	hold(t, slow, "S: 220 …\nC: QUIT")
	if err := s.Close(); err != nil {
		t.Error(err)
	}
	if err := s.Close(); err != nil {
		t.Errorf("second Close: %v", err)
	}
	if _, err := net.Dial("tcp", s.Addr().String()); err == nil {
		t.Error("it still listens")
	}
	if got := len(s.Sessions()); got != 3 {
		t.Errorf("%d sessions, want 3", got)
	}
}

// A reset is a reset: the client's read fails with more than the end of a file.
func TestReset(t *testing.T) {
	s := start(t, plain(dsl.LabReply{Stage: "banner", Action: ActionReset}), Options{})
	_, err := dial(t, s).Read(make([]byte, 1))
	if err == nil || errors.Is(err, os.ErrDeadlineExceeded) || err.Error() == "EOF" {
		t.Errorf("got %v, want a reset", err)
	}
}

func TestOnSession(t *testing.T) {
	ended := make(chan Session, 1)
	s := start(t, plain(), Options{OnSession: func(s Session) { ended <- s }})
	hold(t, dial(t, s), "S: 220 …\nC: QUIT\nS: 221 …")
	if got := <-ended; got.Number != 1 || !got.Quit || got.ID == "" {
		t.Errorf("got %+v", got)
	}
}

func TestRootPEM(t *testing.T) {
	s := start(t, plain(), Options{})
	if !bytes.HasPrefix(s.RootPEM(), []byte("-----BEGIN CERTIFICATE-----")) {
		t.Errorf("got %q", s.RootPEM())
	}
}

package lab

import (
	"bufio"
	"crypto/hmac"
	"crypto/md5"
	"crypto/pbkdf2"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base64"
	"encoding/hex"
	"net"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/smtpspec/smtpspec/dsl"
)

// asker holds the part of a conversation that cannot be written down before it
// is held: answers that depend on challenges.
type asker struct {
	t *testing.T
	c net.Conn
	r *bufio.Reader
}

func newAsker(t *testing.T, keywords string, users map[string]string) *asker {
	t.Helper()
	s := start(t, &dsl.Lab{Host: "h.example", Keywords: []string{keywords}, TLS: dsl.LabTLS{Mode: ModeNone}, Users: users}, Options{})
	a := &asker{t: t, c: dial(t, s)}
	a.r = bufio.NewReader(a.c)
	a.line()
	a.ask("EHLO x")
	a.line()
	return a
}

func (a *asker) line() string {
	a.t.Helper()
	line, err := a.r.ReadString('\n')
	if err != nil {
		a.t.Fatal(err)
	}
	return strings.TrimSuffix(line, "\r\n")
}

func (a *asker) ask(line string) string {
	a.t.Helper()
	a.c.Write([]byte(line + "\r\n"))
	return a.line()
}

// challenge decodes a 334.
func (a *asker) challenge(line string) string {
	a.t.Helper()
	text, ok := strings.CutPrefix(line, "334 ")
	b, err := base64.StdEncoding.DecodeString(text)
	if !ok || err != nil {
		a.t.Fatalf("got %q, want a challenge", line)
	}
	return string(b)
}

func encode(text string) string { return base64.StdEncoding.EncodeToString([]byte(text)) }

func TestCramMD5(t *testing.T) {
	for password, want := range map[string]string{"tanstaaftanstaaf": "235", "wrong": "535"} {
		a := newAsker(t, "AUTH CRAM-MD5", map[string]string{"tim": "tanstaaftanstaaf"})
		h := hmac.New(md5.New, []byte(password))
		h.Write([]byte(a.challenge(a.ask("AUTH CRAM-MD5"))))
		if got := a.ask(encode("tim " + hex.EncodeToString(h.Sum(nil)))); !strings.HasPrefix(got, want) {
			t.Errorf("%s: got %q, want %s", password, got, want)
		}
	}
}

func TestSCRAM(t *testing.T) {
	users := map[string]string{"user": "pencil"}
	for _, c := range []struct {
		user, password, want string
		users                map[string]string
	}{
		{"user", "pencil", "235", users},
		{"user", "pen", "535", users},
		{"nobody", "pencil", "535", users},
		{"user", "pencil", "504", nil}, // no password is known, so it is not offered
	} {
		a := newAsker(t, "AUTH PLAIN SCRAM-SHA-256", c.users)
		bare := "n=" + c.user + ",r=rOprNGfwEbeRWgbNEkqO"
		reply := a.ask("AUTH SCRAM-SHA-256 " + encode("n,,"+bare))
		if strings.HasPrefix(reply, "334 ") {
			reply = a.prove(bare, c.password, a.challenge(reply))
		}
		if !strings.HasPrefix(reply, c.want) {
			t.Errorf("%s/%s: got %q, want %s", c.user, c.password, reply, c.want)
		}
	}
}

// A profile without users knows no password to prove, and does not offer to.
func TestSCRAMNeedsUsers(t *testing.T) {
	users := map[string]string{"user": "pencil"}
	for _, c := range []struct {
		keyword string
		users   map[string]string
		want    []string
	}{
		{"AUTH PLAIN SCRAM-SHA-256 CRAM-MD5", nil, []string{"SIZE", "AUTH PLAIN CRAM-MD5"}},
		{"AUTH PLAIN SCRAM-SHA-256", users, []string{"SIZE", "AUTH PLAIN SCRAM-SHA-256"}},
		{"AUTH=scram-sha-256 LOGIN", nil, []string{"SIZE", "AUTH=LOGIN"}},
		{"auth SCRAM-SHA-256", nil, []string{"SIZE"}},
		{"AUTHENTIC SCRAM-SHA-256", nil, []string{"SIZE", "AUTHENTIC SCRAM-SHA-256"}},
	} {
		sc, err := compile(&dsl.Lab{Keywords: []string{"SIZE", c.keyword}, Users: c.users})
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(c.want, sc.clear); diff != "" {
			t.Errorf("%s, before TLS: %s", c.keyword, diff)
		}
		if diff := cmp.Diff(c.want, sc.inside); diff != "" {
			t.Errorf("%s, inside TLS: %s", c.keyword, diff)
		}
	}
}

// prove answers the server's first message and checks its last one.
func (a *asker) prove(bare, password, serverFirst string) string {
	a.t.Helper()
	fields := map[string]string{}
	for f := range strings.SplitSeq(serverFirst, ",") {
		fields[f[:1]] = f[2:]
	}
	salt, _ := base64.StdEncoding.DecodeString(fields["s"])
	salted, err := pbkdf2.Key(sha256.New, password, salt, scramRounds, sha256.Size)
	if err != nil {
		a.t.Fatal(err)
	}
	withoutProof := "c=biws,r=" + fields["r"]
	message := bare + "," + serverFirst + "," + withoutProof
	clientKey := mac(salted, "Client Key")
	stored := sha256.Sum256(clientKey)
	proof := make([]byte, len(clientKey))
	subtle.XORBytes(proof, clientKey, mac(stored[:], message))
	reply := a.ask(encode(withoutProof + ",p=" + base64.StdEncoding.EncodeToString(proof)))
	if !strings.HasPrefix(reply, "334 ") {
		return reply
	}
	want := "v=" + base64.StdEncoding.EncodeToString(mac(mac(salted, "Server Key"), message))
	if got := a.challenge(reply); got != want {
		a.t.Errorf("the server proved %q, want %q", got, want)
	}
	return a.ask("")
}

func TestXOAUTH2(t *testing.T) {
	for token, want := range map[string]string{"good": "235", "stale": "535"} {
		a := newAsker(t, "AUTH XOAUTH2", map[string]string{"tim": "good"})
		got := a.ask("AUTH XOAUTH2 " + encode("user=tim\x01auth=Bearer "+token+"\x01\x01"))
		if !strings.HasPrefix(got, want) {
			t.Errorf("%s: got %q, want %s", token, got, want)
		}
	}
}

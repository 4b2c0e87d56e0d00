package smtp

import (
	"bytes"
	"errors"
	"io"
	"os"
	"strings"
	"syscall"
	"testing"
	"testing/iotest"

	"github.com/google/go-cmp/cmp"
)

func read(t *testing.T, in string) (Reply, error) {
	t.Helper()
	return NewReader(strings.NewReader(in), DefaultLimits).ReadReply()
}

// Well-formed replies, and what they are.
func TestReadReply(t *testing.T) {
	good := func(in string, code Code, enhanced, text string, lines ...string) {
		t.Helper()
		for _, src := range []io.Reader{strings.NewReader(in), iotest.OneByteReader(strings.NewReader(in))} {
			r := NewReader(src, DefaultLimits)
			got, err := r.ReadReply()
			if err != nil {
				t.Errorf("%q: %v", in, err)
				continue
			}
			if got.Code != code || got.Enhanced.String() != enhanced || got.Text() != text || string(got.Raw) != in || r.Buffered() != 0 {
				t.Errorf("%q: got %+v, text %q", in, got, got.Text())
			}
			if diff := cmp.Diff(lines, got.Lines); diff != "" {
				t.Errorf("%q: %s", in, diff)
			}
		}
	}
	good("250 ok\r\n", 250, "", "ok", "ok")
	good("250\r\n", 250, "", "", "")
	good("250 \r\n", 250, "", "", "")
	good("250-\r\n250\r\n", 250, "", " ", "", "")
	good("250-a\r\n250-b\r\n250 c\r\n", 250, "", "a b c", "a", "b", "c")
	good("550-5.7.1 Service unavailable; blocked using\r\n550 5.7.1 zen.spamhaus.org\r\n", 550, "5.7.1",
		"Service unavailable; blocked using zen.spamhaus.org",
		"5.7.1 Service unavailable; blocked using", "5.7.1 zen.spamhaus.org")
	good("451 5.7.3 odd pair\r\n", 451, "5.7.3", "odd pair", "5.7.3 odd pair")
	good("999 who knows\r\n", 999, "", "who knows", "who knows")
	good("000 nothing\r\n", 0, "", "nothing", "nothing")
	good("250 bare\rCR, \x00 and \xff\r\n", 250, "", "bare\rCR, \x00 and \xff", "bare\rCR, \x00 and \xff")
	good("250 two\r\r\n", 250, "", "two\r", "two\r")
}

// Replies that are none, and the class of failure.
func TestReadReplyBad(t *testing.T) {
	bad := func(in, class string, anomalies ...Anomaly) {
		t.Helper()
		for _, src := range []io.Reader{strings.NewReader(in), iotest.OneByteReader(strings.NewReader(in))} {
			got, err := NewReader(src, DefaultLimits).ReadReply()
			var f *Failure
			if !errors.As(err, &f) || f.Class != class {
				t.Errorf("%.40q: got %v, want %s", in, err, class)
				continue
			}
			if diff := cmp.Diff(anomalies, got.Anomalies); diff != "" {
				t.Errorf("%.40q: %s", in, diff)
			}
			if in != "" && len(got.Raw) == 0 {
				t.Errorf("%.40q: nothing kept", in)
			}
			if len(got.Raw) > keptBytes || len(f.Detail) > 600 {
				t.Errorf("%.40q: kept %d bytes, detail %d", in, len(got.Raw), len(f.Detail))
			}
		}
	}
	bad("", FailClosed)
	bad("25", FailClosed)
	bad("250-a\r\n250-b", FailClosed)
	bad("250 ok\n", FailMalformed, BareLF)
	bad("250-a\n250 b\r\n", FailMalformed, BareLF)
	bad("250ok\r\n", FailMalformed, MissingSeparator)
	bad("250\tok\r\n", FailMalformed, MissingSeparator)
	bad("2500 ok\r\n", FailMalformed, MissingSeparator)
	bad("550-first\r\n250 second\r\n", FailMalformed, MixedCodes)
	bad("550-first\n250second\r\n", FailMalformed, BareLF, MixedCodes, MissingSeparator)
	bad("250-a\r\nnonsense\r\n250 b\r\n", FailMalformed)
	bad("HTTP/1.1 400 Bad Request\r\n", FailNotSMTP)
	bad("SSH-2.0-OpenSSH_9.2\r\n", FailNotSMTP)
	bad("+OK ready\r\n", FailNotSMTP)
	bad("\x15\x03\x01\x00\x02\x02\x28", FailNotSMTP)
	bad("\r\n220 late\r\n", FailNotSMTP)
	bad("25\r\n", FailNotSMTP)
	bad("250 "+strings.Repeat("x", 9<<10)+"\r\n", FailTooLong)
	bad("250 "+strings.Repeat("x", 1<<20), FailTooLong)
	bad(strings.Repeat("250-x\r\n", 600), FailTooLong)
	bad(strings.Repeat("250-"+strings.Repeat("x", 4000)+"\r\n", 20), FailTooLong)
}

func TestDetailsOfFailures(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"HTTP/1.1 400 Bad\r\n", `not-smtp: what looks like a web server's answer begins with "HTTP/1.1 400 Bad\r\n"`},
		{"\x15\x03\x01", `not-smtp: what looks like a TLS record begins with "\x15\x03\x01"`},
		{"250ok\r\n", `reply-malformed: neither a blank nor a hyphen follows the code: "250ok\r\n"`},
		{"250-a", `connection-closed: the connection was closed; what came before it is an incomplete reply: "250-a"`},
	} {
		if _, err := read(t, c.in); err == nil || err.Error() != c.want {
			t.Errorf("%q:\n got %v\nwant %s", c.in, err, c.want)
		}
	}
}

// Garbage is no SMTP only as long as the server has not spoken SMTP.
func TestGarbageAfterReply(t *testing.T) {
	r := NewReader(strings.NewReader("220 hi\r\ngarbage\r\n"), DefaultLimits)
	if _, err := r.ReadReply(); err != nil {
		t.Fatal(err)
	}
	var f *Failure
	if _, err := r.ReadReply(); !errors.As(err, &f) || f.Class != FailMalformed {
		t.Errorf("got %v", err)
	}
}

// What stands behind a reply stays, and is never mixed into it.
func TestBuffered(t *testing.T) {
	r := NewReader(strings.NewReader("250 one\r\n421 two\r\n"), DefaultLimits)
	if got, err := r.ReadReply(); err != nil || got.Text() != "one" {
		t.Fatal(got, err)
	}
	if string(r.Peek()) != "421 two\r\n" || r.Buffered() != 9 {
		t.Errorf("buffered %q", r.Peek())
	}
	next, ok := r.Pending()
	if !ok || next.Code != 421 || r.Buffered() != 9 {
		t.Errorf("pending %+v, %v", next, ok)
	}
	r.Reset(strings.NewReader("220 other\r\n"))
	if _, ok := r.Pending(); ok || r.Buffered() != 0 {
		t.Error("clear text survived the change of source")
	}
	if got, err := r.ReadReply(); err != nil || got.Text() != "other" {
		t.Fatal(got, err)
	}
}

func TestManyRepliesInOneBuffer(t *testing.T) {
	in := strings.Repeat("250-line of some length\r\n250 end\r\n", 500)
	r := NewReader(iotest.HalfReader(strings.NewReader(in)), DefaultLimits)
	for i := range 500 {
		if got, err := r.ReadReply(); err != nil || got.Text() != "line of some length end" {
			t.Fatalf("reply %d: %v %v", i, got, err)
		}
	}
	if len(r.buf) > 4*firstBuffer {
		t.Errorf("the buffer grew to %d bytes", len(r.buf))
	}
}

func TestIOFailure(t *testing.T) {
	for _, c := range []struct {
		err  error
		want string
	}{
		{io.EOF, FailClosed},
		{io.ErrUnexpectedEOF, FailClosed},
		{os.ErrDeadlineExceeded, FailReplyTimeout},
		{os.NewSyscallError("read", syscall.ECONNRESET), FailReset},
		{os.NewSyscallError("write", syscall.EPIPE), FailReset},
		{errors.New("odd"), FailReset},
	} {
		if f := IOFailure(c.err); f.Class != c.want || !errors.Is(f, c.err) {
			t.Errorf("%v: got %v, want %s", c.err, f, c.want)
		}
	}
}

func TestWire(t *testing.T) {
	for _, c := range []struct {
		in   Reply
		want []string
	}{
		{Reply{}, nil},
		{Reply{Code: 250}, []string{"250"}},
		{Reply{Code: 250, Lines: []string{"a", ""}}, []string{"250-a", "250 "}},
		{Reply{Raw: []byte("550-a\n250b\r\npart")}, []string{"550-a", "250b", "part"}},
	} {
		if diff := cmp.Diff(c.want, c.in.Wire()); diff != "" {
			t.Errorf("%+v: %s", c.in, diff)
		}
	}
}

// FuzzReply: a reply that is well-formed, printed and read again is the same reply;
// any input ends, within the limits.
func FuzzReply(f *testing.F) {
	for _, seed := range []string{
		"250 ok\r\n", "250-a\r\n250 b\r\n", "550 5.7.1 x\n", "250-\r\n", "HTTP/1.1", "999\r\n", "250-a\r\n550 b\r\n", "250 \xff\x00\r\r\n",
	} {
		f.Add([]byte(seed))
	}
	limits := Limits{Line: 64, Reply: 256, Lines: 8}
	f.Fuzz(func(t *testing.T, in []byte) {
		r := NewReader(bytes.NewReader(in), limits)
		reply, err := r.ReadReply()
		if len(reply.Raw) > limits.Reply+limits.Line+firstBuffer || len(reply.Lines) > limits.Lines {
			t.Fatalf("%d bytes, %d lines kept", len(reply.Raw), len(reply.Lines))
		}
		if err != nil {
			var failure *Failure
			if !errors.As(err, &failure) || failure.Class == "" {
				t.Fatalf("%v is no failure with a class", err)
			}
			return
		}
		if !bytes.HasPrefix(in, reply.Raw) || r.Buffered() > len(in)-len(reply.Raw) {
			t.Fatalf("raw %q of %q, %d buffered", reply.Raw, in, r.Buffered())
		}
		printed := reply
		printed.Raw = nil
		wire := strings.Join(printed.Wire(), "\r\n") + "\r\n"
		again, err := NewReader(strings.NewReader(wire), limits).ReadReply()
		if err != nil {
			// A code alone is printed with its blank, which may be one byte too many.
			if len(wire) > len(reply.Raw) {
				return
			}
			t.Fatalf("%q printed as %q: %v", in, wire, err)
		}
		again.Raw, reply.Raw = nil, nil
		if diff := cmp.Diff(reply, again); diff != "" {
			t.Fatal(diff)
		}
	})
}

func BenchmarkReadReply(b *testing.B) {
	in := []byte("250-mail.example.test Hello [203.0.113.7]\r\n250-SIZE 157286400\r\n250-PIPELINING\r\n250-DSN\r\n" +
		"250-ENHANCEDSTATUSCODES\r\n250-STARTTLS\r\n250-8BITMIME\r\n250-BINARYMIME\r\n250-CHUNKING\r\n250 SMTPUTF8\r\n")
	src := bytes.NewReader(in)
	r := NewReader(src, DefaultLimits)
	b.ReportAllocs()
	b.SetBytes(int64(len(in)))
	for b.Loop() {
		src.Reset(in)
		if _, err := r.ReadReply(); err != nil {
			b.Fatal(err)
		}
	}
}

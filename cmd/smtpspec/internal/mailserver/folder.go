//go:build linux

package mailserver

import (
	"embed"
	"fmt"
	"math/rand/v2"
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"text/template"
	"time"
)

//go:embed config
var configs embed.FS

// newFolder makes the folder that a server lives in and removes it when the test
// ends. It is not t.TempDir, which only root may enter, while the servers run as
// users of their own and have to reach their sockets (whose paths may be 107
// bytes long and no more).
func newFolder(t testing.TB) string {
	t.Helper()
	dir, err := os.MkdirTemp("", "smtpspec-")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := os.RemoveAll(dir); err != nil {
			t.Errorf("mailserver: %v", err)
		}
	})
	if err := os.Chmod(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	return dir
}

// makeDirs makes folders that others may enter, whatever the umask.
func makeDirs(dirs ...string) error {
	for _, dir := range dirs {
		if err := os.MkdirAll(dir, 0o755); err != nil {
			return err
		}
		if err := os.Chmod(dir, 0o755); err != nil {
			return err
		}
	}
	return nil
}

// render writes the configuration file of that name with data filled in. The
// marks are [[ and ]], for Exim's own language is made of braces.
func render(path, name string, data any) error {
	text, err := configs.ReadFile("config/" + name)
	if err != nil {
		return err
	}
	t, err := template.New(name).Delims("[[", "]]").Option("missingkey=error").Parse(string(text))
	if err != nil {
		return err
	}
	var b strings.Builder
	if err := t.Execute(&b, data); err != nil {
		return err
	}
	if err := os.WriteFile(path, []byte(b.String()), 0o644); err != nil {
		return err
	}
	if err := os.Chmod(path, 0o644); err != nil {
		return err
	}
	// Every program of Postfix waits until main.cf is two seconds old, lest it read
	// one that an editor has written half of.
	aged := time.Now().Add(-time.Minute)
	return os.Chtimes(path, aged, aged)
}

// freePorts finds n loopback ports that nobody listens on. They lie below the
// range from which Linux takes the ports of outgoing connections, so that only
// another listener can take one before the server does; start tries again then.
func freePorts(n int) ([]int, error) {
	const first, last = 20000, 32000
	var ports []int
	for range 100 * n {
		if len(ports) == n {
			return ports, nil
		}
		port := first + rand.IntN(last-first)
		l, err := net.Listen("tcp4", fmt.Sprintf("127.0.0.1:%d", port))
		if err != nil {
			continue
		}
		defer l.Close()
		ports = append(ports, port)
	}
	return nil, fmt.Errorf("no %d free ports between %d and %d", n, first, last)
}

// logs is the end of every log in a folder, for the failure of a test.
func logs(dir string) string {
	var b strings.Builder
	files, _ := filepath.Glob(filepath.Join(dir, "*log"))
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil || len(text) == 0 {
			continue
		}
		const most = 4 << 10
		if len(text) > most {
			text = text[len(text)-most:]
		}
		fmt.Fprintf(&b, "--- %s\n%s\n", filepath.Base(file), text)
	}
	return b.String()
}

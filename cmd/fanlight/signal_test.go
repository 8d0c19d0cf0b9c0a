package main

import (
	"bufio"
	"bytes"
	"io"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// process is a fanlight of its own.
type process struct {
	*exec.Cmd
	stdout *bufio.Scanner
	stderr bytes.Buffer
}

// begin starts a command of the scripts' path.
func begin(t *testing.T, name string, args ...string) *process {
	t.Helper()
	p := &process{Cmd: exec.Command(name, args...)}
	out, err := p.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	p.Stderr, p.stdout = &p.stderr, bufio.NewScanner(out)
	if err := p.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = p.Process.Kill() })
	return p
}

// end sends a signal, and checks the exit status and the end of stderr.
func (p *process) end(t *testing.T, signal os.Signal, status int, last string) {
	t.Helper()
	if err := p.Process.Signal(signal); err != nil {
		t.Fatal(err)
	}
	_ = p.Wait() // the exit status is checked below
	if got := p.ProcessState.ExitCode(); got != status || !strings.HasSuffix(p.stderr.String(), last) {
		t.Errorf("exit status %d, want %d, and the end %q of:\n%s", got, status, last, p.stderr.String())
	}
}

// serveLocal starts `fanlight local` and returns its address.
func serveLocal(t *testing.T) (p *process, address string) {
	t.Helper()
	p = begin(t, "fanlight", "local", "--listen", "127.0.0.1:0")
	for range 5 {
		if !p.stdout.Scan() {
			t.Fatal("fanlight local ended")
		}
		if url, ok := strings.CutPrefix(p.stdout.Text(), "export AWS_ENDPOINT_URL=http://"); ok {
			address = url
		}
	}
	return p, address
}

func TestUntilSignal(t *testing.T) {
	t.Parallel()
	t.Run("interrupted", func(t *testing.T) {
		t.Parallel()
		p, _ := serveLocal(t)
		p.end(t, os.Interrupt, 130, "\nstopping\nfanlight: interrupted\n")
	})
	t.Run("terminated with half a request", func(t *testing.T) {
		t.Parallel()
		p, address := serveLocal(t)
		c, err := net.Dial("tcp", address)
		if err != nil {
			t.Fatal(err)
		}
		defer func() { _ = c.Close() }()
		// The server asks for the body: it has begun to wait for it.
		if _, err := io.WriteString(c, "POST / HTTP/1.1\r\nHost: "+address+"\r\nExpect: 100-continue\r\nContent-Length: 100\r\n\r\n{"); err != nil {
			t.Fatal(err)
		}
		if _, err := c.Read(make([]byte, 1)); err != nil {
			t.Fatal(err)
		}
		p.end(t, syscall.SIGTERM, 143, "\nstopping\nfanlight: terminated; dropped: 1 request\n")
	})
	t.Run("a command that does not stop", func(t *testing.T) {
		t.Parallel()
		fifo := filepath.Join(t.TempDir(), "values.yaml")
		if err := exec.Command("mkfifo", fifo).Run(); err != nil {
			t.Skip(err)
		}
		p := begin(t, "fanlight", "validate", "--values", fifo, fifo)
		w, err := os.OpenFile(fifo, os.O_WRONLY, 0) // when it reads
		if err != nil {
			t.Fatal(err)
		}
		defer func() { _ = w.Close() }()
		p.end(t, syscall.SIGTERM, 143, "fanlight: terminated; the command did not stop within 5s\n")
	})
}

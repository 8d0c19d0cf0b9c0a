package cli

import (
	"context"
	"io"
	"net/http"
	"os"
	"regexp"
	"strings"
	"sync"
	"syscall"
	"testing"
)

// served is `fanlight preview` inside this process; lines has what it writes to stderr.
type served struct {
	status chan int
	mu     sync.Mutex
	all    strings.Builder
	lines  chan string
}

// Write implements io.Writer.
func (s *served) Write(p []byte) (int, error) {
	s.mu.Lock()
	s.all.Write(p)
	s.mu.Unlock()
	s.lines <- string(p)
	return len(p), nil
}

// await returns the first text from now on that matches.
func (s *served) await(t *testing.T, pattern string) string {
	t.Helper()
	for {
		select {
		case text := <-s.lines:
			if found := regexp.MustCompile(pattern).FindString(text); found != "" {
				return found
			}
		case status := <-s.status:
			s.mu.Lock()
			defer s.mu.Unlock()
			t.Fatalf("ended with %d: %s", status, s.all.String())
		}
	}
}

func page(t *testing.T, address string) string {
	t.Helper()
	resp, err := http.Get(address)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = resp.Body.Close() }()
	content, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	return string(content)
}

// TestPreviewCommand_serve edits a report while it is served: a mistake stands on the page
// until it is mended.
func TestPreviewCommand_serve(t *testing.T) {
	t.Parallel()
	file, log := files(t, 7)
	s := &served{status: make(chan int, 1), lines: make(chan string, 100)}
	system := onTerminal(io.Discard, &screen{}, nil)
	system.Err = s
	ctx, cancel := context.WithCancelCause(t.Context())
	go func() {
		s.status <- Run(ctx, []string{"preview", file, "--logs", log, "--at", "2026-01-02T00:00:00Z", "--listen", "127.0.0.1:0"}, system)
	}()
	address := s.await(t, `http://127\.0\.0\.1:\d+`)
	holds := func(what, path, want string) {
		t.Helper()
		if got := page(t, address+path); !strings.Contains(got, want) {
			t.Errorf("%s: no %q in %.3000s", what, want, got)
		}
	}
	holds("index", "/", `<iframe sandbox=""`)
	holds("text", "/text.html", "calls")
	rewrite := func(content string) {
		t.Helper()
		if err := os.WriteFile(file, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	rewrite(strings.Replace(definition, "window: 24h", "window: 24 hours", 1))
	s.await(t, `calls\.yaml has changed: not drawn`)
	holds("a mistake", "/", "calls.yaml:2:9: ")
	rewrite(strings.Replace(definition, "report: calls", "report: calls\ntitle: Mended", 1))
	s.await(t, `calls\.yaml has changed: drawn again`)
	holds("mended", "/", "<h1>Preview of Mended</h1>")
	cancel(Stopped{syscall.SIGTERM})
	if status := <-s.status; status != 143 {
		t.Errorf("ended with status %d, want 143", status)
	}
}

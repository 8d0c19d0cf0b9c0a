package preview_test

import (
	"bufio"
	"context"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/fanlight/fanlight/cmd/fanlight/preview"
)

func get(s *preview.Server, method, host, path string) *httptest.ResponseRecorder {
	r := httptest.NewRequest(method, path, nil)
	r.Host = host
	w := httptest.NewRecorder()
	s.ServeHTTP(w, r)
	return w
}

func TestServer_ServeHTTP(t *testing.T) {
	t.Parallel()
	s := preview.NewServer(time.UnixMilli(7))
	s.Show(hostile())
	for _, c := range []struct {
		method, host, path string
		code               int
		holds              string
	}{
		{"GET", "127.0.0.1:4601", "/", 200, `<html lang="en" data-version="7-1">`},
		{"GET", "localhost:4601", "/index.html", 200, "<script>const shown"},
		{"GET", "[::1]:4601", "/page.html", 200, "the page"},
		{"GET", "localhost", "/page.html", 200, "the page"},
		{"GET", "example.org", "/", 403, "this machine only"},
		{"GET", "example.org:4601", "/page.html", 403, "this machine only"},
		{"GET", "127.0.0.1.example.org:4601", "/", 403, "this machine only"},
		{"GET", "10.0.0.1:4601", "/events", 403, "this machine only"},
		{"POST", "localhost:4601", "/", 405, "only be read"},
		{"HEAD", "localhost:4601", "/", 405, ""},
		{"GET", "localhost:4601", "/other.html", 404, ""},
		{"GET", "localhost:4601", "/../go.mod", 404, ""},
	} {
		w := get(s, c.method, c.host, c.path)
		if w.Code != c.code || !strings.Contains(w.Body.String(), c.holds) {
			t.Errorf("%+v: %d %.300s", c, w.Code, w.Body)
		}
		if h := w.Header(); h.Get("Cache-Control") != "no-store" || h.Get("X-Content-Type-Options") != "nosniff" {
			t.Errorf("%+v: headers %v", c, h)
		}
	}
}

// TestServer_ServeHTTP_policies holds that views run nothing, and that the index runs no
// script but its own.
func TestServer_ServeHTTP_policies(t *testing.T) {
	t.Parallel()
	s := preview.NewServer(time.UnixMilli(7))
	s.Show(hostile())
	view := get(s, "GET", "localhost", "/page.html").Header().Get("Content-Security-Policy")
	if !strings.Contains(view, "default-src 'none'") || !strings.Contains(view, "; sandbox;") || strings.Contains(view, "script-src") {
		t.Errorf("a view has the policy %q", view)
	}
	index := get(s, "GET", "localhost", "/").Header().Get("Content-Security-Policy")
	if !strings.Contains(index, "script-src 'sha256-") || strings.Contains(index, "unsafe") || !strings.Contains(index, "frame-ancestors 'none'") {
		t.Errorf("the index has the policy %q", index)
	}
}

func TestServer_ShowProblem(t *testing.T) {
	t.Parallel()
	s := preview.NewServer(time.UnixMilli(7))
	s.Show(hostile())
	s.ShowProblem("Preview of a.yaml", "a.yaml:3:1: <unknown> key")
	body := get(s, "GET", "localhost", "/").Body.String()
	if !strings.Contains(body, "a.yaml:3:1: &lt;unknown&gt; key") || strings.Contains(body, "<iframe") || !strings.Contains(body, `data-version="7-2"`) {
		t.Errorf("the page of a mistake: %s", body)
	}
	if w := get(s, "GET", "localhost", "/page.html"); w.Code != http.StatusNotFound {
		t.Errorf("the old view is served: %d", w.Code)
	}
}

// TestServer_Serve reads the versions as a browser does, until the server ends.
func TestServer_Serve(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(t.Context())
	on, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	s := preview.NewServer(time.UnixMilli(7))
	s.Show(hostile())
	ended := make(chan error, 1)
	go func() { ended <- s.Serve(ctx, on) }()
	resp, err := http.Get("http://" + on.Addr().String() + "/events")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = resp.Body.Close() }()
	lines := bufio.NewReader(resp.Body)
	expect(t, lines, "data: 7-1\n")
	s.Show(hostile())
	expect(t, lines, "data: 7-2\n")
	cancel()
	if _, err := io.ReadAll(lines); err == nil {
		t.Log("the stream ended in order")
	}
	if err := <-ended; err != nil {
		t.Errorf("Serve: %v", err)
	}
}

// expect reads lines up to one.
func expect(t *testing.T, lines *bufio.Reader, want string) {
	t.Helper()
	for {
		line, err := lines.ReadString('\n')
		if err != nil {
			t.Fatalf("no line %q: %v", want, err)
		}
		if line == want {
			return
		}
	}
}

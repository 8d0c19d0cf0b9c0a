package preview

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"strings"
	"sync"
	"time"
)

// Server serves the pages of an edition to browsers of this machine, and lets them know
// when there are others. Create it with NewServer.
type Server struct {
	started string // what versions of this server begin with

	mu      sync.Mutex
	count   int
	files   map[string]string
	changed chan struct{} // is closed when there are other pages
}

// NewServer returns a server without pages. Started makes its versions differ from those
// of another one on the same port.
func NewServer(started time.Time) *Server {
	return &Server{started: fmt.Sprint(started.UnixMilli()), changed: make(chan struct{})}
}

// Show serves an edition from now on.
func (s *Server) Show(e Edition) { s.show(e.files) }

// ShowProblem serves a page with the reason why nothing was drawn.
func (s *Server) ShowProblem(title, what string) {
	s.show(func(version string) map[string]string { return problem(title, what, version) })
}

func (s *Server) show(files func(version string) map[string]string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.count++
	s.files = files(s.version())
	close(s.changed)
	s.changed = make(chan struct{})
}

// version names the pages that are served; the caller holds the lock.
func (s *Server) version() string { return fmt.Sprintf("%s-%d", s.started, s.count) }

func (s *Server) state() (version string, changed <-chan struct{}) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.version(), s.changed
}

// Serve serves on a listener until ctx ends.
func (s *Server) Serve(ctx context.Context, on net.Listener) error {
	server := &http.Server{Handler: s, ReadHeaderTimeout: 10 * time.Second, BaseContext: func(net.Listener) context.Context { return ctx }}
	stopped := context.AfterFunc(ctx, func() { _ = server.Close() }) // what is under way ends with it
	defer stopped()
	if err := server.Serve(on); ctx.Err() == nil {
		return fmt.Errorf("serve the preview: %w", err)
	}
	return nil
}

// ServeHTTP implements http.Handler. It answers requests to this machine by a name of
// this machine: a web page elsewhere whose name was made to lead here has another.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	headers(w.Header())
	switch {
	case !isLoopback(r.Host):
		http.Error(w, "the preview is served to this machine only, as 127.0.0.1 or localhost", http.StatusForbidden)
	case r.Method != http.MethodGet:
		w.Header().Set("Allow", http.MethodGet)
		http.Error(w, "the preview can only be read", http.StatusMethodNotAllowed)
	case r.URL.Path == "/events":
		s.events(w, r)
	default:
		s.page(w, r)
	}
}

func headers(h http.Header) {
	h.Set("Cache-Control", "no-store")
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Referrer-Policy", "no-referrer")
	h.Set("Cross-Origin-Resource-Policy", "same-origin")
	h.Set("Cross-Origin-Opener-Policy", "same-origin")
}

// isLoopback reports whether the Host of a request names this machine.
func isLoopback(address string) bool {
	host, _, err := net.SplitHostPort(address)
	if err != nil {
		host = strings.Trim(address, "[]")
	}
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}

func (s *Server) page(w http.ResponseWriter, r *http.Request) {
	name := strings.TrimPrefix(r.URL.Path, "/")
	policy := viewPolicy + "; sandbox; frame-ancestors 'self'"
	if name == "" || name == index {
		name, policy = index, string(indexPolicy)+"; frame-ancestors 'none'"
	}
	s.mu.Lock()
	page, known := s.files[name]
	s.mu.Unlock()
	if !known {
		http.NotFound(w, r)
		return
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.Header().Set("Content-Security-Policy", policy)
	_, _ = w.Write([]byte(page)) // nobody else can be informed of a browser that went away
}

// events sends the version, and each other one, until the browser goes away or the
// server ends (https://html.spec.whatwg.org/multipage/server-sent-events.html).
func (s *Server) events(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Content-Type", "text/event-stream")
	out := http.NewResponseController(w)
	for {
		version, changed := s.state()
		if _, err := fmt.Fprintf(w, "retry: 1000\ndata: %s\n\n", version); err != nil || out.Flush() != nil {
			return
		}
		select {
		case <-changed:
		case <-r.Context().Done():
			return
		}
	}
}

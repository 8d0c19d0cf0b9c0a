// Package s3test provides a server of Amazon S3 for tests. It has the limits and the
// words of AWS's
// (https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html).
package s3test

import (
	"fmt"
	"html"
	"io"
	"maps"
	"net/http"
	"net/url"
	"strings"
	"sync"

	"github.com/fanlight/fanlight/pkg/deliver/channel/channeltest"
)

// The buckets of the server: one of its Region, one whose name has dots, and one of
// another Region.
const (
	Bucket      = "example-reports"
	Dotted      = "reports.example.org"
	Elsewhere   = "reports-of-ohio"
	otherRegion = "us-east-2"
)

// Server answers the call PutObject of three buckets, by either style of address. It
// may be used by several goroutines at once.
type Server struct {
	*channeltest.Script

	mu      sync.Mutex
	objects map[string]Object
}

// Object is an object in a bucket.
type Object struct{ Type, Content string }

// New returns a server. The first faults, nil for none, are its answers to the first
// requests.
func New(faults ...*channeltest.Fault) *Server {
	return &Server{Script: channeltest.NewScript(faults...), objects: map[string]Object{}}
}

// Objects returns the objects by bucket and key.
func (s *Server) Objects() map[string]Object {
	s.mu.Lock()
	defer s.mu.Unlock()
	return maps.Clone(s.objects)
}

// ServeHTTP implements http.Handler.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, _ := io.ReadAll(r.Body)
	bucket, key := place(r)
	no := check(r, bucket, key, body)
	s.mu.Lock()
	defer s.mu.Unlock()
	if no == nil && r.Header.Get("If-None-Match") == "*" {
		if _, there := s.objects[bucket+"/"+key]; there {
			no = Refuse(http.StatusPreconditionFailed, "PreconditionFailed", "At least one of the pre-conditions you specified did not hold")
		}
	}
	fault, accepted := s.Next(no == nil)
	if no == nil && accepted {
		s.objects[bucket+"/"+key] = Object{r.Header.Get("Content-Type"), string(body)}
	}
	switch {
	case fault != nil:
		fault.Answer(w)
	case no != nil:
		no.Answer(w)
	default:
		w.Header().Set("ETag", `"1"`)
	}
}

// place returns the bucket and the key of a request.
func place(r *http.Request) (bucket, key string) {
	escaped := strings.TrimPrefix(r.URL.EscapedPath(), "/")
	if name, _, virtual := strings.Cut(r.Host, ".s3."); virtual {
		bucket = name
	} else {
		bucket, escaped, _ = strings.Cut(escaped, "/")
	}
	key, _ = url.PathUnescape(escaped)
	return bucket, key
}

// Refuse returns an answer with the code of an error and its message, and with names
// and values of headers.
func Refuse(status int, code, message string, headers ...string) *channeltest.Fault {
	return &channeltest.Fault{Answer: func(w http.ResponseWriter) {
		for i := 0; i+1 < len(headers); i += 2 {
			w.Header().Set(headers[i], headers[i+1])
		}
		w.Header().Set("Content-Type", "application/xml")
		w.WriteHeader(status)
		_, _ = fmt.Fprintf(w, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Error><Code>%s</Code><Message>%s</Message></Error>", html.EscapeString(code), html.EscapeString(message))
	}}
}

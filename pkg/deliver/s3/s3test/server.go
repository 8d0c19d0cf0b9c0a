// Package s3test provides a server of Amazon S3 for tests. It has the limits and the
// words of AWS's
// (https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html).
package s3test

import (
	"crypto/md5"
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

// Server answers the calls PutObject and GetObject of three buckets, by either style of
// address. It may be used by several goroutines at once.
//
// The caller may not list the buckets: of an object that is not there, GetObject answers
// 403, unless Lists is set
// (https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html).
type Server struct {
	*channeltest.Script

	Lists   bool // the caller has s3:ListBucket
	NoReads bool // the caller does not have s3:GetObject

	mu      sync.Mutex
	objects map[string]Object
}

// Object is an object in a bucket.
type Object struct{ Type, Content string }

// ETag returns the entity tag of an object that was written at once: its MD5 digest in
// quotes (https://docs.aws.amazon.com/AmazonS3/latest/API/API_Object.html).
func (o Object) ETag() string {
	return fmt.Sprintf("%q", fmt.Sprintf("%x", md5.Sum([]byte(o.Content))))
}

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

// Put puts an object into a bucket, as somebody else.
func (s *Server) Put(place string, o Object) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.objects[place] = o
}

// Delete deletes an object, as somebody else.
func (s *Server) Delete(place string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.objects, place)
}

// ServeHTTP implements http.Handler.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, _ := io.ReadAll(r.Body)
	bucket, key := place(r)
	no := check(r, bucket, key, body)
	s.mu.Lock()
	defer s.mu.Unlock()
	there, is := s.objects[bucket+"/"+key]
	if no == nil {
		no = s.condition(r, there, is)
	}
	fault, accepted := s.Next(no == nil)
	if no == nil && accepted && r.Method == http.MethodPut {
		there = Object{r.Header.Get("Content-Type"), string(body)}
		s.objects[bucket+"/"+key] = there
	}
	switch {
	case fault != nil:
		fault.Answer(w)
	case no != nil:
		no.Answer(w)
	default:
		w.Header().Set("ETag", there.ETag())
		if r.Method == http.MethodGet {
			w.Header().Set("Content-Type", there.Type)
			_, _ = io.WriteString(w, there.Content)
		}
	}
}

// condition returns the refusal of a request because of the object that is there, or not.
// A write on the condition of an entity tag needs s3:GetObject, too; of an object that is
// gone it is answered by 404
// (https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html).
func (s *Server) condition(r *http.Request, there Object, is bool) *channeltest.Fault {
	tag := r.Header.Get("If-Match")
	reads := r.Method == http.MethodGet || tag != ""
	switch {
	case reads && s.NoReads, reads && !is && !s.Lists && r.Method == http.MethodGet:
		return Refuse(http.StatusForbidden, "AccessDenied", "Access Denied")
	case reads && !is:
		return Refuse(http.StatusNotFound, "NoSuchKey", "The specified key does not exist.")
	case tag != "" && tag != there.ETag(), r.Header.Get("If-None-Match") == "*" && is:
		return Refuse(http.StatusPreconditionFailed, "PreconditionFailed", "At least one of the pre-conditions you specified did not hold")
	}
	return nil
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

// Package emailtest provides a server of Amazon SES for tests.
package emailtest

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"
	"sync"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"

	"github.com/fanlight/fanlight/pkg/deliver/channel/channeltest"
)

// region is the Region that requests must be signed for.
const region = "eu-central-1"

// Server answers the call SendEmail. It may be used by several goroutines at
// once.
type Server struct {
	fault   *channeltest.Fault
	senders []string // nil: all

	mu    sync.Mutex
	mails []map[string]any
}

// New returns a server. The fault is its answer to every mail; nil: it accepts
// them.
func New(fault *channeltest.Fault) *Server { return &Server{fault: fault} }

// Allow lets only mails of these senders through, as a policy with the condition
// StringEquals on ses:FromAddress does, which is of bare addresses, byte by byte
// (https://docs.aws.amazon.com/ses/latest/dg/control-user-access.html).
func (s *Server) Allow(senders ...string) *Server {
	s.senders = append([]string{}, senders...)
	return s
}

// Config returns the configuration of clients that reach a server by an HTTP
// client at a URL.
func Config(client aws.HTTPClient, url string) aws.Config {
	return aws.Config{
		Region: region, BaseEndpoint: aws.String(url), HTTPClient: client,
		Credentials: credentials.NewStaticCredentialsProvider("AKID", "SECRET", ""),
	}
}

// Requests returns the bodies of the calls so far, in order.
func (s *Server) Requests() []map[string]any {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.mails)
}

// ServeHTTP implements http.Handler.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.Method != http.MethodPost || r.URL.Path != "/v2/email/outbound-emails" || !strings.Contains(r.Header.Get("Authorization"), "/"+region+"/ses/aws4_request") {
		Refuse(http.StatusNotFound, "NotFoundException", r.Method+" "+r.URL.Path).Answer(w)
		return
	}
	body, _ := io.ReadAll(r.Body)
	var mail map[string]any
	if err := json.Unmarshal(body, &mail); err != nil {
		Refuse(http.StatusBadRequest, "BadRequestException", err.Error()).Answer(w)
		return
	}
	if why := check(body); why != "" && s.fault == nil {
		Refuse(http.StatusBadRequest, "BadRequestException", why).Answer(w)
		return
	}
	if from, _ := mail["FromEmailAddress"].(string); s.senders != nil && !slices.Contains(s.senders, bareAddress(from)) {
		Refuse(http.StatusForbidden, "AccessDeniedException", "not authorized to perform ses:SendEmail: no identity-based policy allows it").Answer(w)
		return
	}
	n := s.note(mail)
	if s.fault != nil {
		s.fault.Answer(w)
		return
	}
	_, _ = fmt.Fprintf(w, `{"MessageId":"0100-%d"}`, n)
}

// note keeps a mail and returns the number of mails so far.
func (s *Server) note(mail map[string]any) int {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.mails = append(s.mails, mail)
	return len(s.mails)
}

// Refuse returns an answer with the name of an error and its message.
func Refuse(status int, name, message string) *channeltest.Fault {
	return &channeltest.Fault{Answer: func(w http.ResponseWriter) {
		w.Header().Set("X-Amzn-ErrorType", name)
		w.WriteHeader(status)
		_ = json.NewEncoder(w).Encode(map[string]string{"message": message})
	}}
}

// Package teamstest provides a server of a workflow of Microsoft Teams for tests: the
// trigger "When a Teams webhook request is received" with the action that posts a card.
// It has the limits and the words of the service.
package teamstest

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"
	"sync"

	"github.com/fanlight/fanlight/pkg/deliver/channel/channeltest"
)

// The path and the signature of the webhook.
const (
	path      = "/workflows/0a1b2c3d/triggers/manual/paths/invoke"
	signature = "sIgNaTuRe-sEcReT_12"
	URI       = path + "?api-version=2016-06-01&sp=%2Ftriggers%2Fmanual%2Frun&sv=1.0&sig=" + signature
)

// Server answers for one workflow. It may be used by several goroutines at once.
type Server struct {
	mu       sync.Mutex
	faults   []*channeltest.Fault
	requests int
	cards    []string
	failed   []string
}

// New returns a server. The first faults, nil for none, are its answers to the first
// requests.
func New(faults ...*channeltest.Fault) *Server { return &Server{faults: faults} }

// Cards returns the cards that the members of a channel see, in order, as JSON.
func (s *Server) Cards() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.cards)
}

// Failed returns why runs of the workflow posted nothing. Their requests were accepted.
func (s *Server) Failed() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.failed)
}

// Requests returns the number of requests so far.
func (s *Server) Requests() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.requests
}

// ServeHTTP implements http.Handler.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, _ := io.ReadAll(r.Body)
	card, no := read(r, body)
	fault, n := s.note(card, no == nil)
	switch {
	case fault != nil:
		fault.Answer(w)
	case no != nil:
		no.Answer(w)
	default:
		w.Header().Set("X-Ms-Workflow-Run-Id", fmt.Sprintf("run-%d", n))
		w.WriteHeader(http.StatusAccepted)
	}
}

// note runs the workflow with a card that is accepted, and returns the fault that takes
// the place of the answer, nil if there is none, and the number of the run.
func (s *Server) note(card json.RawMessage, accepted bool) (fault *channeltest.Fault, n int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.requests++
	if len(s.faults) > 0 {
		fault, s.faults = s.faults[0], s.faults[1:]
	}
	if fault != nil {
		accepted = fault.Accepted
	}
	switch why := checkCard(card); {
	case !accepted:
	case why != "":
		s.failed = append(s.failed, why)
	default:
		s.cards = append(s.cards, string(card))
	}
	return fault, len(s.cards) + len(s.failed)
}

// maxBytes is the size of a message with a card.
//
// Source: learn.microsoft.com/microsoftteams/limits-specifications-teams
const maxBytes = 28 << 10

// read returns the card of a request, and the refusal of it, nil if the workflow is
// started.
func read(r *http.Request, body []byte) (json.RawMessage, *channeltest.Fault) {
	var m struct {
		Type        string
		Attachments []struct {
			ContentType string
			Content     json.RawMessage
		}
	}
	q := r.URL.Query()
	switch {
	case r.URL.Path != path:
		return nil, Refuse(http.StatusNotFound, "WorkflowNotFound", "The workflow '9z' could not be found.")
	case q.Get("sig") == "":
		return nil, Refuse(http.StatusUnauthorized, "DirectApiAuthorizationRequired", "The request must be authenticated only by Shared Access scheme.")
	case q.Get("sig") != signature || q.Get("sp") != "/triggers/manual/run" || q.Get("sv") != "1.0":
		return nil, Refuse(http.StatusForbidden, "AuthorizationFailed", "The authentication credentials are not valid.")
	case q.Get("api-version") == "":
		return nil, Refuse(http.StatusBadRequest, "MissingApiVersionParameter", "The api-version query parameter (?api-version=) is required for all requests.")
	case r.Method != http.MethodPost:
		return nil, Refuse(http.StatusMethodNotAllowed, "MethodNotAllowed", "The request method is not supported by the trigger.")
	case len(body) > maxBytes:
		return nil, Refuse(http.StatusRequestEntityTooLarge, "RequestEntityTooLarge", "The size of the message is over the limit of 28 KB.")
	case !strings.HasPrefix(r.Header.Get("Content-Type"), "application/json") || json.Unmarshal(body, &m) != nil:
		return nil, Refuse(http.StatusBadRequest, "InvalidRequestContent", "The request content is not valid and could not be deserialized.")
	case m.Type != "message" || len(m.Attachments) == 0:
		return nil, Refuse(http.StatusBadRequest, "TriggerInputSchemaMismatch", "The input body for trigger 'manual' of type 'Request' did not match its schema definition.")
	case m.Attachments[0].ContentType != "application/vnd.microsoft.card.adaptive":
		return nil, nil // the workflow posts nothing
	}
	return m.Attachments[0].Content, nil
}

// Refuse returns an answer with a status, a code and a message.
//
// Source: learn.microsoft.com/azure/logic-apps/logic-apps-http-endpoint
func Refuse(status int, code, message string) *channeltest.Fault {
	return &channeltest.Fault{Answer: func(w http.ResponseWriter) {
		w.Header().Set("Content-Type", "application/json")
		w.WriteHeader(status)
		_ = json.NewEncoder(w).Encode(map[string]any{"error": map[string]string{"code": code, "message": message}})
	}}
}

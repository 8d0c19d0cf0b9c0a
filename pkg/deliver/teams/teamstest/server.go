// Package teamstest provides a server of a workflow of Microsoft Teams for tests: the
// trigger "When a Teams webhook request is received" with the action that posts a card.
// It has the limits and the words of the service.
package teamstest

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strings"

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
	*channeltest.Script

	runs channeltest.Kept[run]
}

// run has the result of a run of the workflow: a card, or why it posted nothing.
type run struct{ card, failed string }

// New returns a server. The first faults, nil for none, are its answers to the first
// requests.
func New(faults ...*channeltest.Fault) *Server {
	return &Server{Script: channeltest.NewScript(faults...)}
}

// Cards returns the cards that the members of a channel see, in order, as JSON.
func (s *Server) Cards() []string {
	return s.each(func(r run) string { return r.card })
}

// Failed returns why runs of the workflow posted nothing. Their requests were accepted.
func (s *Server) Failed() []string {
	return s.each(func(r run) string { return r.failed })
}

// each returns a part of the runs that have it, in order.
func (s *Server) each(part func(run) string) (all []string) {
	for _, r := range s.runs.All() {
		if text := part(r); text != "" {
			all = append(all, text)
		}
	}
	return all
}

// ServeHTTP implements http.Handler.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, _ := io.ReadAll(r.Body)
	card, no := read(r, body)
	fault, accepted := s.Next(no == nil)
	n := 0
	if accepted {
		n = s.runs.Add(runWith(card))
	}
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

// runWith returns the run of the workflow with a card.
func runWith(card json.RawMessage) run {
	if why := checkCard(card); why != "" {
		return run{failed: why}
	}
	return run{card: string(card)}
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

// Package eventbridgetest provides a server of Amazon EventBridge for tests. It has the
// limits and the words of AWS's
// (https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutEvents.html).
package eventbridgetest

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"

	"github.com/fanlight/fanlight/pkg/deliver/channel/channeltest"
)

// The limits of a call: entries, and bytes of all of them.
const (
	maxEntries = 10
	maxBytes   = 1 << 20
)

// Server answers the call PutEvents. It may be used by several goroutines at once.
type Server struct {
	*channeltest.Script

	events channeltest.Kept[Event]
}

// Event is an event on a bus.
type Event struct {
	Bus        string `json:"EventBusName"`
	Source     string
	DetailType string
	Detail     string
}

// New returns a server. The first faults, nil for none, are its answers to the first
// requests.
func New(faults ...*channeltest.Fault) *Server {
	return &Server{Script: channeltest.NewScript(faults...)}
}

// Events returns the events that were accepted so far, in order.
func (s *Server) Events() []Event { return s.events.All() }

// ServeHTTP implements http.Handler.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, _ := io.ReadAll(r.Body)
	entries, no := read(r, body)
	fault, accepted := s.Next(no == nil)
	var a answer
	if accepted {
		a = s.put(entries)
	}
	switch {
	case fault != nil:
		fault.Answer(w)
	case no != nil:
		no.Answer(w)
	default:
		w.Header().Set("Content-Type", "application/x-amz-json-1.1")
		_ = json.NewEncoder(w).Encode(a)
	}
}

// answer is the answer to PutEvents.
type answer struct {
	FailedEntryCount int
	Entries          []result
}

// result says what became of one entry.
type result struct {
	EventID      string `json:"EventId,omitempty"`
	ErrorCode    string `json:",omitempty"`
	ErrorMessage string `json:",omitempty"`
}

// put keeps the events that are acceptable, and says of each what became of it.
func (s *Server) put(entries []Event) (a answer) {
	for _, e := range entries {
		r := e.check()
		if r.ErrorCode == "" {
			r.EventID = fmt.Sprintf("event-%d", s.events.Add(e))
		} else {
			a.FailedEntryCount++
		}
		a.Entries = append(a.Entries, r)
	}
	return a
}

// read returns the entries of a call, and the refusal of it, nil if it is acceptable.
func read(r *http.Request, body []byte) ([]Event, *channeltest.Fault) {
	region, service := channeltest.Scope(r)
	switch {
	case region == "":
		return nil, Refuse(http.StatusBadRequest, "MissingAuthenticationTokenException", "Missing Authentication Token")
	case region != channeltest.Region || service != "events":
		return nil, Refuse(http.StatusBadRequest, "InvalidSignatureException", "Credential should be scoped to a valid region.")
	case r.Method != http.MethodPost || r.Header.Get("X-Amz-Target") != "AWSEvents.PutEvents":
		return nil, Refuse(http.StatusBadRequest, "UnknownOperationException", "")
	}
	var in struct{ Entries []Event }
	if err := json.Unmarshal(body, &in); err != nil {
		return nil, Refuse(http.StatusBadRequest, "SerializationException", "")
	}
	size := 0
	for _, e := range in.Entries {
		size += len(e.Source) + len(e.DetailType) + len(e.Detail)
	}
	switch n := len(in.Entries); {
	case n == 0:
		return nil, invalid("1 validation error detected: Value '[]' at 'entries' failed to satisfy constraint: Member must have length greater than or equal to 1")
	case n > maxEntries:
		return nil, invalid("1 validation error detected: Value at 'entries' failed to satisfy constraint: Member must have length less than or equal to 10")
	case size > maxBytes:
		return nil, invalid("Total size of the entries in the request is over the limit.")
	}
	return in.Entries, nil
}

func invalid(words string) *channeltest.Fault {
	return Refuse(http.StatusBadRequest, "ValidationException", words)
}

// Refuse returns an answer with the name of an error and its message.
func Refuse(status int, name, message string) *channeltest.Fault {
	return &channeltest.Fault{Answer: func(w http.ResponseWriter) {
		w.Header().Set("Content-Type", "application/x-amz-json-1.1")
		w.WriteHeader(status)
		_ = json.NewEncoder(w).Encode(map[string]string{"__type": name, "message": message})
	}}
}

// RefuseEntry returns the answer to a call whose one entry is refused.
func RefuseEntry(code, message string) *channeltest.Fault {
	return &channeltest.Fault{Answer: func(w http.ResponseWriter) {
		w.Header().Set("Content-Type", "application/x-amz-json-1.1")
		_ = json.NewEncoder(w).Encode(answer{1, []result{{ErrorCode: code, ErrorMessage: message}}})
	}}
}

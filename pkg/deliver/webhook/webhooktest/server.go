// Package webhooktest provides a server for tests that takes webhooks as the reference
// implementations of Standard Webhooks do, with their limits and words.
package webhooktest

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"io"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/fanlight/fanlight/pkg/deliver/channel/channeltest"
)

// Path is the path that the server takes requests at.
const Path = "/hooks/fanlight"

// tolerance is how far the time of a request may be away from that of the server
// (https://github.com/standard-webhooks/standard-webhooks/blob/main/libraries/go/webhook.go).
const tolerance = 5 * time.Minute

// maxBody is the size of a request that the specification recommends to stay below.
const maxBody = 20 << 10

// Server takes webhooks that are signed with one secret. It may be used by several
// goroutines at once.
type Server struct {
	key []byte

	*channeltest.Script

	events channeltest.Kept[Event]
}

// Event is a webhook that the server took. One that has the ID of another is not taken
// twice.
type Event struct{ ID, Body string }

// New returns the server of a secret, whsec_ and base64. The first faults, nil for none,
// are its answers to the first requests.
func New(secret string, faults ...*channeltest.Fault) *Server {
	key, err := base64.StdEncoding.DecodeString(strings.TrimPrefix(secret, "whsec_"))
	if err != nil {
		panic(err)
	}
	return &Server{key: key, Script: channeltest.NewScript(faults...)}
}

// Events returns the events that were taken so far, in order.
func (s *Server) Events() []Event { return s.events.All() }

// ServeHTTP implements http.Handler.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, _ := io.ReadAll(r.Body)
	status, words := s.check(r, body)
	fault, accepted := s.Next(words == "")
	if accepted && words == "" {
		e := Event{r.Header.Get("Webhook-Id"), string(body)}
		s.events.AddOnce(e, func(other Event) bool { return other.ID == e.ID })
	}
	switch {
	case fault != nil:
		fault.Answer(w)
	case words != "":
		Refuse(status, words).Answer(w)
	default:
		w.WriteHeader(http.StatusNoContent)
	}
}

// check returns why a request is refused, empty if it is not.
func (s *Server) check(r *http.Request, body []byte) (status int, words string) {
	switch {
	case r.URL.Path != Path:
		return http.StatusNotFound, "no such endpoint"
	case r.Method != http.MethodPost:
		return http.StatusMethodNotAllowed, "want POST"
	case !strings.HasPrefix(r.Header.Get("Content-Type"), "application/json"):
		return http.StatusUnsupportedMediaType, "want application/json"
	case len(body) > maxBody:
		return http.StatusRequestEntityTooLarge, "the payload is larger than 20 kB"
	}
	if words := s.checkSignature(r.Header, body); words != "" {
		return http.StatusUnauthorized, words
	}
	return http.StatusBadRequest, checkEvent(body)
}

func (s *Server) checkSignature(h http.Header, body []byte) string {
	id, at, signatures := h.Get("Webhook-Id"), h.Get("Webhook-Timestamp"), h.Get("Webhook-Signature")
	if id == "" || at == "" || signatures == "" {
		return "Missing Required Headers"
	}
	seconds, err := strconv.ParseInt(at, 10, 64)
	if err != nil {
		return "Invalid Signature Headers"
	}
	switch age := time.Since(time.Unix(seconds, 0)); {
	case age > tolerance:
		return "Message timestamp too old"
	case age < -tolerance:
		return "Message timestamp too new"
	}
	mac := hmac.New(sha256.New, s.key)
	_, _ = mac.Write([]byte(id + "." + at + "." + string(body)))
	want := "v1," + base64.StdEncoding.EncodeToString(mac.Sum(nil))
	if !slices.ContainsFunc(strings.Fields(signatures), func(one string) bool { return hmac.Equal([]byte(one), []byte(want)) }) {
		return "No matching signature found"
	}
	return ""
}

// checkEvent holds a body to the form that the specification asks for.
func checkEvent(body []byte) string {
	var e struct {
		Type, Timestamp string
		Data            map[string]any
	}
	if err := json.Unmarshal(body, &e); err != nil {
		return "the payload is not a JSON object"
	}
	_, err := time.Parse(time.RFC3339, e.Timestamp)
	switch {
	case e.Type == "" || strings.Trim(e.Type, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.") != "":
		return "the type is not a list of words with dots between them"
	case err != nil:
		return "the timestamp is not one of ISO 8601"
	case e.Data == nil:
		return "the data is missing"
	}
	return ""
}

// Refuse returns an answer with a status and words.
func Refuse(status int, words string) *channeltest.Fault {
	return &channeltest.Fault{Answer: func(w http.ResponseWriter) {
		w.WriteHeader(status)
		_, _ = io.WriteString(w, words)
	}}
}

// Package discordtest provides a server of Discord's webhooks for tests. It has the
// limits and the words of Discord's.
package discordtest

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strings"

	"github.com/fanlight/fanlight/pkg/deliver/channel/channeltest"
)

// The ID and the token of the webhook, and the path that they make.
const (
	id    = "1100000000000000001"
	token = "wEbHoOkToKeN-x_1"
	Path  = "/api/webhooks/" + id + "/" + token
)

// Server answers for one webhook. It may be used by several goroutines at once.
type Server struct {
	*channeltest.Script

	messages channeltest.Kept[Message]
}

// Message is a message that the members of a channel see.
type Message struct {
	Content  string               `json:"content"`
	Embeds   []Embed              `json:"embeds"`
	Mentions *map[string][]string `json:"allowed_mentions"`
}

// Embed is a part of a message.
type Embed struct {
	Title       string  `json:"title"`
	Address     string  `json:"url"`
	Description string  `json:"description"`
	Color       int     `json:"color"`
	Fields      []Field `json:"fields"`
	Footer      *Footer `json:"footer"`
}

// Field is a name with a value.
type Field struct {
	Name  string `json:"name"`
	Value string `json:"value"`
}

// Footer is the last line of an embed.
type Footer struct {
	Text string `json:"text"`
}

// New returns a server. The first faults, nil for none, are its answers to the first
// requests.
func New(faults ...*channeltest.Fault) *Server {
	return &Server{Script: channeltest.NewScript(faults...)}
}

// Messages returns the messages that were accepted so far, in order. Their IDs count
// from 1.
func (s *Server) Messages() []Message { return s.messages.All() }

// ServeHTTP implements http.Handler.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, _ := io.ReadAll(r.Body)
	m, no := read(r, body)
	fault, accepted := s.Next(no == nil)
	n := 0
	if accepted {
		n = s.messages.Add(m)
	}
	switch {
	case fault != nil:
		fault.Answer(w)
	case no != nil:
		no.Answer(w)
	case r.URL.Query().Get("wait") != "true":
		w.WriteHeader(http.StatusNoContent)
	default:
		_, _ = fmt.Fprintf(w, `{"id":"%d","channel_id":"2"}`, n)
	}
}

// read returns the message of a request, and the refusal of it, nil if it is
// acceptable.
func read(r *http.Request, body []byte) (m Message, no *channeltest.Fault) {
	name, secret, ok := strings.Cut(strings.TrimPrefix(r.URL.Path, "/api/webhooks/"), "/")
	switch {
	case !ok || name != id:
		return m, Refuse(http.StatusNotFound, 10015, "Unknown Webhook")
	case secret != token:
		return m, Refuse(http.StatusUnauthorized, 50027, "Invalid Webhook Token")
	case r.Method != http.MethodPost:
		return m, Refuse(http.StatusMethodNotAllowed, 0, "405: Method Not Allowed")
	case !strings.HasPrefix(r.Header.Get("Content-Type"), "application/json"):
		return m, Refuse(http.StatusBadRequest, 50035, "Invalid Form Body")
	case json.Unmarshal(body, &m) != nil:
		return m, Refuse(http.StatusBadRequest, 50109, "The request body contains invalid JSON.")
	case m.Content == "" && len(m.Embeds) == 0:
		return m, Refuse(http.StatusBadRequest, 50006, "Cannot send an empty message")
	}
	if place, code, words := m.check(); code != "" {
		return m, form(place, code, words)
	}
	return m, nil
}

// Refuse returns an answer with a status, a code and a message.
func Refuse(status, code int, message string) *channeltest.Fault {
	return refuse(status, map[string]any{"message": message, "code": code})
}

// form returns the answer for a field of the body that is not valid.
func form(place, code, words string) *channeltest.Fault {
	return refuse(http.StatusBadRequest, map[string]any{"message": "Invalid Form Body", "code": 50035,
		"errors": map[string]any{place: map[string]any{"_errors": []map[string]string{{"code": code, "message": words}}}}})
}

func refuse(status int, body map[string]any) *channeltest.Fault {
	return &channeltest.Fault{Answer: func(w http.ResponseWriter) {
		w.Header().Set("Content-Type", "application/json")
		w.WriteHeader(status)
		_ = json.NewEncoder(w).Encode(body)
	}}
}

// TooMany returns an answer to too many requests, which asks to wait for some seconds;
// the header, if it is not empty, has them in whole.
//
// Source: docs.discord.com/developers/topics/rate-limits
func TooMany(seconds float64, header string) *channeltest.Fault {
	return &channeltest.Fault{Answer: func(w http.ResponseWriter) {
		if header != "" {
			w.Header().Set("Retry-After", header)
		}
		w.WriteHeader(http.StatusTooManyRequests)
		_ = json.NewEncoder(w).Encode(map[string]any{"message": "You are being rate limited.", "retry_after": seconds, "global": false})
	}}
}

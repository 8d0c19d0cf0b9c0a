// Package slacktest provides a server of Slack for tests: the call chat.postMessage of
// its web API and an incoming webhook. It has the limits and the words of Slack's.
package slacktest

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strings"

	"github.com/fanlight/fanlight/pkg/deliver/channel/channeltest"
)

// What the server knows: paths, and channels that a bot is in, is not in, and that is
// archived.
const (
	WebhookPath = "/services/T0001/B0001/wEbHoOkSeCrEt"
	API         = "/api"
	Channel     = "C0123"
	Other       = "C0999"
	Archived    = "C0666"
)

// Server answers for one bot and one webhook. It may be used by several goroutines at
// once.
type Server struct {
	token string

	older bool // refuses native blocks

	*channeltest.Script

	messages channeltest.Kept[Message]
}

// Message is a message that the members of a channel see. Channel is empty for one of
// the webhook.
type Message struct {
	Channel string          `json:"channel"`
	Thread  string          `json:"thread_ts"` // the time stamp of the message that it replies to; empty: none
	Text    string          `json:"text"`
	Blocks  json.RawMessage `json:"blocks"`
}

// New returns the server of a bot with a token. The first faults, nil for none, are its
// answers to the first requests.
func New(token string, faults ...*channeltest.Fault) *Server {
	return &Server{token: token, Script: channeltest.NewScript(faults...)}
}

// Older makes the server one of a workspace that does not have the blocks of data yet.
func (s *Server) Older() *Server {
	s.older = true
	return s
}

// Messages returns the messages that were accepted so far, in order. Their time stamps
// count from 1.
func (s *Server) Messages() []Message { return s.messages.All() }

// ServeHTTP implements http.Handler.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, _ := io.ReadAll(r.Body)
	webhook := strings.HasPrefix(r.URL.Path, "/services/")
	var m Message
	var no *channeltest.Fault
	if webhook {
		m, no = readWebhook(r, body)
	} else {
		m, no = s.readCall(r, body)
	}
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
	case webhook:
		_, _ = io.WriteString(w, "ok")
	default:
		_, _ = fmt.Fprintf(w, `{"ok":true,"channel":%q,"ts":%q}`, m.Channel, stamp(n))
	}
}

func stamp(n int) string { return fmt.Sprintf("1767357000.%06d", n) }

// begun reports whether a thread can begin at a message: one of the channel that does
// not reply to another.
func (s *Server) begun(thread, channel string) bool {
	for i, m := range s.messages.All() {
		if stamp(i+1) == thread && m.Channel == channel && m.Thread == "" {
			return true
		}
	}
	return false
}

// readCall returns the message of a call, and the refusal of it, nil if it is
// acceptable.
func (s *Server) readCall(r *http.Request, body []byte) (m Message, no *channeltest.Fault) {
	switch {
	case r.URL.Path != API+"/chat.postMessage" || r.Method != http.MethodPost:
		return m, Refuse("unknown_method")
	case r.Header.Get("Authorization") == "":
		return m, Refuse("not_authed")
	case r.Header.Get("Authorization") != "Bearer "+s.token:
		return m, Refuse("invalid_auth")
	case !isJSON(r):
		return m, Refuse("invalid_post_type")
	case json.Unmarshal(body, &m) != nil:
		return m, Refuse("invalid_json")
	}
	switch m.Channel {
	case Channel:
	case Other:
		return m, Refuse("not_in_channel")
	case Archived:
		return m, Refuse("is_archived")
	default:
		return m, Refuse("channel_not_found")
	}
	if name := m.check(); name != "" {
		return m, Refuse(name)
	}
	switch {
	case m.Thread != "" && !s.begun(m.Thread, m.Channel):
		return m, Refuse("thread_not_found")
	case s.older && m.native():
		return m, Refuse("invalid_blocks")
	}
	return m, nil
}

// readWebhook is readCall for the webhook, whose errors have statuses.
//
// Source: docs.slack.dev/messaging/sending-messages-using-incoming-webhooks, "Handling
// errors"
func readWebhook(r *http.Request, body []byte) (m Message, no *channeltest.Fault) {
	if r.URL.Path != WebhookPath {
		return m, RefuseHook(http.StatusNotFound, "no_service")
	}
	if r.Method != http.MethodPost || !isJSON(r) || json.Unmarshal(body, &m) != nil {
		return m, RefuseHook(http.StatusBadRequest, "invalid_payload")
	}
	m.Channel, m.Thread = "", ""
	if name := m.check(); name != "" {
		return m, RefuseHook(http.StatusBadRequest, name)
	}
	return m, nil
}

func isJSON(r *http.Request) bool {
	return strings.HasPrefix(r.Header.Get("Content-Type"), "application/json")
}

// Refuse returns an answer of the web API with the name of an error: its status is that
// of a success.
func Refuse(name string) *channeltest.Fault {
	return &channeltest.Fault{Answer: func(w http.ResponseWriter) {
		_ = json.NewEncoder(w).Encode(map[string]any{"ok": false, "error": name})
	}}
}

// RefuseHook returns an answer of a webhook: a status and the name of an error.
func RefuseHook(status int, name string) *channeltest.Fault {
	return &channeltest.Fault{Answer: func(w http.ResponseWriter) {
		w.WriteHeader(status)
		_, _ = io.WriteString(w, name)
	}}
}

// TooMany returns an answer to too many requests, which asks to wait for some seconds.
func TooMany(seconds int) *channeltest.Fault {
	return &channeltest.Fault{Answer: func(w http.ResponseWriter) {
		w.Header().Set("Retry-After", fmt.Sprint(seconds))
		w.WriteHeader(http.StatusTooManyRequests)
		_, _ = io.WriteString(w, `{"ok":false,"error":"ratelimited"}`)
	}}
}

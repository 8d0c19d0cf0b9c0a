// Package slacktest provides a server of Slack for tests: calls of its web API that post
// messages and share files, and an incoming webhook. It has the limits and the words of
// Slack's.
package slacktest

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"

	"github.com/fanlight/fanlight/pkg/deliver/channel/channeltest"
)

// What the server knows: paths, and channels that a bot is in, with its name, is not in, and
// that is archived.
const (
	WebhookPath = "/services/T0001/B0001/wEbHoOkSeCrEt"
	API         = "/api"
	Channel     = "C0123"
	Name        = "#reports"
	Other       = "C0999"
	Archived    = "C0666"
)

// Server answers for one bot and one webhook. It may be used by several goroutines at
// once.
type Server struct {
	token string

	older   bool     // refuses native blocks
	without []string // scopes that the token does not have
	uploads uploads

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
	Files   []File          `json:"-"` // which Text introduces
}

// File is a file that a message shares.
type File struct {
	Name, Title string
	Shows       string // what a picture shows, for those who do not see it
	Data        []byte
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

// Without takes scopes from the bot's token.
func (s *Server) Without(scopes ...string) *Server {
	s.without = scopes
	return s
}

// Messages returns the messages that were accepted so far, in order. Their time stamps
// count from 1.
func (s *Server) Messages() []Message { return s.messages.All() }

// request is a request that was read: with a refusal of it, or with the change that it makes,
// which returns the answer.
type request struct {
	no *channeltest.Fault
	do func() (answer string)
}

func refuse(name string) request { return request{no: Refuse(name)} }

// ServeHTTP implements http.Handler.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, _ := io.ReadAll(r.Body)
	asked := s.read(r, body)
	fault, accepted := s.Next(asked.no == nil)
	answer := ""
	if accepted && asked.do != nil {
		answer = asked.do()
	}
	switch {
	case fault != nil:
		fault.Answer(w)
	case asked.no != nil:
		asked.no.Answer(w)
	default:
		_, _ = io.WriteString(w, answer)
	}
}

func (s *Server) read(r *http.Request, body []byte) request {
	switch {
	case strings.HasPrefix(r.URL.Path, "/services/"):
		m, no := readWebhook(r, body)
		return request{no, func() string { s.messages.Add(m); return "ok" }}
	case strings.HasPrefix(r.URL.Path, uploadPath):
		return s.readUpload(r, body)
	}
	return s.readCall(r, body)
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

// readCall reads a call of the web API.
func (s *Server) readCall(r *http.Request, body []byte) request {
	method, ours := strings.CutPrefix(r.URL.Path, API+"/")
	scope, known := scopes[method]
	switch {
	case !ours || !known || r.Method != http.MethodPost:
		return refuse("unknown_method")
	case r.Header.Get("Authorization") == "":
		return refuse("not_authed")
	case r.Header.Get("Authorization") != "Bearer "+s.token:
		return refuse("invalid_auth")
	case slices.Contains(s.without, scope):
		return request{no: missing(scope)}
	}
	switch method {
	case "files.getUploadURLExternal":
		return s.readTicket(r, body)
	case "files.completeUploadExternal":
		return s.readShare(r, body)
	}
	return s.readPost(r, body)
}

// scopes has the scope that a token needs for each method that the server knows.
var scopes = map[string]string{"chat.postMessage": "chat:write", "files.getUploadURLExternal": "files:write", "files.completeUploadExternal": "files:write"}

// missing returns the refusal of a token without a scope.
func missing(scope string) *channeltest.Fault {
	return &channeltest.Fault{Answer: func(w http.ResponseWriter) {
		_ = json.NewEncoder(w).Encode(map[string]any{"ok": false, "error": "missing_scope", "needed": scope})
	}}
}

// readPost reads the call chat.postMessage.
func (s *Server) readPost(r *http.Request, body []byte) request {
	var m Message
	switch {
	case !isJSON(r):
		return refuse("invalid_post_type")
	case json.Unmarshal(body, &m) != nil:
		return refuse("invalid_json")
	}
	m.Files = nil
	switch m.Channel {
	case Name:
		m.Channel = Channel
	case Channel:
	case Other:
		return refuse("not_in_channel")
	case Archived:
		return refuse("is_archived")
	default:
		return refuse("channel_not_found")
	}
	if name := m.check(); name != "" {
		return refuse(name)
	}
	switch {
	case m.Thread != "" && !s.begun(m.Thread, m.Channel):
		return refuse("thread_not_found")
	case s.older && m.native():
		return refuse("invalid_blocks")
	}
	return request{do: func() string {
		return fmt.Sprintf(`{"ok":true,"channel":%q,"ts":%q}`, m.Channel, stamp(s.messages.Add(m)))
	}}
}

// readWebhook is readPost for the webhook, whose errors have statuses.
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

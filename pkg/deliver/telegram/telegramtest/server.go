// Package telegramtest provides a server of the Telegram Bot API for tests. It
// has the limits and the words of Telegram's.
package telegramtest

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"
	"sync"
	"unicode/utf16"

	"github.com/fanlight/fanlight/pkg/deliver/channel/channeltest"
)

// Telegram's limits for the text of one message: UTF-16 units without its tags,
// and bytes with them (https://core.telegram.org/bots/api#sendmessage).
const (
	maxUnits = 4096
	maxBytes = 32768
)

// lastTopic is the number of the last topic that the chat has.
const lastTopic = 99

// Server answers the call sendMessage of one bot. It may be used by several
// goroutines at once.
type Server struct {
	token string

	mu       sync.Mutex
	faults   []*channeltest.Fault
	requests int
	messages []Message
}

// Message is a message that the members of a chat see.
type Message struct {
	Chat, Text, Mode string
	Topic            int  // 0: none
	Preview          bool // of links
}

// New returns the server of a bot with a token. The first faults, nil for none,
// are its answers to the first requests.
func New(token string, faults ...*channeltest.Fault) *Server {
	return &Server{token: token, faults: faults}
}

// Messages returns the messages that were accepted so far, in order. Their
// message IDs count from 11.
func (s *Server) Messages() []Message {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.messages)
}

// Requests returns the number of requests so far.
func (s *Server) Requests() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.requests
}

// ServeHTTP implements http.Handler.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	m, no := s.read(r)
	fault, id := s.note(m, no == nil)
	switch {
	case fault != nil:
		fault.Answer(w)
	case no != nil:
		no.Answer(w)
	default:
		_, _ = fmt.Fprintf(w, `{"ok":true,"result":{"message_id":%d,"chat":{"id":1}}}`, id)
	}
}

// note keeps a message that is accepted, and returns the fault that takes the
// place of the answer, nil if there is none, and the message's ID.
func (s *Server) note(m Message, accepted bool) (fault *channeltest.Fault, id int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.requests++
	if len(s.faults) > 0 {
		fault, s.faults = s.faults[0], s.faults[1:]
	}
	if fault != nil {
		accepted = fault.Accepted
	}
	if accepted {
		s.messages = append(s.messages, m)
	}
	return fault, 10 + len(s.messages)
}

// read returns the message of a request and the refusal of it, nil if it is
// acceptable.
func (s *Server) read(r *http.Request) (Message, *channeltest.Fault) {
	if r.Method != http.MethodPost || r.URL.Path != "/bot"+s.token+"/sendMessage" {
		return Message{}, Refuse(http.StatusUnauthorized, "Unauthorized")
	}
	var in struct {
		Chat    string `json:"chat_id"`
		Topic   int    `json:"message_thread_id"`
		Text    string `json:"text"`
		Mode    string `json:"parse_mode"`
		Preview struct {
			Disabled bool `json:"is_disabled"`
		} `json:"link_preview_options"`
	}
	body, _ := io.ReadAll(r.Body)
	if err := json.Unmarshal(body, &in); err != nil {
		return Message{}, Refuse(400, "Bad Request: can't parse JSON")
	}
	m := Message{in.Chat, in.Text, in.Mode, in.Topic, !in.Preview.Disabled}
	text, err := parseEntities(in.Text, in.Mode)
	switch n := len(utf16.Encode([]rune(strings.TrimSpace(text)))); {
	case err != nil:
		return m, Refuse(400, "Bad Request: "+err.Error())
	case in.Topic < 0 || in.Topic > lastTopic:
		return m, Refuse(400, "Bad Request: message thread not found")
	case n == 0:
		return m, Refuse(400, "Bad Request: message text is empty")
	case n > maxUnits || len(in.Text) > maxBytes:
		return m, Refuse(400, "Bad Request: message is too long")
	}
	return m, nil
}

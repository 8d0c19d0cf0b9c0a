package e2e

import (
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"testing"
)

// message is one that the chat got.
type message struct {
	path string
	body string
	text string
}

// chat is the environment's.
const chat = "@bot_usage_dev"

// telegram answers sendMessage and getChat as Telegram does
// (https://core.telegram.org/bots/api#sendmessage).
type telegram struct {
	*httptest.Server
	got chan message
}

func startTelegram(t *testing.T) *telegram {
	t.Helper()
	s := &telegram{got: make(chan message, 100)}
	s.Server = httptest.NewServer(s)
	t.Cleanup(s.Close)
	return s
}

// ServeHTTP accepts messages of the bot, and its questions, for the environment's chat only.
func (s *telegram) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	var m struct {
		Chat string `json:"chat_id"`
		Text string `json:"text"`
	}
	body, err := io.ReadAll(r.Body)
	if err != nil {
		return // the sender has gone
	}
	switch err := json.Unmarshal(body, &m); {
	case r.Method == http.MethodGet && r.URL.Path == "/bot"+token+"/getChat" && r.URL.Query().Get("chat_id") == chat:
		_, _ = io.WriteString(w, `{"ok":true,"result":{"id":-1}}`) // a sender that has gone reads nothing
	case r.Method != http.MethodPost || r.URL.Path != "/bot"+token+"/sendMessage":
		refuse(w, http.StatusUnauthorized, "Unauthorized")
	case err != nil:
		refuse(w, http.StatusBadRequest, "Bad Request: can't parse JSON")
	case m.Chat != chat:
		refuse(w, http.StatusBadRequest, "Bad Request: chat not found")
	default:
		s.got <- message{r.URL.Path, string(body), m.Text}
		_, _ = io.WriteString(w, `{"ok":true,"result":{"message_id":7}}`) // a sender that has gone reads nothing
	}
}

func refuse(w http.ResponseWriter, code int, words string) {
	w.WriteHeader(code)
	_ = json.NewEncoder(w).Encode(map[string]any{"ok": false, "error_code": code, "description": words})
}

// next returns the message that came of a run that has ended.
func (s *telegram) next(t *testing.T) message {
	t.Helper()
	select {
	case m := <-s.got:
		return m
	default:
		t.Fatal("the run has ended, but no message came")
		return message{}
	}
}

func (s *telegram) expectNoMore(t *testing.T) {
	t.Helper()
	if n := len(s.got); n > 0 {
		t.Errorf("%d messages more than runs: %s", n, (<-s.got).body)
	}
}

package killtest

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"
	"unicode/utf16"
)

// telegram is a server that answers sendMessage as Telegram does and keeps the
// messages of the chat.
type telegram struct {
	*httptest.Server
	accepted func() // is called after a message is accepted and before the answer is written

	mu    sync.Mutex
	texts []string
}

func startTelegram(t *testing.T, accepted func()) *telegram {
	t.Helper()
	s := &telegram{accepted: accepted}
	s.Server = httptest.NewServer(http.HandlerFunc(s.serve))
	t.Cleanup(s.Close)
	return s
}

func (s *telegram) serve(w http.ResponseWriter, r *http.Request) {
	var m struct {
		Chat string `json:"chat_id"`
		Text string `json:"text"`
	}
	switch err := json.NewDecoder(r.Body).Decode(&m); {
	case r.Method != http.MethodPost || r.URL.Path != "/bot"+token+"/sendMessage":
		refuse(w, http.StatusUnauthorized, "Unauthorized")
	case err != nil:
		refuse(w, http.StatusBadRequest, "Bad Request: can't parse JSON")
	case m.Chat != chat:
		refuse(w, http.StatusBadRequest, "Bad Request: chat not found")
	case m.Text == "":
		refuse(w, http.StatusBadRequest, "Bad Request: message text is empty")
	case len(utf16.Encode([]rune(m.Text))) > 4096:
		refuse(w, http.StatusBadRequest, "Bad Request: message is too long")
	default:
		id := s.accept(m.Text)
		s.accepted()
		_, _ = fmt.Fprintf(w, `{"ok":true,"result":{"message_id":%d,"chat":{"id":%s}}}`, id, chat) // a client that was killed does not read it
	}
}

func refuse(w http.ResponseWriter, code int, words string) {
	w.WriteHeader(code)
	_ = json.NewEncoder(w).Encode(map[string]any{"ok": false, "error_code": code, "description": words})
}

func (s *telegram) accept(text string) (id int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.texts = append(s.texts, text)
	return len(s.texts)
}

// deliveries returns the texts of an edition in the order of their arrival,
// without the words that mark a possible duplicate, and the number of texts of
// all editions.
func (s *telegram) deliveries(e edition) (texts []string, all int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, text := range s.texts {
		if strings.HasSuffix(text, e.end()) {
			texts = append(texts, strings.TrimPrefix(text, duplicate))
		}
	}
	return slices.Clip(texts), len(s.texts)
}

// duplicate precedes a message that may have been delivered before.
const duplicate = "<i>Possibly a duplicate: the answer to an earlier delivery never came.</i>\n\n"

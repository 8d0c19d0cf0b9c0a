package deliver_test

import (
	"encoding/json"
	"fmt"
	"html"
	"io"
	"net/http"
	"net/http/httptest"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"unicode/utf16"
)

const botToken = "123456:AAsecret-Token_1"

// telegramServer answers sendMessage as Telegram does: same limits, same words.
type telegramServer struct {
	*httptest.Server
	token string

	mu       sync.Mutex
	faults   []fault // one per coming request; none: as Telegram would
	requests int
	messages []telegramMessage // what the chat's members see
}

type telegramMessage struct {
	Chat, Text, Mode string
	Preview          bool
}

// fault replaces the answer to one request. It reports whether the message is
// accepted all the same.
type fault func(w http.ResponseWriter) (accepted bool)

func newTelegram(t *testing.T, faults ...fault) *telegramServer {
	t.Helper()
	s := &telegramServer{token: botToken, faults: faults}
	s.Server = httptest.NewServer(http.HandlerFunc(s.serve))
	t.Cleanup(s.Close)
	return s
}

func (s *telegramServer) serve(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.requests++
	m, code, words := s.check(r)
	if len(s.faults) > 0 {
		next := s.faults[0]
		s.faults = s.faults[1:]
		if next != nil {
			if next(w) {
				s.messages = append(s.messages, m)
			}
			return
		}
	}
	if code != 0 {
		refuse(w, code, words, nil)
		return
	}
	s.messages = append(s.messages, m)
	_, _ = fmt.Fprintf(w, `{"ok":true,"result":{"message_id":%d,"chat":{"id":1}}}`, 10+len(s.messages))
}

// seen returns what the chat's members see once the requests have been served.
func (s *telegramServer) seen() (messages []telegramMessage, requests int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.messages), s.requests
}

func (s *telegramServer) check(r *http.Request) (telegramMessage, int, string) {
	if r.Method != http.MethodPost || r.URL.Path != "/bot"+s.token+"/sendMessage" {
		return telegramMessage{}, http.StatusUnauthorized, "Unauthorized"
	}
	var in struct {
		Chat    string `json:"chat_id"`
		Text    string `json:"text"`
		Mode    string `json:"parse_mode"`
		Preview struct {
			Disabled bool `json:"is_disabled"`
		} `json:"link_preview_options"`
	}
	body, _ := io.ReadAll(r.Body)
	if err := json.Unmarshal(body, &in); err != nil {
		return telegramMessage{}, 400, "Bad Request: can't parse JSON"
	}
	m := telegramMessage{in.Chat, in.Text, in.Mode, !in.Preview.Disabled}
	text, err := parseEntities(in.Text, in.Mode)
	switch n := len(utf16.Encode([]rune(strings.TrimSpace(text)))); {
	case err != nil:
		return m, 400, "Bad Request: " + err.Error()
	case n == 0:
		return m, 400, "Bad Request: message text is empty"
	case n > 4096 || len(in.Text) > 32768:
		return m, 400, "Bad Request: message is too long"
	}
	return m, 0, ""
}

var anyTag = regexp.MustCompile(`<(/?)([^<>\s]*)[^<>]*>?`)

func parseEntities(text, mode string) (string, error) {
	if mode == "" {
		return text, nil
	}
	var open []string
	for _, at := range anyTag.FindAllStringSubmatchIndex(text, -1) {
		name := text[at[4]:at[5]]
		switch closes := at[2] != at[3]; {
		case !strings.Contains(" b i u s code pre a blockquote tg-spoiler ", " "+name+" "):
			return "", fmt.Errorf(`can't parse entities: Unsupported start tag "%s" at byte offset %d`, name, at[0])
		case !closes:
			open = append(open, name)
		case len(open) == 0 || open[len(open)-1] != name:
			return "", fmt.Errorf(`can't parse entities: Unexpected end tag at byte offset %d`, at[0])
		default:
			open = open[:len(open)-1]
		}
	}
	if len(open) > 0 {
		return "", fmt.Errorf(`can't parse entities: Can't find end tag corresponding to start tag "%s"`, open[0])
	}
	return html.UnescapeString(anyTag.ReplaceAllString(text, "")), nil
}

func refuse(w http.ResponseWriter, code int, words string, parameters map[string]any) {
	if after, ok := parameters["retry_after"]; ok {
		w.Header().Set("Retry-After", fmt.Sprint(after))
	}
	w.WriteHeader(code)
	_ = json.NewEncoder(w).Encode(map[string]any{"ok": false, "error_code": code, "description": words, "parameters": parameters})
}

// The faults of a bot API server and of the way to it.

func refusing(code int, words string) fault {
	return func(w http.ResponseWriter) bool { refuse(w, code, words, nil); return false }
}

func tooMany(seconds int) fault {
	return func(w http.ResponseWriter) bool {
		refuse(w, 429, "Too Many Requests: retry after "+strconv.Itoa(seconds), map[string]any{"retry_after": seconds})
		return false
	}
}

func migrated(to int64) fault {
	return func(w http.ResponseWriter) bool {
		refuse(w, 400, "Bad Request: group chat was upgraded to a supergroup chat", map[string]any{"migrate_to_chat_id": to})
		return false
	}
}

func page(code int, headers ...string) fault {
	return func(w http.ResponseWriter) bool {
		for i := 0; i < len(headers); i += 2 {
			w.Header().Set(headers[i], headers[i+1])
		}
		w.WriteHeader(code)
		_, _ = io.WriteString(w, "<html><body>a proxy's page</body></html>")
		return code < 300
	}
}

// lostAnswer carries the request out and closes the connection.
func lostAnswer(w http.ResponseWriter) bool {
	hangUp(w)
	return true
}

func hangUp(w http.ResponseWriter) {
	conn, _, err := http.NewResponseController(w).Hijack()
	if err != nil {
		panic(err)
	}
	_ = conn.Close()
}

// cutAnswer carries the request out and loses the connection in the middle of
// the answer.
func cutAnswer(w http.ResponseWriter) bool {
	w.Header().Set("Content-Length", "500")
	_, _ = io.WriteString(w, `{"ok":true,"resu`)
	return true
}

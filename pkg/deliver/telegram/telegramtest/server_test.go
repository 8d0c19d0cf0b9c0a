package telegramtest_test

import (
	"encoding/json"
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/fanlight/fanlight/pkg/deliver/channel/channeltest"
	"github.com/fanlight/fanlight/pkg/deliver/telegram/telegramtest"
)

// post sends a body and returns the status and the text of the answer.
func post(t *testing.T, server *telegramtest.Server, path, body string) (int, string) {
	t.Helper()
	resp, err := channeltest.Serve(t, server).Post("https://telegram.invalid"+path, "application/json", strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = resp.Body.Close() }()
	text, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	return resp.StatusCode, string(text)
}

func message(text, mode string) string {
	body, _ := json.Marshal(map[string]any{"chat_id": "1", "text": text, "parse_mode": mode})
	return string(body)
}

func TestServer_ServeHTTP(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name, path, body string
		status           int
		words            string
	}{
		{"accepted", "/bot1:a/sendMessage", message("a", ""), 200, `"message_id":11`},
		{"another token", "/bot1:b/sendMessage", message("a", ""), 401, "Unauthorized"},
		{"no such call", "/bot1:a/sendPigeon", message("a", ""), 404, "Not Found"},
		{"no such mode", "/bot1:a/sendMessage", message("a", "Markdown"), 400, "unsupported parse_mode"},
		{"no chat", "/bot1:a/sendMessage", `{"text":"a"}`, 400, "chat_id is empty"},
		{"no JSON", "/bot1:a/sendMessage", "a", 400, "can't parse JSON"},
		{"empty", "/bot1:a/sendMessage", message(" <b> </b>", "HTML"), 400, "message text is empty"},
		{"too many units", "/bot1:a/sendMessage", message(strings.Repeat("𝔛", 2049), "HTML"), 400, "too long"},
		{"too many bytes", "/bot1:a/sendMessage", message("a"+strings.Repeat("<b></b>", 5000), "HTML"), 400, "too long"},
		{"no such tag", "/bot1:a/sendMessage", message("<p>a</p>", "HTML"), 400, `Unsupported start tag \"p\"`},
		{"open tag", "/bot1:a/sendMessage", message("<b>a", "HTML"), 400, `Can't find end tag corresponding to start tag \"b\"`},
		{"wrong end", "/bot1:a/sendMessage", message("<b>a</i>", "HTML"), 400, "Unexpected end tag at byte offset 4"},
		{"no such topic", "/bot1:a/sendMessage", `{"chat_id":"1","text":"a","message_thread_id":100}`, 400, "message thread not found"},
		{"tags in plain text", "/bot1:a/sendMessage", message("<p>", ""), 200, `"ok":true`},
	} {
		status, text := post(t, telegramtest.New("1:a"), test.path, test.body)
		if status != test.status || !strings.Contains(text, test.words) {
			t.Errorf("%s: %d %s, want %d and %q", test.name, status, text, test.status, test.words)
		}
	}
}

// TestNew answers the first requests by faults.
func TestNew(t *testing.T) {
	t.Parallel()
	server := telegramtest.New("1:a", nil, telegramtest.Refuse(403, "Forbidden: bot was blocked by the user"))
	for i, want := range []int{200, 403, 200} {
		if status, text := post(t, server, "/bot1:a/sendMessage", message("a", "")); status != want {
			t.Errorf("request %d: %d %s, want %d", i+1, status, text, want)
		}
	}
}

func TestServer_Messages(t *testing.T) {
	t.Parallel()
	server := telegramtest.New("1:a", channeltest.Page(200), telegramtest.Refuse(403, "Forbidden"))
	for _, text := range []string{"taken", "refused", "<b>shown</b>"} {
		post(t, server, "/bot1:a/sendMessage", message(text, "HTML"))
	}
	want := []telegramtest.Message{{Chat: "1", Text: "taken", Mode: "HTML", Preview: true}, {Chat: "1", Text: "<b>shown</b>", Mode: "HTML", Preview: true, Entities: 1}}
	if diff := cmp.Diff(want, server.Messages()); diff != "" {
		t.Errorf("messages (-want +got):\n%s", diff)
	}
}

func TestServer_Only(t *testing.T) {
	t.Parallel()
	for chat, want := range map[string]int{"1": 200, "2": 400} {
		status, text := post(t, telegramtest.New("1:a").Only(chat), "/bot1:a/sendMessage", message("a", ""))
		if status != want || strings.Contains(text, "chat not found") != (want == 400) {
			t.Errorf("a message to chat 1, where %s is known: %d %s", chat, status, text)
		}
	}
}

func TestServer_Requests(t *testing.T) {
	t.Parallel()
	server := telegramtest.New("1:a")
	post(t, server, "/bot1:a/sendMessage", message("a", ""))
	post(t, server, "/", "")
	if n := server.Requests(); n != 2 {
		t.Errorf("Requests = %d, want 2", n)
	}
}

// answer returns what a fault answers.
func answer(t *testing.T, fault *channeltest.Fault) (resp *http.Response, text string) {
	t.Helper()
	resp, err := channeltest.Serve(t, telegramtest.New("1:a", fault)).Post("https://telegram.invalid/bot1:a/sendMessage", "", strings.NewReader(message("a", "")))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = resp.Body.Close() }()
	body, _ := io.ReadAll(resp.Body)
	return resp, strings.TrimSpace(string(body))
}

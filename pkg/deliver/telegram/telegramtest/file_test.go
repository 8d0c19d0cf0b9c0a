package telegramtest_test

import (
	"encoding/json"
	"maps"
	"net/http"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/fanlight/fanlight/pkg/deliver/telegram/telegramtest"
)

// TestServer_ServeHTTP_document refuses what Telegram refuses, one more than each limit
// among it.
func TestServer_ServeHTTP_document(t *testing.T) {
	t.Parallel()
	large := make([]byte, 50<<20+1)
	for _, test := range []struct {
		name     string
		fields   map[string]string
		document []byte
		status   int
		words    string
	}{
		{"accepted", map[string]string{"caption": "<b>a</b>", "parse_mode": "HTML"}, []byte("a,b"), 200, `"message_id":11`},
		{"no document", nil, nil, 400, "there is no document in the request"},
		{"empty", nil, []byte{}, 400, "file must be non-empty"},
		{"as large as may be", nil, large[:50<<20], 200, `"ok":true`},
		{"too large", nil, large, 413, "Request Entity Too Large"},
		{"long caption", map[string]string{"caption": strings.Repeat("x", 1024)}, []byte("a"), 200, `"ok":true`},
		{"longer caption", map[string]string{"caption": strings.Repeat("x", 1025)}, []byte("a"), 400, "message caption is too long"},
		{"bad caption", map[string]string{"caption": "<b>", "parse_mode": "HTML"}, []byte("a"), 400, "can't parse entities"},
		{"no such topic", map[string]string{"message_thread_id": "100"}, []byte("a"), 400, "message thread not found"},
		{"no reply", map[string]string{"reply_parameters": "{"}, []byte("a"), 400, "can't parse reply parameters"},
		{"reply to nothing", map[string]string{"reply_parameters": `{"message_id":12}`}, []byte("a"), 400, "message to be replied not found"},
		{"reply anyway", map[string]string{"reply_parameters": `{"message_id":12,"allow_sending_without_reply":true}`}, []byte("a"), 200, `"ok":true`},
	} {
		server := telegramtest.New("1:a")
		fields, files := map[string]string{"chat_id": "1"}, map[string][]byte{}
		maps.Copy(fields, test.fields)
		if test.document != nil {
			files["document"] = test.document
		}
		status, text := upload(t, server, "sendDocument", fields, files)
		if status != test.status || !strings.Contains(text, test.words) || (status == http.StatusOK) != (len(server.Messages()) == 1) {
			t.Errorf("%s: %d %.200s", test.name, status, text)
		}
	}
}

// TestServer_ServeHTTP_documents has an album of documents, which no picture is in.
func TestServer_ServeHTTP_documents(t *testing.T) {
	t.Parallel()
	files := map[string][]byte{"a": []byte("A"), "b": []byte("B"), "p": drawn(t, 8, 8)}
	for _, test := range []struct{ kinds, names, words string }{
		{"document document", "a b", `"result":[{"message_id":11`},
		{"document photo", "a p", "document can't be mixed with other media types"},
		{"photo document", "p a", "document can't be mixed with other media types"},
		{"document document", "a c", "can't parse InputMedia: media not found"},
	} {
		server := telegramtest.New("1:a")
		var media []map[string]string
		names := strings.Fields(test.names)
		for i, kind := range strings.Fields(test.kinds) {
			media = append(media, map[string]string{"type": kind, "media": "attach://" + names[i]})
		}
		list, err := json.Marshal(media)
		if err != nil {
			t.Fatal(err)
		}
		if _, text := upload(t, server, "sendMediaGroup", map[string]string{"chat_id": "1", "media": string(list)}, files); !strings.Contains(text, test.words) {
			t.Errorf("%s: %s", test.kinds, text)
		}
	}
}

// TestMessage_Reply is of a message that is there.
func TestMessage_Reply(t *testing.T) {
	t.Parallel()
	server := telegramtest.New("1:a")
	for _, body := range []string{
		`{"chat_id":"1","text":"a"}`,
		`{"chat_id":"1","text":"b","reply_parameters":{"message_id":11,"allow_sending_without_reply":true}}`,
		`{"chat_id":"1","text":"c","reply_parameters":{"message_id":13,"allow_sending_without_reply":true}}`,
	} {
		post(t, server, "/bot1:a/sendMessage", body)
	}
	var replies []int64
	for _, m := range server.Messages() {
		replies = append(replies, m.Reply)
	}
	if diff := cmp.Diff([]int64{0, 11, 0}, replies); diff != "" {
		t.Errorf("replies (-want +got):\n%s", diff)
	}
}

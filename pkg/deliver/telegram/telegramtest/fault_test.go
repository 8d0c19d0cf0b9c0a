package telegramtest_test

import (
	"testing"

	"github.com/fanlight/fanlight/pkg/deliver/telegram/telegramtest"
)

func TestRefuse(t *testing.T) {
	t.Parallel()
	resp, text := answer(t, telegramtest.Refuse(403, "Forbidden"))
	if want := `{"description":"Forbidden","error_code":403,"ok":false,"parameters":null}`; resp.StatusCode != 403 || text != want {
		t.Errorf("answer %d %s, want 403 %s", resp.StatusCode, text, want)
	}
}

func TestTooMany(t *testing.T) {
	t.Parallel()
	resp, text := answer(t, telegramtest.TooMany(7))
	want := `{"description":"Too Many Requests: retry after 7","error_code":429,"ok":false,"parameters":{"retry_after":7}}`
	if resp.StatusCode != 429 || text != want || resp.Header.Get("Retry-After") != "7" {
		t.Errorf("answer %d %s with Retry-After %q, want 429 %s with 7", resp.StatusCode, text, resp.Header.Get("Retry-After"), want)
	}
}

func TestMoved(t *testing.T) {
	t.Parallel()
	resp, text := answer(t, telegramtest.Moved(-1009))
	want := `{"description":"Bad Request: group chat was upgraded to a supergroup chat","error_code":400,"ok":false,"parameters":{"migrate_to_chat_id":-1009}}`
	if resp.StatusCode != 400 || text != want {
		t.Errorf("answer %d %s, want 400 %s", resp.StatusCode, text, want)
	}
}

package telegramtest

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strconv"

	"github.com/fanlight/fanlight/pkg/deliver/channel/channeltest"
)

// Refuse returns an answer with an error code and its description.
func Refuse(code int, description string) *channeltest.Fault { return refusal(code, description, nil) }

// TooMany returns an answer to too many requests, which asks to wait for a
// number of seconds.
func TooMany(seconds int) *channeltest.Fault {
	return refusal(http.StatusTooManyRequests, "Too Many Requests: retry after "+strconv.Itoa(seconds), map[string]any{"retry_after": seconds})
}

// Moved returns the answer for a group that has become a supergroup, with its
// new ID.
func Moved(to int64) *channeltest.Fault {
	return refusal(http.StatusBadRequest, "Bad Request: group chat was upgraded to a supergroup chat", map[string]any{"migrate_to_chat_id": to})
}

func refusal(code int, description string, parameters map[string]any) *channeltest.Fault {
	return &channeltest.Fault{Answer: func(w http.ResponseWriter) {
		if after, ok := parameters["retry_after"]; ok {
			w.Header().Set("Retry-After", fmt.Sprint(after))
		}
		w.WriteHeader(code)
		_ = json.NewEncoder(w).Encode(map[string]any{"ok": false, "error_code": code, "description": description, "parameters": parameters})
	}}
}

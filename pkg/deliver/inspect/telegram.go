package inspect

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"strings"

	"github.com/fanlight/fanlight/pkg/deliver/telegram"
)

// telegram asks for the chat (https://core.telegram.org/bots/api#getchat). That succeeds
// for a chat that the bot knows; whether it may write there is not part of the answer.
func (i *Inspector) telegram(ctx context.Context, c chat, token, reports string) Finding {
	if !telegram.API.Token().MatchString(token) {
		return wrongForm(c, reports, "bot's token, "+telegram.API.Form)
	}
	what := fmt.Sprintf("%s: getChat %s", reports, c.id)
	q := question{url: telegram.API.URL(i.env.Getenv) + "/bot" + token + "/getChat?chat_id=" + url.QueryEscape(c.id), secret: token}
	status, body, err := i.ask(ctx, q)
	if err != nil {
		return unheard(Chat, what, err)
	}
	var answer struct {
		OK    bool   `json:"ok"`
		Code  int    `json:"error_code"`
		Words string `json:"description"`
	}
	unread := json.Unmarshal(body, &answer)
	words := strings.TrimPrefix(strings.TrimPrefix(q.hide(answer.Words), "Bad Request: "), "Forbidden: ")
	code := cmp.Or(answer.Code, status)
	f := Finding{Check: Chat, State: Failed, Finding: fmt.Sprintf("%s: %d %s", what, code, cmp.Or(words, http.StatusText(code)))}
	switch {
	case unread == nil && answer.OK:
		f.State, f.Finding = OK, what+": the bot knows the chat"
	case code == http.StatusTooManyRequests || code >= 500 || code < 300:
		return unheard(Chat, what, fmt.Sprintf("telegram answered %d", code))
	case code == http.StatusUnauthorized || code == http.StatusNotFound:
		f.Remedy = "ask @BotFather for the bot's token, and store it as " + string(c.ref)
	default:
		f.Remedy = "add the bot to the chat"
	}
	return f
}

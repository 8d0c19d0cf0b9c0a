package inspect

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
)

// discord asks for the webhook, which its own address answers without a message
// (https://docs.discord.com/developers/resources/webhook#get-webhook-with-token).
func (i *Inspector) discord(ctx context.Context, c chat, address, reports string) Finding {
	what := fmt.Sprintf("%s: the webhook of discord (%s)", reports, c.ref)
	q := question{url: address, secret: address}
	status, body, err := i.ask(ctx, q)
	if err != nil {
		return unheard(Webhook, what, err)
	}
	var answer struct {
		ID    string `json:"id"`
		Words string `json:"message"`
	}
	unread := json.Unmarshal(body, &answer)
	switch {
	case status == http.StatusOK && unread == nil && answer.ID != "":
		return Finding{Check: Webhook, State: OK, Finding: what + " exists"}
	case status == http.StatusUnauthorized || status == http.StatusForbidden || status == http.StatusNotFound:
		return Finding{
			Check: Webhook, State: Failed, Finding: fmt.Sprintf("%s: %d %s", what, status, q.hide(answer.Words)),
			Remedy: "make a webhook in the channel's settings, and store its URL as " + string(c.ref),
		}
	}
	return unheard(Webhook, what, fmt.Sprintf("discord answered %d", status))
}

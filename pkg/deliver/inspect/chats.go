package inspect

import (
	"context"
	"fmt"

	"github.com/fanlight/fanlight/pkg/report"
)

// chat is where a message of a destination goes. Equal ones are asked about once.
type chat struct {
	kind report.Kind
	ref  report.Secret
	id   string // the chat or channel; empty for a webhook
}

// chatOf returns the chat of a destination; false if it has none.
func chatOf(d report.Destination) (chat, bool) {
	switch {
	case d.Telegram != nil:
		return chat{d.Kind, d.Telegram.Token, d.Telegram.Chat}, true
	case d.Slack != nil && d.Slack.Token != "":
		return chat{d.Kind, d.Slack.Token, d.Slack.Channel}, true
	case d.Slack != nil:
		return chat{d.Kind, d.Slack.Webhook, ""}, true
	case d.Teams != nil:
		return chat{d.Kind, d.Teams.Webhook, ""}, true
	case d.Discord != nil:
		return chat{d.Kind, d.Discord.Webhook, ""}, true
	case d.Webhook != nil:
		return chat{d.Kind, d.Webhook.Secret, d.Webhook.URL}, true
	}
	return chat{}, false
}

// chats asks about each chat once. A chat whose secret cannot be read has its finding there.
func (i *Inspector) chats(ctx context.Context, uses []use, values map[report.Secret]string) (findings []Finding) {
	all := map[string]chat{}
	grouping := group(uses, func(d report.Destination) []string {
		c, ok := chatOf(d)
		if !ok {
			return nil
		}
		key := fmt.Sprintf("%s %s %s", c.kind, c.id, c.ref)
		all[key] = c
		return []string{key}
	})
	for _, g := range grouping {
		c := all[g.what]
		if value, read := values[c.ref]; read {
			findings = append(findings, i.chat(ctx, c, value, g.names()))
		}
	}
	return findings
}

// chat asks about one.
func (i *Inspector) chat(ctx context.Context, c chat, value, reports string) Finding {
	switch {
	case c.kind == report.KindTelegram:
		return i.telegram(ctx, c, value, reports)
	case c.kind == report.KindSlack && c.id != "":
		return i.slack(ctx, c, value, reports)
	case c.kind == report.KindDiscord:
		return i.discord(ctx, c, value, reports)
	}
	return Finding{
		Check: Webhook, State: NotAnswered,
		Finding: fmt.Sprintf("not answered: %s: only a message says whether the webhook of %s takes one (%s)", reports, c.kind, c.ref),
	}
}

// placed returns the archive or the event bus that a destination writes to.
func placed(d report.Destination) []string {
	switch {
	case d.S3 != nil:
		return []string{"bucket " + d.S3.Bucket}
	case d.EventBridge != nil:
		return []string{"bus " + d.EventBridge.Bus}
	}
	return nil
}

// places names what only a delivery can try: the reporter may write there, and nothing else.
func places(uses []use) (findings []Finding) {
	for _, place := range group(uses, placed) {
		findings = append(findings, Finding{
			Check: Place, State: NotAnswered,
			Finding: fmt.Sprintf("not answered: %s: only a delivery says whether the %s takes one", place.names(), place.what),
		})
	}
	return findings
}

// unheard is the finding for a question without an answer that can be read.
func unheard(check, what string, why any) Finding {
	return Finding{Check: check, State: NotAnswered, Finding: fmt.Sprintf("not answered: %s: %v", what, why)}
}

// wrongForm is the finding for a secret that is none of its kind.
func wrongForm(c chat, reports, want string) Finding {
	return Finding{
		Check: Chat, State: Failed, Finding: fmt.Sprintf("%s: the secret %s has not the form of a %s", reports, c.ref, want),
		Remedy: "store the right value under this name",
	}
}

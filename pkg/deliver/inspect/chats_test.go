package inspect_test

import (
	"testing"

	"github.com/fanlight/fanlight/pkg/deliver/inspect"
	"github.com/fanlight/fanlight/pkg/report"
)

func TestInspector_telegram(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		status        int
		answer        string
		state         inspect.State
		words, remedy string
	}{
		"a chat":            {200, `{"ok":true,"result":{}}`, inspect.OK, "daily: getChat @ops: the bot knows the chat", ""},
		"no such chat":      {400, `{"ok":false,"error_code":400,"description":"Bad Request: chat not found"}`, inspect.Failed, "daily: getChat @ops: 400 chat not found", "add the bot to the chat"},
		"kicked":            {403, `{"ok":false,"error_code":403,"description":"Forbidden: bot was kicked"}`, inspect.Failed, "403 bot was kicked", "add the bot"},
		"another's token":   {401, `{"ok":false,"error_code":401,"description":"Unauthorized"}`, inspect.Failed, "401 Unauthorized", "@BotFather"},
		"a repeated secret": {400, `{"ok":false,"error_code":400,"description":"no ` + botToken + `"}`, inspect.Failed, "400 no <secret>", "add the bot"},
		"hostile words":     {400, `{"ok":false,"error_code":400,"description":"\u001b[31mred\nline"}`, inspect.Failed, "red", "add the bot"},
		"busy":              {502, `<html>`, inspect.NotAnswered, "telegram answered 502", ""},
		"too many":          {429, `{"ok":false,"error_code":429,"description":"Too Many Requests"}`, inspect.NotAnswered, "429", ""},
		"no answer of it":   {200, `hello`, inspect.NotAnswered, "telegram answered 200", ""},
	} {
		w := newWorld(t)
		w.status["getChat"], w.answers["getChat"] = test.status, test.answer
		expect(t, name, find(t, w.inspect(t.Context(), bot("ssm:/bot")), inspect.Chat), test.state, test.words, test.remedy)
	}
}

func TestWrongForm(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.secrets["ssm:/bot"], w.secrets["ssm:/app"] = appToken, botToken
	for _, d := range []report.Destination{bot("ssm:/bot"), app("C0123456789")} {
		expect(t, string(d.Kind), find(t, w.inspect(t.Context(), d), inspect.Chat), inspect.Failed, "has not the form of a bot's token", "store the right value")
	}
	if len(w.asked) > 0 {
		t.Errorf("a value of another form was sent: %v", w.asked)
	}
}

func TestUnheard(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.server.Close()
	expect(t, "no server", find(t, w.inspect(t.Context(), bot("ssm:/bot")), inspect.Chat), inspect.NotAnswered, "connection refused", "")
	w.secrets["ssm:/hook"] = "ftp://example.org/" + hookPart
	expect(t, "no address", find(t, w.inspect(t.Context(), discord()), inspect.Webhook), inspect.NotAnswered, "invalid URL", "")
}

func TestInspector_slack(t *testing.T) {
	t.Parallel()
	const valid = `{"ok":true}`
	for name, test := range map[string]struct {
		channel, auth, info string
		state               inspect.State
		words, remedy       string
	}{
		"a member":        {"C0123456789", valid, `{"ok":true,"channel":{"is_member":true}}`, inspect.OK, "daily: conversations.info C0123456789: the app is in the channel", ""},
		"no member":       {"C0123456789", valid, `{"ok":true,"channel":{"is_member":false}}`, inspect.Failed, "the app is not in the channel", "/invite @app"},
		"archived":        {"C0123456789", valid, `{"ok":true,"channel":{"is_archived":true}}`, inspect.Failed, "is archived", "unarchive"},
		"no such channel": {"C0123456789", valid, `{"ok":false,"error":"channel_not_found"}`, inspect.Failed, "channel_not_found", "/invite @app"},
		"without a scope": {"C0123456789", valid, `{"ok":false,"error":"missing_scope"}`, inspect.NotAnswered, "the token is valid, but has not the scope", ""},
		"a name":          {"#ops", valid, "", inspect.NotAnswered, "the token is valid, but Slack looks channels up by ID alone", ""},
		"a revoked token": {"C0123456789", `{"ok":false,"error":"token_revoked"}`, "", inspect.Failed, "daily: auth.test of ssm:/app: token_revoked", "install the app again"},
		"too many":        {"C0123456789", `{"ok":false,"error":"ratelimited"}`, "", inspect.NotAnswered, "slack answered 200", ""},
		"no answer of it": {"C0123456789", valid, `<html>`, inspect.NotAnswered, "slack answered 200", ""},
	} {
		w := newWorld(t)
		w.answers["auth.test"], w.answers["conversations.info"] = test.auth, test.info
		expect(t, name, find(t, w.inspect(t.Context(), app(test.channel)), inspect.Chat), test.state, test.words, test.remedy)
	}
}

func discord() report.Destination {
	return report.Destination{Kind: report.KindDiscord, Discord: &report.Discord{Webhook: "ssm:/hook"}}
}

func TestInspector_discord(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		status        int
		answer        string
		state         inspect.State
		words, remedy string
	}{
		"there":           {200, `{"id":"1","name":"a"}`, inspect.OK, "daily: the webhook of discord (ssm:/hook) exists", ""},
		"gone":            {404, `{"message":"Unknown Webhook","code":10015}`, inspect.Failed, "404 Unknown Webhook", "make a webhook"},
		"too many":        {429, `{"message":"slow down"}`, inspect.NotAnswered, "discord answered 429", ""},
		"no answer of it": {200, `{}`, inspect.NotAnswered, "discord answered 200", ""},
	} {
		w := newWorld(t)
		w.status[hookPart], w.answers[hookPart] = test.status, test.answer
		expect(t, name, find(t, w.inspect(t.Context(), discord()), inspect.Webhook), test.state, test.words, test.remedy)
	}
}

// TestInspector_chat holds that webhooks which only a message can try are not asked.
func TestInspector_chat(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	for _, d := range []report.Destination{
		{Kind: report.KindSlack, Slack: &report.Slack{Webhook: "ssm:/hook"}},
		{Kind: report.KindTeams, Teams: &report.Teams{Webhook: "ssm:/hook"}},
		{Kind: report.KindWebhook, Webhook: &report.Webhook{URL: "https://example.org/", Secret: "ssm:/hook"}},
	} {
		expect(t, string(d.Kind), find(t, w.inspect(t.Context(), d), inspect.Webhook), inspect.NotAnswered, "daily: only a message says", "")
	}
	if len(w.asked) > 0 {
		t.Errorf("asked %v", w.asked)
	}
}

package cli

import (
	"bytes"
	"strings"
	"testing"

	"github.com/fanlight/fanlight/pkg/report"
)

// places are destinations of a report.
var places = []report.Destination{
	{Name: "slack", Kind: report.KindSlack, Slack: &report.Slack{Channel: "#ops", Token: "env:A"}},
	{Name: "hook", Kind: report.KindSlack, Slack: &report.Slack{Webhook: "env:B"}},
	{Name: "chat", Kind: report.KindTelegram, Telegram: &report.Telegram{Chat: "@ops", Token: "env:C", Topic: 7}},
	{Name: "email", Kind: report.KindEmail, Email: &report.Email{From: "a@example.org", To: []string{"b@example.org", "c@example.org"}}},
	{Name: "teams", Kind: report.KindTeams, Teams: &report.Teams{Webhook: "env:D"}},
}

func TestChooseDestination(t *testing.T) {
	t.Parallel()
	for value, want := range map[string]string{
		"slack": "slack in #ops", "slack:#me": "slack in #me", "slack:C0123": "slack in C0123", "hook": "hook",
		"chat": "chat in @ops", "telegram": "chat in @ops", "telegram:@me_too": "chat in @me_too", "chat:-100123": "chat in -100123",
		"email": "email for b@example.org and c@example.org", "email:me@example.org": "email for me@example.org", "teams": "teams",
	} {
		to, err := chooseDestination(places, value)
		if got := to.Name + inPlace(to); err != nil || got != want {
			t.Errorf("%s: %q, %v, want %q", value, got, err, want)
		}
	}
	if to, _ := chooseDestination(places, "chat:@me_too"); to.Telegram.Topic != 0 || to.Telegram.Token != "env:C" {
		t.Errorf("another chat has no such topic, and the token of the file: %+v", to.Telegram)
	}
	if places[0].Slack.Channel != "#ops" || places[2].Telegram.Chat != "@ops" || len(places[3].Email.To) != 2 {
		t.Errorf("the destinations of the report were changed: %+v", places)
	}
}

// TestPreviewCommand_send holds that nothing is sent unless the user says yes.
func TestPreviewCommand_send(t *testing.T) {
	t.Parallel()
	file, log := files(t, 7)
	for answer, want := range map[string]struct {
		status int
		out    string
	}{"y\n": {0, "+ stdout: sent: stdout\n"}, "\n": {statusFailed, ""}} {
		var out bytes.Buffer
		var err screen
		s := onTerminal(&out, &err, nil)
		s.In, s.Interactive = strings.NewReader(answer), true
		status := Run(t.Context(), []string{"preview", file, "--logs", log, "--at", "2026-01-02T00:00:00Z", "--send-to", "stdout"}, s)
		if status != want.status || !strings.HasSuffix(out.String(), want.out) || (out.Len() == 0) != (want.out == "") {
			t.Errorf("%q: status %d, stdout %q", answer, status, out.String())
		}
		if !strings.Contains(err.String(), "Send calls@2026-01-02T00:00:00Z to stdout (1 message)? [y/N] ") {
			t.Errorf("%q: asked %q", answer, err.String())
		}
	}
}

func TestChooseDestination_refused(t *testing.T) {
	t.Parallel()
	for value, want := range map[string]string{
		"slack:me":         "did you mean slack:#me?",
		"slak:#me":         "did you mean slack:#me?",
		"#me":              "did you mean slack:#me?",
		"me@example.org":   "did you mean email:me@example.org?",
		"@someone":         "did you mean telegram:@someone?",
		"pigeon":           "or a destination of the report: slack, hook, chat, email and teams",
		"discord":          "the report has no destination of kind discord, whose credentials it would be sent with",
		"hook:#me":         "the webhook of hook leads to its own channel",
		"teams:me":         "cannot be sent to another place: --send-to teams sends to its own",
		"email:me":         "want an address",
		"email:a@b,c@d":    "want an address",
		"telegram:no chat": "want a channel",
		"slack:":           "want a channel",
	} {
		if _, err := chooseDestination(places, value); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want %q", value, err, want)
		}
	}
}

package report

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// withSettings are a destination of each kind, complete.
func withSettings() map[Kind]Destination {
	return map[Kind]Destination{
		KindStdout:      {},
		KindFile:        {File: &File{Path: "a"}},
		KindTelegram:    {Telegram: &Telegram{Chat: "1", Token: "env:TELEGRAM"}},
		KindEmail:       {Email: &Email{}},
		KindSlack:       {Slack: &Slack{Channel: "C0123", Token: "env:SLACK"}},
		KindTeams:       {Teams: &Teams{Webhook: "env:TEAMS"}},
		KindDiscord:     {Discord: &Discord{Webhook: "env:DISCORD"}},
		KindWebhook:     {Webhook: &Webhook{URL: "https://example.org/", Secret: "env:WEBHOOK"}},
		KindSNS:         {SNS: &SNS{}},
		KindEventBridge: {EventBridge: &EventBridge{}},
		KindS3:          {S3: &S3{}},
	}
}

func TestDestination_check(t *testing.T) {
	t.Parallel()
	seen := map[Kind]bool{}
	for _, kind := range Kinds() {
		d, known := withSettings()[kind]
		d.Kind, d.OnUnknown = kind, Resend
		if err := d.check(); err != nil || !known || seen[kind] {
			t.Errorf("%s: %v; or named twice, or with settings that nobody checks", kind, err)
		}
		seen[kind] = true
	}
}

func TestDestination_checkKind(t *testing.T) {
	t.Parallel()
	for kind, complete := range withSettings() {
		complete.Name, complete.Kind = "a", kind
		bare := Destination{Name: "a", Kind: kind}
		want := fmt.Sprintf(`destination "a": missing settings of kind %s`, kind)
		if !slices.Contains(Kinds(), kind) {
			want = fmt.Sprintf(`destination "a": invalid kind %q: want stdout, file, `, kind)
		} else if err := complete.checkKind(); err != nil {
			t.Errorf("%s: %v", kind, err)
		}
		if err := bare.checkKind(); kind != KindStdout && (err == nil || !strings.HasPrefix(err.Error(), want)) {
			t.Errorf("%s without settings: %v, want %s", kind, err, want)
		}
	}
}

func TestSlack_complete(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		settings *Slack
		want     bool
	}{
		{nil, false},
		{&Slack{}, false},
		{&Slack{Channel: "C1"}, false},
		{&Slack{Token: "env:A"}, false},
		{&Slack{Channel: "C1", Token: "env:A"}, true},
		{&Slack{Webhook: "env:A"}, true},
		{&Slack{Channel: "C1", Webhook: "env:A"}, false},
		{&Slack{Channel: "C1", Token: "env:A", Webhook: "env:B"}, false},
	} {
		if got := test.settings.complete(); got != test.want {
			t.Errorf("%+v: %v, want %v", test.settings, got, test.want)
		}
	}
}

func TestDestination_secrets(t *testing.T) {
	t.Parallel()
	var all []Secret
	for _, d := range withSettings() {
		all = append(all, d.secrets()...)
	}
	all = append(all, Destination{Slack: &Slack{Webhook: "env:SLACK_WEBHOOK"}}.secrets()...)
	slices.Sort(all)
	want := []Secret{"env:DISCORD", "env:SLACK", "env:SLACK_WEBHOOK", "env:TEAMS", "env:TELEGRAM", "env:WEBHOOK"}
	if diff := cmp.Diff(want, all); diff != "" {
		t.Errorf("secrets (-want +got):\n%s", diff)
	}
}

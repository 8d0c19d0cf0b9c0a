package deliver_test

import (
	"bytes"
	"context"
	"errors"
	"net/http/httptest"
	"testing"

	"github.com/fanlight/fanlight/pkg/deliver"
	"github.com/fanlight/fanlight/pkg/deliver/channel"
	"github.com/fanlight/fanlight/pkg/deliver/channel/channeltest"
	"github.com/fanlight/fanlight/pkg/deliver/telegram"
	"github.com/fanlight/fanlight/pkg/deliver/telegram/telegramtest"
	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/report"
)

var standardOutput = report.Destination{Name: "out", Kind: report.KindStdout}

func TestSender_Send(t *testing.T) {
	t.Parallel()
	var out bytes.Buffer
	sender := deliver.New(channel.Environment{Stdout: &out})
	receipt, err := sender.Send(t.Context(), standardOutput, fanlight.Message{Text: "1,204\n"})
	if receipt != "stdout" || err != nil || out.String() != "1,204\n" {
		t.Errorf("Send = %q, %v; wrote %q", receipt, err, &out)
	}
	ended, cancel := context.WithCancel(t.Context())
	cancel()
	_, err = sender.Send(ended, standardOutput, fanlight.Message{Text: "late"})
	channeltest.CheckOutcome(t, err, &fanlight.DeliveryError{}, "deliver to out (stdout): context canceled")
	if out.String() != "1,204\n" {
		t.Errorf("wrote %q after the end of the context", &out)
	}
}

// failing is a full disk.
type failing struct{}

func (failing) Write([]byte) (int, error) { return 0, errors.New("disk full") }

// TestSender_Send_errors holds that every error is a *fanlight.DeliveryError with
// the destination's name.
func TestSender_Send_errors(t *testing.T) {
	t.Parallel()
	for kind, want := range map[report.Kind]bool{ // permanent
		"pigeon": true, report.KindFile: true, report.KindTelegram: true, report.KindEmail: true, report.KindStdout: false, report.KindWebhook: true,
		report.KindSlack: true, report.KindTeams: true, report.KindDiscord: true, report.KindSNS: true, report.KindEventBridge: true, report.KindS3: true,
	} {
		_, err := deliver.New(channel.Environment{Stdout: failing{}}).Send(t.Context(), report.Destination{Name: "a", Kind: kind}, fanlight.Message{})
		//nolint:errorlint // the error itself is the outcome, not one that it wraps
		if _, direct := err.(*fanlight.DeliveryError); !direct {
			t.Errorf("%s: error is %T, want a *fanlight.DeliveryError", kind, err)
		}
		channeltest.CheckOutcome(t, err, &fanlight.DeliveryError{Permanent: want}, "deliver to a ("+string(kind)+")")
	}
}

// TestNew sends with what New puts in place of what the environment lacks.
func TestNew(t *testing.T) {
	const token = "123456:AAsecret"
	redirecting := telegramtest.New(token, nil, channeltest.Page(302, "Location", "http://127.0.0.1:1/"))
	server := httptest.NewServer(redirecting)
	t.Cleanup(server.Close)
	t.Setenv(telegram.URLVariable, server.URL)
	t.Setenv("FANLIGHT_TEST_BOT", token)
	chat := report.Destination{Name: "chat", Kind: report.KindTelegram, Telegram: &report.Telegram{Chat: "1", Token: "env:FANLIGHT_TEST_BOT"}}
	sender := deliver.New(channel.Environment{})
	if receipt, err := sender.Send(t.Context(), chat, fanlight.Message{Parts: []string{"a"}}); receipt != "11" || err != nil {
		t.Errorf("Send = %q, %v", receipt, err)
	}
	_, err := sender.Send(t.Context(), chat, fanlight.Message{Parts: []string{"a"}})
	channeltest.CheckOutcome(t, err, &fanlight.DeliveryError{Permanent: true}, "telegram answered 302")
}

package telegram_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/fanlight/fanlight/pkg/deliver/channel"
	"github.com/fanlight/fanlight/pkg/deliver/channel/channeltest"
	"github.com/fanlight/fanlight/pkg/deliver/telegram"
	"github.com/fanlight/fanlight/pkg/deliver/telegram/telegramtest"
	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/report"
)

const botToken = "123456:AAsecret-Token_1"

var group = report.Destination{Name: "telegram", Kind: report.KindTelegram,
	Telegram: &report.Telegram{Chat: "-100777", Token: "env:BOT"}}

// The outcomes of deliveries.
var (
	passing = &fanlight.DeliveryError{}
	final   = &fanlight.DeliveryError{Permanent: true}
	open    = &fanlight.DeliveryError{Unknown: true}
)

func after(d time.Duration) *fanlight.DeliveryError { return &fanlight.DeliveryError{RetryAfter: d} }

// secrets holds the values of each reference; the first is given until it is
// forgotten.
type secrets map[report.Secret][]string

func (s secrets) Secret(_ context.Context, ref report.Secret) (string, error) {
	if len(s[ref]) == 0 {
		return "", fmt.Errorf("no secret %s", ref)
	}
	return s[ref][0], nil
}

func (s secrets) Forget(ref report.Secret) {
	if len(s[ref]) > 1 {
		s[ref] = s[ref][1:]
	}
}

func bot(tokens ...string) secrets { return secrets{"env:BOT": tokens} }

// parts is a message of these parts.
func parts(texts ...string) fanlight.Message {
	return fanlight.Message{Destination: "telegram", Kind: report.KindTelegram, Parts: texts}
}

// environment is one with an HTTP client, secrets and a server at a URL.
func environment(http channel.Doer, secrets channel.SecretReader, url string) *channel.Environment {
	return &channel.Environment{HTTP: http, Secrets: secrets, Getenv: func(name string) string {
		return map[string]string{telegram.URLVariable: url}[name]
	}}
}

// reaching is an environment that reaches a server in memory.
func reaching(t *testing.T, server *telegramtest.Server, secrets channel.SecretReader) *channel.Environment {
	t.Helper()
	return environment(channeltest.Serve(t, server), secrets, "https://telegram.invalid/")
}

func checkSeen(t *testing.T, server *telegramtest.Server, texts []string) {
	t.Helper()
	var seen []string
	for _, m := range server.Messages() {
		seen = append(seen, m.Text)
		if m.Preview {
			t.Errorf("link preview is on for %.40q", m.Text)
		}
	}
	if diff := cmp.Diff(texts, seen); diff != "" {
		t.Errorf("chat saw (-want +got):\n%s", diff)
	}
}

// checkOutcome holds also that no form of an error has the token.
func checkOutcome(t *testing.T, err error, want *fanlight.DeliveryError, words string) {
	t.Helper()
	channeltest.CheckOutcome(t, err, want, words)
	if strings.Contains(fmt.Sprintf("%v %+v %#v", err, err, err), "AAsecret") {
		t.Errorf("error %q holds the token", err)
	}
}

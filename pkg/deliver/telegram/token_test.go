package telegram_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/fanlight/fanlight/pkg/deliver/channel"
	"github.com/fanlight/fanlight/pkg/deliver/telegram"
	"github.com/fanlight/fanlight/pkg/deliver/telegram/telegramtest"
	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/report"
)

// unset is a reader that fails until its configuration is changed.
type unset struct{}

func (unset) Secret(_ context.Context, ref report.Secret) (string, error) {
	return "", fmt.Errorf("read secret %s: %w", ref, &fanlight.DeliveryError{Permanent: true, Err: errors.New("it is not set")})
}

func (unset) Forget(report.Secret) {}

func TestChannel_Send_token(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name     string
		secrets  channel.SecretReader
		requests int
		want     *fanlight.DeliveryError
		words    string
	}{
		{name: "with a line end", secrets: bot(botToken + "\n"), requests: 1},
		{name: "rotated", secrets: bot("123456:AAsecret-old", botToken), requests: 2},
		{name: "revoked", secrets: bot("123456:AAsecret-old"), requests: 1, want: final, words: "401: Unauthorized"},
		{name: "wrong twice", secrets: bot("123456:AAsecret-old", "123456:AAsecret-older"), requests: 2, want: final, words: "401: Unauthorized"},
		{name: "no token", secrets: bot("AAsecret/../x?y"), want: final, words: "env:BOT has not the form"},
		{name: "unreadable", secrets: bot(), want: passing, words: "env:BOT"},
		{name: "not set", secrets: unset{}, want: final, words: "read secret env:BOT: it is not set"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			server := telegramtest.New(botToken)
			_, err := telegram.Channel{}.Send(t.Context(), reaching(t, server, test.secrets), group, parts("a"))
			checkOutcome(t, err, test.want, test.words)
			if n := server.Requests(); n != test.requests {
				t.Errorf("%d requests, want %d", n, test.requests)
			}
		})
	}
}

// quoting fails with an error that quotes the request.
type quoting struct{}

func (quoting) Do(r *http.Request) (*http.Response, error) {
	return nil, fmt.Errorf("proxy refused %s with %v", r.URL, r.Header)
}

// TestChannel_Send_redacted looks at errors of others, which may hold the URL.
func TestChannel_Send_redacted(t *testing.T) {
	t.Parallel()
	_, err := telegram.Channel{}.Send(t.Context(), environment(quoting{}, bot(botToken), ""), group, parts("a"))
	checkOutcome(t, err, open, "https://api.telegram.org/bot<token>/sendMessage")
}

// TestChannel_Send_server sends the token to no server that others may listen to.
func TestChannel_Send_server(t *testing.T) {
	t.Parallel()
	for _, server := range []string{"http://bad host", "http://10.1.2.3:8081", "http://telegram.example.org", "ftp://localhost", "localhost:8081"} {
		_, err := telegram.Channel{}.Send(t.Context(), environment(quoting{}, bot(botToken), server), group, parts("a"))
		checkOutcome(t, err, final, "invalid FANLIGHT_TELEGRAM_URL")
	}
	for _, server := range []string{"http://127.0.0.1:8081", "http://[::1]:8081", "http://localhost/", "https://telegram.example.org/"} {
		_, err := telegram.Channel{}.Send(t.Context(), environment(quoting{}, bot(botToken), server), group, parts("a"))
		checkOutcome(t, err, open, "proxy refused "+strings.TrimRight(server, "/")+"/bot<token>/sendMessage")
	}
}

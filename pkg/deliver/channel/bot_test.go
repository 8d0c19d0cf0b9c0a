package channel_test

import (
	"context"
	"errors"
	"testing"

	"github.com/fanlight/fanlight/pkg/deliver/channel"
	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/lazyregexp"
	"github.com/fanlight/fanlight/pkg/report"
)

var api = channel.BotAPI{Server: "https://api.example.org/", Variable: "OTHER", Token: lazyregexp.New(`^bot-[a-z]+$`), Form: "bot-…"}

// kept is a reader of one secret, which has another value once it was forgotten.
type kept struct{ now, later string }

func (k *kept) Secret(context.Context, report.Secret) (string, error) {
	if k.now == "" {
		return "", errors.New("there is none")
	}
	return k.now, nil
}

func (k *kept) Forget(report.Secret) { k.now = k.later }

func TestBotAPI_URL(t *testing.T) {
	t.Parallel()
	for set, want := range map[string]string{"": "https://api.example.org", "http://127.0.0.1:1/bots/": "http://127.0.0.1:1/bots"} {
		if got := api.URL(func(name string) string { return map[string]string{"OTHER": set}[name] }); got != want {
			t.Errorf("with %q: %s, want %s", set, got, want)
		}
	}
}

func TestBotAPI_ReadToken(t *testing.T) {
	t.Parallel()
	if got, err := api.ReadToken(t.Context(), &kept{now: " bot-a\n"}, "env:BOT"); got != "bot-a" || err != nil {
		t.Errorf("got %q, %v", got, err)
	}
	_, err := api.ReadToken(t.Context(), &kept{now: "bot-a/../x"}, "env:BOT")
	var refused *fanlight.DeliveryError
	if !errors.As(err, &refused) || !refused.Permanent || err.Error() != "the secret env:BOT has not the form of a bot's token, bot-…" {
		t.Errorf("another form: %v", err)
	}
	if _, err := api.ReadToken(t.Context(), &kept{}, "env:BOT"); err == nil {
		t.Error("no error without a secret")
	}
}

func TestBotAPI_RenewToken(t *testing.T) {
	t.Parallel()
	for later, want := range map[string]bool{"bot-b": true, "bot-a": false, "": false, "B": false} {
		got, other := api.RenewToken(t.Context(), &kept{"bot-a", later}, "env:BOT", "bot-a")
		if other != want || want && got != later {
			t.Errorf("%q after bot-a: %q, %t, want %t", later, got, other, want)
		}
	}
}

package discord_test

import (
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/fanlight/fanlight/pkg/deliver/channel"
	"github.com/fanlight/fanlight/pkg/deliver/channel/channeltest"
	"github.com/fanlight/fanlight/pkg/deliver/discord"
	"github.com/fanlight/fanlight/pkg/deliver/discord/discordtest"
	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/report"
)

var final, open = &fanlight.DeliveryError{Permanent: true}, &fanlight.DeliveryError{Unknown: true}

func after(d time.Duration) *fanlight.DeliveryError { return &fanlight.DeliveryError{RetryAfter: d} }

func TestChannel_Send(t *testing.T) {
	t.Parallel()
	server := discordtest.New()
	receipt, err := discord.Channel{}.Send(t.Context(), reaching(t, server, known()), hook, one(small))
	if seen := server.Messages(); err != nil || receipt != "1" || len(seen) != 1 || seen[0].Embeds[0].Title != "Bot usage" {
		t.Errorf("Send = %q, %v; messages %+v", receipt, err, seen)
	}
}

func TestChannel_Send_faults(t *testing.T) {
	t.Parallel()
	for _, c := range append(channeltest.Cases(),
		channeltest.Case{Name: "a fraction of a second", Fault: discordtest.TooMany(0.65, ""), Want: after(650 * time.Millisecond), Words: "discord answered 429: You are being rate limited."},
		channeltest.Case{Name: "the longer of both", Fault: discordtest.TooMany(1.5, "3"), Want: after(3 * time.Second), Words: "429"},
		channeltest.Case{Name: "a nonsense time", Fault: discordtest.TooMany(-1e300, ""), Want: &fanlight.DeliveryError{}, Words: "429"},
		channeltest.Case{Name: "an endless time", Fault: discordtest.TooMany(1e300, ""), Want: after(24 * time.Hour), Words: "429"},
		channeltest.Case{Name: "its words", Fault: discordtest.Refuse(400, 50035, "Invalid\nForm Body"), Want: final, Words: "discord answered 400: Invalid␊Form Body (50035)"},
		channeltest.Case{Name: "another server", Fault: channeltest.Page(200), Want: open, Words: "discord answered 200, which cannot be read"},
		channeltest.Case{Name: "cut", Fault: channeltest.Cut(`{"id":"1"`), Want: open, Words: "which cannot be read"},
	) {
		t.Run(c.Name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				server := discordtest.New(c.Fault)
				_, err := discord.Channel{}.Send(t.Context(), reaching(t, server, known()), hook, one(small))
				checkOutcome(t, err, c.Want, c.Words)
				if n := server.Requests(); n != 1 {
					t.Errorf("%d requests, want 1", n)
				}
			})
		})
	}
}

// TestChannel_Send_refused has the place of what Discord refuses in the error.
func TestChannel_Send_refused(t *testing.T) {
	t.Parallel()
	long := strings.Replace(small, "Bot usage", strings.Repeat("x", 257), 1)
	_, err := discord.Channel{}.Send(t.Context(), reaching(t, discordtest.New(), known()), hook, one(long))
	checkOutcome(t, err, final, `Invalid Form Body (50035) {"embeds.0.title"`)
}

// TestChannel_Send_secret holds that a webhook which is gone is read again once.
func TestChannel_Send_secret(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name     string
		values   secrets
		requests int
		want     *fanlight.DeliveryError
		words    string
	}{
		{"renewed", secrets{url + "-older", url}, 2, nil, ""},
		{"the same", secrets{url + "-older"}, 1, final, "401: Invalid Webhook Token (50027)"},
		{"gone", secrets{"https://discord.invalid/api/webhooks/1/wEbHoOk-other"}, 1, final, "404: Unknown Webhook (10015)"},
		{"of http", secrets{strings.Replace(url, "https", "http", 1)}, 0, final, "invalid URL"},
		{"not there", nil, 0, &fanlight.DeliveryError{}, "no secret ssm:/discord"},
	} {
		server := discordtest.New()
		_, err := discord.Channel{}.Send(t.Context(), reaching(t, server, &test.values), hook, one(small))
		checkOutcome(t, err, test.want, test.words)
		if n := server.Requests(); n != test.requests {
			t.Errorf("%s: %d requests, want %d", test.name, n, test.requests)
		}
	}
}

func TestChannel_Send_not_sent(t *testing.T) {
	t.Parallel()
	_, err := discord.Channel{}.Send(t.Context(), &channel.Environment{}, report.Destination{Kind: report.KindDiscord}, one(small))
	checkOutcome(t, err, final, "no settings")
	_, err = discord.Channel{}.Send(t.Context(), &channel.Environment{}, hook, fanlight.Message{})
	checkOutcome(t, err, final, "0 parts, want one at a time")
}

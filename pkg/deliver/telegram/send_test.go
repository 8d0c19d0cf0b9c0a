package telegram_test

import (
	"context"
	"math"
	"net"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/fanlight/fanlight/pkg/deliver/channel"
	"github.com/fanlight/fanlight/pkg/deliver/channel/channeltest"
	"github.com/fanlight/fanlight/pkg/deliver/telegram"
	"github.com/fanlight/fanlight/pkg/deliver/telegram/telegramtest"
	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/report"
)

func TestChannel_Send(t *testing.T) {
	t.Parallel()
	const cutAt = `{"ok":true,"resu`
	refuse, tooMany, moved, page := telegramtest.Refuse, telegramtest.TooMany, telegramtest.Moved, channeltest.Page
	faults := func(all ...*channeltest.Fault) []*channeltest.Fault { return all }
	tests := []struct {
		name    string
		parts   []string
		faults  []*channeltest.Fault
		receipt string
		seen    []string                // texts that the chat sees
		want    *fanlight.DeliveryError // nil: delivered
		words   string
	}{
		{name: "one part", parts: []string{"<b>1,204</b>"}, receipt: "11", seen: []string{"<b>1,204</b>"}},
		{name: "no part", want: final, words: "0 parts, want one at a time"},
		{name: "two parts", parts: []string{"a", "b"}, want: final, words: "2 parts, want one at a time"},
		{name: "too many requests", parts: []string{"a"}, faults: faults(tooMany(7)), want: after(7 * time.Second), words: "retry after 7"},
		{name: "a wait beyond all time", parts: []string{"a"}, faults: faults(tooMany(math.MaxInt64)), want: after(math.MaxInt32 * time.Second)},
		{name: "time to wait only in the header", parts: []string{"a"}, faults: faults(page(429, "Retry-After", "9")), want: after(9 * time.Second)},
		{name: "blocked", parts: []string{"a"}, faults: faults(refuse(403, "Forbidden: bot was blocked by the user")), want: final, words: "403: Forbidden: bot was blocked by the user"},
		{name: "no such chat", parts: []string{"a"}, faults: faults(refuse(400, "Bad Request: chat not found")), want: final, words: "chat not found"},
		{name: "too long", parts: []string{strings.Repeat("𝔛", 2049)}, want: final, words: "message is too long"},
		{name: "as long as may be", parts: []string{"<pre>" + strings.Repeat("&amp;", 4096) + "</pre>"}, receipt: "11", seen: []string{"<pre>" + strings.Repeat("&amp;", 4096) + "</pre>"}},
		{name: "moved", parts: []string{"a"}, faults: faults(moved(-1009)), receipt: "11 (the chat's ID is now -1009)", seen: []string{"a"}},
		{name: "moved twice", parts: []string{"a"}, faults: faults(moved(-1009), moved(-1010)), want: final, words: "upgraded"},
		{name: "bad entities", parts: []string{"<b>5 &lt; 6</i>"}, receipt: "11", seen: []string{"5 < 6"}},
		{name: "bad entities twice", parts: []string{"<b>a"}, faults: faults(nil, refuse(400, "Bad Request: can't parse entities: x")), want: final, words: "can't parse entities"},
		{name: "server error", parts: []string{"a"}, faults: faults(refuse(500, "Internal Server Error")), want: passing, words: "500"},
		{name: "bad gateway", parts: []string{"a"}, faults: faults(page(502)), want: passing, words: "502: Bad Gateway"},
		{name: "redirect", parts: []string{"a"}, faults: faults(page(302, "Location", "http://127.0.0.1:1/")), want: final, words: "302"},
		{name: "lost answer", parts: []string{"a"}, faults: faults(channeltest.Lost()), seen: []string{"a"}, want: open, words: "EOF"},
		{name: "cut answer", parts: []string{"a"}, faults: faults(channeltest.Cut(cutAt)), seen: []string{"a"}, want: open, words: "read telegram's answer"},
		{name: "another server's answer", parts: []string{"a"}, faults: faults(page(200)), seen: []string{"a"}, want: open, words: "read telegram's answer"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				server := telegramtest.New(botToken, test.faults...)
				receipt, err := telegram.Channel{}.Send(t.Context(), reaching(t, server, bot(botToken)), group, parts(test.parts...))
				if receipt != test.receipt {
					t.Errorf("receipt = %q, want %q", receipt, test.receipt)
				}
				checkSeen(t, server, test.seen)
				checkOutcome(t, err, test.want, test.words)
			})
		})
	}
}

func TestChannel_Send_topic(t *testing.T) {
	t.Parallel()
	for topic, want := range map[int]*fanlight.DeliveryError{0: nil, 7: nil, 100: final} {
		to := group
		to.Telegram = &report.Telegram{Chat: "-100777", Token: "env:BOT", Topic: topic}
		server := telegramtest.New(botToken)
		_, err := telegram.Channel{}.Send(t.Context(), reaching(t, server, bot(botToken)), to, parts("a"))
		if checkOutcome(t, err, want, "message thread not found"); want == nil && server.Messages()[0].Topic != topic {
			t.Errorf("the message went to topic %d, want %d", server.Messages()[0].Topic, topic)
		}
	}
}

func TestChannel_Send_no_settings(t *testing.T) {
	t.Parallel()
	_, err := telegram.Channel{}.Send(t.Context(), &channel.Environment{}, report.Destination{Kind: report.KindTelegram}, parts("a"))
	checkOutcome(t, err, final, "no settings")
}

func TestChannel_Send_out_of_reach(t *testing.T) {
	t.Parallel()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	url := "http://" + listener.Addr().String()
	_ = listener.Close()
	_, err = telegram.Channel{}.Send(t.Context(), environment(http.DefaultClient, bot(botToken), url), group, parts("a"))
	checkOutcome(t, err, passing, "refused")
}

func TestChannel_Send_cancelled(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		release := make(chan struct{})
		server := telegramtest.New(botToken, &channeltest.Fault{Accepted: true, Answer: func(http.ResponseWriter) {
			cancel()
			<-release
		}})
		env := reaching(t, server, bot(botToken))
		_, err := telegram.Channel{}.Send(ctx, env, group, parts("a"))
		close(release)
		checkOutcome(t, err, open, "canceled")

		_, err = telegram.Channel{}.Send(ctx, env, group, parts("a"))
		checkOutcome(t, err, passing, "canceled")
	})
}

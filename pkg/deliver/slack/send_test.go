package slack_test

import (
	"net/http"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/fanlight/fanlight/pkg/deliver/channel"
	"github.com/fanlight/fanlight/pkg/deliver/channel/channeltest"
	"github.com/fanlight/fanlight/pkg/deliver/slack"
	"github.com/fanlight/fanlight/pkg/deliver/slack/slacktest"
	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/report"
)

func TestChannel_Send(t *testing.T) {
	t.Parallel()
	for receipt, to := range map[string]report.Destination{"1767357000.000001": byToken, "ok": byWebhook} {
		server := slacktest.New(token)
		got, err := slack.Channel{}.Send(t.Context(), reaching(t, server, known()), to, one(small))
		want := []slacktest.Message{{Channel: to.Slack.Channel, Text: "Bot usage", Blocks: []byte(`[{"type":"divider"}]`)}}
		if diff := cmp.Diff(want, server.Messages()); got != receipt || err != nil || diff != "" {
			t.Errorf("Send = %q, %v, want %q; messages (-want +got):\n%s", got, err, receipt, diff)
		}
	}
}

func TestChannel_Send_faults(t *testing.T) {
	t.Parallel()
	for _, c := range channeltest.Cases() {
		for way, to := range map[string]report.Destination{"token": byToken, "webhook": byWebhook} {
			t.Run(c.Name+" "+way, func(t *testing.T) {
				t.Parallel()
				synctest.Test(t, func(t *testing.T) {
					server := slacktest.New(token, c.Fault)
					_, err := slack.Channel{}.Send(t.Context(), reaching(t, server, known()), to, one(small))
					checkOutcome(t, err, c.Want, c.Words)
					if n := server.Requests(); n != 1 {
						t.Errorf("%d requests, want 1", n)
					}
				})
			})
		}
	}
}

func TestChannel_Send_errors(t *testing.T) {
	t.Parallel()
	refuse := slacktest.Refuse
	slow := &channeltest.Fault{Answer: func(w http.ResponseWriter) {
		w.Header().Set("Retry-After", "30")
		refuse("ratelimited").Answer(w)
	}}
	for _, test := range []struct {
		name  string
		to    report.Destination
		fault *channeltest.Fault
		want  *fanlight.DeliveryError
		words string
	}{
		{"too many", byToken, slacktest.TooMany(7), after(7 * time.Second), "slack answered 429: ratelimited"},
		{"too many, in a success", byToken, slow, after(30 * time.Second), "ratelimited"},
		{"unavailable", byToken, refuse("service_unavailable"), passing, "service_unavailable"},
		{"internal", byToken, refuse("internal_error"), open, "internal_error"},
		{"fatal", byToken, refuse("fatal_error"), open, "fatal_error"},
		{"account inactive", byToken, refuse("account_inactive"), final, "slack answered 200: account_inactive"},
		{"no scope", byToken, refuse("missing_scope"), final, "missing_scope"},
		{"restricted", byToken, refuse("restricted_action"), final, "restricted_action"},
		{"bad blocks", byToken, refuse("invalid_blocks"), final, "invalid_blocks"},
		{"an error of tomorrow", byToken, refuse("new_\x1berror"), final, "new_␛error"},
		{"neither", byToken, &channeltest.Fault{Accepted: true, Answer: func(w http.ResponseWriter) { _, _ = w.Write([]byte("{}")) }}, open, "cannot be read"},
		{"another server", byToken, channeltest.Page(200), open, "cannot be read"},
		{"cut", byToken, channeltest.Cut(`{"ok":true`), open, "cannot be read"},
		{"webhook: no service", byWebhook, slacktest.RefuseHook(404, "no_service"), final, "slack answered 404: no_service"},
		{"webhook: archived", byWebhook, slacktest.RefuseHook(410, "channel_is_archived"), final, "channel_is_archived"},
		{"webhook: prohibited", byWebhook, slacktest.RefuseHook(403, "action_prohibited"), final, "action_prohibited"},
		{"webhook: rollup", byWebhook, slacktest.RefuseHook(500, "rollup_error"), passing, "rollup_error"},
		{"webhook: too many", byWebhook, slacktest.TooMany(7), after(7 * time.Second), "429"},
		{"webhook: another server", byWebhook, channeltest.Page(200), open, "slack answered 200, but not ok"},
		{"webhook: cut", byWebhook, channeltest.Cut("ok"), open, "but not ok"},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			server := slacktest.New(token, test.fault)
			_, err := slack.Channel{}.Send(t.Context(), reaching(t, server, known()), test.to, one(small))
			checkOutcome(t, err, test.want, test.words)
		})
	}
}

// TestChannel_Send_channels holds the words for channels that take nothing.
func TestChannel_Send_channels(t *testing.T) {
	t.Parallel()
	for name, words := range map[string]string{"C0000": "channel_not_found", slacktest.Other: "not_in_channel", slacktest.Archived: "is_archived"} {
		to := report.Destination{Slack: &report.Slack{Channel: name, Token: "ssm:/token"}}
		_, err := slack.Channel{}.Send(t.Context(), reaching(t, slacktest.New(token), known()), to, one(small))
		checkOutcome(t, err, final, words)
	}
}

// TestChannel_Send_secret holds that a secret which is refused is read again once.
func TestChannel_Send_secret(t *testing.T) {
	t.Parallel()
	const older, gone = "xoxb-older-sEcReT", "https://slack.invalid/services/T0001/B0001/oLdErsEcReT"
	for _, test := range []struct {
		name     string
		to       report.Destination
		values   []string
		requests int
		want     *fanlight.DeliveryError
		words    string
	}{
		{"renewed", byToken, []string{older, token}, 2, nil, ""},
		{"the same", byToken, []string{older}, 1, final, "invalid_auth"},
		{"renewed, still another", byToken, []string{older, older + "-2", token}, 2, final, "invalid_auth"},
		{"renewed to nonsense", byToken, []string{older, "hunter2"}, 1, final, "invalid_auth"},
		{"no token", byToken, []string{"hunter2"}, 0, final, "ssm:/token has not the form of a bot's token"},
		{"two lines", byToken, []string{"xoxb-1\r\nX: y"}, 0, final, "has not the form"},
		{"not there", byToken, nil, 0, passing, "no secret ssm:/token"},
		{"webhook renewed", byWebhook, []string{gone, url}, 2, nil, ""},
		{"webhook of http", byWebhook, []string{"http" + url[len("https"):]}, 0, final, "invalid URL"},
		{"webhook not there", byWebhook, nil, 0, passing, "no secret ssm:/webhook"},
	} {
		server := slacktest.New(token)
		s := secrets{"ssm:/token": test.values, "ssm:/webhook": test.values}
		_, err := slack.Channel{}.Send(t.Context(), reaching(t, server, s), test.to, one(small))
		checkOutcome(t, err, test.want, test.words)
		if n := server.Requests(); n != test.requests {
			t.Errorf("%s: %d requests, want %d", test.name, n, test.requests)
		}
	}
}

func TestChannel_Send_not_sent(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		to    report.Destination
		m     fanlight.Message
		words string
	}{
		{report.Destination{Kind: report.KindSlack}, one(small), "no settings"},
		{byToken, fanlight.Message{}, "0 parts, want one at a time"},
		{byToken, fanlight.Message{Parts: []string{"a", "b"}}, "2 parts"},
		{byToken, one("a table"), "not a message of Slack"},
	} {
		_, err := slack.Channel{}.Send(t.Context(), &channel.Environment{Secrets: known()}, test.to, test.m)
		checkOutcome(t, err, final, test.words)
	}
}

// TestChannel_Send_thread replies to the first part, whose time stamp is the first
// receipt. Without one a part stands by itself.
func TestChannel_Send_thread(t *testing.T) {
	t.Parallel()
	server := slacktest.New(token)
	env := reaching(t, server, known())
	first, err := slack.Channel{}.Send(t.Context(), env, byToken, one(small))
	if err != nil {
		t.Fatal(err)
	}
	reply := one(`{"text":"Details","blocks":[{"type":"divider"}],"reply":true}`)
	for _, before := range []string{first, first + ",…,1767357000.000009", ""} {
		reply.Before = before
		if _, err := (slack.Channel{}).Send(t.Context(), env, byToken, reply); err != nil {
			t.Errorf("after %q: %v", before, err)
		}
	}
	var got []string
	for _, m := range server.Messages() {
		got = append(got, m.Thread)
	}
	if diff := cmp.Diff([]string{"", first, first, ""}, got); diff != "" {
		t.Errorf("threads (-want +got):\n%s", diff)
	}
	reply.Before = "1767357000.999999"
	_, err = slack.Channel{}.Send(t.Context(), env, byToken, reply)
	checkOutcome(t, err, final, "thread_not_found")
}

// TestChannel_Send_plain sends other blocks once where those of data are refused.
func TestChannel_Send_plain(t *testing.T) {
	t.Parallel()
	const table = `{"type":"data_table","caption":"a","rows":[[{"type":"raw_text","text":"a"}],[{"type":"raw_text","text":"b"}]]}`
	const both = `{"text":"a","blocks":[` + table + `],"plain":[{"type":"divider"}]}`
	const lone = `{"text":"a","blocks":[` + table + `]}`
	for _, test := range []struct {
		name     string
		server   *slacktest.Server
		part     string
		requests int
		want     *fanlight.DeliveryError
		blocks   string
	}{
		{"known", slacktest.New(token), both, 1, nil, "[" + table + "]"},
		{"not known", slacktest.New(token).Older(), both, 2, nil, `[{"type":"divider"}]`},
		{"nothing else", slacktest.New(token).Older(), lone, 1, final, ""},
		{"refused twice", slacktest.New(token, slacktest.Refuse("invalid_blocks"), slacktest.Refuse("invalid_blocks")), both, 2, final, ""},
		{"another error", slacktest.New(token, slacktest.Refuse("restricted_action")), both, 1, final, ""},
	} {
		_, err := slack.Channel{}.Send(t.Context(), reaching(t, test.server, known()), byToken, one(test.part))
		checkOutcome(t, err, test.want, "")
		blocks := ""
		for _, m := range test.server.Messages() {
			blocks += string(m.Blocks)
		}
		if n := test.server.Requests(); n != test.requests || blocks != test.blocks {
			t.Errorf("%s: %d requests, want %d; blocks %s", test.name, n, test.requests, blocks)
		}
	}
}

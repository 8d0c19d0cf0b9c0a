package webhook_test

import (
	"net/http"
	"net/http/httptest"
	"testing"
	"testing/synctest"

	"github.com/google/go-cmp/cmp"

	"github.com/fanlight/fanlight/pkg/deliver/channel"
	"github.com/fanlight/fanlight/pkg/deliver/channel/channeltest"
	"github.com/fanlight/fanlight/pkg/deliver/public"
	"github.com/fanlight/fanlight/pkg/deliver/webhook"
	"github.com/fanlight/fanlight/pkg/deliver/webhook/webhooktest"
	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/render/rendertest"
	"github.com/fanlight/fanlight/pkg/report"
)

var final = &fanlight.DeliveryError{Permanent: true}

// reaching is an environment whose public internet is a server in memory.
func reaching(t *testing.T, server http.Handler, values ...string) *channel.Environment {
	t.Helper()
	s := secrets(values)
	return &channel.Environment{Public: channeltest.Serve(t, server), Secrets: &s}
}

func TestChannel_Send(t *testing.T) {
	t.Parallel()
	server := webhooktest.New(secret)
	env := reaching(t, server, secret)
	id, err := webhook.Channel{}.Send(t.Context(), env, receiver, message)
	want := []webhooktest.Event{{ID: channel.Key(message), Body: `{"type":"report.sent","timestamp":"2026-01-02T12:30:00Z","data":{"report":"bot-usage"}}`}}
	if diff := cmp.Diff(want, server.Events()); err != nil || id != want[0].ID || diff != "" {
		t.Errorf("Send = %q, %v; events (-want +got):\n%s", id, err, diff)
	}
	for name, d := range rendertest.Documents() {
		m := webhook.Channel{}.Render(d, receiver)
		m.Run, m.Epoch, m.Destination = message.Run, 1, name
		if _, err := (webhook.Channel{}).Send(t.Context(), env, receiver, m); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestChannel_Send_faults(t *testing.T) {
	t.Parallel()
	for _, c := range append(channeltest.Cases(), channeltest.Case{Name: "its words", Fault: webhooktest.Refuse(422, "no report\nof this name"), Want: final, Words: "the webhook answered 422: no report␊of this name"}) {
		t.Run(c.Name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				server := webhooktest.New(secret, c.Fault)
				_, err := webhook.Channel{}.Send(t.Context(), reaching(t, server, secret), receiver, message)
				checkOutcome(t, err, c.Want, c.Words)
				if n := server.Requests(); n != 1 {
					t.Errorf("%d requests, want 1", n)
				}
			})
		})
	}
}

// TestChannel_Send_again holds that a server takes an event once, however often it is
// sent, and that an answer whose body is cut is one.
func TestChannel_Send_again(t *testing.T) {
	t.Parallel()
	server := webhooktest.New(secret, channeltest.Lost(), channeltest.Cut("ok"), nil)
	env := reaching(t, server, secret)
	again := message
	again.Duplicate = true
	for i, want := range []*fanlight.DeliveryError{{Unknown: true}, nil, nil} {
		_, err := webhook.Channel{}.Send(t.Context(), env, receiver, again)
		checkOutcome(t, err, want, "")
		if n := len(server.Events()); n != 1 {
			t.Errorf("after try %d there are %d events, want 1", i+1, n)
		}
	}
}

// TestChannel_Send_secret holds that a secret which is refused is read again once.
func TestChannel_Send_secret(t *testing.T) {
	t.Parallel()
	const older = "whsec_T2xkS2V5T2xkS2V5T2xkS2V5T2xkS2V5"
	for _, test := range []struct {
		name     string
		values   []string
		requests int
		want     *fanlight.DeliveryError
		words    string
	}{
		{"renewed", []string{older, secret}, 2, nil, ""},
		{"the same", []string{older}, 1, final, "401: No matching signature found"},
		{"renewed, still another", []string{older, older + "AAAA", secret}, 2, final, "401: No matching signature found"},
		{"no key", []string{"hunter2"}, 0, final, "ssm:/hook has not the form of a webhook's key"},
		{"not there", nil, 0, &fanlight.DeliveryError{}, "no secret ssm:/hook"},
	} {
		server := webhooktest.New(secret)
		_, err := webhook.Channel{}.Send(t.Context(), reaching(t, server, test.values...), receiver, message)
		checkOutcome(t, err, test.want, test.words)
		if n := server.Requests(); n != test.requests {
			t.Errorf("%s: %d requests, want %d", test.name, n, test.requests)
		}
	}
}

// TestChannel_Send_private holds that a server in a private network is reached only
// if the settings allow it.
func TestChannel_Send_private(t *testing.T) {
	t.Parallel()
	hook := webhooktest.New(secret)
	server := httptest.NewServer(hook)
	t.Cleanup(server.Close)
	s := secrets{secret}
	env := &channel.Environment{HTTP: http.DefaultClient, Public: public.Client(), Secrets: &s}
	settings := report.Webhook{URL: server.URL + webhooktest.Path, Secret: "ssm:/hook"}
	to := report.Destination{Webhook: &settings}
	_, err := webhook.Channel{}.Send(t.Context(), env, to, message)
	checkOutcome(t, err, final, "is not public: allow_private: true allows it")
	settings.AllowPrivate = true
	if _, err = (webhook.Channel{}).Send(t.Context(), env, to, message); err != nil || hook.Requests() != 1 {
		t.Errorf("allowed: %v, %d requests; want 1", err, hook.Requests())
	}
}

func TestChannel_Send_not_sent(t *testing.T) {
	t.Parallel()
	_, err := webhook.Channel{}.Send(t.Context(), &channel.Environment{}, report.Destination{Kind: report.KindWebhook}, message)
	checkOutcome(t, err, final, "no settings")
	_, err = webhook.Channel{}.Send(t.Context(), reaching(t, webhooktest.New(secret), secret), receiver, fanlight.Message{Text: "a table"})
	checkOutcome(t, err, final, "not an event")
}

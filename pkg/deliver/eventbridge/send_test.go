package eventbridge_test

import (
	"net/http"
	"strings"
	"testing"
	"testing/synctest"

	"github.com/google/go-cmp/cmp"

	"github.com/fanlight/fanlight/pkg/deliver/channel"
	"github.com/fanlight/fanlight/pkg/deliver/channel/channeltest"
	"github.com/fanlight/fanlight/pkg/deliver/eventbridge"
	"github.com/fanlight/fanlight/pkg/deliver/eventbridge/eventbridgetest"
	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/render/rendertest"
	"github.com/fanlight/fanlight/pkg/report"
)

var passing, final, open = &fanlight.DeliveryError{}, &fanlight.DeliveryError{Permanent: true}, &fanlight.DeliveryError{Unknown: true}

func bus(name string) report.Destination {
	return report.Destination{Name: "eventbridge", Kind: report.KindEventBridge, EventBridge: &report.EventBridge{Bus: name}}
}

var message = fanlight.Message{Destination: "eventbridge", Run: "bot-usage@2026-01-02T12:30:00Z", Epoch: 1, Subject: "Report Sent", Text: `{"report":"bot-usage"}`}

func reaching(t *testing.T, server *eventbridgetest.Server) *channel.Environment {
	t.Helper()
	return &channel.Environment{AWS: channeltest.AWSConfig(channeltest.Serve(t, server), "http://events.invalid")}
}

func TestChannel_Send(t *testing.T) {
	t.Parallel()
	server := eventbridgetest.New()
	env := reaching(t, server)
	receipt, err := eventbridge.Channel{}.Send(t.Context(), env, bus("reports"), message)
	want := []eventbridgetest.Event{{Bus: "reports", Source: "fanlight", DetailType: "Report Sent", Detail: `{"id":"` + channel.Key(message) + `","report":"bot-usage"}`}}
	if diff := cmp.Diff(want, server.Events()); err != nil || receipt != "event-1" || diff != "" {
		t.Errorf("Send = %q, %v; events (-want +got):\n%s", receipt, err, diff)
	}
	for name, d := range rendertest.Documents() {
		if _, err := (eventbridge.Channel{}).Send(t.Context(), env, bus("default"), eventbridge.Channel{}.Render(d, bus("default"))); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if event := server.Events()[len(server.Events())-1]; len(event.Detail)+len(event.Source)+len(event.DetailType) > 262_144 {
			t.Errorf("%s: the event has more than 256 KiB", name)
		}
	}
}

func TestChannel_Send_errors(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name  string
		fault *channeltest.Fault
		want  *fanlight.DeliveryError
		words string
	}{
		{"throttled", eventbridgetest.Refuse(400, "ThrottlingException", "Rate exceeded"), passing, "Rate exceeded"},
		{"internal", eventbridgetest.Refuse(500, "InternalException", "internal"), passing, "PutEvents"},
		{"unavailable, a page", channeltest.Page(503), passing, "PutEvents"},
		{"too many requests", channeltest.Page(429), passing, "PutEvents"},
		{"denied", eventbridgetest.Refuse(400, "AccessDeniedException", "not authorized to perform: events:PutEvents"), final, "not authorized"},
		{"no such bus", eventbridgetest.Refuse(400, "ResourceNotFoundException", "Event bus reports does not exist."), final, "does not exist"},
		{"an entry throttled", eventbridgetest.RefuseEntry("ThrottlingException", "slow down"), passing, "refused the event: ThrottlingException: slow down"},
		{"an entry failed inside", eventbridgetest.RefuseEntry("InternalFailure", "internal"), passing, "InternalFailure"},
		{"an entry denied", eventbridgetest.RefuseEntry("AccessDeniedException", "no"), final, "AccessDeniedException: no"},
		{"an entry malformed", eventbridgetest.RefuseEntry("MalformedDetail", "Detail is malformed."), final, "MalformedDetail"},
		{"no entry", &channeltest.Fault{Accepted: true, Answer: func(w http.ResponseWriter) { _, _ = w.Write([]byte("{}")) }}, open, "answered for 0 events"},
		{"lost answer", channeltest.Lost(), open, "PutEvents"},
		{"unreadable answer", channeltest.Page(200), open, "PutEvents"},
		{"cut answer", channeltest.Cut(`{"Entries":[`), open, "PutEvents"},
		{"slow", channeltest.Slow(), open, "deadline exceeded"},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				server := eventbridgetest.New(test.fault)
				_, err := eventbridge.Channel{}.Send(t.Context(), reaching(t, server), bus("reports"), message)
				channeltest.CheckOutcome(t, err, test.want, test.words)
				if n := server.Requests(); n != 1 {
					t.Errorf("%d requests: the SDK sent again by itself", n)
				}
			})
		})
	}
}

func TestChannel_Send_not_sent(t *testing.T) {
	t.Parallel()
	for _, text := range []string{"", "a table", "[1]", "{}", `{"a":`} {
		_, err := eventbridge.Channel{}.Send(t.Context(), reaching(t, eventbridgetest.New()), bus("reports"), fanlight.Message{Subject: "s", Text: text})
		channeltest.CheckOutcome(t, err, final, "not a detail")
	}
	_, err := eventbridge.Channel{}.Send(t.Context(), &channel.Environment{}, report.Destination{Kind: report.KindEventBridge}, message)
	channeltest.CheckOutcome(t, err, final, "no settings")
}

// TestChannel_Send_address holds that the request goes to the Region of an ARN.
func TestChannel_Send_address(t *testing.T) {
	t.Parallel()
	for name, host := range map[string]string{
		"default": "events.eu-central-1.amazonaws.com",
		"arn:aws:events:us-east-2:111122223333:event-bus/reports": "events.us-east-2.amazonaws.com",
	} {
		seen := ""
		client := channeltest.Serve(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			seen = r.Host
			eventbridgetest.Refuse(400, "AccessDeniedException", "no").Answer(w)
		}))
		env := &channel.Environment{AWS: channeltest.AWSConfig(client, "")}
		if _, err := (eventbridge.Channel{}).Send(t.Context(), env, bus(name), message); err == nil || !strings.HasPrefix(seen, host) {
			t.Errorf("%s: asked %q, %v; want %s", name, seen, err, host)
		}
	}
}

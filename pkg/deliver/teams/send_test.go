package teams_test

import (
	"strings"
	"testing"
	"testing/synctest"

	"github.com/fanlight/fanlight/pkg/deliver/channel"
	"github.com/fanlight/fanlight/pkg/deliver/channel/channeltest"
	"github.com/fanlight/fanlight/pkg/deliver/teams"
	"github.com/fanlight/fanlight/pkg/deliver/teams/teamstest"
	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/render/rendertest"
	"github.com/fanlight/fanlight/pkg/report"
)

var final = &fanlight.DeliveryError{Permanent: true}

func TestChannel_Send(t *testing.T) {
	t.Parallel()
	m := message(rendertest.Documents()["classic"])
	server := teamstest.New(nil, channeltest.Page(200), channeltest.Cut("ok"))
	env := reaching(t, server, known())
	for _, want := range []string{"run-1", "accepted", "accepted"} { // what another gateway answers
		if receipt, err := (teams.Channel{}).Send(t.Context(), env, workflow, m); receipt != want || err != nil {
			t.Errorf("Send = %q, %v; want %q", receipt, err, want)
		}
	}
	if n := len(server.Cards()); n != 3 {
		t.Errorf("%d cards, want 3", n)
	}
}

func TestChannel_Send_faults(t *testing.T) {
	t.Parallel()
	for _, c := range append(channeltest.Cases(),
		channeltest.Case{Name: "its words", Fault: teamstest.Refuse(400, "TriggerInputSchemaMismatch", "The input\nbody"), Want: final, Words: "teams answered 400: TriggerInputSchemaMismatch: The input␊body"},
		channeltest.Case{Name: "other words", Fault: &channeltest.Fault{Answer: teamstest.Refuse(400, "", "").Answer}, Want: final, Words: `teams answered 400: {"error"`},
		channeltest.Case{Name: "throttled", Fault: teamstest.Refuse(429, "WorkflowRunActionInstanceThrottled", "Rate limit is exceeded."), Want: &fanlight.DeliveryError{}, Words: "Rate limit is exceeded."},
	) {
		t.Run(c.Name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				server := teamstest.New(c.Fault)
				_, err := teams.Channel{}.Send(t.Context(), reaching(t, server, known()), workflow, message(rendertest.Documents()["classic"]))
				checkOutcome(t, err, c.Want, c.Words)
				if n := server.Requests(); n != 1 {
					t.Errorf("%d requests, want 1", n)
				}
			})
		})
	}
}

// TestChannel_Send_secret holds that a webhook which is refused is read again once.
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
		{"the same", secrets{url + "-older"}, 1, final, "403: AuthorizationFailed"},
		{"deleted", secrets{strings.Replace(url, "0a1b", "9z", 1)}, 1, final, "404: WorkflowNotFound"},
		{"of http", secrets{strings.Replace(url, "https", "http", 1)}, 0, final, "invalid URL"},
		{"not there", nil, 0, &fanlight.DeliveryError{}, "no secret ssm:/teams"},
	} {
		server := teamstest.New()
		_, err := teams.Channel{}.Send(t.Context(), reaching(t, server, &test.values), workflow, message(rendertest.Documents()["classic"]))
		checkOutcome(t, err, test.want, test.words)
		if n := server.Requests(); n != test.requests {
			t.Errorf("%s: %d requests, want %d", test.name, n, test.requests)
		}
	}
}

func TestChannel_Send_not_sent(t *testing.T) {
	t.Parallel()
	_, err := teams.Channel{}.Send(t.Context(), &channel.Environment{}, report.Destination{Kind: report.KindTeams}, fanlight.Message{Text: "{}"})
	checkOutcome(t, err, final, "no settings")
}

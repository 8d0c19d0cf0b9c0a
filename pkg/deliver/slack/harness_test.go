package slack_test

import (
	"context"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/fanlight/fanlight/pkg/deliver/channel"
	"github.com/fanlight/fanlight/pkg/deliver/channel/channeltest"
	"github.com/fanlight/fanlight/pkg/deliver/slack"
	"github.com/fanlight/fanlight/pkg/deliver/slack/slacktest"
	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/report"
)

const (
	token = "xoxb-123-456-sEcReTtOkEn"
	url   = "https://slack.invalid" + slacktest.WebhookPath
)

var (
	byToken   = report.Destination{Name: "slack", Kind: report.KindSlack, Slack: &report.Slack{Channel: slacktest.Channel, Token: "ssm:/token"}}
	byWebhook = report.Destination{Name: "slack", Kind: report.KindSlack, Slack: &report.Slack{Webhook: "ssm:/webhook"}}
)

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

func known() secrets { return secrets{"ssm:/token": {token + "\n"}, "ssm:/webhook": {url}} }

// reaching is an environment that reaches a server in memory.
func reaching(t *testing.T, server http.Handler, s secrets) *channel.Environment {
	t.Helper()
	return &channel.Environment{HTTP: channeltest.Serve(t, server), Secrets: s, Getenv: func(name string) string {
		return map[string]string{slack.URLVariable: "https://slack.invalid" + slacktest.API + "/"}[name]
	}}
}

// one is a message of one part.
func one(part string) fanlight.Message {
	return fanlight.Message{Destination: "slack", Kind: report.KindSlack, Parts: []string{part}}
}

const small = `{"text":"Bot usage","blocks":[{"type":"divider"}]}`

// checkOutcome holds also that no form of an error has a secret.
func checkOutcome(t *testing.T, err error, want *fanlight.DeliveryError, words string) {
	t.Helper()
	channeltest.CheckOutcome(t, err, want, words)
	if all := fmt.Sprintf("%v %+v %#v", err, err, err); strings.Contains(all, "sEcReT") || strings.Contains(all, "wEbHoOk") {
		t.Errorf("error %q holds a secret", err)
	}
}

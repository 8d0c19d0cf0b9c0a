package webhook_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/fanlight/fanlight/pkg/deliver/channel/channeltest"
	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/report"
)

const secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"

var receiver = report.Destination{Name: "webhook", Kind: report.KindWebhook,
	Webhook: &report.Webhook{URL: "https://hook.invalid/hooks/fanlight", Secret: "ssm:/hook"}}

var message = fanlight.Message{Destination: "webhook", Kind: report.KindWebhook, Run: "bot-usage@2026-01-02T12:30:00Z", Epoch: 1,
	Text: `{"type":"report.sent","data":{"report":"bot-usage"}}`}

// secrets gives the first of its values until it is forgotten.
type secrets []string

func (s *secrets) Secret(context.Context, report.Secret) (string, error) {
	if len(*s) == 0 {
		return "", fmt.Errorf("no secret ssm:/hook")
	}
	return (*s)[0], nil
}

func (s *secrets) Forget(report.Secret) {
	if len(*s) > 1 {
		*s = (*s)[1:]
	}
}

// checkOutcome holds also that no form of an error has the secret.
func checkOutcome(t *testing.T, err error, want *fanlight.DeliveryError, words string) {
	t.Helper()
	channeltest.CheckOutcome(t, err, want, words)
	if strings.Contains(fmt.Sprintf("%v %+v %#v", err, err, err), "MfKQ9r8G") {
		t.Errorf("error %q holds the secret", err)
	}
}

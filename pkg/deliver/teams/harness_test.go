package teams_test

import (
	"context"
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/fanlight/fanlight/pkg/deliver/channel"
	"github.com/fanlight/fanlight/pkg/deliver/channel/channeltest"
	"github.com/fanlight/fanlight/pkg/deliver/teams/teamstest"
	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/report"
)

const url = "https://teams.invalid" + teamstest.URI

var workflow = report.Destination{Name: "teams", Kind: report.KindTeams, Teams: &report.Teams{Webhook: "ssm:/teams"}}

// secrets gives the first of its values until it is forgotten.
type secrets []string

func (s *secrets) Secret(context.Context, report.Secret) (string, error) {
	if len(*s) == 0 {
		return "", fmt.Errorf("no secret ssm:/teams")
	}
	return (*s)[0], nil
}

func (s *secrets) Forget(report.Secret) {
	if len(*s) > 1 {
		*s = (*s)[1:]
	}
}

func known() *secrets { return &secrets{url} }

// reaching is an environment that reaches a server in memory.
func reaching(t *testing.T, server http.Handler, s *secrets) *channel.Environment {
	t.Helper()
	return &channel.Environment{HTTP: channeltest.Serve(t, server), Secrets: s}
}

// checkOutcome holds also that no form of an error has the secret.
func checkOutcome(t *testing.T, err error, want *fanlight.DeliveryError, words string) {
	t.Helper()
	channeltest.CheckOutcome(t, err, want, words)
	if strings.Contains(fmt.Sprintf("%v %+v %#v", err, err, err), "sIgNaTuRe") {
		t.Errorf("error %q holds the secret", err)
	}
}

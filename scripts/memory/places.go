package main

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"

	"github.com/fanlight/fanlight/pkg/deliver/channel/channeltest"
	"github.com/fanlight/fanlight/pkg/deliver/discord/discordtest"
	"github.com/fanlight/fanlight/pkg/deliver/email/emailtest"
	"github.com/fanlight/fanlight/pkg/deliver/eventbridge/eventbridgetest"
	"github.com/fanlight/fanlight/pkg/deliver/s3/s3test"
	"github.com/fanlight/fanlight/pkg/deliver/slack"
	"github.com/fanlight/fanlight/pkg/deliver/slack/slacktest"
	"github.com/fanlight/fanlight/pkg/deliver/sns/snstest"
	"github.com/fanlight/fanlight/pkg/deliver/teams/teamstest"
	"github.com/fanlight/fanlight/pkg/deliver/telegram"
	"github.com/fanlight/fanlight/pkg/deliver/telegram/telegramtest"
	"github.com/fanlight/fanlight/pkg/deliver/webhook/webhooktest"
	"github.com/fanlight/fanlight/pkg/report"
	"github.com/fanlight/fanlight/pkg/report/source"
)

// deliver are destinations of all kinds; %d numbers them. Text and data go to a file, as
// in the other cases.
const deliver = `
  - file: { path: "${folder}/large.html" }
    name: file-%[1]d
  - telegram: { chat: "@team", token: "env:TELEGRAM" }
    name: telegram-%[1]d
  - email: { from: "reports@example.org", to: ["team%[1]d@example.org"], attach: csv }
    name: email-%[1]d
  - slack: { channel: C0123, token: "env:SLACK" }
    name: slack-%[1]d
  - slack: { webhook: "env:SLACK_WEBHOOK" }
    name: slack-webhook-%[1]d
  - teams: { webhook: "env:TEAMS_WEBHOOK" }
    name: teams-%[1]d
  - discord: { webhook: "env:DISCORD_WEBHOOK" }
    name: discord-%[1]d
  - webhook: { url: "${hook}", secret: "env:WEBHOOK_KEY", allow_private: true }
    name: webhook-%[1]d
  - sns: { topic: "arn:aws:sns:eu-central-1:111122223333:reports" }
    name: sns-%[1]d
  - eventbridge: { bus: default }
    name: eventbridge-%[1]d
  - s3: { bucket: example-reports, prefix: "to/%[1]d" }
    name: s3-%[1]d
`

// reportToPlaces returns the report of a case that goes to places of all kinds: a number,
// tables and charts.
func (c testCase) reportToPlaces(folder, hook string) (*report.Report, error) {
	var y strings.Builder
	fmt.Fprintf(&y, "report: large\nwindow: 24h\ndeadline: 1h\nmax_rows: %d\nlog_groups: [%s]\ndeliver:", c.rows, group)
	for n := range c.places {
		fmt.Fprintf(&y, deliver, n)
	}
	y.WriteString("queries:\n  lines: { query: stats count(*) as lines }\n")
	sections := "sections:\n  - { query: lines }\n"
	for n := range c.queries {
		fmt.Fprintf(&y, "  q%d: { query: '%s # %[1]d' }\n", n, c.query())
		sections += fmt.Sprintf("  - { query: q%d, show: table }\n", n)
	}
	for n := range c.charts {
		fmt.Fprintf(&y, "  chart%d: { query: 'stats count(*) as c%[1]d by bin(5m), kind' }\n", n)
		sections += fmt.Sprintf("  - { query: chart%d, show: line }\n", n)
	}
	path := filepath.Join(folder, "large.yaml")
	if err := os.WriteFile(path, []byte(y.String()+sections), 0o600); err != nil {
		return nil, fmt.Errorf("write the report: %w", err)
	}
	reports, _, err := source.LoadFiles([]string{path}, source.Values{"folder": folder, "hook": hook}, source.Options{})
	if err != nil {
		return nil, err
	}
	return reports[0], nil
}

const (
	telegramToken = "42:AAF_token"
	slackToken    = "xoxb-1-places"
	webhookKey    = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
)

// places are servers of all kinds of places. They refuse what the real ones would refuse,
// and are outside of the cgroups.
type places struct {
	all  map[string]*httptest.Server // by a variable of the reporter that leads to each
	hook string
}

func servePlaces() *places {
	p := &places{all: map[string]*httptest.Server{}}
	for variable, server := range map[string]http.Handler{
		telegram.URLVariable: telegramtest.New(telegramToken), slack.URLVariable: slacktest.New(slackToken),
		"AWS_ENDPOINT_URL_SESV2": emailtest.New(nil), "AWS_ENDPOINT_URL_SNS": snstest.New(),
		"AWS_ENDPOINT_URL_EVENTBRIDGE": eventbridgetest.New(), "AWS_ENDPOINT_URL_S3": s3test.New(),
		"SLACK_WEBHOOK": slacktest.New(slackToken), "TEAMS_WEBHOOK": teamstest.New(), "DISCORD_WEBHOOK": discordtest.New(),
		"WEBHOOK": webhooktest.New(webhookKey),
	} {
		p.all[variable] = httptest.NewServer(server)
	}
	p.hook = p.all["WEBHOOK"].URL + webhooktest.Path
	return p
}

// environment returns the variables of the reporter: where the servers are, and secrets.
func (p *places) environment() []string {
	paths := map[string]string{
		slack.URLVariable: slacktest.API, "SLACK_WEBHOOK": slacktest.WebhookPath,
		"TEAMS_WEBHOOK": teamstest.URI, "DISCORD_WEBHOOK": discordtest.Path,
	}
	env := []string{"TELEGRAM=" + telegramToken, "SLACK=" + slackToken, "WEBHOOK_KEY=" + webhookKey, "AWS_REGION=" + channeltest.Region, "AWS_ACCESS_KEY_ID=AKID", "AWS_SECRET_ACCESS_KEY=SECRET"}
	for variable, server := range p.all {
		env = append(env, variable+"="+server.URL+paths[variable])
	}
	return env
}

func (p *places) close() {
	for _, server := range p.all {
		server.Close()
	}
}

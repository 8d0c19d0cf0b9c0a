package cli

import (
	"strings"
	"testing"
	"time"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/report"
)

// january is a plan of 31 daily editions of three queries, of which two exist.
func january(to fanlight.Audience) backfillPlan {
	p := backfillPlan{
		audience: to, bytes: 6.2e6,
		report: &report.Report{
			Name: "bot-usage", Timezone: "UTC", Queries: make([]report.Query, 3),
			Schedule: &report.Schedule{Expression: "cron(30 12 * * ? *)", Timezone: "UTC"},
			Deliver: []report.Destination{
				{Name: "telegram", Telegram: &report.Telegram{Chat: "@bot_usage"}},
				{Name: "email", Email: &report.Email{To: []string{"team@example.org"}}},
				{Name: "kept", S3: &report.S3{Bucket: "editions", Prefix: "reports"}},
			},
		},
	}
	for day := range 31 {
		p.editions = append(p.editions, time.Date(2026, 1, 1+day, 12, 30, 0, 0, time.UTC))
	}
	p.existing, p.missing = p.editions[:2], p.editions[2:]
	return p
}

func TestDueBetween(t *testing.T) {
	t.Parallel()
	s := *january("").report.Schedule
	due, err := dueBetween(s, time.Date(2026, 1, 1, 12, 30, 0, 0, time.UTC), time.Date(2026, 1, 3, 12, 30, 0, 0, time.UTC))
	if err != nil || len(due) != 3 || due[2].Day() != 3 {
		t.Errorf("got %v, %v", due, err)
	}
	s.Expression = "cron(* * * * ? *)"
	if _, err := dueBetween(s, time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC), time.Date(2026, 2, 1, 0, 0, 0, 0, time.UTC)); err == nil {
		t.Error("44,640 editions are taken")
	}
}

func TestBackfillPlan_question(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		change func(*backfillPlan)
		want   string
	}{
		"many":           {func(*backfillPlan) {}, "Start 29 runs and send 87 reports to telegram, email and kept (--deliver none sends none)"},
		"two":            {func(p *backfillPlan) { p.report.Deliver = p.report.Deliver[:2] }, "Start 29 runs and send 58 reports to telegram and email (--deliver none sends none)"},
		"agreed to":      {func(p *backfillPlan) { p.agreed = true }, ""},
		"few":            {func(p *backfillPlan) { p.missing = p.missing[:3] }, ""},
		"nobody":         {func(p *backfillPlan) { p.audience = fanlight.ToNobody }, ""},
		"the archive":    {func(p *backfillPlan) { p.audience = fanlight.ToArchive }, "Start 29 runs and send 29 reports to kept (--deliver none sends none)"},
		"no destination": {func(p *backfillPlan) { p.report.Deliver = nil }, ""},
	} {
		p := january(fanlight.ToAll)
		if c.change(&p); p.question() != c.want {
			t.Errorf("%s: got %q, want %q", name, p.question(), c.want)
		}
	}
}

func TestBackfillPlan_samples(t *testing.T) {
	t.Parallel()
	var days []string
	for _, due := range january("").samples(time.Date(2026, 2, 3, 0, 0, 0, 0, time.UTC)) {
		days = append(days, due.Format("0102"))
	}
	if got := strings.Join(days, " "); got != "0101 0102 0131 0201 0202" {
		t.Errorf("got %s", got)
	}
}

package source

import (
	"testing"
	"time"

	"github.com/fanlight/fanlight/pkg/report"
)

// scheduled is the small report with a schedule and more keys.
func scheduled(t testing.TB, schedule, more string) string {
	t.Helper()
	return edit(t, "window:", "schedule: { "+schedule+" }\n"+more+"window:")
}

func TestBuilder_readPaused(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]bool{"": false, "paused: true\n": true, "paused: false\n": false, "paused: ${stop}\n": true} {
		r := mustLoad(t, scheduled(t, `cron: "30 12 * * ? *"`, text), Values{"stop": "true"})
		if r.Paused != want || r.Schedule == nil || r.Schedule.Expression != "cron(30 12 * * ? *)" {
			t.Errorf("%q: paused %v, schedule %v", text, r.Paused, r.Schedule)
		}
	}
}

func TestBuilder_readUntil(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"":                        "",
		"until: 2026-12-31\n":     "2026-12-31",
		"until: \"2026-12-31\"\n": "2026-12-31",
		"until: ${end}\n":         "2027-02-28",
	} {
		r := mustLoad(t, scheduled(t, `rate: 6 hours, timezone: Europe/Berlin`, text), Values{"end": "2027-02-28"})
		if got := (report.Schedule{Expression: "cron(0 0/6 * * ? *)", Timezone: "Europe/Berlin", Until: want}); *r.Schedule != got {
			t.Errorf("%q: schedule %v, want %v", text, r.Schedule, got)
		}
	}
}

// A day in the past stops nothing: the file may stay where it is.
func TestBuilder_setUntil(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 1, 2, 12, 0, 0, 0, time.UTC)
	for _, test := range []struct {
		schedule, until string
		now             time.Time
		want            string
	}{
		{`cron: "30 12 * * ? *"`, "2026-01-02", now, ""},
		{`cron: "30 11 * * ? *"`, "2026-01-02", now, "report.yaml:3:8: until 2026-01-02 is over: no edition is due any more"},
		{`cron: "30 12 * * ? *"`, "2025-12-31", now, "report.yaml:3:8: until 2025-12-31 is over: no edition is due any more"},
		{`cron: "30 12 * * ? *"`, "2025-12-31", time.Time{}, ""},
		{`cron: "30 12 * * ? *", timezone: Asia/Tokyo`, "2026-01-02", now, "report.yaml:3:8: until 2026-01-02 is over: no edition is due any more"},
		{`cron: "30 12 * * ? *", timezone: America/New_York`, "2026-01-02", now, ""},
		{`cron: "30 12 * * ? 2025"`, "2026-12-31", now, "report.yaml:2:19: last run of cron in the past: want a time in the future"},
	} {
		_, notes, err := loadText(scheduled(t, test.schedule, "until: "+test.until+"\n")[1:], DefaultValues(), Options{Now: test.now})
		if got := notes.Error(); err != nil || got != test.want {
			t.Errorf("%s until %s at %v: notes %q, error %v, want %q", test.schedule, test.until, test.now, got, err, test.want)
		}
	}
}

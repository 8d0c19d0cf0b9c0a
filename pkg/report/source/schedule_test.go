package source

import (
	"strings"
	"testing"
	"time"

	"github.com/fanlight/fanlight/pkg/report"
)

func TestBuilder_readSchedule(t *testing.T) {
	t.Parallel()
	r := mustLoad(t, edit(t, "window:", "schedule: { at: 2026-01-02T12:30:00, timezone: Asia/Tokyo }\nwindow:"), nil)
	if want := (report.Schedule{Expression: "at(2026-01-02T12:30:00)", Timezone: "Asia/Tokyo"}); r.Timezone != "Asia/Tokyo" || *r.Schedule != want {
		t.Errorf("time zone %s, schedule %+v", r.Timezone, r.Schedule)
	}
}

func TestBuilder_noteNoRun(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 1, 2, 12, 0, 0, 0, time.UTC)
	tests := []struct {
		schedule, zone string
		now            time.Time
		want           string
	}{
		{"at: 2026-01-02T12:00:00", "UTC", now, "report.yaml:2:17: last run of at in the past: want a time in the future"},
		{"at: 2026-01-02T12:30:00", "UTC", now, ""},
		{"at: 2026-01-02T12:30:00", "Europe/Berlin", now, "report.yaml:2:17: last run of at in the past: want a time in the future"},
		{"cron: 30 12 * * ? 1999", "UTC", now, "report.yaml:2:19: last run of cron in the past: want a time in the future"},
		{"cron: 30 12 * * ? 2026", "UTC", now, ""},
		{"at: 2026-01-02T12:00:00", "UTC", time.Time{}, ""},
	}
	for _, test := range tests {
		src := strings.TrimPrefix(edit(t, "window:", "schedule: { "+test.schedule+", timezone: "+test.zone+" }\nwindow:"), "\n")
		_, notes, err := loadText(src, DefaultValues(), Options{Now: test.now})
		if got := notes.Error(); err != nil || got != test.want {
			t.Errorf("%s %s at %v: notes %q, error %v, want %q", test.schedule, test.zone, test.now, got, err, test.want)
		}
	}
}

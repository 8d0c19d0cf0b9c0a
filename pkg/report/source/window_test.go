package source

import (
	"testing"

	"github.com/fanlight/fanlight/pkg/report"
)

func TestBuilder_readWindow(t *testing.T) {
	t.Parallel()
	r := mustLoad(t, edit(t, "window: 24h", "window: week"), nil)
	if r.Delay != 0 || r.Window != (report.Window{Calendar: report.Week}) {
		t.Errorf("delay %v, window %+v", r.Delay, r.Window)
	}
}

func TestLoadFiles_notes_rescans(t *testing.T) {
	t.Parallel()
	for schedule, want := range map[string]string{
		`cron: "*/5 * * * ? *"`: `report.yaml:3:9: the schedule scans each event 288 times: a run every 5m reads 24h (a shorter window, or a schedule that runs less often, scans less)`,
		`rate: 30 minutes`:      `report.yaml:3:9: the schedule scans each event 48 times: a run every 30m reads 24h (a shorter window, or a schedule that runs less often, scans less)`,
		`cron: "0 * * * ? *"`:   ``,
		`cron: "30 12 * * ? *"`: ``,
	} {
		_, notes, err := loadText(scheduled(t, schedule, "")[1:], DefaultValues(), Options{})
		if got := notes.Error(); err != nil || got != want {
			t.Errorf("%s: notes %q, error %v, want %q", schedule, got, err, want)
		}
	}
}

package edition

import (
	"testing"

	"github.com/fanlight/fanlight/pkg/report"
)

func TestChange(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		unit     report.Unit
		good     report.Good
		from, to float64
		crossed  bool
		text     string
		short    string
	}{
		{"count", "", 1232350, 1284310, false, "▲ 51,960 (+4.2%)", "▲ 4.2%"},
		{"count", "up", 43517, 41207, false, "▼ 2,310 (−5.3%), worse", "▼ 5.3%"},
		{"count", "down", 1041, 812, false, "▼ 229 (−22%), better", "▼ 22%"},
		{"count", "down", 100, 104, false, "▲ 4 (+4%)", "▲ 4%"},
		{"count", "down", 100, 104, true, "▲ 4 (+4%), worse", "▲ 4%"},
		{"count", "down", 0, 12, false, "▲ 12 (was 0), worse", "▲ 12"},
		{"count", "down", 12, 0, false, "▼ 12 (−100%), better", "▼ 100%"},
		{"count", "up", 7, 7, false, "= unchanged", "="},
		{"count", "", 1093, 16402, false, "▲ 15,309 (×15)", "▲ ×15"},
		{"%", "down", 0.53, 1.84, false, "▲ 1.31\u00a0pts, worse", "▲ 1.31\u00a0pts"},
		{"%", "down", 0.53, 0.55, false, "▲ 0.02\u00a0pts", "▲ 0.02\u00a0pts"},
		{"%", "up", 99.9, 99.95, false, "▲ 0.05\u00a0pts", "▲ 0.05\u00a0pts"},
	} {
		got := newChange(report.Section{Unit: c.unit, Good: c.good}, c.from, c.to, c.crossed)
		if got.Text() != c.text || got.Short() != c.short {
			t.Errorf("%v to %v %s: %q and %q, want %q and %q", c.from, c.to, c.unit, got.Text(), got.Short(), c.text, c.short)
		}
	}
}

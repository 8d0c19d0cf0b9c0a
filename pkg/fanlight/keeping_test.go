package fanlight_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/report"
)

func TestDocument_Keeping(t *testing.T) {
	t.Parallel()
	day := func(n int) fanlight.Window {
		start := time.Date(2026, 1, n, 0, 0, 0, 0, time.UTC)
		return fanlight.Window{Start: start, End: start.AddDate(0, 0, 1)}
	}
	ok := func(key string, value float64) fanlight.QueryFigures {
		return fanlight.QueryFigures{Key: key, State: fanlight.OK, Numbers: []fanlight.NumberFigure{{Field: "n", Value: value}}}
	}
	failed := fanlight.QueryFigures{Key: "b", State: fanlight.Failed}
	figures := func(run fanlight.RunID, queries ...fanlight.QueryFigures) *fanlight.Figures {
		return &fanlight.Figures{Run: run, Queries: queries}
	}
	baseline := func(f *fanlight.Figures) []fanlight.Baseline {
		return []fanlight.Baseline{{Compare: report.ComparePrevious, Window: day(2), Figures: f}}
	}
	patterns := func(missing fanlight.Missing, words ...string) []fanlight.PatternsBefore {
		p := fanlight.PatternsBefore{Section: 1, Window: day(2), Missing: missing}
		if missing == "" {
			p.Patterns = &fanlight.SectionPatterns{Key: words[0]}
		}
		return []fanlight.PatternsBefore{p}
	}
	for name, c := range map[string]struct{ now, earlier, want fanlight.Document }{
		"what was compared stays, what was not is new": {
			fanlight.Document{Baselines: baseline(figures("r@2", ok("a", 2), ok("b", 3)))},
			fanlight.Document{Baselines: baseline(figures("r@2", ok("a", 1), failed))},
			fanlight.Document{Baselines: baseline(figures("r@2", ok("a", 1), ok("b", 3)))},
		},
		"the edition failed since": {
			fanlight.Document{Baselines: baseline(figures("r@2", failed))},
			fanlight.Document{Baselines: baseline(figures("r@2", ok("b", 1)))},
			fanlight.Document{Baselines: baseline(figures("r@2", ok("b", 1)))},
		},
		"the figures have no room for the query now": {
			fanlight.Document{Baselines: baseline(figures("r@2"))},
			fanlight.Document{Baselines: baseline(figures("r@2", ok("b", 1)))},
			fanlight.Document{Baselines: baseline(figures("r@2", ok("b", 1)))},
		},
		"the edition cannot be read any more": {
			fanlight.Document{Baselines: []fanlight.Baseline{{Compare: report.ComparePrevious, Window: day(2), Unread: true}}},
			fanlight.Document{Baselines: baseline(figures("r@2", ok("a", 1))), Past: []fanlight.Figures{*figures("r@2", ok("a", 1))}},
			fanlight.Document{Baselines: baseline(figures("r@2", ok("a", 1))), Past: []fanlight.Figures{*figures("r@2", ok("a", 1))}},
		},
		"there was nothing to compare with": {
			fanlight.Document{Baselines: baseline(figures("r@2", ok("a", 2))), PatternsBefore: patterns("", "new")},
			fanlight.Document{Baselines: baseline(nil), PatternsBefore: patterns(fanlight.NoEdition)},
			fanlight.Document{Baselines: baseline(figures("r@2", ok("a", 2))), PatternsBefore: patterns("", "new")},
		},
		"patterns": {
			fanlight.Document{PatternsBefore: patterns("", "now")},
			fanlight.Document{PatternsBefore: patterns("", "then")},
			fanlight.Document{PatternsBefore: patterns("", "then")},
		},
		"editions before": {
			fanlight.Document{Past: []fanlight.Figures{*figures("r@2", ok("a", 2)), *figures("r@1", ok("a", 3))}},
			fanlight.Document{Past: []fanlight.Figures{*figures("r@1", ok("a", 1))}},
			fanlight.Document{Past: []fanlight.Figures{*figures("r@2", ok("a", 2)), *figures("r@1", ok("a", 1))}},
		},
	} {
		if diff := cmp.Diff(c.want, c.now.Keeping(&c.earlier)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}

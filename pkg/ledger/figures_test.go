package ledger_test

import (
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/ledger"
	"github.com/fanlight/fanlight/pkg/sim"
)

// edition returns the figures of the edition so many days before Due.
func edition(before, epoch int, value float64) fanlight.Figures {
	due := sim.Due.AddDate(0, 0, -before)
	return fanlight.Figures{
		Run: fanlight.NewRunID(sim.ReportName, due, ""), Epoch: epoch,
		Window:  fanlight.Window{Start: due.Add(-day), End: due},
		Queries: []fanlight.QueryFigures{{Key: "k", State: fanlight.OK, Numbers: []fanlight.NumberFigure{{Field: "n", Value: value}}}},
	}
}

func putFigures(t *testing.T, l *ledger.Ledger, all ...fanlight.Figures) {
	t.Helper()
	for _, f := range all {
		if err := l.PutFigures(t.Context(), f); err != nil {
			t.Fatal(err)
		}
	}
}

func TestLedger_PutFigures(t *testing.T) {
	t.Parallel()
	l := sim.NewHarness(t).Ledger()
	putFigures(t, l, edition(1, 2, 7), edition(1, 1, 5), edition(1, 2, 8)) // the late writer of an earlier epoch changes nothing
	expect(t, "figures", edition(1, 2, 8), must[fanlight.Figures](t)(l.Figures(t.Context(), sim.ReportName, sim.Due.Add(-day))))
}

func TestLedger_PutFigures_large(t *testing.T) {
	t.Parallel()
	l := sim.NewHarness(t).Ledger()
	f := edition(1, 1, 0)
	for i := range 3000 {
		f.Queries = append(f.Queries, fanlight.QueryFigures{
			Key: fmt.Sprint("key", i*7919), State: fanlight.OK, Numbers: []fanlight.NumberFigure{{Field: "n", Value: float64(i * i)}},
			Rows: []fanlight.RowFigure{{Labels: fmt.Sprint(i), Column: "n", Value: 1}},
		})
	}
	putFigures(t, l, f)
	got := must[fanlight.Figures](t)(l.Figures(t.Context(), sim.ReportName, f.Window.End))
	if n := len(got.Queries); !got.Short || n < 50 || len(got.Queries[0].Numbers) != 1 {
		t.Errorf("%d queries are kept, short %t, want at least 50 with their numbers", n, got.Short)
	}
}

func TestLedger_Figures(t *testing.T) {
	t.Parallel()
	expectNotFound(t, func(l *ledger.Ledger, _ fanlight.Run) error {
		_, err := l.Figures(t.Context(), sim.ReportName, sim.Due)
		return err
	})
	l := sim.NewHarness(t).Ledger()
	late := edition(1, 1, 9) // of two editions of one window, the one that was due last
	late.Run = fanlight.NewRunID(sim.ReportName, late.Window.End.Add(time.Hour), "")
	putFigures(t, l, edition(1, 1, 5), late, edition(2, 1, 4))
	expect(t, "figures", late, must[fanlight.Figures](t)(l.Figures(t.Context(), sim.ReportName, sim.Due.Add(-day))))
	if _, err := l.Figures(t.Context(), "bot", sim.Due.Add(-day)); !errors.Is(err, ledger.ErrNotFound) {
		t.Errorf("figures of another report: %v, want ErrNotFound", err)
	}
}

func TestLedger_FiguresBefore(t *testing.T) {
	t.Parallel()
	l := sim.NewHarness(t).Ledger()
	run := aRun(1)
	putFigures(t, l, edition(3, 1, 3), edition(0, 1, 0), edition(1, 1, 1), edition(2, 1, 2), edition(-1, 1, -1))
	got := must[[]fanlight.Figures](t)(l.FiguresBefore(t.Context(), run, 2))
	expect(t, "figures", []fanlight.Figures{edition(1, 1, 1), edition(2, 1, 2)}, got)
}

// TestLedger_FiguresBefore_small_pages reads editions from a table whose pages have one item.
func TestLedger_FiguresBefore_small_pages(t *testing.T) {
	t.Parallel()
	h := sim.NewHarness(t)
	l := h.Ledger()
	putFigures(t, l, edition(4, 1, 4), edition(3, 1, 3), edition(2, 1, 2), edition(1, 1, 1))
	h.DynamoDB.Hooks.PageItems = func() int { return 1 }
	run := fanlight.Run{ID: sim.RunID, Window: fanlight.Window{Start: sim.Due.Add(-day), End: sim.Due}}
	got := must[[]fanlight.Figures](t)(l.FiguresBefore(t.Context(), run, 3))
	expect(t, "editions", []fanlight.Figures{edition(1, 1, 1), edition(2, 1, 2), edition(3, 1, 3)}, got)
}

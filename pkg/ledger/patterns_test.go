package ledger_test

import (
	"testing"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/ledger"
	"github.com/fanlight/fanlight/pkg/sim"
)

func TestLedger_PutPatterns(t *testing.T) {
	t.Parallel()
	expectNotFound(t, func(l *ledger.Ledger, _ fanlight.Run) error {
		_, err := l.Patterns(t.Context(), sim.ReportName, sim.Due)
		return err
	})
	l := sim.NewHarness(t).Ledger()
	of := func(epoch int, text string) fanlight.PatternFigures {
		e := edition(1, epoch, 0)
		return fanlight.PatternFigures{Run: e.Run, Epoch: epoch, Window: e.Window, Sections: []fanlight.SectionPatterns{
			{Key: "k", Column: "@pattern", State: fanlight.OK, Patterns: []fanlight.Pattern{{Text: text, Count: 3}}},
		}}
	}
	for _, f := range []fanlight.PatternFigures{of(2, "second"), of(1, "first")} { // the late writer changes nothing
		if err := l.PutPatterns(t.Context(), f); err != nil {
			t.Fatal(err)
		}
	}
	expect(t, "patterns", of(2, "second"), must[fanlight.PatternFigures](t)(l.Patterns(t.Context(), sim.ReportName, sim.Due.Add(-day))))
}

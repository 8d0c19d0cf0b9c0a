//go:build !race

package dispatcher_test

import (
	"testing"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/sim"
)

// TestDispatcher_ContinueBackfill strikes every call of the command and of the
// janitor that continues it: each edition runs once.
func TestDispatcher_ContinueBackfill(t *testing.T) {
	t.Parallel()
	sim.Enumerate(t, []sim.Fault{sim.CrashBefore, sim.Resent}, func(t *testing.T, strike func(sim.Call) sim.Fault) {
		h, from, to := fortnight(t)
		p := h.Process().With(strike)
		_, _ = p.Run(func() error {
			_, err := p.Dispatcher().Backfill(t.Context(), fanlight.Command{Report: sim.ReportName, From: from, To: to})
			return err
		})
		if _, err := h.Process().Dispatcher().Backfill(t.Context(), fanlight.Command{Report: sim.ReportName, From: from, To: to}); err != nil {
			t.Fatal(err)
		}
		backfilled(t, h, fortnightID)
	})
}

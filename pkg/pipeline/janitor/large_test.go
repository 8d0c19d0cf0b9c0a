//go:build !race

package janitor_test

import (
	"testing"
	"time"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/localaws/logs"
	"github.com/fanlight/fanlight/pkg/sim"
)

// TestJanitor_Sweep_backfill starts 90 editions of ten queries of a minute: none times
// out because of the others in its own queue (rule J9).
func TestJanitor_Sweep_backfill(t *testing.T) {
	t.Parallel()
	h := sim.NewHarness(t, sim.Report(10))
	h.Script = func(q sim.Query) logs.Execution {
		e := sim.Answers(q)
		e.Run = time.Minute
		return e
	}
	runs, took := backfill(t, h, 90)
	for _, run := range runs {
		for i, o := range h.Outcomes(run) {
			if o != fanlight.OK {
				t.Errorf("query %d of %s is %s", i, run.ID, o)
			}
		}
	}
	t.Logf("90 editions took %s", took)
}

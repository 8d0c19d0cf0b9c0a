package ledger_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/ledger"
	"github.com/fanlight/fanlight/pkg/localaws/logs"
	"github.com/fanlight/fanlight/pkg/sim"
)

// A replay of what failed counts what it ran, not what it inherited.
func TestLedger_Spent(t *testing.T) {
	t.Parallel()
	r := sim.Report(3)
	r.Budget = 1
	h := sim.NewHarness(t, r)
	h.Script = func(q sim.Query) logs.Execution {
		if q.Index == 1 && q.Epoch == 1 {
			return sim.Ends("Timeout")
		}
		return sim.Answers(q)
	}
	h.Start()
	h.Quiesce()
	if _, err := h.Process().Dispatcher().Execute(t.Context(), fanlight.Command{Action: fanlight.ActionReplay, ID: "replay", Run: runID, Epoch: 1, Failed: true}); err != nil {
		t.Fatal(err)
	}
	h.Quiesce()
	want := []ledger.Spent{{Queries: 3, BytesScanned: 200, EstimateCalls: 2}, {Queries: 1, BytesScanned: 100, EstimateCalls: 2}}
	if diff := cmp.Diff(want, must[[]ledger.Spent](t)(h.Ledger().Spent(t.Context(), runID))); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	expectNotFound(t, func(l *ledger.Ledger, _ fanlight.Run) error {
		_, err := l.Spent(t.Context(), "none@2026-01-02T12:30:00Z")
		return err
	})
}

package ledger_test

import (
	"errors"
	"testing"
	"time"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/ledger"
	"github.com/fanlight/fanlight/pkg/sim"
)

func TestLedger_Newest(t *testing.T) {
	t.Parallel()
	h, run := sim.NewHarness(t), aRun(1)
	if _, err := h.Ledger().Newest(t.Context(), run.ID.Report()); !errors.Is(err, ledger.ErrNotFound) {
		t.Errorf("of no run: %v", err)
	}
	for _, days := range []int{0, 9, -3} {
		r := run
		r.ID = fanlight.NewRunID(run.ID.Report(), sim.Due.Add(time.Duration(days)*24*time.Hour), "")
		if err := h.Ledger().PutListing(t.Context(), r); err != nil {
			t.Fatal(err)
		}
	}
	want := fanlight.NewRunID(run.ID.Report(), sim.Due.Add(9*24*time.Hour), "")
	expect(t, "newest run", want, must[fanlight.RunID](t)(h.Ledger().Newest(t.Context(), run.ID.Report())))
	if _, err := h.Ledger().Newest(t.Context(), run.ID.Report()+"-2"); !errors.Is(err, ledger.ErrNotFound) {
		t.Errorf("of another report: %v", err)
	}
}

package ledger_test

import (
	"testing"
	"time"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/ledger"
	"github.com/fanlight/fanlight/pkg/report"
	"github.com/fanlight/fanlight/pkg/sim"
)

func TestLedger_CreateRun(t *testing.T) {
	t.Parallel()
	h := sim.NewHarness(t)
	run := aRun(2)
	packed := packedOf(t, run.Definition)
	run.Digest = packed.Digest
	stored, isNew, err := createRun(t, h.Ledger(), run, packed)
	if err != nil || !isNew {
		t.Fatal(isNew, err)
	}
	expect(t, "created", run, stored)
	later := run
	later.Hash, later.Total = "another", 3
	stored, isNew, err = createRun(t, h.Ledger(), later, packedOf(t, sim.Report(3)))
	if err != nil || isNew {
		t.Fatal(isNew, err)
	}
	expect(t, "what a second creation finds", run, stored)
	h.DynamoDB.Expire(sim.Due.Add(1000 * day))
	if h.Run(runID).ID == "" {
		t.Error("META of an open run expired")
	}
}

// TestLedger_CreateRun_wide has a definition of several chunks.
func TestLedger_CreateRun_wide(t *testing.T) {
	t.Parallel()
	run := aRun(1000)
	for i, row := range randomRows(1000, 1000) {
		run.Definition.Queries[i].Text = row[1].Value
	}
	h := sim.NewHarness(t)
	packed := packedOf(t, run.Definition)
	if _, isNew, err := createRun(t, h.Ledger(), run, packed); !isNew || err != nil || len(packed.Chunks) < 3 {
		t.Fatal(isNew, err, len(packed.Chunks))
	}
	expect(t, "definition of the run", run.Definition, h.Run(runID).Definition)
}

func TestLedger_Run(t *testing.T) {
	t.Parallel()
	expectNotFound(t, func(l *ledger.Ledger, _ fanlight.Run) error { _, err := l.Run(t.Context(), runID); return err })
	l, run := sim.NewHarness(t).Ledger(), aRun(2)
	run.OrderID, run.Order = "abc", []byte{3, 7}
	run, _, err := createRun(t, l, run, packedOf(t, run.Definition))
	if err != nil {
		t.Fatal(err)
	}
	expect(t, "META", run, must[fanlight.Run](t)(l.Run(t.Context(), runID)))
}

func TestLedger_RunState(t *testing.T) {
	t.Parallel()
	expectNotFound(t, func(l *ledger.Ledger, _ fanlight.Run) error { _, err := l.RunState(t.Context(), runID); return err })
	l, run := sim.NewHarness(t).Ledger(), aRun(2)
	run, _, err := createRun(t, l, run, packedOf(t, run.Definition))
	if err != nil {
		t.Fatal(err)
	}
	run.Definition = report.Report{}
	expect(t, "META without the definition", run, must[fanlight.Run](t)(l.RunState(t.Context(), runID)))
}

func TestLedger_MarkRunning(t *testing.T) {
	t.Parallel()
	mark := func(t *testing.T, l *ledger.Ledger, run fanlight.Run) (bool, error) {
		_, err := l.MarkRunning(t.Context(), run)
		return false, err
	}
	testExpired(t, mark)
	h := sim.NewHarness(t)
	if _, _, err := createRun(t, h.Ledger(), aRun(1), packedOf(t, sim.Report(1))); err != nil {
		t.Fatal(err)
	}
	run := must[fanlight.Run](t)(h.Ledger().MarkRunning(t.Context(), aRun(1)))
	if stored := h.Run(runID); stored.State != fanlight.Running || run.State != fanlight.Running {
		t.Errorf("marked %+v, stored %+v", run, stored)
	}
}

func TestLedger_OpenEpoch(t *testing.T) {
	t.Parallel()
	expectNotFound(t, func(l *ledger.Ledger, run fanlight.Run) error {
		_, _, err := l.OpenEpoch(t.Context(), run, 1)
		return err
	})
	conditional{
		setUp: ended,
		write: func(t *testing.T, l *ledger.Ledger, run fanlight.Run) (bool, error) {
			next := opened(run)
			next.Epoch, next.State = 2, fanlight.Dispatching
			stored, ok, err := l.OpenEpoch(t.Context(), next, 1)
			return ok && stored.Epoch == 2 && stored.Open, err
		},
		other: nil, // the run is still open
	}.test(t)
	testReset(t, func(l *ledger.Ledger, next fanlight.Run) (fanlight.Run, bool, error) {
		next.Epoch, next.Only = 2, nil
		return l.OpenEpoch(t.Context(), next, 1)
	})
}

func TestLedger_OpenRound(t *testing.T) {
	t.Parallel()
	expectNotFound(t, func(l *ledger.Ledger, run fanlight.Run) error {
		_, _, err := l.OpenRound(t.Context(), run, 1)
		return err
	})
	conditional{
		setUp: ended,
		write: func(t *testing.T, l *ledger.Ledger, run fanlight.Run) (bool, error) {
			next := opened(run)
			next.Round, next.Only = 2, []string{"chat"}
			stored, ok, err := l.OpenRound(t.Context(), next, 1)
			return ok && stored.Round == 2 && stored.Open && stored.Wants("chat") && !stored.Wants("mail"), err
		},
		other: nil, // the run is still open
	}.test(t)
	testReset(t, func(l *ledger.Ledger, next fanlight.Run) (fanlight.Run, bool, error) {
		next.Round = 2
		return l.OpenRound(t.Context(), next, 1)
	})
}

// testReset opens an epoch or a round of a run that was offered and has ended:
// the new one has not been offered, and does not expire while it is open.
func testReset(t *testing.T, open func(l *ledger.Ledger, next fanlight.Run) (fanlight.Run, bool, error)) {
	t.Helper()
	t.Run("offer and expiry", func(t *testing.T) {
		t.Parallel()
		h, run := created(t, 1)
		if err := h.Ledger().MarkOffered(t.Context(), run); err != nil {
			t.Fatal(err)
		}
		h.Quiesce()
		before := h.Run(runID)
		if before.Offered.IsZero() || before.Open {
			t.Fatalf("before: %+v", before)
		}
		if stored, ok, err := open(h.Ledger(), opened(before)); !ok || err != nil || !stored.Offered.IsZero() {
			t.Errorf("opened %v, %v, offered at %s", ok, err, stored.Offered)
		}
		h.DynamoDB.Expire(h.Clock.Now().Add(1000 * day))
		if h.Run(runID).ID == "" {
			t.Error("META of an open run expired")
		}
	})
}

func TestLedger_MarkOffered(t *testing.T) {
	t.Parallel()
	testExpired(t, func(t *testing.T, l *ledger.Ledger, run fanlight.Run) (bool, error) {
		return false, l.MarkOffered(t.Context(), run)
	})
	h, run := created(t, 1)
	for range 2 { // the first offer counts
		if err := h.Ledger().MarkOffered(t.Context(), run); err != nil {
			t.Fatal(err)
		}
		h.Clock.Advance(time.Minute)
	}
	if at := h.Run(runID).Offered; !at.Equal(sim.Due) {
		t.Errorf("offered at %s", at)
	}
}

// TestLedger_EndRun is rule E2: the end of an older epoch or round, or of a closed
// run, changes nothing.
func TestLedger_EndRun(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name  string
		setUp setUp
		epoch int
		round int
		ends  bool
	}{
		{"its own", nil, 1, 1, true},
		{"another epoch", nil, 2, 1, false},
		{"another round", nil, 1, 2, false},
		{"a closed run", ended, 1, 1, false},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			h, run := created(t, 1)
			if test.setUp != nil {
				test.setUp(t, h)
			}
			before := h.Run(runID)
			run.Epoch, run.Round = test.epoch, test.round
			if err := h.Ledger().EndRun(t.Context(), run, fanlight.Unsent); err != nil {
				t.Fatal(err)
			}
			if test.ends {
				before.State, before.Open = fanlight.Unsent, false
			}
			expect(t, "META", before, h.Run(runID))
		})
	}
}

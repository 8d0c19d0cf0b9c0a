package ledger_test

import (
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/ledger"
	"github.com/fanlight/fanlight/pkg/report"
	"github.com/fanlight/fanlight/pkg/sim"
)

const (
	runID = sim.RunID
	day   = 24 * time.Hour
)

// aRun is a run as a dispatcher freezes it.
func aRun(n int) fanlight.Run {
	r := sim.Report(n)
	due := sim.Due
	return fanlight.Run{
		ID: runID, Definition: r, Hash: r.Hash(), Total: n,
		Window:  fanlight.Window{Start: due.Add(-day), End: due},
		Created: due, Begun: due, Deadline: due.Add(30 * time.Minute),
		State: fanlight.Dispatching, Epoch: 1, Round: 1, Selection: fanlight.SelectAll, Open: true,
	}
}

// created returns a harness in which a run has META, PLAN and PROGRESS.
func created(t *testing.T, n int) (*sim.Harness, fanlight.Run) {
	t.Helper()
	h := sim.NewHarness(t, sim.Report(n))
	h.Start()
	return h, h.Run(runID)
}

// createRun creates a run as a dispatcher does.
func createRun(t *testing.T, l *ledger.Ledger, run fanlight.Run, packed report.Packed) (stored fanlight.Run, created bool, err error) {
	t.Helper()
	run.Digest = packed.Digest
	if err := errors.Join(l.Freeze(t.Context(), run, packed), l.FreezeOrder(t.Context(), run)); err != nil {
		t.Fatal(err)
	}
	return l.CreateRun(t.Context(), run)
}

// orderOf returns the sending order by the times that are stored.
func orderOf(t *testing.T, l *ledger.Ledger, d ledger.Definition) ([]byte, error) {
	t.Helper()
	return l.Order(t.Context(), d, must[ledger.Times](t)(l.Times(t.Context(), d.Report.Name)))
}

// ended is a set-up: the run ends as sent.
func ended(t *testing.T, h *sim.Harness) {
	t.Helper()
	h.Quiesce()
}

// opened returns the run as a command opens its next epoch or round.
func opened(run fanlight.Run) fanlight.Run {
	run.Command, run.Open = "me", true
	return run
}

func must[T any](t *testing.T) func(T, error) T {
	return func(v T, err error) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}

func expect(t *testing.T, what string, want, got any) {
	t.Helper()
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("%s (-want +got):\n%s", what, diff)
	}
}

// expectNotFound asserts that a method of an empty ledger returns ErrNotFound.
func expectNotFound(t *testing.T, read func(l *ledger.Ledger, run fanlight.Run) error) {
	t.Helper()
	t.Run("not there", func(t *testing.T) {
		t.Parallel()
		if err := read(sim.NewHarness(t).Ledger(), aRun(1)); !errors.Is(err, ledger.ErrNotFound) {
			t.Errorf("%v, want ErrNotFound", err)
		}
	})
}

// setUp brings a run into a state before a write.
type setUp func(t *testing.T, h *sim.Harness)

// conditional is a conditional write of the owner "me", and of attempts that are
// not "other".
type conditional struct {
	setUp setUp // after the run of two queries was created; nil: nothing
	// write reports whether it took effect.
	write func(t *testing.T, l *ledger.Ledger, run fanlight.Run) (bool, error)
	other setUp // another's write, because of which the condition fails; nil: none
}

// test asserts that a write takes effect; that it does so when its answer is
// lost and the client sends it again (rule G2); and that it changes nothing
// after another's write.
func (c conditional) test(t *testing.T) {
	t.Helper()
	for name, fault := range map[string]sim.Fault{"sent once": sim.NoFault, "same update sent twice": sim.Resent} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h, run := created(t, 2)
			if c.setUp != nil {
				c.setUp(t, h)
				run = h.Run(runID)
			}
			p := h.Process().With(func(sim.Call) sim.Fault { return fault })
			if ok, err := c.write(t, p.Stack.Ledger(), run); !ok || err != nil {
				t.Errorf("it took effect: %v, %v", ok, err)
			}
		})
	}
	t.Run("another was first", func(t *testing.T) {
		t.Parallel()
		h, run := created(t, 2)
		if c.other != nil {
			c.other(t, h)
		}
		progress, meta := h.Shards(run), h.Run(runID)
		if ok, err := c.write(t, h.Ledger(), run); ok || err != nil {
			t.Errorf("it took effect: %v, %v", ok, err)
		}
		expect(t, "progress", progress, h.Shards(run))
		expect(t, "META", meta, h.Run(runID))
	})
}

// otherSettled is another's settling of query 1, a second later.
func otherSettled(t *testing.T, h *sim.Harness) {
	t.Helper()
	h.Clock.Advance(time.Second)
	if _, ok, err := h.Ledger().SetWinners(t.Context(), h.Run(runID), 0, map[int]string{1: "other"}); !ok || err != nil {
		t.Fatal(ok, err)
	}
}

// otherClaimed is another's claim of the run's first round, for two hours.
func otherClaimed(t *testing.T, h *sim.Harness) {
	t.Helper()
	claimFor(t, h, "other", 2*time.Hour)
}

// claimed is a claim of the run's first round, for a minute.
func claimed(t *testing.T, h *sim.Harness) {
	t.Helper()
	claimFor(t, h, "me", time.Minute)
}

func claimFor(t *testing.T, h *sim.Harness, owner string, d time.Duration) {
	t.Helper()
	if _, ok, err := h.Ledger().TakeClaim(t.Context(), runID, 1, 1, owner, h.Clock.Now().Add(d)); !ok || err != nil {
		t.Fatal(ok, err)
	}
}

// testExpired asserts that a write to an expired run changes nothing: nothing
// resurrects a run (rule G6).
func testExpired(t *testing.T, write func(t *testing.T, l *ledger.Ledger, run fanlight.Run) (bool, error)) {
	t.Helper()
	t.Run("an expired run", func(t *testing.T) {
		t.Parallel()
		h, run := sim.NewHarness(t), aRun(1)
		if ok, err := write(t, h.Ledger(), run); ok || err != nil {
			t.Errorf("it took effect: %v, %v", ok, err)
		}
		if h.Run(runID).ID != "" {
			t.Error("the run is there")
		}
		if shards := h.Shards(run); len(shards) != 0 {
			t.Errorf("progress is there: %+v", shards)
		}
	})
}

// randomRows returns rows that are hard to compress.
func randomRows(n, bytes int) []fanlight.Row {
	rng := rand.New(rand.NewPCG(1, 2))
	rows := make([]fanlight.Row, n)
	for i := range rows {
		value := make([]byte, bytes)
		for k := range value {
			value[k] = byte('!' + rng.IntN(90)) // printable
		}
		rows[i] = fanlight.Row{{Name: "n", Value: fmt.Sprint(i)}, {Name: "@message", Value: string(value)}}
	}
	return rows
}

// attempt returns an attempt that keeps all of the rows.
func attempt(t *testing.T, index int, id string, result fanlight.Result, rows []fanlight.Row) ledger.Attempt {
	t.Helper()
	a := ledger.Attempt{Index: index, ID: id, Result: result, Rows: &ledger.Rows{}}
	if all, err := a.Rows.Add(rows, 1<<40); !all || err != nil {
		t.Fatal(all, err)
	}
	return a
}

// found is a result as it is read.
type found struct {
	Result fanlight.Result
	Rows   []fanlight.Row
}

// take reads the rows of a result that is handed on.
func take(result fanlight.Result, rows ledger.RowReader) (f found, err error) {
	f.Result = result
	for {
		row, err := rows.Next()
		if errors.Is(err, io.EOF) {
			return f, nil
		}
		if err != nil {
			return f, err
		}
		f.Rows = append(f.Rows, row)
	}
}

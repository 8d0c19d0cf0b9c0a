package ledger_test

import (
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/ledger"
	"github.com/fanlight/fanlight/pkg/sim"
)

const (
	runID = sim.RunID
	day   = 24 * time.Hour
)

// aRun is a run as a dispatcher freezes it.
func aRun(n int) fanlight.Run {
	r := sim.Report(n)
	birth := sim.Due
	return fanlight.Run{
		ID: runID, Definition: r, Hash: r.Hash(), Total: n,
		Window:  fanlight.Window{Start: birth.Add(-day), End: birth},
		Created: birth, Begun: birth, Deadline: birth.Add(30 * time.Minute),
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

func TestARunIsCreatedOnce(t *testing.T) {
	t.Parallel()
	l := sim.NewHarness(t).Ledger()
	run := aRun(2)
	stored, isNew, err := l.CreateRun(t.Context(), run)
	if err != nil || !isNew {
		t.Fatal(isNew, err)
	}
	expect(t, "created", run, stored)
	later := run
	later.Hash, later.Total = "another", 3
	stored, isNew, err = l.CreateRun(t.Context(), later)
	if err != nil || isNew {
		t.Fatal(isNew, err)
	}
	expect(t, "what a second creation finds", run, stored)
	expect(t, "read", run, must[fanlight.Run](t)(l.Run(t.Context(), runID)))
	run.Definition = sim.NewHarness(t).Run("none@2026-01-01T00:00:00Z").Definition
	expect(t, "standing: all but the definition", run, must[fanlight.Run](t)(l.RunState(t.Context(), runID)))
}

func TestWhatIsNotThere(t *testing.T) {
	t.Parallel()
	l := sim.NewHarness(t).Ledger()
	ctx, run := t.Context(), aRun(1)
	for name, read := range map[string]func() error{
		"run":        func() error { _, err := l.Run(ctx, runID); return err },
		"standing":   func() error { _, err := l.RunState(ctx, runID); return err },
		"definition": func() error { _, err := l.Definition(ctx, "none"); return err },
		"plan":       func() error { _, err := l.Plan(ctx, runID); return err },
		"progress":   func() error { _, err := l.Progress(ctx, run, 0); return err },
		"result":     func() error { _, err := l.Result(ctx, run, 0, "a"); return err },
		"document":   func() error { _, err := l.Document(ctx, run); return err },
		"claim":      func() error { _, err := l.Claim(ctx, run); return err },
		"watch":      func() error { _, err := l.Watch(ctx, "none"); return err },
		"keep":       func() error { return l.KeepDocument(ctx, run) },
		"open epoch": func() error { _, _, err := l.OpenEpoch(ctx, run, 1); return err },
		"open round": func() error { _, _, err := l.OpenRound(ctx, run, 1); return err },
	} {
		if err := read(); !errors.Is(err, ledger.ErrNotFound) {
			t.Errorf("%s: %v, want ErrNotFound", name, err)
		}
	}
}

// TestNothingResurrectsAnExpiredRun is rule G6.
func TestNothingResurrectsAnExpiredRun(t *testing.T) {
	t.Parallel()
	h := sim.NewHarness(t)
	l, ctx, run := h.Ledger(), t.Context(), aRun(1)
	start := fanlight.Start{Try: 1, ID: "a"}
	for name, write := range map[string]func() (fanlight.Progress, bool, error){
		"record": func() (fanlight.Progress, bool, error) {
			return l.RecordStarts(ctx, run, 0, map[int]fanlight.Start{0: start})
		},
		"replace": func() (fanlight.Progress, bool, error) {
			return l.ReplaceStart(ctx, run, 0, start, fanlight.Start{Try: 2, ID: "b"})
		},
		"winners": func() (fanlight.Progress, bool, error) {
			return l.SetWinners(ctx, run, 0, map[int]string{0: "a"})
		},
		"resent": func() (fanlight.Progress, bool, error) {
			ok, err := l.MarkResent(ctx, run, fanlight.Progress{})
			return fanlight.Progress{}, ok, err
		},
	} {
		if p, ok, err := write(); ok || err != nil || p.Size != 0 {
			t.Errorf("%s: %+v, %v, %v", name, p, ok, err)
		}
	}
	for name, write := range map[string]func() error{
		"mark running": func() error { _, err := l.MarkRunning(ctx, run); return err },
		"mark offered": func() error { return l.MarkOffered(ctx, run) },
		"end send": func() error {
			_, err := l.EndRound(ctx, run, fanlight.Claim{Epoch: 1, Round: 1}, fanlight.Sent)
			return err
		},
		"release": func() error { return l.ReleaseClaim(ctx, run, fanlight.Claim{Epoch: 1, Round: 1}, h.Clock.Now()) },
	} {
		if err := write(); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := l.Run(ctx, runID); !errors.Is(err, ledger.ErrNotFound) {
		t.Errorf("the run is there: %v", err)
	}
	if shards := h.Shards(run); len(shards) != 0 {
		t.Errorf("progress is there: %+v", shards)
	}
}

func TestExpiry(t *testing.T) {
	t.Parallel()
	h, run := created(t, 1)
	h.Quiesce()
	ended := h.Clock.Now()
	attempt := h.Shards(run)[0].Winners[0]
	last := run.Deadline.Add(91 * day) // a day beyond the retention: until then the run has ended
	reads := map[string]func() error{
		"plan":     func() error { _, err := h.Ledger().Plan(t.Context(), runID); return err },
		"progress": func() error { _, err := h.Ledger().Progress(t.Context(), run, 0); return err },
		"result":   func() error { _, err := h.Ledger().Result(t.Context(), run, 0, attempt); return err },
		"document": func() error { _, err := h.Ledger().Document(t.Context(), run); return err },
	}
	expectAll := func(when string, want error) {
		t.Helper()
		for name, read := range reads {
			if err := read(); !errors.Is(err, want) {
				t.Errorf("%s: %s: %v, want %v", when, name, err, want)
			}
		}
	}
	h.DynamoDB.Expire(last.Add(-time.Second))
	expectAll("before", nil)
	h.DynamoDB.Expire(last)
	expectAll("after", ledger.ErrNotFound)
	// META outlives all by 30 days (rule E4).
	meta := ended.Add(121 * day)
	h.DynamoDB.Expire(meta.Add(-time.Second))
	if h.Run(runID).ID == "" {
		t.Error("META expired too early")
	}
	h.DynamoDB.Expire(meta)
	if h.Run(runID).ID != "" {
		t.Error("META does not expire")
	}
}

func TestAnOpenRunNeverExpires(t *testing.T) {
	t.Parallel()
	h, _ := created(t, 1)
	h.DynamoDB.Expire(sim.Due.Add(1000 * day))
	if h.Run(runID).ID == "" {
		t.Error("META of an open run expired")
	}
}

func TestOpenRunsComeByDeadline(t *testing.T) {
	t.Parallel()
	h := sim.NewHarness(t)
	l := h.Ledger()
	var want []fanlight.RunID
	for _, i := range []int{2, 0, 1} {
		run := aRun(1)
		run.ID = fanlight.NewRunID("bot-usage", sim.Due.AddDate(0, 0, i), "")
		run.Deadline = run.Deadline.AddDate(0, 0, i)
		if _, _, err := l.CreateRun(t.Context(), run); err != nil {
			t.Fatal(err)
		}
	}
	for i := range 3 {
		want = append(want, fanlight.NewRunID("bot-usage", sim.Due.AddDate(0, 0, i), ""))
	}
	expect(t, "open", want, must[[]fanlight.RunID](t)(l.OpenRuns(t.Context())))
	run := must[fanlight.Run](t)(l.Run(t.Context(), want[1]))
	if err := l.EndRun(t.Context(), run, fanlight.Sent); err != nil {
		t.Fatal(err)
	}
	expect(t, "open after one has ended", []fanlight.RunID{want[0], want[2]}, must[[]fanlight.RunID](t)(l.OpenRuns(t.Context())))
}

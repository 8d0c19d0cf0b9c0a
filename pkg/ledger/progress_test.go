package ledger_test

import (
	"testing"
	"time"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/ledger"
	"github.com/fanlight/fanlight/pkg/sim"
)

func TestLedger_CreateProgress(t *testing.T) {
	t.Parallel()
	l := sim.NewHarness(t).Ledger()
	want := fanlight.Progress{Size: 2, Settled: 1, Winners: map[int]string{1: "a"}, Starts: map[int]fanlight.Start{}, Changed: sim.Due}
	expect(t, "created", want, must[fanlight.Progress](t)(l.CreateProgress(t.Context(), aRun(2), 0, map[int]string{1: "a"})))
	expect(t, "a second creation", want, must[fanlight.Progress](t)(l.CreateProgress(t.Context(), aRun(2), 0, nil)))
}

func TestLedger_Progress(t *testing.T) {
	t.Parallel()
	expectNotFound(t, func(l *ledger.Ledger, run fanlight.Run) error { _, err := l.Progress(t.Context(), run, 0); return err })
	h, run := created(t, 17)
	if p := must[fanlight.Progress](t)(h.Ledger().Progress(t.Context(), run, 1)); p.Shard != 1 || p.Size != 1 {
		t.Errorf("read %+v", p)
	}
}

func TestLedger_AllProgress(t *testing.T) {
	t.Parallel()
	h, run := created(t, 17)
	shards := must[[]fanlight.Progress](t)(h.Ledger().AllProgress(t.Context(), run))
	if len(shards) != 2 || shards[0].Shard != 0 || shards[0].Size != 16 || shards[1].Shard != 1 || shards[1].Size != 1 {
		t.Errorf("read %+v", shards)
	}
	run.Epoch = 2
	if shards := must[[]fanlight.Progress](t)(h.Ledger().AllProgress(t.Context(), run)); len(shards) != 0 {
		t.Errorf("another epoch has %+v", shards)
	}
}

func recordStarts(t *testing.T, l *ledger.Ledger, run fanlight.Run) (bool, error) {
	t.Helper()
	p, ok, err := l.RecordStarts(t.Context(), run, 0, map[int]fanlight.Start{0: {Try: 1, ID: "a"}, 1: {Try: 1, ID: "b"}})
	return ok && p.Starts[1].ID == "b", err
}

func TestLedger_RecordStarts(t *testing.T) {
	t.Parallel()
	conditional{write: recordStarts, other: otherSettled}.test(t)
	testExpired(t, recordStarts)
	t.Run("the first stays", func(t *testing.T) { // rule W3
		t.Parallel()
		h, run := created(t, 2)
		for _, id := range []string{"first", "second"} {
			p, ok, err := h.Ledger().RecordStarts(t.Context(), run, 0, map[int]fanlight.Start{0: {Try: 1, ID: id}})
			if err != nil || !ok || p.Starts[0].ID != "first" {
				t.Errorf("%s: %+v, %v, %v", id, p.Starts, ok, err)
			}
		}
	})
}

func TestLedger_ReplaceStart(t *testing.T) {
	t.Parallel()
	recorded := func(id string) setUp {
		return func(t *testing.T, h *sim.Harness) {
			if _, _, err := h.Ledger().RecordStarts(t.Context(), h.Run(runID), 0, map[int]fanlight.Start{0: {Try: 1, ID: id}}); err != nil {
				t.Fatal(err)
			}
		}
	}
	replace := func(t *testing.T, l *ledger.Ledger, run fanlight.Run) (bool, error) {
		p, ok, err := l.ReplaceStart(t.Context(), run, 0, fanlight.Start{Try: 1, ID: "a"}, fanlight.Start{Try: 2, ID: "b"})
		return ok && p.Starts[0] == fanlight.Start{Try: 2, ID: "b"}, err
	}
	conditional{setUp: recorded("a"), write: replace, other: recorded("x")}.test(t)
	testExpired(t, replace)
}

// TestLedger_SetWinners is rule S2.
func TestLedger_SetWinners(t *testing.T) {
	t.Parallel()
	set := func(t *testing.T, l *ledger.Ledger, run fanlight.Run) (bool, error) {
		p, _, err := l.SetWinners(t.Context(), run, 0, map[int]string{0: "a", 1: "b"})
		return p.Settled == 2 && p.Winners[0] == "a" && p.Winners[1] == "b", err
	}
	conditional{write: set, other: otherSettled}.test(t)
	testExpired(t, set)
}

// TestLedger_MarkResent is rule J2's condition.
func TestLedger_MarkResent(t *testing.T) {
	t.Parallel()
	mark := func(t *testing.T, l *ledger.Ledger, run fanlight.Run) (bool, error) {
		return l.MarkResent(t.Context(), run, fanlight.Progress{Shard: 0, Changed: sim.Due})
	}
	conditional{write: mark, other: otherSettled}.test(t)
	testExpired(t, mark)
	t.Run("a shard that has changed", func(t *testing.T) {
		t.Parallel()
		h, run := created(t, 2)
		seen := h.Shards(run)[0]
		h.Clock.Advance(time.Minute)
		if ok, err := h.Ledger().MarkResent(t.Context(), run, seen); !ok || err != nil {
			t.Errorf("%v, %v", ok, err)
		}
		h.Clock.Advance(time.Minute)
		if ok, err := h.Ledger().MarkResent(t.Context(), run, seen); ok || err != nil {
			t.Errorf("a shard that has changed was marked: %v, %v", ok, err)
		}
		if p := h.Shards(run)[0]; p.Resent != 1 || !p.Changed.Equal(sim.Due.Add(time.Minute)) {
			t.Errorf("progress %+v", p)
		}
	})
}

// TestLedger_Complete is rule S3: an epoch is complete when every shard is full. As
// long as the last ones are not, one read says so.
func TestLedger_Complete(t *testing.T) {
	t.Parallel()
	h, run := created(t, 320)
	shards := fanlight.Shards(run.Total)
	for shard := range shards {
		p := h.Process()
		complete, err := p.Stack.Ledger().Complete(t.Context(), run)
		if reads := p.Count("Query"); complete || err != nil || reads > 1 {
			t.Errorf("%d of %d shards are full: complete %v after %d reads, %v", shard, shards, complete, reads, err)
		}
		winners := map[int]string{}
		for i := range fanlight.ShardLen(run.Total, shard) {
			winners[shard*fanlight.ShardSize+i] = "a"
		}
		if _, ok, err := h.Ledger().SetWinners(t.Context(), run, shard, winners); !ok || err != nil {
			t.Fatal(ok, err)
		}
	}
	if complete, err := h.Ledger().Complete(t.Context(), run); !complete || err != nil {
		t.Errorf("all shards are full: complete %v, %v", complete, err)
	}
	wider := run
	wider.Total += fanlight.ShardSize
	if complete, err := h.Ledger().Complete(t.Context(), wider); complete || err != nil {
		t.Errorf("a shard is missing: complete %v, %v", complete, err)
	}
}

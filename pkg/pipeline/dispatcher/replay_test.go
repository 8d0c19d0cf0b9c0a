package dispatcher_test

import (
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs/types"
	"github.com/google/go-cmp/cmp"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/localaws/logs"
	"github.com/fanlight/fanlight/pkg/sim"
)

const (
	minute = time.Minute
	hour   = time.Hour
	day    = 24 * hour
)

// firstFails is the script of a query 0 that fails in epoch 1.
func firstFails(q sim.Query) logs.Execution {
	if q.Epoch == 1 && q.Index == 0 {
		return sim.Ends(types.QueryStatusFailed)
	}
	return sim.Answers(q)
}

// ended returns a world in which a run of two queries has ended, the first of
// them failed.
func ended(t *testing.T) *sim.Harness {
	t.Helper()
	w := sim.NewHarness(t, sim.Report(2))
	w.Script = firstFails
	w.Start()
	w.Quiesce()
	expectState(t, w, fanlight.Sent)
	return w
}

func command(id string, epoch, round int) fanlight.Command {
	return fanlight.Command{ID: id, Run: runID, Epoch: epoch, Round: round}
}

func replayFailed(id string, epoch, round int) fanlight.Command {
	c := command(id, epoch, round)
	c.Failed = true
	return c
}

func resendTo(c fanlight.Command, destinations []string) fanlight.Command {
	c.Destinations = destinations
	return c
}

func TestReplayRefusals(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name    string
		world   func(t *testing.T) *sim.Harness
		command fanlight.Command
		words   string
	}{
		{"no such run", ended, fanlight.Command{ID: "a", Run: "bot-usage@2020-01-01T00:00:00Z", Epoch: 1}, "there is no run"},
		{"an open run", func(t *testing.T) *sim.Harness {
			w := sim.NewHarness(t, sim.Report(2))
			w.Start()
			return w
		}, command("a", 1, 0), "is still running"},
		{"a resend that goes on", resending, command("a", 1, 0), "is being sent again (round 2)"},
		{"an epoch not seen", ended, command("a", 2, 0), "superseded"},
		{"another command came first", func(t *testing.T) *sim.Harness {
			w := ended(t)
			if _, err := w.Process().Dispatcher().Replay(t.Context(), command("other", 1, 0)); err != nil {
				t.Fatal(err)
			}
			w.Quiesce()
			return w
		}, command("a", 1, 0), "superseded"},
		{"the plan has expired", func(t *testing.T) *sim.Harness {
			w := ended(t)
			w.Clock.Advance(100 * day)
			w.DynamoDB.Expire(w.Clock.Now())
			return w
		}, command("a", 1, 0), "the plan of " + string(runID) + " has expired"},
		{"nothing failed", func(t *testing.T) *sim.Harness {
			w := sim.NewHarness(t, sim.Report(2))
			w.Start()
			w.Quiesce()
			return w
		}, replayFailed("a", 1, 0), "no query of " + string(runID) + " failed"},
		{"nothing to inherit", func(t *testing.T) *sim.Harness {
			w := sim.NewHarness(t, sim.Report(1))
			w.Script = firstFails
			w.Start()
			w.Quiesce()
			return w
		}, replayFailed("a", 1, 0), "replay all of them"},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			w := test.world(t)
			before, sent := w.Run(runID), len(w.QuerySent)
			_, err := w.Process().Dispatcher().Replay(t.Context(), test.command)
			expectRefused(t, err, test.words)
			if diff := cmp.Diff(before, w.Run(runID)); diff != "" || len(w.QuerySent) != sent {
				t.Errorf("a refused replay sent %d messages and changed META (-before +after):\n%s", len(w.QuerySent)-sent, diff)
			}
		})
	}
}

func TestReplayOfFailuresKeepsTheRest(t *testing.T) {
	t.Parallel()
	w := ended(t)
	kept := w.Shards(w.Run(runID))[0].Winners[1]
	w.Clock.Advance(10 * day)
	run, err := w.Process().Dispatcher().Replay(t.Context(), replayFailed("a", 1, 0))
	if err != nil {
		t.Fatal(err)
	}
	if want := w.Clock.Now().Add(30 * minute); !run.Deadline.Equal(want) {
		t.Errorf("deadline %s, want %s: it counts from the epoch's creation", run.Deadline, want)
	}
	if p := w.Shards(run)[0]; p.Settled != 1 || p.Winners[1] != kept {
		t.Errorf("progress of epoch 2: %+v", p)
	}
	w.Quiesce()
	expectState(t, w, fanlight.Sent)
	if diff := cmp.Diff([]fanlight.Outcome{fanlight.OK, fanlight.OK}, w.Outcomes(run)); diff != "" {
		t.Errorf("outcomes of epoch 2 (-want +got):\n%s", diff)
	}
	if last := w.QuerySent[len(w.QuerySent)-1]; len(w.QuerySent) != 3 || last.Epoch != 2 || last.Query.Index != 0 {
		t.Errorf("messages: %+v", w.QuerySent[2:])
	}
}

func TestReplayKeepsTheWindow(t *testing.T) {
	t.Parallel()
	w := ended(t)
	before := w.Run(runID).Window
	w.Clock.Advance(10 * day)
	if _, err := w.Process().Dispatcher().Replay(t.Context(), command("a", 1, 0)); err != nil {
		t.Fatal(err)
	}
	w.Quiesce()
	for _, q := range w.Started() {
		if q.Query.Start != before.Start.UnixMilli() || q.Query.End != before.End.UnixMilli()-1 {
			t.Errorf("a query of epoch %d ran from %d to %d", q.Epoch, q.Query.Start, q.Query.End)
		}
	}
}

// TestReplayKeepsThePlan is about expiry: an epoch that begins late needs the
// plan for as long as any other.
func TestReplayKeepsThePlan(t *testing.T) {
	t.Parallel()
	w := ended(t)
	w.Clock.Advance(89 * day)
	if _, err := w.Process().Dispatcher().Replay(t.Context(), command("a", 1, 0)); err != nil {
		t.Fatal(err)
	}
	w.DynamoDB.Expire(w.Clock.Now().Add(90 * day))
	if plan, err := w.Ledger().Plan(t.Context(), runID); err != nil || len(plan) != 2 {
		t.Errorf("%d queries are left, %v", len(plan), err)
	}
}

// TestReplayAccidents strikes every call of a replay; the operator's retry of
// the same command goes on.
func TestReplayAccidents(t *testing.T) {
	t.Parallel()
	sim.Enumerate(t, sim.Accidents, func(t *testing.T, strike func(sim.Call) sim.Fault) {
		w := ended(t)
		p := w.Process().With(strike)
		_, _ = p.Run(func() error {
			_, err := p.Dispatcher().Replay(t.Context(), replayFailed("a", 1, 0))
			return err
		})
		run, err := w.Process().Dispatcher().Replay(t.Context(), replayFailed("a", 1, 0))
		if err != nil {
			t.Fatal(err)
		}
		w.Quiesce()
		expectState(t, w, fanlight.Sent)
		if run.Epoch != 2 || w.Run(runID).Epoch != 2 {
			t.Errorf("one command made epoch %d", w.Run(runID).Epoch)
		}
		if diff := cmp.Diff([]fanlight.Outcome{fanlight.OK, fanlight.OK}, w.Outcomes(run)); diff != "" {
			t.Errorf("outcomes (-want +got):\n%s", diff)
		}
	})
}

// TestReplayedResultsThatExpired is about results that are to be inherited and
// are gone: their queries run again.
func TestReplayedResultsThatExpired(t *testing.T) {
	t.Parallel()
	w := sim.NewHarness(t, sim.Report(3))
	w.Script = firstFails
	w.Start()
	w.Quiesce()
	run := w.Run(runID)
	w.Lose(run, 1)
	run, err := w.Process().Dispatcher().Replay(t.Context(), replayFailed("a", 1, 0))
	if err != nil {
		t.Fatal(err)
	}
	if p := w.Shards(run)[0]; p.Settled != 1 || p.Winners[2] == "" {
		t.Errorf("progress of epoch 2: %+v, want query 2 inherited", p)
	}
	w.Quiesce()
	if ended := w.Run(runID); ended.State != fanlight.Sent {
		t.Errorf("the run is %s", ended.State)
	}
}

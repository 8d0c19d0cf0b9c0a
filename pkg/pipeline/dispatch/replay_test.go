package dispatch_test

import (
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs/types"
	"github.com/google/go-cmp/cmp"

	"github.com/fanlight/fanlight/pkg/localaws/logs"
	"github.com/fanlight/fanlight/pkg/pipeline"
	"github.com/fanlight/fanlight/pkg/pipeline/dispatch"
	"github.com/fanlight/fanlight/pkg/pipeline/pipelinetest"
)

const (
	minute = time.Minute
	hour   = time.Hour
	day    = 24 * hour
)

// firstFails is the script of a query 0 that fails in epoch 1.
func firstFails(q pipelinetest.Query) logs.Execution {
	if q.Epoch == 1 && q.Index == 0 {
		return pipelinetest.Ends(types.QueryStatusFailed)
	}
	return pipelinetest.Answers(q)
}

// ended returns a world in which a run of two queries has ended, the first of
// them failed.
func ended(t *testing.T) *pipelinetest.World {
	t.Helper()
	w := pipelinetest.New(t, pipelinetest.Report(2))
	w.Script = firstFails
	w.Start()
	w.Quiesce()
	expectState(t, w, pipeline.Sent)
	return w
}

func order(id string, epoch, round int) dispatch.Order {
	return dispatch.Order{ID: id, Run: runID, Epoch: epoch, Round: round}
}

func TestReplayRefusals(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name      string
		world     func(t *testing.T) *pipelinetest.World
		order     dispatch.Order
		selection pipeline.Selection
		words     string
	}{
		{"no such run", ended, dispatch.Order{ID: "a", Run: "bot-usage@2020-01-01T00:00:00Z", Epoch: 1}, pipeline.SelectAll, "there is no run"},
		{"an open run", func(t *testing.T) *pipelinetest.World {
			w := pipelinetest.New(t, pipelinetest.Report(2))
			w.Start()
			return w
		}, order("a", 1, 0), pipeline.SelectAll, "is still running"},
		{"a resend that goes on", resending, order("a", 1, 0), pipeline.SelectAll, "is being sent again (round 2)"},
		{"an epoch not seen", ended, order("a", 2, 0), pipeline.SelectAll, "superseded"},
		{"another command came first", func(t *testing.T) *pipelinetest.World {
			w := ended(t)
			if _, err := w.Process().Dispatcher().Replay(t.Context(), order("other", 1, 0), pipeline.SelectAll); err != nil {
				t.Fatal(err)
			}
			w.Quiesce()
			return w
		}, order("a", 1, 0), pipeline.SelectAll, "superseded"},
		{"the plan has expired", func(t *testing.T) *pipelinetest.World {
			w := ended(t)
			w.Clock.Advance(100 * day)
			w.DynamoDB.Expire(w.Clock.Now())
			return w
		}, order("a", 1, 0), pipeline.SelectAll, "the plan of " + string(runID) + " has expired"},
		{"nothing failed", func(t *testing.T) *pipelinetest.World {
			w := pipelinetest.New(t, pipelinetest.Report(2))
			w.Start()
			w.Quiesce()
			return w
		}, order("a", 1, 0), pipeline.SelectFailed, "no query of " + string(runID) + " failed"},
		{"nothing to inherit", func(t *testing.T) *pipelinetest.World {
			w := pipelinetest.New(t, pipelinetest.Report(1))
			w.Script = firstFails
			w.Start()
			w.Quiesce()
			return w
		}, order("a", 1, 0), pipeline.SelectFailed, "replay all of them"},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			w := test.world(t)
			before, sent := w.Run(runID), len(w.QuerySent)
			_, err := w.Process().Dispatcher().Replay(t.Context(), test.order, test.selection)
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
	run, err := w.Process().Dispatcher().Replay(t.Context(), order("a", 1, 0), pipeline.SelectFailed)
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
	expectState(t, w, pipeline.Sent)
	if diff := cmp.Diff([]pipeline.Outcome{pipeline.OK, pipeline.OK}, w.Outcomes(run)); diff != "" {
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
	if _, err := w.Process().Dispatcher().Replay(t.Context(), order("a", 1, 0), pipeline.SelectAll); err != nil {
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
	if _, err := w.Process().Dispatcher().Replay(t.Context(), order("a", 1, 0), pipeline.SelectAll); err != nil {
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
	pipelinetest.Enumerate(t, pipelinetest.Accidents, func(t *testing.T, strike func(pipelinetest.Call) pipelinetest.Fault) {
		w := ended(t)
		p := w.Process().With(strike)
		_, _ = p.Run(func() error {
			_, err := p.Dispatcher().Replay(t.Context(), order("a", 1, 0), pipeline.SelectFailed)
			return err
		})
		run, err := w.Process().Dispatcher().Replay(t.Context(), order("a", 1, 0), pipeline.SelectFailed)
		if err != nil {
			t.Fatal(err)
		}
		w.Quiesce()
		expectState(t, w, pipeline.Sent)
		if run.Epoch != 2 || w.Run(runID).Epoch != 2 {
			t.Errorf("one command made epoch %d", w.Run(runID).Epoch)
		}
		if diff := cmp.Diff([]pipeline.Outcome{pipeline.OK, pipeline.OK}, w.Outcomes(run)); diff != "" {
			t.Errorf("outcomes (-want +got):\n%s", diff)
		}
	})
}

// TestReplayedResultsThatExpired is about results that are to be inherited and
// are gone: their queries run again.
func TestReplayedResultsThatExpired(t *testing.T) {
	t.Parallel()
	w := pipelinetest.New(t, pipelinetest.Report(3))
	w.Script = firstFails
	w.Start()
	w.Quiesce()
	run := w.Run(runID)
	w.Lose(run, 1)
	run, err := w.Process().Dispatcher().Replay(t.Context(), order("a", 1, 0), pipeline.SelectFailed)
	if err != nil {
		t.Fatal(err)
	}
	if p := w.Shards(run)[0]; p.Settled != 1 || p.Winners[2] == "" {
		t.Errorf("progress of epoch 2: %+v, want query 2 inherited", p)
	}
	w.Quiesce()
	if ended := w.Run(runID); ended.State != pipeline.Sent {
		t.Errorf("the run is %s", ended.State)
	}
}

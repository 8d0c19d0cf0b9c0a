package dispatcher_test

import (
	"fmt"
	"testing"

	"github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs/types"
	"github.com/google/go-cmp/cmp"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/localaws/logs"
	"github.com/fanlight/fanlight/pkg/sim"
)

func TestDispatcher_Replay_refused(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name    string
		setUp   func(t *testing.T) *sim.Harness
		command fanlight.Command
		words   string
	}{
		{"no such run", ended, fanlight.Command{ID: "a", Run: "bot-usage@2020-01-01T00:00:00Z", Epoch: 1}, "there is no run"},
		{"an open run", func(t *testing.T) *sim.Harness {
			h := sim.NewHarness(t, sim.Report(2))
			h.Start()
			return h
		}, command("a", 1, 0), "is still running"},
		{"a resend that goes on", resending, command("a", 1, 0), "is being sent again (round 2)"},
		{"an epoch not seen", ended, command("a", 2, 0), "superseded"},
		{"another command came first", func(t *testing.T) *sim.Harness {
			h := ended(t)
			if _, err := h.Process().Dispatcher().Replay(t.Context(), command("other", 1, 0)); err != nil {
				t.Fatal(err)
			}
			h.Quiesce()
			return h
		}, command("a", 1, 0), "superseded"},
		{"the definition has expired", func(t *testing.T) *sim.Harness {
			h := sim.NewHarness(t, sim.Report(2))
			if _, err := h.Process().Dispatcher().Start(t.Context(), sim.ReportName, sim.Due.Add(-day), ""); err != nil {
				t.Fatal(err) // it writes the definition, for twice the retention
			}
			h.Clock.Advance(90 * day)
			h.Start()
			h.Quiesce()
			h.Clock.Advance(110 * day)
			h.DynamoDB.Expire(h.Clock.Now())
			return h
		}, command("a", 1, 0), "the definition of " + string(runID) + " has expired"},
		{"nothing failed", func(t *testing.T) *sim.Harness {
			h := sim.NewHarness(t, sim.Report(2))
			h.Start()
			h.Quiesce()
			return h
		}, replayFailed("a"), "no query of " + string(runID) + " failed"},
		{"nothing to inherit", func(t *testing.T) *sim.Harness {
			h := sim.NewHarness(t, sim.Report(1))
			h.Script = firstFails
			h.Start()
			h.Quiesce()
			return h
		}, replayFailed("a"), "replay all of them"},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			h := test.setUp(t)
			before, sent := h.Run(runID), len(h.QuerySent)
			_, err := h.Process().Dispatcher().Replay(t.Context(), test.command)
			expectRefused(t, err, test.words)
			if diff := cmp.Diff(before, h.Run(runID)); diff != "" || len(h.QuerySent) != sent {
				t.Errorf("a refused replay sent %d messages and changed META (-before +after):\n%s", len(h.QuerySent)-sent, diff)
			}
		})
	}
}

// TestDispatcher_Replay_failed keeps the results that are good.
func TestDispatcher_Replay_failed(t *testing.T) {
	t.Parallel()
	h := ended(t)
	kept := h.Shards(h.Run(runID))[0].Winners[1]
	h.Clock.Advance(10 * day)
	run, err := h.Process().Dispatcher().Replay(t.Context(), replayFailed("a"))
	if err != nil {
		t.Fatal(err)
	}
	if want := h.Clock.Now().Add(30 * minute); !run.Deadline.Equal(want) {
		t.Errorf("deadline %s, want %s: it counts from the epoch's creation", run.Deadline, want)
	}
	if p := h.Shards(run)[0]; p.Settled != 1 || p.Winners[1] != "1:"+kept {
		t.Errorf("progress of epoch 2: %+v", p)
	}
	h.Quiesce()
	expectState(t, h, fanlight.Sent)
	if diff := cmp.Diff([]fanlight.Outcome{fanlight.OK, fanlight.OK}, h.Outcomes(run)); diff != "" {
		t.Errorf("outcomes of epoch 2 (-want +got):\n%s", diff)
	}
	if last := h.QuerySent[len(h.QuerySent)-1]; len(h.QuerySent) != 3 || last.Epoch != 2 || last.Query.Index != 0 {
		t.Errorf("messages: %+v", h.QuerySent[2:])
	}
}

// TestDispatcher_Execute_replay_inherits is rule D4: nothing is copied, a result that
// expires before the new epoch is surely reported runs again, and the answer says how
// many do.
func TestDispatcher_Execute_replay_inherits(t *testing.T) {
	t.Parallel()
	h := sim.NewHarness(t, sim.Report(3))
	h.Script = firstFails
	first := h.Start()
	h.Quiesce()
	replayed := func(epoch int) fanlight.Answer {
		c := replayFailed(fmt.Sprint("r", epoch))
		c.Action, c.Epoch = fanlight.ActionReplay, epoch
		p := h.Process()
		answer, err := p.Dispatcher().Execute(t.Context(), c)
		if err != nil || p.Count("BatchWriteItem") > 0 {
			t.Fatal(answer, err, p.Count("BatchWriteItem"))
		}
		again, err := h.Process().Dispatcher().Execute(t.Context(), c)
		if diff := cmp.Diff(answer, again); diff != "" || err != nil {
			t.Errorf("the repeated command: %v (-first +second):\n%s", err, diff)
		}
		return answer
	}
	if a := replayed(1); a.Kept != 2 || a.Again != 1 {
		t.Errorf("answer %+v", a)
	}
	h.Script = func(q sim.Query) logs.Execution { return sim.Ends(types.QueryStatusFailed) }
	h.Quiesce()
	h.Script = nil
	h.Clock.Advance(2 * day)
	if a := replayed(2); a.Kept != 2 || a.Again != 1 {
		t.Errorf("answer %+v", a)
	}
	h.Quiesce()
	if diff := cmp.Diff([]fanlight.Outcome{fanlight.OK, fanlight.OK, fanlight.OK}, h.Outcomes(h.Run(runID))); diff != "" {
		t.Errorf("outcomes of epoch 3 (-want +got):\n%s", diff)
	}
	results := first.Deadline.Add(91 * day) // when those of epoch 1 expire
	h.Clock.Advance(results.Add(-day - 29*minute).Sub(h.Clock.Now()))
	if a := replayed(3); a.Kept != 1 || a.Again != 2 { // that of epoch 3 stays longer
		t.Errorf("answer %+v", a)
	}
	h.Quiesce()
	expectState(t, h, fanlight.Sent)
}

// TestDispatcher_Replay keeps the window.
func TestDispatcher_Replay(t *testing.T) {
	t.Parallel()
	h := ended(t)
	before := h.Run(runID).Window
	h.Clock.Advance(10 * day)
	if _, err := h.Process().Dispatcher().Replay(t.Context(), command("a", 1, 0)); err != nil {
		t.Fatal(err)
	}
	h.Quiesce()
	for _, q := range h.Started() {
		if q.Query.Start != before.Start.UnixMilli() || q.Query.End != before.End.UnixMilli()-1 {
			t.Errorf("a query of epoch %d ran from %d to %d", q.Epoch, q.Query.Start, q.Query.End)
		}
	}
}

// TestDispatcher_Replay_definition is about expiry: an epoch that begins late needs
// the definition for as long as any other.
func TestDispatcher_Replay_definition(t *testing.T) {
	t.Parallel()
	h := ended(t)
	h.Clock.Advance(89 * day)
	if _, err := h.Process().Dispatcher().Replay(t.Context(), command("a", 1, 0)); err != nil {
		t.Fatal(err)
	}
	h.DynamoDB.Expire(h.Clock.Now().Add(90 * day))
	if run, err := h.Ledger().Run(t.Context(), runID); err != nil || len(run.Plan()) != 2 {
		t.Errorf("%d queries are left, %v", len(run.Plan()), err)
	}
	h.Clock.Advance(300 * day)
	h.DynamoDB.Expire(h.Clock.Now())
	_, err := h.Process().Dispatcher().Replay(t.Context(), command("b", 2, 0))
	expectRefused(t, err, "the definition of bot-usage@2026-01-02T12:30:00Z has expired")
}

// TestDispatcher_Replay_accidents strikes every call of a replay; the
// operator's retry of the same command goes on.
func TestDispatcher_Replay_accidents(t *testing.T) {
	t.Parallel()
	sim.Enumerate(t, sim.Accidents, func(t *testing.T, strike func(sim.Call) sim.Fault) {
		h := ended(t)
		p := h.Process().With(strike)
		_, _ = p.Run(func() error {
			_, err := p.Dispatcher().Replay(t.Context(), replayFailed("a"))
			return err
		})
		run, err := h.Process().Dispatcher().Replay(t.Context(), replayFailed("a"))
		if err != nil {
			t.Fatal(err)
		}
		h.Quiesce()
		expectState(t, h, fanlight.Sent)
		if run.Epoch != 2 || h.Run(runID).Epoch != 2 {
			t.Errorf("one command made epoch %d", h.Run(runID).Epoch)
		}
		if diff := cmp.Diff([]fanlight.Outcome{fanlight.OK, fanlight.OK}, h.Outcomes(run)); diff != "" {
			t.Errorf("outcomes (-want +got):\n%s", diff)
		}
	})
}

// TestDispatcher_Replay_expired_results runs the queries again whose results
// are to be inherited and are gone.
func TestDispatcher_Replay_expired_results(t *testing.T) {
	t.Parallel()
	h := sim.NewHarness(t, sim.Report(3))
	h.Script = firstFails
	h.Start()
	h.Quiesce()
	run := h.Run(runID)
	h.Lose(run, 1)
	run, err := h.Process().Dispatcher().Replay(t.Context(), replayFailed("a"))
	if err != nil {
		t.Fatal(err)
	}
	if p := h.Shards(run)[0]; p.Settled != 1 || p.Winners[2] == "" {
		t.Errorf("progress of epoch 2: %+v, want query 2 inherited", p)
	}
	h.Quiesce()
	if ended := h.Run(runID); ended.State != fanlight.Sent {
		t.Errorf("the run is %s", ended.State)
	}
}

// TestDispatcher_Resend delivers the stored report.
func TestDispatcher_Resend(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name string
		to   []string
		want map[string]int // deliveries
	}{
		{"to all", nil, map[string]int{"one": 2, "two": 2}},
		{"to one", []string{"two"}, map[string]int{"one": 1, "two": 2}},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			h := sentTo(t)
			started := len(h.Started())
			run, err := h.Process().Dispatcher().Resend(t.Context(), resendTo(command("a", 1, 1), test.to))
			if err != nil || run.Round != 2 {
				t.Fatal(run.Round, err)
			}
			h.Quiesce()
			expectState(t, h, fanlight.Sent)
			got := map[string]int{"one": len(h.Sender.To("one")), "two": len(h.Sender.To("two"))}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("deliveries (-want +got):\n%s", diff)
			}
			if two := h.Sender.To("two"); !cmp.Equal(two[0].Message, two[1].Message) {
				t.Error("the second delivery says something else")
			}
			if len(h.Started()) != started {
				t.Error("a resend started queries")
			}
		})
	}
}

func TestDispatcher_Resend_refused(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name    string
		setUp   func(t *testing.T) *sim.Harness
		command fanlight.Command
		to      []string
		words   string
	}{
		{"unknown destination", sentTo, command("a", 1, 1), []string{"three"}, `no destination "three"; it has ["one" "two"]`},
		{"a round not seen", sentTo, command("a", 1, 2), nil, "superseded"},
		{"an epoch not seen", sentTo, command("a", 2, 1), nil, "superseded"},
		{"an open run", func(t *testing.T) *sim.Harness {
			h := sim.NewHarness(t, sim.Report(1))
			h.Start()
			return h
		}, command("a", 1, 1), nil, "is still running"},
		{"a resend that goes on", resending, command("a", 1, 2), nil, "is being sent again (round 2)"},
		{"no report was rendered", func(t *testing.T) *sim.Harness {
			h := sim.NewHarness(t, sim.Report(1))
			h.Start()
			if _, err := h.Process().Dispatcher().Cancel(t.Context(), command("c", 1, 0)); err != nil {
				t.Fatal(err)
			}
			return h
		}, command("a", 1, 1), nil, "no stored report"},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			h := test.setUp(t)
			before := h.Run(runID)
			_, err := h.Process().Dispatcher().Resend(t.Context(), resendTo(test.command, test.to))
			expectRefused(t, err, test.words)
			if diff := cmp.Diff(before, h.Run(runID)); diff != "" {
				t.Errorf("META (-before +after):\n%s", diff)
			}
		})
	}
}

// TestDispatcher_Resend_accidents strikes every call of a resend; its own
// repetition goes on, and the round is delivered once.
func TestDispatcher_Resend_accidents(t *testing.T) {
	t.Parallel()
	sim.Enumerate(t, sim.Accidents, func(t *testing.T, strike func(sim.Call) sim.Fault) {
		h := sentTo(t)
		p := h.Process().With(strike)
		_, _ = p.Run(func() error {
			_, err := p.Dispatcher().Resend(t.Context(), resendTo(command("a", 1, 1), []string{"one"}))
			return err
		})
		run, err := h.Process().Dispatcher().Resend(t.Context(), resendTo(command("a", 1, 1), []string{"one"}))
		if err != nil || run.Round != 2 {
			t.Fatal(run.Round, err)
		}
		h.Quiesce()
		expectState(t, h, fanlight.Sent)
		if one, two := len(h.Sender.To("one")), len(h.Sender.To("two")); one != 2 || two != 1 {
			t.Errorf("delivered %d and %d times, want 2 and 1", one, two)
		}
	})
}

// TestDispatcher_Resend_document is about expiry: a round that begins late
// needs its document for as long as any other.
func TestDispatcher_Resend_document(t *testing.T) {
	t.Parallel()
	h := sentTo(t)
	h.Clock.Advance(89 * day)
	if _, err := h.Process().Dispatcher().Resend(t.Context(), command("a", 1, 1)); err != nil {
		t.Fatal(err)
	}
	h.Clock.Advance(5 * day) // the message is lost for days
	h.DynamoDB.Expire(h.Clock.Now())
	h.SweepFor(5 * minute)
	expectState(t, h, fanlight.Sent)
	if n := len(h.Sender.To("one")); n != 2 {
		t.Errorf("delivered %d times, want 2", n)
	}
}

package dispatcher_test

import (
	"errors"
	"testing"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/ledger"
	"github.com/fanlight/fanlight/pkg/localaws/logs"
	"github.com/fanlight/fanlight/pkg/pipeline/worker"
	"github.com/fanlight/fanlight/pkg/report"
	"github.com/fanlight/fanlight/pkg/sim"
)

// standings are the states in which a person may find a run, each with what leads there.
var standings = map[string]func(t *testing.T) *sim.Harness{
	"dispatched": func(t *testing.T) *sim.Harness { t.Helper(); return begun(t, sim.Report(2)) },
	"waits for its first claim": func(t *testing.T) *sim.Harness {
		t.Helper()
		h := begun(t, sim.Report(1))
		h.Work(h.Process(), worker.Settings{})
		return h
	},
	"waits for its next try": func(t *testing.T) *sim.Harness { t.Helper(); return released(t, map[string]error{"two": errBusy}) },
	"half of it failed":      ended,
	"all of it failed": func(t *testing.T) *sim.Harness {
		t.Helper()
		h := sim.NewHarness(t, sim.Report(1))
		h.Script = firstFails
		return finished(h)
	},
	"sent":                func(t *testing.T) *sim.Harness { t.Helper(); return sentTo(t) },
	"one does not get it": func(t *testing.T) *sim.Harness { t.Helper(); return gone(t, "two") },
	"nobody gets it":      func(t *testing.T) *sim.Harness { t.Helper(); return gone(t, "one", "two") },
	"being sent again":    resending,
	"cancelled": func(t *testing.T) *sim.Harness {
		t.Helper()
		h := begun(t, sim.Report(1))
		if _, err := h.Process().Dispatcher().Cancel(t.Context(), command("c", 1, 1)); err != nil {
			t.Fatal(err)
		}
		return h
	},
	"cancelled while it was reported": func(t *testing.T) *sim.Harness {
		t.Helper()
		h := released(t, map[string]error{"one": errBusy, "two": errBusy})
		if _, err := h.Process().Dispatcher().Cancel(t.Context(), command("c", 1, 1)); err != nil {
			t.Fatal(err)
		}
		return h
	},
	"over budget": func(t *testing.T) *sim.Harness {
		t.Helper()
		r := sim.Report(2)
		r.Budget = 0.01
		h := sim.NewHarness(t, r)
		h.Estimate = func(sim.Query) logs.Execution { return sim.Estimates(412e9) }
		return finished(h)
	},
	"held": func(t *testing.T) *sim.Harness {
		t.Helper()
		r := sim.Report(2)
		r.OnPartial = report.PartialHold
		h := sim.NewHarness(t, r)
		h.Script = firstFails
		return finished(h)
	},
	"skipped": func(t *testing.T) *sim.Harness {
		t.Helper()
		r := sim.Report(1)
		r.SendWhen = "no_results"
		return finished(sim.NewHarness(t, r))
	},
}

func begun(t *testing.T, r report.Report) *sim.Harness {
	t.Helper()
	h := sim.NewHarness(t, r)
	h.Start()
	return h
}

func finished(h *sim.Harness) *sim.Harness {
	h.Start()
	h.Quiesce()
	return h
}

// gone returns a harness in which destinations refused the report for good.
func gone(t *testing.T, names ...string) *sim.Harness {
	t.Helper()
	h := sim.NewHarness(t, sim.Report(1, "one", "two"))
	answers := map[string]error{}
	for _, name := range names {
		answers[name] = &fanlight.DeliveryError{Permanent: true, Err: errors.New("chat not found")}
	}
	h.Sender.Answer = refusing(answers)
	return finished(h)
}

// standing reads where the run stands, as a person sees it.
func standing(t *testing.T, h *sim.Harness) fanlight.Standing {
	t.Helper()
	l, run := h.Ledger(), h.Run(runID)
	s := fanlight.Standing{Run: run, Complete: true}
	queries, err := l.QueryDetails(t.Context(), run)
	best, failed := l.EpochDeliveries(t.Context(), run)
	claim, unclaimed := l.Claim(t.Context(), run)
	if unclaimed != nil && !errors.Is(unclaimed, ledger.ErrNotFound) || err != nil || failed != nil {
		t.Fatal(unclaimed, err, failed)
	}
	for _, q := range queries {
		switch {
		case fanlight.Outcome(q.State).Good():
			s.Good++
		case q.State == ledger.QueryWaiting || q.State == ledger.QueryRunning:
			s.Complete = false
		default:
			s.Failed++
			if fanlight.IsNotRun(q.Error) {
				s.Refused++
			}
		}
	}
	for _, d := range run.Definition.Deliver {
		if best[d.Name].State != fanlight.DeliverySent {
			s.Missed++
		}
	}
	_, err = l.Document(t.Context(), run)
	s.Report, s.Waits = err == nil, claim.Released && !claim.Final()
	return s
}

// TestDispatcher_Execute_hints walks every state and carries out every command that is
// proposed in it: none is refused.
func TestDispatcher_Execute_hints(t *testing.T) {
	t.Parallel()
	for name, build := range standings {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			seen := standing(t, build(t))
			if len(seen.Hints()) == 0 && name != "sent" {
				t.Fatalf("%+v has no hint", seen)
			}
			for _, hint := range seen.Hints() {
				h := build(t)
				if hint.With != "" {
					h.Deploy(mended())
				}
				c := hint.Command()
				c.Run, c.ID, c.Epoch, c.Round = runID, "hint", seen.Run.Epoch, seen.Run.Round
				if answer, err := h.Process().Dispatcher().Execute(t.Context(), c); err != nil || answer.Refused != "" {
					t.Errorf("%s: %q, %v", hint.Line(runID), answer.Refused, err)
				}
			}
		})
	}
}

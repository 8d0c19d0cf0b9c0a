package sim

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/ledger"
	"github.com/fanlight/fanlight/pkg/localaws/logs"
)

// recorder is a testing.TB that records failures instead of failing.
type recorder struct {
	testing.TB
	failed bool
}

func (r *recorder) Errorf(string, ...any) { r.failed = true }

// failing returns the harness with a test that is expected to fail.
func (h *Harness) failing() *recorder {
	r := &recorder{TB: h.T}
	h.T = r
	return r
}

func TestNewHarness(t *testing.T) {
	t.Parallel()
	r := Report(1)
	h := NewHarness(t, r)
	deployed, err := h.Ledger().Deployed(t.Context())
	if diff := cmp.Diff([]ledger.Deployed{{Name: r.Name, Hash: r.Hash(), Schedule: r.Schedule}}, deployed); diff != "" || err != nil || !h.Clock.Now().Equal(Due) {
		t.Errorf("at %s, %v, deployed (-want +got):\n%s", h.Clock.Now(), err, diff)
	}
}

func TestHarness_Deploy(t *testing.T) {
	t.Parallel()
	h := NewHarness(t, Report(1))
	h.Deploy(Report(2))
	if d, err := h.Ledger().Definition(t.Context(), ReportName); err != nil || len(d.Report.Queries) != 2 {
		t.Errorf("deployed %+v, %v", d, err)
	}
}

func TestHarness_Process(t *testing.T) {
	t.Parallel()
	h := NewHarness(t)
	if a, b := h.Process().Stack.Random.Uint64(), h.Process().Stack.Random.Uint64(); a == b {
		t.Error("two processes draw the same random bits")
	}
}

func TestHarness_Emitted(t *testing.T) {
	t.Parallel()
	h := NewHarness(t)
	h.Process().Stack.Events.Emit(t.Context(), fanlight.Event{Kind: fanlight.EventBroken})
	if h.Emitted(fanlight.EventBroken) != 1 || h.Emitted(fanlight.EventGaveUp) != 0 {
		t.Errorf("events: %+v", h.Events)
	}
}

func TestHarness_Started(t *testing.T) {
	t.Parallel()
	h := NewHarness(t, Report(1))
	h.Script = func(q Query) logs.Execution {
		if q.Start == 1 {
			return Ends("Failed")
		}
		return Answers(q)
	}
	h.Start()
	h.Quiesce()
	started := h.Started()
	if len(started) != 2 || started[1].Run != RunID || started[1].Epoch != 1 || started[1].Index != 0 || started[1].Start != 2 {
		t.Errorf("started %+v", started)
	}
}

// TestNewHarness_incomplete holds that a harness fails its test when a report
// message is for an incomplete epoch (rule S4).
func TestNewHarness_incomplete(t *testing.T) {
	t.Parallel()
	h := NewHarness(t, Report(1))
	run := h.Start()
	r := h.failing()
	if err := h.Process().Settler().Announce(t.Context(), run, 1); err != nil || !r.failed {
		t.Errorf("the test failed: %v, %v", r.failed, err)
	}
}

package reporter_test

import (
	"strings"
	"testing"
	"time"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/pipeline/worker"
	"github.com/fanlight/fanlight/pkg/sim"
)

func TestTheOwnerIsTold(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name   string
		change func(h *sim.Harness)
		told   []string // parts of the words; none: not told
	}{
		{"nothing failed", func(*sim.Harness) {}, nil},
		{"a query failed", func(h *sim.Harness) { h.Script = failing },
			[]string{"1 of 1 query gave no answer", "Logs Insights ended the query as Failed"}},
		{"a destination was missed", func(h *sim.Harness) { h.Sender.Answer = answers(errGone) },
			[]string{"1 destination without the report", "one", "chat not found"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			r := sim.Report(1, "one", "two")
			owner := sim.Destination("owner")
			r.Owner = &owner
			h := sim.NewHarness(t, r)
			test.change(h)
			h.Start()
			h.Quiesce()
			told := h.Sender.To("owner")
			if want := min(1, len(test.told)); len(told) != want {
				t.Fatalf("told %d times, want %d", len(told), want)
			}
			for _, part := range test.told {
				if !strings.Contains(told[0].Message.Text, part) {
					t.Errorf("the owner is not told %q:\n%s", part, told[0].Message.Text)
				}
			}
		})
	}
}

func TestAnOwnerWhoIsNotReached(t *testing.T) {
	t.Parallel()
	r := sim.Report(1)
	owner := sim.Destination("owner")
	r.Owner = &owner
	h := sim.NewHarness(t, r)
	h.Script = failing
	h.Sender.Answer = func(to string, _ int) error {
		if to == "owner" {
			return errGone
		}
		return nil
	}
	h.Start()
	h.Quiesce()
	expectState(t, h, fanlight.Sent)
	if h.Emitted(fanlight.EventOwnerUnreached) != 1 {
		t.Errorf("events: %+v", h.Events)
	}
}

// TestTheOwnerHearsOfItDespiteACrash lets the reporter die at each of its
// calls: the owner gets a message at least once, from the actor that ends the run.
func TestTheOwnerHearsOfItDespiteACrash(t *testing.T) {
	t.Parallel()
	sim.Enumerate(t, []sim.Fault{sim.CrashBefore}, func(t *testing.T, strike func(sim.Call) sim.Fault) {
		r := sim.Report(1)
		owner := sim.Destination("owner")
		r.Owner = &owner
		h := sim.NewHarness(t, r)
		h.Script = failing
		h.Start()
		h.Work(h.Process(), worker.Settings{})
		h.Publish(h.Process().With(strike))
		h.SweepFor(8 * time.Minute)
		expectState(t, h, fanlight.Sent)
		if n := len(h.Sender.To("owner")); n < 1 || n > 2 {
			t.Errorf("the owner was told %d times", n)
		}
	})
}

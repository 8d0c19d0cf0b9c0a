package reporter_test

import (
	"strings"
	"testing"
	"time"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/pipeline/worker"
	"github.com/fanlight/fanlight/pkg/sim"
)

func TestReporter_Report_owner(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name   string
		change func(h *sim.Harness)
		parts  []string // of the message; none: no message
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
			got := h.Sender.To("owner")
			if want := min(1, len(test.parts)); len(got) != want {
				t.Fatalf("the owner got %d messages, want %d", len(got), want)
			}
			for _, part := range test.parts {
				if !strings.Contains(got[0].Message.Text, part) {
					t.Errorf("the message has no %q:\n%s", part, got[0].Message.Text)
				}
			}
		})
	}
}

func TestReporter_Report_owner_unreached(t *testing.T) {
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

// TestReporter_Report_owner_despite_a_crash lets the reporter die at each of
// its calls: the owner gets at least one message, whichever process ends the
// run.
func TestReporter_Report_owner_despite_a_crash(t *testing.T) {
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
			t.Errorf("the owner got %d messages", n)
		}
	})
}

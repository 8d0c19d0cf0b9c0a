package reporter_test

import (
	"errors"
	"testing"
	"time"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/sim"
)

// TestReporter_Report_killed kills every reporter at the same place, as for want
// of memory: five claims count, and the next one ends the round before it renders
// or sends.
func TestReporter_Report_killed(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name      string
		kill      func(p *sim.Process, c sim.Call) bool
		delivered int
		state     fanlight.State
	}{
		{"before the document is stored", func(_ *sim.Process, c sim.Call) bool { return c.Op == "PutItem" }, 0, fanlight.Unsent},
		{"before the provider's answer", func(_ *sim.Process, c sim.Call) bool { return c.Op == "Deliver" }, 0, fanlight.PartlySent},
		{"after it", func(p *sim.Process, c sim.Call) bool { return p.Count("Deliver") == 1 && c.Op != "Deliver" }, 5, fanlight.PartlySent},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			h := complete(t, sim.Report(1))
			killed := 0
			for h.Run(runID).Open && h.Clock.Now().Before(sim.Due.Add(12*time.Hour)) {
				p := h.Process()
				h.Publish(p.With(func(c sim.Call) sim.Fault {
					if test.kill(p, c) {
						killed++
						return sim.CrashBefore
					}
					return sim.NoFault
				}))
				if h.Clock.Now().Sub(sim.Due)%(2*time.Minute) == 0 {
					h.Sweep()
				}
				h.Clock.Advance(time.Second)
			}
			expectState(t, h, test.state)
			expectAlarms(t, h, test.state)
			if killed != 5 || len(h.Sender.Got) != test.delivered {
				t.Errorf("killed %d times, delivered %d times, want 5 and %d", killed, len(h.Sender.Got), test.delivered)
			}
		})
	}
}

// TestReporter_Report_older_claim ends a round at once that a version without
// this bound claimed too often.
func TestReporter_Report_older_claim(t *testing.T) {
	t.Parallel()
	h := complete(t, sim.Report(1))
	for range 7 {
		if _, ok, err := h.Ledger().TakeClaim(t.Context(), runID, 1, 1, "dead", h.Clock.Now()); !ok || err != nil {
			t.Fatal(ok, err)
		}
		h.Clock.Advance(time.Second)
	}
	h.Publish(h.Process())
	expectState(t, h, fanlight.Unsent)
	if len(h.Sender.Got) != 0 {
		t.Errorf("delivered: %+v", h.Sender.Got)
	}
}

// TestReporter_Report_short_waits has a provider that always asks to wait for a
// second: the round ends after its hour, and its message is never a dead letter.
func TestReporter_Report_short_waits(t *testing.T) {
	t.Parallel()
	h := complete(t, sim.Report(1))
	h.Sender.Answer = func(string, int) error {
		return &fanlight.DeliveryError{RetryAfter: time.Second, Err: errors.New("too many requests")}
	}
	h.Quiesce()
	expectState(t, h, fanlight.Unsent)
	if took := h.Clock.Now().Sub(sim.Due); took < time.Hour || took > 65*time.Minute {
		t.Errorf("over after %s", took)
	}
}

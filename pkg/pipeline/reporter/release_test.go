package reporter_test

import (
	"errors"
	"fmt"
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

// TestReporter_Report_mixed_waits has one destination whose provider asks to wait for
// an hour, and one that fails three times: the second gets its report after its own
// pauses, and the first is left alone meanwhile.
func TestReporter_Report_mixed_waits(t *testing.T) {
	t.Parallel()
	h := complete(t, sim.Report(1, "one", "two"))
	const asked = 58 * time.Minute
	h.Sender.Answer = func(to string, try int) error {
		switch {
		case to == "one" && try == 1:
			return &fanlight.DeliveryError{RetryAfter: asked, Err: errors.New("too many requests")}
		case to == "two" && try <= 3:
			return errBusy
		}
		return nil
	}
	begun := h.Clock.Now()
	h.Quiesce()
	expectState(t, h, fanlight.Sent)
	if took := h.Sender.To("two")[0].At.Sub(begun); took < 210*time.Second || took > 4*time.Minute {
		t.Errorf("the one that failed three times got its report after %s, want 3m30s", took)
	}
	if took := h.Sender.To("one")[0].At.Sub(begun); took < asked || took > asked+2*time.Second || h.Sender.Tries("one") != 2 {
		t.Errorf("the one that asked for %s got its report after %s, at try %d", asked, took, h.Sender.Tries("one"))
	}
	if got := claim(t, h); got.Tries != 1 {
		t.Errorf("a claim beside a wait counts: %+v", got)
	}
}

// TestReporter_Report_mixed_failures has two destinations that fail in turn: each has
// its five tries.
func TestReporter_Report_mixed_failures(t *testing.T) {
	t.Parallel()
	h := complete(t, sim.Report(1, "one", "two"))
	h.Sender.Answer = func(to string, try int) error {
		if to == "one" || try < fanlight.MaxTries {
			return errBusy
		}
		return nil
	}
	h.Quiesce()
	expectState(t, h, fanlight.PartlySent)
	if one, two := h.Sender.Tries("one"), h.Sender.Tries("two"); one != fanlight.MaxTries || two != fanlight.MaxTries {
		t.Errorf("tried %d and %d times", one, two)
	}
}

// TestReporter_Report_early_claim has an offer arrive when the lease is over and no
// destination may be tried yet: nothing is tried, and the claim does not count.
func TestReporter_Report_early_claim(t *testing.T) {
	t.Parallel()
	h := complete(t, sim.Report(1, "one"))
	h.Sender.Answer = answers(errBusy, nil)
	h.Publish(h.Process())
	h.Clock.Advance(29*time.Second + 500*time.Millisecond)
	m := fanlight.ReportMessage{Version: 1, Run: runID, Epoch: 1, Round: 1}
	if err := h.Process().Reporter().Report(t.Context(), m); err == nil {
		t.Error("the message is done with")
	}
	if got := claim(t, h); got.Fence != 2 || got.Tries != 1 || h.Sender.Tries("one") != 1 {
		t.Errorf("tried %d times: %+v", h.Sender.Tries("one"), got)
	}
	h.SweepFor(4 * time.Minute)
	expectState(t, h, fanlight.Sent)
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

// TestReporter_Report_slow_failures has 40 destinations whose provider does not answer
// for 20 s, before one of another provider: each is tried, and the last one gets its
// report, although a claim has the time for three of them only.
func TestReporter_Report_slow_failures(t *testing.T) {
	t.Parallel()
	var names []string
	for i := range 40 {
		names = append(names, fmt.Sprint("hangs", i))
	}
	h := complete(t, sim.Report(1, append(names, "answers")...))
	h.Sender.Answer = func(to string, _ int) error {
		if to == "answers" {
			return nil
		}
		h.Clock.Advance(20 * time.Second)
		return errBusy
	}
	h.Quiesce()
	expectState(t, h, fanlight.PartlySent)
	for _, name := range names {
		if h.Sender.Tries(name) == 0 {
			t.Errorf("%s was never tried", name)
		}
	}
	if len(h.Sender.To("answers")) != 1 {
		t.Errorf("the destination that answers got nothing")
	}
}

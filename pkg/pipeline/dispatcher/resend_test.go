package dispatcher_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/sim"
)

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
			if two := h.Sender.To("two"); !cmp.Equal(two[0].Message, two[1].Message, cmpopts.IgnoreFields(fanlight.Message{}, "Round")) {
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
		{"unknown destination", sentTo, command("a", 1, 1), []string{"three"}, `no destination "three": it has one, two`},
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

// TestDispatcher_Resend_now ends the wait of an open round.
func TestDispatcher_Resend_now(t *testing.T) {
	t.Parallel()
	now := func(h *sim.Harness, round int) error {
		c := command("n", 1, round)
		c.Now = true
		_, err := h.Process().Dispatcher().Resend(t.Context(), c)
		return err
	}
	t.Run("a delivery that waits", func(t *testing.T) {
		t.Parallel()
		h := released(t, map[string]error{"two": &fanlight.DeliveryError{RetryAfter: hour / 2, Err: errBusy}})
		h.Sender.Answer = nil
		if err := now(h, 1); err != nil {
			t.Fatal(err)
		}
		h.Publish(h.Process())
		expectState(t, h, fanlight.Sent)
		if got := len(h.Sender.Got); got != 2 {
			t.Errorf("delivered %d times, want 2", got)
		}
	})
	t.Run("a delivery that waits, after a reporter that died", func(t *testing.T) {
		t.Parallel()
		h := released(t, map[string]error{"two": &fanlight.DeliveryError{RetryAfter: hour / 2, Err: errBusy}})
		h.Sender.Answer = nil
		for _, fault := range []sim.Fault{sim.CrashBefore, sim.NoFault} {
			if err := now(h, 1); err != nil {
				t.Fatal(err)
			}
			p := h.Process()
			h.Publish(p.With(func(sim.Call) sim.Fault {
				if p.Count("UpdateItem") == 2 { // after the claim, before its delivery
					return fault
				}
				return sim.NoFault
			}))
			h.Clock.Advance(5 * minute) // the lease of the dead one is over
		}
		expectState(t, h, fanlight.Sent)
	})
	t.Run("a try under way", func(t *testing.T) {
		t.Parallel()
		h := resending(t)
		h.Publish(h.Process().With(func(c sim.Call) sim.Fault {
			if c.Op == "Deliver" {
				expectRefused(t, now(h, 2), "is being reported")
			}
			return sim.NoFault
		}))
		expectRefused(t, now(h, 2), "it has ended as sent: no delivery waits")
		expectRefused(t, now(h, 1), "superseded")
	})
	t.Run("a round that nobody claimed", func(t *testing.T) {
		t.Parallel()
		h := resending(t)
		sent := len(h.ReportSent)
		if err := now(h, 2); err != nil || len(h.ReportSent) != sent+1 {
			t.Errorf("%v; %d messages", err, len(h.ReportSent)-sent)
		}
	})
	t.Run("queries that run", func(t *testing.T) {
		t.Parallel()
		h := sim.NewHarness(t, sim.Report(1))
		h.Start()
		expectRefused(t, now(h, 1), "its queries still run")
		// A janitor that was to give the run up has died.
		if _, ok, err := h.Ledger().TakeClaim(t.Context(), runID, 1, 1, "janitor", h.Clock.Now()); !ok || err != nil {
			t.Fatal(ok, err)
		}
		h.Clock.Advance(time.Minute)
		if expectRefused(t, now(h, 1), "its queries still run"); len(h.ReportSent) != 0 {
			t.Errorf("announced: %+v", h.ReportSent)
		}
	})
}

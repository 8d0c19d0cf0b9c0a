package reporter_test

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/report"
	"github.com/fanlight/fanlight/pkg/sim"
)

var (
	errGone  = &fanlight.DeliveryError{Permanent: true, Err: errors.New("chat not found")}
	errBusy  = &fanlight.DeliveryError{Err: errors.New("bad gateway")}
	errLater = &fanlight.DeliveryError{RetryAfter: 10 * time.Minute, Err: errors.New("too many requests")}
	errDays  = &fanlight.DeliveryError{RetryAfter: 48 * time.Hour, Err: errors.New("too many requests")}
	errLost  = &fanlight.DeliveryError{Unknown: true, Err: errors.New("connection reset")}
)

// answers lets each try of the destination "one" have its own answer, the last
// one for all further tries; every other destination succeeds.
func answers(errs ...error) func(string, int) error {
	return func(to string, try int) error {
		if to != "one" {
			return nil
		}
		return errs[min(try, len(errs))-1]
	}
}

func TestReporter_Report_delivery(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name    string
		unknown report.OnUnknown
		answers []error
		tries   int
		state   fanlight.State
		record  fanlight.Delivery
	}{
		{"refused for good", report.Resend, []error{errGone}, 1, fanlight.PartlySent,
			fanlight.Delivery{State: fanlight.DeliveryFailed, Fence: 1, Tries: 1, Total: 1, Permanent: true, Error: "chat not found"}},
		{"refused once", report.Resend, []error{errBusy, nil}, 2, fanlight.Sent,
			fanlight.Delivery{State: fanlight.DeliverySent, Fence: 2, Tries: 2, Parts: 1, Total: 1, Receipt: "receipt-2"}},
		{"refused always", report.Resend, []error{errBusy}, 5, fanlight.PartlySent,
			fanlight.Delivery{State: fanlight.DeliveryFailed, Fence: 5, Tries: 5, Total: 1, Error: "bad gateway"}},
		{"unknown, then sent", report.Resend, []error{errLost, nil}, 2, fanlight.Sent,
			fanlight.Delivery{State: fanlight.DeliverySent, Fence: 2, Tries: 2, Parts: 1, Total: 1, Unknown: true, Receipt: "receipt-2"}},
		{"unknown, then refused for good", report.Resend, []error{errLost, errGone}, 2, fanlight.PartlySent,
			fanlight.Delivery{State: fanlight.DeliveryFailed, Fence: 2, Tries: 2, Total: 1, Unknown: true, Permanent: true, Error: "chat not found"}},
		{"unknown and not to be sent again", report.Skip, []error{errLost}, 1, fanlight.PartlySent,
			fanlight.Delivery{State: fanlight.DeliveryUnknown, Fence: 1, Tries: 1, Total: 1, Unknown: true, Error: "connection reset"}},
		{"refused, which may be tried again", report.Skip, []error{errBusy, nil}, 2, fanlight.Sent,
			fanlight.Delivery{State: fanlight.DeliverySent, Fence: 2, Tries: 2, Parts: 1, Total: 1, Receipt: "receipt-2"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			r := sim.Report(1, "one", "two")
			r.Deliver[0].OnUnknown = test.unknown
			h := complete(t, r)
			h.Sender.Answer = answers(test.answers...)
			h.Quiesce()
			expectState(t, h, test.state)
			test.record.Name = "one"
			if diff := cmp.Diff(test.record, records(t, h)["one"], cmpopts.IgnoreFields(fanlight.Delivery{}, "NotBefore")); diff != "" {
				t.Errorf("record (-want +got):\n%s", diff)
			}
			if one, two := h.Sender.Tries("one"), h.Sender.Tries("two"); one != test.tries || two != 1 {
				t.Errorf("tried %d and %d times, want %d and 1", one, two, test.tries)
			}
			expectAlarms(t, h, test.state)
		})
	}
}

// TestReporter_Report_epoch holds that channels know the epoch of what they send, from
// which keys against duplicates derive; a message to the owner has none.
func TestReporter_Report_epoch(t *testing.T) {
	t.Parallel()
	r := sim.Report(1, "one")
	owner := sim.Destination("owner")
	r.Owner = &owner
	h := sim.NewHarness(t, r)
	h.Script = failing
	h.Start()
	h.Quiesce()
	for name, want := range map[string]int{"one": 1, "owner": 0} {
		if got := h.Sender.To(name); len(got) != 1 || got[0].Message.Epoch != want {
			t.Errorf("%s got %+v, want epoch %d", name, got, want)
		}
	}
}

// TestReporter_Report_slow_destination has the first of two destinations
// answer, badly, only when the time of one delivery is over: the other one gets
// its report.
func TestReporter_Report_slow_destination(t *testing.T) {
	t.Parallel()
	h := complete(t, sim.Report(1, "one", "two"))
	h.Sender.Answer = func(to string, _ int) error {
		if to == "one" {
			h.Clock.Advance(time.Minute)
			return errBusy
		}
		return nil
	}
	h.Quiesce()
	expectState(t, h, fanlight.PartlySent)
	if two := h.Sender.To("two"); len(two) != 1 || h.Sender.Tries("one") != 5 {
		t.Errorf("tried %d times, the other was delivered to %d times, want 5 and 1", h.Sender.Tries("one"), len(two))
	}
}

// expectAlarms asserts that an alarm was raised, once, unless everything was
// sent.
func expectAlarms(t *testing.T, h *sim.Harness, state fanlight.State) {
	t.Helper()
	want := 1
	if state == fanlight.Sent {
		want = 0
	}
	if got := h.Emitted(fanlight.EventGaveUp); got != want {
		t.Errorf("%d alarms for a run that is %s, want %d: %+v", got, state, want, h.Events)
	}
}

// TestReporter_GiveUp_sent gives up a run whose reporter died when everything
// was sent: no alarm is raised.
func TestReporter_GiveUp_sent(t *testing.T) {
	t.Parallel()
	h := complete(t, sim.Report(1))
	h.Publish(h.Process().With(func(sim.Call) sim.Fault {
		if len(h.Sender.Got) == 1 && records(t, h)["chat"].State == fanlight.DeliverySent {
			return sim.CrashBefore
		}
		return sim.NoFault
	}))
	h.Clock.Advance(10 * time.Minute)
	if err := h.Process().Reporter().GiveUp(t.Context(), h.Run(runID)); err != nil {
		t.Fatal(err)
	}
	expectState(t, h, fanlight.Sent)
	expectAlarms(t, h, fanlight.Sent)
}

func TestReporter_Report_possible_duplicate(t *testing.T) {
	t.Parallel()
	h := complete(t, sim.Report(1, "one", "two"))
	h.Sender.Answer = answers(errLost, nil)
	h.Quiesce()
	if one, two := h.Sender.To("one"), h.Sender.To("two"); !one[0].Again || two[0].Again {
		t.Errorf("marked as possibly a duplicate: %v and %v, want true and false", one[0].Again, two[0].Again)
	} else if !strings.HasPrefix(one[0].Message.Text, "Possibly a duplicate") {
		t.Errorf("the text has no mark: %.60q", one[0].Message.Text)
	}
}

// TestReporter_Report_crash_during_a_delivery leaves a record with state
// sending.
func TestReporter_Report_crash_during_a_delivery(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		unknown report.OnUnknown
		state   fanlight.State
		got     int
	}{
		{report.Resend, fanlight.Sent, 2},
		{report.Skip, fanlight.PartlySent, 1},
	} {
		t.Run(string(test.unknown), func(t *testing.T) {
			t.Parallel()
			r := sim.Report(1)
			r.Deliver[0].OnUnknown = test.unknown
			h := complete(t, r)
			p := h.Process()
			h.Publish(p.With(func(c sim.Call) sim.Fault {
				if p.Count("Deliver") == 1 && c.Op != "Deliver" {
					return sim.CrashBefore
				}
				return sim.NoFault
			}))
			h.SweepFor(30 * time.Minute)
			expectState(t, h, test.state)
			if record := records(t, h)["chat"]; len(h.Sender.Got) != test.got || !record.Unknown {
				t.Errorf("delivered %d times, want %d; record %+v", len(h.Sender.Got), test.got, record)
			}
		})
	}
}

// TestReporter_Report_destinations_left asks for another try in an error.
func TestReporter_Report_destinations_left(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		answer error
		want   time.Duration
	}{
		"busy": {errBusy, 30 * time.Second}, "too many requests": {errLater, 10 * time.Minute}, "refused": {errGone, 0}, "sent": {nil, 0},
	} {
		w := complete(t, sim.Report(1, "one"))
		w.Sender.Answer = answers(test.answer)
		err := w.Process().Reporter().Report(t.Context(), fanlight.ReportMessage{Version: 1, Run: runID, Epoch: 1, Round: 1})
		if got := fanlight.RetryAfter(err); got != test.want || (err != nil) != (test.want > 0) {
			t.Errorf("%s: Report = %v, which asks for another try after %s, want %s", name, err, got, test.want)
		}
	}
}

// TestReporter_Report_times_of_tries is rule R5: at doubling intervals, or when
// the provider asks for it, for an hour at most.
func TestReporter_Report_times_of_tries(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name   string
		answer error
		want   []time.Duration // between tries
	}{
		{"doubling", errBusy, []time.Duration{30 * time.Second, time.Minute, 2 * time.Minute, 4 * time.Minute}},
		{"Retry-After", errLater, slices.Repeat([]time.Duration{10 * time.Minute}, 6)},
		{"days, which is too long", errDays, []time.Duration{time.Hour}},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			h := complete(t, sim.Report(1, "one"))
			var at []time.Time
			h.Sender.Answer = func(string, int) error {
				at = append(at, h.Clock.Now())
				return test.answer
			}
			h.Quiesce()
			expectState(t, h, fanlight.Unsent)
			expectAlarms(t, h, fanlight.Unsent)
			var gaps []time.Duration
			for i := 1; i < len(at); i++ {
				gaps = append(gaps, at[i].Sub(at[i-1]))
			}
			if diff := cmp.Diff(test.want, gaps); diff != "" {
				t.Errorf("between tries (-want +got):\n%s", diff)
			}
		})
	}
}

// TestReporter_Report_before_the_next_try is rule R5: a message before the time
// of the next try does not use up a try.
func TestReporter_Report_before_the_next_try(t *testing.T) {
	t.Parallel()
	h := complete(t, sim.Report(1, "one"))
	h.Sender.Answer = answers(errBusy)
	h.Publish(h.Process())
	h.Clock.Advance(28 * time.Second)
	m := fanlight.ReportMessage{Version: 1, Run: runID, Epoch: 1, Round: 1}
	if err := h.Process().Reporter().Report(t.Context(), m); err != nil {
		t.Errorf("not done with: %v", err)
	}
	if got := claim(t, h); got.Tries != 1 || h.Sender.Tries("one") != 1 {
		t.Errorf("tried %d times: %+v", h.Sender.Tries("one"), got)
	}
}

// TestReporter_GiveUp_older_holder lets a reporter take the claim over from one
// that gives up, before that one has read the records (rule R4).
func TestReporter_GiveUp_older_holder(t *testing.T) {
	t.Parallel()
	h := complete(t, sim.Report(1, "one"))
	h.Sender.Answer = answers(errBusy)
	first := h.Process()
	claimed := false
	first.With(func(c sim.Call) sim.Fault {
		if !claimed && first.Count("UpdateItem") == 1 && c.Op != "UpdateItem" {
			claimed = true
			h.Clock.Advance(10 * time.Minute)
			h.Publish(h.Process())
		}
		return sim.NoFault
	})
	if err := first.Reporter().GiveUp(t.Context(), h.Run(runID)); err != nil {
		t.Fatal(err)
	}
	want := fanlight.Delivery{Name: "one", State: fanlight.DeliveryFailed, Fence: 2, Tries: 1, Total: 1, Error: "bad gateway", NotBefore: h.Clock.Now().Add(30 * time.Second)}
	if diff := cmp.Diff(want, records(t, h)["one"]); diff != "" {
		t.Errorf("record (-want +got):\n%s", diff)
	}
	expectState(t, h, fanlight.Running)
	if len(h.Events) != 0 {
		t.Errorf("events: %+v", h.Events)
	}
}

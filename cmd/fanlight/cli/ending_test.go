package cli

import (
	"testing"
	"time"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/ledger"
)

func TestEnding_String(t *testing.T) {
	t.Parallel()
	run := func(epoch, round int, state fanlight.State) fanlight.Run {
		return fanlight.Run{ID: "ID", Epoch: epoch, Round: round, State: state}
	}
	query := func(states ...string) (all []ledger.QueryDetails) {
		for _, s := range states {
			all = append(all, ledger.QueryDetails{State: s})
		}
		return all
	}
	deliveries := []fanlight.Delivery{
		{Name: "a", State: fanlight.DeliverySent, Tries: 1}, {Name: "b", State: fanlight.DeliveryFailed, Tries: 3},
		{Name: "c", State: fanlight.DeliveryUnknown, Unknown: true, Tries: 1}, {Name: "d", State: fanlight.DeliveryFailed},
		{Name: "e", State: fanlight.DeliveryFailed, Parts: 20, Total: 25},
	}
	const reached = "a has it, b was given up after 3 of 5 tries, c may have it and was given up after 1 of 5 tries, " +
		"d was given up before its next try, e has 20 of 25 parts and was given up before its next try"
	for _, test := range []struct {
		name string
		done ending
		want string
	}{
		{"running", ending{run: run(1, 1, fanlight.Cancelled), queries: query("ok", "cancelled", "cancelled", "cancelled")},
			"ID is cancelled: 1 query was ok, 3 are cancelled, nothing is sent"},
		{"dispatching", ending{run: run(1, 1, fanlight.Cancelled), queries: query("cancelled", "cancelled")},
			"ID is cancelled: 2 queries are cancelled, nothing is sent"},
		{"no queries", ending{run: run(1, 1, fanlight.Cancelled)}, "ID is cancelled: nothing is sent"},
		{"reporting, nobody can have it", ending{run: run(1, 1, fanlight.Cancelled), claim: fanlight.Claim{Fence: 2}, queries: query("ok")},
			"ID is cancelled before anybody had the report"},
		{"reporting, some have it", ending{run: run(1, 1, fanlight.PartlySent), claim: fanlight.Claim{Fence: 2}, deliveries: deliveries},
			"ID ends as partly_sent: " + reached},
		{"epoch 2", ending{run: run(2, 1, fanlight.Cancelled), before: fanlight.PartlySent}, "ID is cancelled in epoch 2; epoch 1 was partly_sent"},
		{"epoch 3, some have it", ending{run: run(3, 1, fanlight.PartlySent), before: fanlight.Sent, deliveries: deliveries[:1]},
			"ID ends as partly_sent in epoch 3: a has it; epoch 2 was sent"},
		{"a resend", ending{run: run(1, 2, fanlight.PartlySent), deliveries: deliveries[1:2]},
			"ID: round 2 is over: b was given up after 3 of 5 tries; the run is partly_sent"},
		{"cancelled", ending{already: true, run: run(1, 1, fanlight.Cancelled), claim: fanlight.Claim{Ended: time.Date(2026, 1, 2, 12, 33, 10, 0, time.UTC)}},
			"ID was cancelled at 2026-01-02T12:33:10Z"},
		{"cancelled by an earlier version", ending{already: true, run: run(1, 1, fanlight.Cancelled)}, "ID is cancelled already"},
	} {
		if got := test.done.String(); got != test.want {
			t.Errorf("%s:\n got %s\nwant %s", test.name, got, test.want)
		}
	}
}

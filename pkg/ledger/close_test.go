package ledger_test

import (
	"testing"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/sim"
)

// recorded stores a record of the destination "chat" in a round of a run.
func recorded(t *testing.T, h *sim.Harness, run fanlight.Run, d fanlight.Delivery) {
	t.Helper()
	d.Name = "chat"
	if _, ok, err := h.Ledger().SetDelivery(t.Context(), run, fanlight.Delivery{}, d); !ok || err != nil {
		t.Fatal(ok, err)
	}
}

// inRound2 returns a run whose epoch's first round ended in a state, in its second
// round.
func inRound2(t *testing.T, state fanlight.State, first fanlight.Delivery) (*sim.Harness, fanlight.Run) {
	t.Helper()
	h, run := created(t, 1)
	recorded(t, h, run, first)
	if got, err := h.Ledger().CloseRun(t.Context(), run, state); err != nil || got != state {
		t.Fatalf("the first round leaves it %s, %v", got, err)
	}
	next := h.Run(run.ID)
	next.Round, next.Open, next.Command = 2, true, "r"
	stored, ok, err := h.Ledger().OpenRound(t.Context(), next, 1)
	if !ok || err != nil {
		t.Fatal(ok, err)
	}
	return h, stored
}

func TestLedger_CloseRun(t *testing.T) {
	t.Parallel()
	sent, failed := fanlight.Delivery{State: fanlight.DeliverySent}, fanlight.Delivery{State: fanlight.DeliveryFailed}
	unknown := fanlight.Delivery{State: fanlight.DeliveryUnknown, Unknown: true}
	for _, test := range []struct {
		before        fanlight.State
		first, second fanlight.Delivery
		want          fanlight.State
	}{
		{fanlight.Unsent, failed, sent, fanlight.Sent},
		{fanlight.Unsent, failed, unknown, fanlight.PartlySent},
		{fanlight.Unsent, failed, failed, fanlight.Unsent},
		{fanlight.Sent, sent, failed, fanlight.Sent},
		{fanlight.PartlySent, unknown, failed, fanlight.PartlySent},
		{fanlight.Cancelled, failed, failed, fanlight.Cancelled},
	} {
		h, run := inRound2(t, test.before, test.first)
		recorded(t, h, run, test.second)
		for range 2 { // it may be repeated
			got, err := h.Ledger().CloseRun(t.Context(), run, fanlight.Unsent)
			if ended := h.Run(run.ID); err != nil || got != test.want || ended.State != test.want || ended.Open {
				t.Errorf("%+v: %s, %v; the run is %s, want %s", test, got, err, ended.State, test.want)
			}
		}
	}
}

func TestLedger_EpochState(t *testing.T) {
	t.Parallel()
	h, run := created(t, 1)
	if got, err := h.Ledger().EpochState(t.Context(), run, 1); got != "" || err != nil {
		t.Errorf("without a claim: %q, %v", got, err)
	}
	if _, err := h.Ledger().ClaimForCancel(t.Context(), run, "c"); err != nil {
		t.Fatal(err)
	}
	if got, err := h.Ledger().EpochState(t.Context(), run, 1); got != fanlight.Cancelled || err != nil {
		t.Errorf("cancelled: %q, %v", got, err)
	}
	run.Round = 2
	recorded(t, h, run, fanlight.Delivery{State: fanlight.DeliverySent})
	if got, err := h.Ledger().EpochState(t.Context(), run, 1); got != fanlight.Sent || err != nil {
		t.Errorf("sent by a resend: %q, %v", got, err)
	}
}

func TestLedger_EpochDeliveries(t *testing.T) {
	t.Parallel()
	h, run := created(t, 1)
	for round, state := range []fanlight.DeliveryState{fanlight.DeliveryFailed, fanlight.DeliveryUnknown, fanlight.DeliveryFailed, fanlight.DeliverySent, fanlight.DeliveryUnknown} {
		run.Round = round + 1
		recorded(t, h, run, fanlight.Delivery{State: state})
		best := map[int]fanlight.DeliveryState{0: fanlight.DeliveryFailed, 1: fanlight.DeliveryUnknown, 2: fanlight.DeliveryUnknown, 3: fanlight.DeliverySent, 4: fanlight.DeliverySent}[round]
		if got, err := h.Ledger().EpochDeliveries(t.Context(), run); err != nil || got["chat"].State != best {
			t.Errorf("after round %d: %+v, %v, want it %s", round+1, got, err, best)
		}
	}
}

// TestLedger_EndDeliveries is rule E3.
func TestLedger_EndDeliveries(t *testing.T) {
	t.Parallel()
	end := func(t *testing.T, h *sim.Harness, run fanlight.Run, fence int) ([]fanlight.Delivery, bool) {
		t.Helper()
		all, held, err := h.Ledger().EndDeliveries(t.Context(), run, fanlight.Claim{Epoch: 1, Round: 1, Fence: fence}, "why")
		if err != nil {
			t.Fatal(err)
		}
		return all, held
	}
	h, run := created(t, 1)
	for range 2 { // it may be repeated
		all, held := end(t, h, run, 2)
		expect(t, "records", []fanlight.Delivery{{Name: "chat", State: fanlight.DeliveryFailed, Fence: 2, Error: "why"}}, all)
		if !held {
			t.Error("the claim is said to be lost")
		}
	}
	if _, held := end(t, h, run, 1); held {
		t.Error("an older holder ended a record")
	}
	h, run = created(t, 1)
	recorded(t, h, run, fanlight.Delivery{State: fanlight.DeliverySent, Fence: 7})
	if all, held := end(t, h, run, 8); !held || len(all) != 1 || all[0].State != fanlight.DeliverySent || all[0].Fence != 7 {
		t.Errorf("what is sent becomes %+v, held %v", all, held)
	}
}

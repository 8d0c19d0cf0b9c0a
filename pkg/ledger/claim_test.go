package ledger_test

import (
	"testing"
	"time"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/sim"
)

// TestLeases is rule R1's condition over time.
func TestLeases(t *testing.T) {
	t.Parallel()
	h, run := created(t, 1)
	l := h.Ledger()
	claim := func(owner string) (fanlight.Claim, bool) {
		t.Helper()
		send, ok, err := l.TakeClaim(t.Context(), runID, 1, 1, owner, h.Clock.Now().Add(time.Minute))
		if err != nil {
			t.Fatal(err)
		}
		return send, ok
	}
	first, ok := claim("one")
	if !ok {
		t.Fatal("not claimed")
	}
	h.Clock.Advance(time.Minute)
	if send, ok := claim("two"); ok || send.Owner != "one" {
		t.Errorf("claimed against a live lease: %+v", send)
	}
	h.Clock.Advance(time.Millisecond)
	second, ok := claim("two")
	if !ok || second.Fence != 2 || second.Tries != 2 {
		t.Errorf("claimed %v: %+v", ok, second)
	}
	if err := l.ReleaseClaim(t.Context(), run, first, h.Clock.Now().Add(-time.Hour)); err != nil {
		t.Fatal(err)
	}
	if send, ok := claim("three"); ok {
		t.Errorf("an older holder gave away another's claim: %+v", send)
	}
	if held, err := l.EndRound(t.Context(), run, first, fanlight.Sent); held || err != nil {
		t.Errorf("an older holder ended the round: %v, %v", held, err)
	}
	if held, err := l.EndRound(t.Context(), run, second, fanlight.PartlySent); !held || err != nil {
		t.Errorf("the holder could not end the round: %v, %v", held, err)
	}
	h.Clock.Advance(time.Hour)
	if send, ok := claim("four"); ok || send.State != fanlight.PartlySent {
		t.Errorf("an ended round was claimed: %+v", send)
	}
}

// TestARecordIsReplacedAsItWasSeen is about delivery records.
func TestARecordIsReplacedAsItWasSeen(t *testing.T) {
	t.Parallel()
	h, run := created(t, 1)
	l := h.Ledger()
	sending := fanlight.Delivery{Name: "chat", State: fanlight.DeliverySending, Fence: 1, Tries: 1}
	sent := sending
	sent.State, sent.Receipt = fanlight.DeliverySent, "r"
	for _, step := range []struct {
		name       string
		seen, next fanlight.Delivery
		ok         bool
		stored     fanlight.Delivery
	}{
		{"before there is one", sending, sent, false, sending},
		{"the first", fanlight.Delivery{}, sending, true, sending},
		{"a second first", fanlight.Delivery{}, sent, false, sending},
		{"another fence was seen", fanlight.Delivery{Name: "chat", State: fanlight.DeliverySending, Fence: 2, Tries: 1}, sent, false, sending},
		{"as seen", sending, sent, true, sent},
		{"no longer as seen", sending, fanlight.Delivery{Name: "chat", State: fanlight.DeliveryFailed, Fence: 1, Tries: 1}, false, sent},
	} {
		got, ok, err := l.SetDelivery(t.Context(), run, step.seen, step.next)
		if err != nil || ok != step.ok {
			t.Errorf("%s: %v, %v", step.name, ok, err)
		}
		expect(t, step.name, step.stored, got)
	}
	other := run
	other.Round = 2
	if records, err := l.Deliveries(t.Context(), other); err != nil || len(records) != 0 {
		t.Errorf("another round has records: %+v, %v", records, err)
	}
}

// TestAnEndIsOfItsRound is rule E2: the end of an older epoch or round, or of a
// closed run, changes nothing.
func TestAnEndIsOfItsRound(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name  string
		setUp func(t *testing.T, h *sim.Harness)
		epoch int
		round int
		ends  bool
	}{
		{"its own", nil, 1, 1, true},
		{"another epoch", nil, 2, 1, false},
		{"another round", nil, 1, 2, false},
		{"a closed run", end, 1, 1, false},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			h, run := created(t, 1)
			if test.setUp != nil {
				test.setUp(t, h)
			}
			before := h.Run(runID)
			run.Epoch, run.Round = test.epoch, test.round
			if err := h.Ledger().EndRun(t.Context(), run, fanlight.Unsent); err != nil {
				t.Fatal(err)
			}
			if test.ends {
				before.State, before.Open = fanlight.Unsent, false
			}
			expect(t, "META", before, h.Run(runID))
		})
	}
}
